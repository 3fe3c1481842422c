#include "philox.h"

#include <string.h>

// Compiled once for every kind of vector unit, and chosen when the program starts. Only integers are computed, so that
// each gives the same bits. Not under the thread sanitizer: it would watch the choice, which is made before it has begun.
#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define ONE_KIND
#endif
#endif
#if defined(__x86_64__) && defined(__linux__) && !defined(ONE_KIND)
#define CLONES __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define CLONES
#endif

// A word of each lane, in 64 bits, as the multiplication needs it.
typedef uint64_t lanes __attribute__((vector_size(8 * WERKFIT_LANES)));

CLONES void werkfit_philox_lanes(uint32_t first, uint32_t distance, uint32_t c1, uint32_t c2, uint32_t c3,
                                 uint64_t key, uint32_t *words) {
  const lanes low = (lanes){} + 0xffffffffu;
  const lanes number = {0, 1, 2, 3, 4, 5, 6, 7};
  lanes x0 = (number * distance + first) & low, x1 = (lanes){} + c1, x2 = (lanes){} + c2, x3 = (lanes){} + c3;
  uint32_t k0 = (uint32_t)key, k1 = (uint32_t)(key >> 32);
  for (int round = 0; round < 10; ++round) {
    const lanes p0 = x0 * 0xD2511F53u, p1 = x2 * 0xCD9E8D57u;
    x0 = (p1 >> 32) ^ x1 ^ k0;
    x2 = (p0 >> 32) ^ x3 ^ k1;
    x1 = p1 & low;
    x3 = p0 & low;
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
  for (int lane = 0; lane < WERKFIT_LANES; ++lane) {
    words[lane] = (uint32_t)x0[lane];
    words[WERKFIT_LANES + lane] = (uint32_t)x1[lane];
    words[2 * WERKFIT_LANES + lane] = (uint32_t)x2[lane];
    words[3 * WERKFIT_LANES + lane] = (uint32_t)x3[lane];
  }
}
