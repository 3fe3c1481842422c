// What werkfit takes from libgsl, and the counter-based generator that drives it.
//
// The generator is Philox4x32-10 (Salmon, Moraes, Dror, Shaw 2011, "Parallel random numbers: as easy as
// 1, 2, 3"). It stands here, and not in Swift, so that GSL's samplers and our own kernel draw from the very
// same function.
#ifndef WERKFIT_CGSL_SHIM_H
#define WERKFIT_CGSL_SHIM_H

#include <gsl/gsl_blas.h>
#include <gsl/gsl_bspline.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_matrix.h>
#include <gsl/gsl_min.h>
#include <gsl/gsl_multifit.h>
#include <gsl/gsl_multimin.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_roots.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_statistics_double.h>
#include <gsl/gsl_vector.h>
#include <stdint.h>

// One block of four 32-bit words.
typedef struct {
  uint32_t v0, v1, v2, v3;
} werkfit_block;

static inline werkfit_block werkfit_philox(uint32_t c0, uint32_t c1, uint32_t c2, uint32_t c3,
                                           uint32_t k0, uint32_t k1) {
  for (int round = 0; round < 10; ++round) {
    const uint64_t p0 = (uint64_t)0xD2511F53u * c0, p1 = (uint64_t)0xCD9E8D57u * c2;
    const uint32_t n0 = (uint32_t)(p1 >> 32) ^ c1 ^ k0, n2 = (uint32_t)(p0 >> 32) ^ c3 ^ k1;
    c1 = (uint32_t)p1;
    c3 = (uint32_t)p0;
    c0 = n0;
    c2 = n2;
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
  const werkfit_block block = {c0, c1, c2, c3};
  return block;
}

// A stream of words at an address: the first counter word runs, the other three are the address.
typedef struct {
  uint32_t counter[4], key[2], words[4], used;
} werkfit_stream;

static inline unsigned long werkfit_stream_word(void *state) {
  werkfit_stream *s = (werkfit_stream *)state;
  if (s->used == 4) {
    const werkfit_block b =
        werkfit_philox(s->counter[0], s->counter[1], s->counter[2], s->counter[3], s->key[0], s->key[1]);
    s->words[0] = b.v0;
    s->words[1] = b.v1;
    s->words[2] = b.v2;
    s->words[3] = b.v3;
    s->counter[0] += 1;
    s->used = 0;
  }
  return s->words[s->used++];
}

static inline double werkfit_stream_double(void *state) {
  const uint64_t high = werkfit_stream_word(state), low = werkfit_stream_word(state);
  return (double)(((high << 32) | low) >> 11) * 0x1.0p-53;
}

static inline void werkfit_stream_set(void *state, unsigned long seed) {
  werkfit_stream *s = (werkfit_stream *)state;
  s->counter[0] = s->counter[1] = s->counter[2] = s->counter[3] = 0;
  s->key[0] = (uint32_t)seed;
  s->key[1] = (uint32_t)((uint64_t)seed >> 32);
  s->used = 4;
}

static const gsl_rng_type werkfit_stream_type = {
    "philox4x32-10", 0xffffffffUL, 0, sizeof(werkfit_stream), werkfit_stream_set, werkfit_stream_word,
    werkfit_stream_double};

// A GSL generator over an addressed stream; NULL where there is no memory.
static inline gsl_rng *werkfit_generator_new(void) { return gsl_rng_alloc(&werkfit_stream_type); }

// Moves the generator to the start of the stream at an address.
static inline void werkfit_generator_seek(gsl_rng *generator, uint64_t key, uint32_t row, uint64_t address) {
  werkfit_stream *s = (werkfit_stream *)generator->state;
  s->counter[0] = 0;
  s->counter[1] = row;
  s->counter[2] = (uint32_t)address;
  s->counter[3] = (uint32_t)(address >> 32);
  s->key[0] = (uint32_t)key;
  s->key[1] = (uint32_t)(key >> 32);
  s->used = 4;
}

// Methods that GSL keeps in variables, which Swift may not read from several threads.
static inline const gsl_root_fsolver_type *werkfit_brent_root(void) { return gsl_root_fsolver_brent; }
static inline const gsl_min_fminimizer_type *werkfit_brent_minimum(void) { return gsl_min_fminimizer_brent; }
static inline const gsl_multimin_fminimizer_type *werkfit_simplex(void) {
  return gsl_multimin_fminimizer_nmsimplex2;
}

// GSL aborts the process on an error unless told not to; called before any thread starts.
static inline void werkfit_silence_gsl(void) { gsl_set_error_handler_off(); }

#endif
