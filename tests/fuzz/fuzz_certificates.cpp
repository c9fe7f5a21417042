// SPDX-License-Identifier: Apache-2.0
// Certificates and revocation lists from outside: what is read can be written, and reads again.
#include <cstdlib>

#include "certs/certificate.h"
#include "certs/revocation_list.h"

namespace {

template <auto read>
void read_and_write(sceau::ByteView bytes) {
  const auto found = read(bytes);
  if (!found) return;
  for (const auto& one : *found) {
    if (!read(sceau::as_bytes(sceau::to_pem(one)))) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  read_and_write<sceau::certificates_from>({data, size});
  read_and_write<sceau::revocation_lists_from>({data, size});
  return 0;
}
