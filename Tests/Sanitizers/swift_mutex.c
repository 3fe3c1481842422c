// Tells the thread sanitizer when Swift's `Mutex` is taken and given back.
//
// Of a mutex that is free the sanitizer sees so itself. Where threads have to wait, Swift's library does the work, and that is
// not built for the sanitizer: it then takes whatever the mutex guards for a race (seen with Swift 6.3.1 on Linux; a
// counter behind a `Mutex` is enough). Loaded before that library, this stands between.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>

#define SWIFT __attribute__((swiftcall))
#define MUTEX __attribute__((swift_context)) void *mutex
#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

// Absent in the programs that only start the tests.
extern void __tsan_acquire(void *) __attribute__((weak));
extern void __tsan_release(void *) __attribute__((weak));

typedef SWIFT void (*locking)(uint32_t, MUTEX);
typedef SWIFT void (*unlocking)(MUTEX);
static locking swift_lock;
static unlocking swift_unlock;

__attribute__((constructor)) static void find(void) {
  swift_lock = (locking)dlsym(RTLD_NEXT, LOCK);
  swift_unlock = (unlocking)dlsym(RTLD_NEXT, UNLOCK);
}

SWIFT void lock(uint32_t thread, MUTEX) __asm__(LOCK);
SWIFT void lock(uint32_t thread, MUTEX) {
  swift_lock(thread, mutex);
  if (__tsan_acquire) __tsan_acquire(mutex);
}

SWIFT void unlock(MUTEX) __asm__(UNLOCK);
SWIFT void unlock(MUTEX) {
  if (__tsan_release) __tsan_release(mutex);
  swift_unlock(mutex);
}
