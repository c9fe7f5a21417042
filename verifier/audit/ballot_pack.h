// SPDX-License-Identifier: Apache-2.0
// ballots/FIRST.pack: opened documents, one record behind the other.
#pragma once

#include <functional>

#include "foundation/bytes.h"
#include "foundation/result.h"

namespace sceau::audit {

struct PackRecord {
  std::uint64_t index = 0;
  ByteView document;
};

// "INDEX SIZE", a newline, SIZE octets, a newline; indexes rise. At most 1,000 records. Errors: value.wrong, and what
// `visit` returns.
Status for_each_record(ByteView pack, const std::function<Status(const PackRecord&)>& visit);

}  // namespace sceau::audit
