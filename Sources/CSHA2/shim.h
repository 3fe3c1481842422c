// What werkfit takes from libmd.
#ifndef WERKFIT_CSHA2_SHIM_H
#define WERKFIT_CSHA2_SHIM_H

#include <sys/types.h>
#include <stdint.h>
#include <sha2.h>

#endif
