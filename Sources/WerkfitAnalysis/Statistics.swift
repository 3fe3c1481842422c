// Statistics over plain samples live in this target.
