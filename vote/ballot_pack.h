// SPDX-License-Identifier: Apache-2.0
// Opened documents of the urn, many in one file: records of "INDEX SIZE" and a newline, SIZE octets, a newline, INDEX
// being the place in the log, ascending. docs/audit-bundle.md says the same.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "foundation/bytes.h"
#include "foundation/result.h"

namespace sceau {

inline constexpr std::size_t most_records_in_pack = 1000;

// Takes whole packs, each with its name, "0000412.pack" after the index of its first record. Its error ends the
// writing. The view is good for the call only.
using PackSink = std::function<Status(const std::string& name, ByteView pack)>;

// Nothing reaches the sink but whole packs; the last one by finish(). The buffer they were collected in is wiped; what
// it left behind while it grew, and what the sink keeps, is not.
class PackWriter {
 public:
  explicit PackWriter(PackSink sink) : sink_(std::move(sink)) {}
  PackWriter(const PackWriter&) = delete;
  PackWriter& operator=(const PackWriter&) = delete;
  ~PackWriter();

  // Precondition: the indexes ascend. Errors: of the sink.
  Status add(std::int64_t index, ByteView document);
  Status finish();

 private:
  const PackSink sink_;
  Bytes pack_;
  std::size_t records_ = 0;
  std::int64_t first_ = 0;
};

// Called for each record in turn. Errors: bundle.malformed, and what `visit` returns.
Status read_pack(ByteView pack, const std::function<Status(std::int64_t index, ByteView document)>& visit);

}  // namespace sceau
