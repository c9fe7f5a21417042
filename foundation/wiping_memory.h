// SPDX-License-Identifier: Apache-2.0
// Freed memory that keeps nothing: once switched on, what is freed is overwritten first. A program that links the
// object library `wiping_operators` has this for new and delete; C libraries are given the three functions below.
// Off, each costs one look at a flag. NOT covered: what is not freed yet, and memory that C libraries without such
// hooks (the buffers of stdio, zlib) free by themselves.
#pragma once

#include <cstddef>

namespace sceau {

// From now on, for all threads; there is no way back. To be called while there is only one thread.
void wipe_freed_memory();

// As malloc, realloc and free, which they call: what one of either family gave, the other may free.
void* wiping_allocate(std::size_t size);
void* wiping_reallocate(void* memory, std::size_t size);
void wiping_free(void* memory);

// Overwrites 64 KB of this thread's stack below the caller, where calls that have returned left their variables.
// Nothing where freed memory is not wiped.
void wipe_unused_stack();

}  // namespace sceau
