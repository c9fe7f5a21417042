// SPDX-License-Identifier: Apache-2.0
// The receipts among the answers that a run has kept.
#pragma once

#include <map>
#include <string>

#include "foundation/file_bytes.h"

namespace sceau::bench {

struct CheckedReceipts {
  std::size_t admissions = 0;
  std::size_t refusals = 0;
  std::size_t without = 0;                   // answers to nobody who was identified
  std::size_t turned_away = 0;               // before their body was read: the server had too much to do
  std::size_t owed = 0;                      // any other answers that carry none
  std::size_t repeated = 0;                  // of an entry that another receipt is for too
  std::map<std::string, std::size_t> wrong;  // by the first reason found
  bool are_sound() const { return wrong.empty() && repeated == 0 && owed == 0; }
};

// Every receipt, against the log's key ("name+keyid+key", read from a file): the body of a 200 or 201, the member
// "refusal_receipt" of a problem. Ends the program where a file cannot be read.
CheckedReceipts check_receipts(const Path& answers, const Path& log_key);

}  // namespace sceau::bench
