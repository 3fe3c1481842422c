// What werkfit takes from libxxhash, with the state by value.
#ifndef WERKFIT_CXXHASH_SHIM_H
#define WERKFIT_CXXHASH_SHIM_H

#define XXH_STATIC_LINKING_ONLY
#include <xxhash.h>

#endif
