// SPDX-License-Identifier: Apache-2.0
#include "foundation/wiping_memory.h"

#include <malloc.h>
#include <string.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdlib>

namespace sceau {
namespace {

constexpr std::size_t stack_bytes = 64 * 1024;

std::atomic<bool> is_on = false;

bool is_wiping() { return is_on.load(std::memory_order_relaxed); }

// Never inlined, so that its variables lie below those of the caller.
[[gnu::noinline]] void overwrite_stack() {
  std::array<char, stack_bytes> below;
  explicit_bzero(below.data(), below.size());
}

}  // namespace

void wipe_freed_memory() { is_on = true; }

void* wiping_allocate(std::size_t size) { return std::malloc(size); }

// Always moved: where realloc moves, it leaves the old place as it was.
void* wiping_reallocate(void* memory, std::size_t size) {
  if (!is_wiping() || memory == nullptr) return std::realloc(memory, size);
  if (size == 0) {
    wiping_free(memory);
    return nullptr;
  }
  void* const moved = std::malloc(size);
  if (moved == nullptr) return nullptr;
  memcpy(moved, memory, std::min(size, malloc_usable_size(memory)));
  wiping_free(memory);
  return moved;
}

void wiping_free(void* memory) {
  if (is_wiping() && memory != nullptr) explicit_bzero(memory, malloc_usable_size(memory));
  std::free(memory);
}

void wipe_unused_stack() {
  if (is_wiping()) overwrite_stack();
}

}  // namespace sceau
