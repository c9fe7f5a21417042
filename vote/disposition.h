// SPDX-License-Identifier: Apache-2.0
// What became of an input of the count: exactly one of these, with the reason and the rule.
#pragma once

#include <array>
#include <optional>
#include <string>

#include "foundation/bytes.h"
#include "foundation/reason.h"
#include "vote/legal_rule.h"
#include "vote/word_table.h"

namespace sceau {

enum class Disposition {
  counted,
  counted_litigious,   // D9: so near the close that the bureau had to decide, and counted
  excluded_litigious,  // the same, and not counted
  superseded,          // a later one of the same shareholder took its place
  revoked,             // a mandate that was taken back
  invalidated,         // was admitted, and has lost its effect: shares sold, right suspended, proxy absent
  late,
  rejected,
  applied,  // a revocation that took effect
};

inline constexpr std::array disposition_words = {
    Word<Disposition>{"counted", Disposition::counted},
    Word<Disposition>{"counted-litigious", Disposition::counted_litigious},
    Word<Disposition>{"excluded-litigious", Disposition::excluded_litigious},
    Word<Disposition>{"superseded", Disposition::superseded},
    Word<Disposition>{"revoked", Disposition::revoked},
    Word<Disposition>{"invalidated", Disposition::invalidated},
    Word<Disposition>{"late", Disposition::late},
    Word<Disposition>{"rejected", Disposition::rejected},
    Word<Disposition>{"applied", Disposition::applied}};

constexpr bool is_counted(Disposition disposition) {
  return disposition == Disposition::counted || disposition == Disposition::counted_litigious;
}

struct Outcome {
  Disposition disposition = Disposition::counted;
  std::optional<Reason> reason = {};
  std::optional<LegalRule> rule = {};
  std::string other = {};  // reference of the input it is counted with, or that took its place
  bool operator==(const Outcome&) const = default;
};

// By which way an input came in.
enum class Source { electronic, paper, attendance, room };
inline constexpr std::array source_words = {
    Word<Source>{"electronic", Source::electronic}, Word<Source>{"paper", Source::paper},
    Word<Source>{"attendance", Source::attendance}, Word<Source>{"room", Source::room}};

struct InputDisposition {
  std::string reference;  // "log/12", "paper/P-7", "attendance/4", "room/3"; "carried/12", "carried-paper/P-7"
  Source source = Source::electronic;
  Bytes leaf = {};  // of a log's entry
  Outcome outcome = {};
  bool operator==(const InputDisposition&) const = default;
};

}  // namespace sceau
