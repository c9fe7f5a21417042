// SPDX-License-Identifier: Apache-2.0
// What the log says about a submission of a shareholder: the payload of a ballot, mandate, revocation or refusal.
#pragma once

#include <array>

#include "verifier/audit/log_line.h"

namespace sceau::audit {

enum class SignatureLevel : std::uint8_t { none, simple, advanced, qualified };
std::string_view name_of(SignatureLevel level);

using BallotId = std::array<std::uint8_t, 16>;

struct Decision {
  std::uint64_t index = 0;
  EntryType type = EntryType::refusal;
  SignatureLevel level = SignatureLevel::none;
  bool is_degraded = false, is_litigious = false;
  std::int64_t uncertainty_us = 0;
  Instant received_at{}, deadline{};
  Hash leaf{};  // its data
  Hash voter{}, form{}, shares{};
  std::optional<Hash> document;
  std::optional<BallotId> ballot, supersedes;
  std::string reason;  // of a refusal, the first one; may be empty
};

struct DecisionReading {
  Decision decision;
  Findings findings;  // value.*, and value.wrong where the payload contradicts its entry
};

// `meeting` is what the facts must name.
DecisionReading read_decision(const LogLine& line, const Value& payload, std::string_view meeting);

}  // namespace sceau::audit
