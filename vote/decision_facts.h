// SPDX-License-Identifier: Apache-2.0
// What the log keeps of a decision about a submission: the payload of its entry. No name, no choice and no detail of a
// finding is in it, for a detail may quote the form; the shareholder is a keyed tag.
#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "foundation/bytes.h"
#include "foundation/instant.h"
#include "foundation/result.h"
#include "vote/check_form.h"
#include "vote/word_table.h"

namespace sceau {

enum class DecisionKind { ballot, mandate, revocation, refusal };
inline constexpr std::array decision_words = {
    Word<DecisionKind>{"ballot", DecisionKind::ballot}, Word<DecisionKind>{"mandate", DecisionKind::mandate},
    Word<DecisionKind>{"revocation", DecisionKind::revocation}, Word<DecisionKind>{"refusal", DecisionKind::refusal}};

inline constexpr std::array level_words = {Word<SignatureLevel>{"simple", SignatureLevel::simple},
                                           Word<SignatureLevel>{"advanced", SignatureLevel::advanced},
                                           Word<SignatureLevel>{"qualified", SignatureLevel::qualified}};

// D9: what was known of the clock at the one reading.
struct ClockFacts {
  bool is_degraded = false;
  bool is_litigious = false;  // so near the close that the bureau decides
  std::chrono::microseconds uncertainty{0};
  bool operator==(const ClockFacts&) const = default;
};

struct SignatureFacts {
  SignatureLevel level = SignatureLevel::simple;
  std::string rests_on;  // a sentence: why it was taken for that level
  bool operator==(const SignatureFacts&) const = default;
};

struct DecisionFacts {
  DecisionKind kind = DecisionKind::refusal;
  std::string ballot;  // id of what was admitted, 32 hexadecimal digits; empty for a refusal
  std::string meeting;
  Bytes shareholder;      // keyed tag
  Bytes form;             // SHA-256 of the bytes as they arrived
  Bytes document;         // SHA-256 of the document that was sealed; empty where nothing was
  Bytes sealed;           // SHA-256 of the sealed envelope; empty where nothing was
  Bytes shares;           // SHA-256 of the register it was checked against
  Instant received_at{};  // of the last byte
  Instant closes{};       // the close it was compared with
  ClockFacts clock = {};
  std::optional<SignatureFacts> signature = {};  // none: it was not looked at, or does not hold
  std::vector<Reason> reasons = {};              // of a refusal, the first decides
  std::string supersedes = {};                   // id of the ballot or mandate that this one takes the place of
  bool operator==(const DecisionFacts&) const = default;
};

// Canonical JSON, and back; what parses writes back to the same bytes. Errors: those of read_json, value.* (the first
// finding).
std::string write_facts(const DecisionFacts& facts);
Result<DecisionFacts> read_facts(ByteView json);

}  // namespace sceau
