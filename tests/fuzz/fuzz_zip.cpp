// SPDX-License-Identifier: Apache-2.0
// ZIP: whatever is accepted unpacks to what its directory promised, and never to more.
#include <cstdlib>

#include "formats/zip/zip_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto zip = sceau::open_zip({data, size}, {.entry_bytes = 16 << 20, .archive_bytes = 64 << 20});
  if (!zip) return 0;
  for (const auto& entry : zip->entries()) {
    std::uint64_t taken = 0;
    const auto read = zip->stream(entry.name, [&](sceau::ByteView piece) -> sceau::Status {
      taken += piece.size();
      if (taken > entry.size) std::abort();
      return sceau::Done{};
    });
    if (read && taken != entry.size) std::abort();
  }
  return 0;
}
