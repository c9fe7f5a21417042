// SPDX-License-Identifier: Apache-2.0
// The entries of the log that are not about a submission: the server's, the bureau's, and those of the count.
#pragma once

#include <map>

#include "verifier/audit/log_line.h"

namespace sceau::audit {

using HashesByName = std::map<std::string, Hash, std::less<>>;

// `open`, and `admin` for every further start.
struct StartAct {
  std::uint64_t index = 0;
  Instant at{};
  Hash frozen{}, form{}, urn{}, voter_tags{};
  std::vector<Hash> rehearsed;
};

struct RegisterAct {
  std::uint64_t index = 0;
  Instant at{};
  bool is_correction = false;
  Hash shares{};
};

struct WithdrawalAct {
  std::uint64_t index = 0;
  std::string label;
};

// A cancellation or a postponement.
struct EndingAct {
  std::uint64_t index = 0;
  Instant at{};
};

struct CloseAct {
  std::uint64_t index = 0;
  Instant at{};
  bool is_clock_good = false;
  std::uint64_t entries = 0;
  Hash root{};
  std::map<std::string, std::uint64_t, std::less<>> nodes;
  std::optional<Bytes> timestamp;
};

struct OpeningAct {
  std::uint64_t index = 0;
  Instant at{};
  Hash urn{};
  std::vector<std::int64_t> scrutineers;
  std::int64_t forms = 0;
};

struct TallyAct {
  std::uint64_t index = 0, log_size = 0;
  Instant at{};
  Hash shares{}, tally{}, influence{};
  HashesByName typed, carried;
};

struct PublishAct {
  std::uint64_t index = 0;
  Instant at{};
  HashesByName papers;
};

struct LogActs {
  std::vector<std::size_t> opens;  // places among the starts: those of type `open`
  std::vector<StartAct> starts;
  std::vector<RegisterAct> registers;
  std::vector<WithdrawalAct> withdrawals;
  std::vector<EndingAct> endings;
  std::vector<CloseAct> closes;
  std::vector<OpeningAct> openings;
  std::vector<TallyAct> tallies;
  std::vector<PublishAct> publications;
  std::map<std::string, std::size_t> others;  // acts of `admin` that no count knows, and how often each is there
};

// Adds what a line that is no decision says. Findings: value.*, each with its place in the payload.
Findings read_act(const LogLine& line, const Value& payload, LogActs& acts);

}  // namespace sceau::audit
