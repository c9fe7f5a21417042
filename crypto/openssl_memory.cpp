// SPDX-License-Identifier: Apache-2.0
#include "crypto/openssl_memory.h"

#include <openssl/crypto.h>

#include "foundation/wiping_memory.h"

namespace sceau {
namespace {

void* allocate(std::size_t size, const char*, int) { return wiping_allocate(size); }
void* reallocate(void* memory, std::size_t size, const char*, int) { return wiping_reallocate(memory, size); }
void release(void* memory, const char*, int) { wiping_free(memory); }

}  // namespace

Status wipe_freed_openssl_memory() {
  if (CRYPTO_set_mem_functions(allocate, reallocate, release) != 1) {
    return Error{Reason::crypto_failed, "OpenSSL has allocated memory before it could be told how"};
  }
  return Done{};
}

}  // namespace sceau
