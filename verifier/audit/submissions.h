// SPDX-License-Identifier: Apache-2.0
// Everything that was submitted to a count, in its order (docs/counting.md, 1 to 3).
#pragma once

#include "verifier/audit/check_decisions.h"
#include "verifier/audit/typed_tables.h"

namespace sceau::audit {

enum class Source : std::uint8_t { log, carried, paper, carried_paper, attendance };

enum class Disposition : std::uint8_t {
  none,  // not settled yet
  counted,
  counted_litigious,
  excluded_litigious,
  applied,
  invalidated,
  late,
  rejected,
  revoked,
  superseded,
};
std::string_view name_of(Disposition disposition);  // "counted-litigious"

enum class Mode : std::uint8_t { none, voting_form, proxy, card };

struct Outcome {
  Disposition disposition = Disposition::none;
  std::string reason = {};                // stable name
  std::string rule = {};                  // "L34"
  std::optional<std::size_t> other = {};  // the place of another submission
};

// Views into what was read; good as long as that.
struct Submission {
  Source source = Source::log;
  std::uint64_t number = 0;     // the index of an entry, the line of the attendance
  std::string_view paper = {};  // the number of a form on paper
  std::size_t home = 0;         // 0: this meeting; else its place among the carried ones, from 1
  Instant at{};
  const Decision* decision = nullptr;  // of an entry
  const Form* form = nullptr;
  std::optional<Instant> identified_at = {};
  std::string_view irregular = {};  // of paper
  std::string_view badge = {};      // of the attendance
  bool has_lapsed = false;
  std::string_view shareholder = {};  // id; empty where nobody knows
  Outcome outcome = {};

  bool is_carried() const { return source == Source::carried || source == Source::carried_paper; }
  bool is_paper() const { return source == Source::paper || source == Source::carried_paper; }
  bool is_electronic() const { return source == Source::log || source == Source::carried; }
  bool is_litigious() const { return decision != nullptr && decision->is_litigious; }
  Mode mode() const;
  std::string reference() const;  // "carried-paper/P-17"
  bool is_settled() const { return outcome.disposition != Disposition::none; }
};

std::string_view way_of(Source source);  // "carried-paper"

// A bundle as far as it is counted.
struct CountedMeeting {
  AuditedMeeting meeting;
  AuditedLog log;
  RegisterBook registers;
  SymmetricKey voter_tags;
  Urn urn;
  TypedTables tables;
  std::uint64_t log_size = 0;  // entries below are those of the count
};

// All of this meeting, and what the others hand on: of the predecessor its ballots, mandates and revocations, of any
// other its mandates alone, with their revocations; the same of forms on paper.
std::vector<Submission> collect_submissions(const CountedMeeting& counted, const std::vector<CountedMeeting>& carried);

}  // namespace sceau::audit
