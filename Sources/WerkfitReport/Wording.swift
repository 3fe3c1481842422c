// What people read is made in this target.
