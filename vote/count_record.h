// SPDX-License-Identifier: Apache-2.0
// What the log says of the count: who opened the urn, and what was counted. Payloads of its entries of these types.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "foundation/bytes.h"
#include "foundation/result.h"

namespace sceau {

struct OpeningRecord {
  Bytes urn;                              // SHA-256 of the urn's certificate
  std::vector<std::int64_t> scrutineers;  // who unwrapped its key, by their numbers from 1; by the operator's account
  std::int64_t forms = 0;                 // documents that were opened
  bool operator==(const OpeningRecord&) const = default;
};

struct TallyRecord {
  std::int64_t log_size = 0;             // entries with a lower index are the log of the count
  Bytes shares;                          // SHA-256 of the register that was counted with
  Bytes tally, influence;                // SHA-256 of the two files
  std::map<std::string, Bytes> typed;    // SHA-256 of each typed table, by its file name
  std::map<std::string, Bytes> carried;  // SHA-256 of each bundle of another meeting, by the meeting's id
  bool operator==(const TallyRecord&) const = default;
};

// Canonical JSON, and back. Errors: those of read_json, value.* (the first finding).
std::string write_opening(const OpeningRecord& opening);
std::string write_tally_record(const TallyRecord& record);
Result<TallyRecord> read_tally_record(ByteView json);

}  // namespace sceau
