// SPDX-License-Identifier: Apache-2.0
// new and delete of a program that can wipe what it frees. Sanitizers bring their own, which must stay.
#include <cstdlib>
#include <new>

#include "foundation/wiping_memory.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SCEAU_HAS_SANITIZER
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define SCEAU_HAS_SANITIZER
#endif
#endif

#ifndef SCEAU_HAS_SANITIZER

namespace {

// As the standard has it: the handler may make room, and is asked until it gives up.
template <typename Allocate>
void* obtain(Allocate allocate) {
  while (true) {
    if (void* const memory = allocate()) return memory;
    const auto handler = std::get_new_handler();
    if (handler == nullptr) throw std::bad_alloc();
    handler();
  }
}

}  // namespace

// The other forms of new and delete call these.
void* operator new(std::size_t size) {
  return obtain([size] { return std::malloc(size == 0 ? 1 : size); });
}

void* operator new(std::size_t size, std::align_val_t alignment) {
  const auto step = static_cast<std::size_t>(alignment);
  const auto whole_steps = size == 0 ? step : (size + step - 1) / step * step;
  if (whole_steps < size) throw std::bad_alloc();
  return obtain([=] { return std::aligned_alloc(step, whole_steps); });
}

void operator delete(void* memory) noexcept { sceau::wiping_free(memory); }
void operator delete(void* memory, std::size_t) noexcept { sceau::wiping_free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { sceau::wiping_free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { sceau::wiping_free(memory); }

#endif
