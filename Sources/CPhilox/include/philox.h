// Philox4x32-10 (Salmon, Moraes, Dror, Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3"), eight blocks at once.
#ifndef WERKFIT_CPHILOX_H
#define WERKFIT_CPHILOX_H

#include <stdint.h>

// How many blocks are made at once.
enum { WERKFIT_LANES = 8 };

// The blocks at the counters (first + lane × distance, c1, c2, c3): word w of lane l goes to words[w × WERKFIT_LANES + l].
void werkfit_philox_lanes(uint32_t first, uint32_t distance, uint32_t c1, uint32_t c2, uint32_t c3, uint64_t key,
                          uint32_t *words);

#endif
