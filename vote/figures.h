// SPDX-License-Identifier: Apache-2.0
// What those who take part say on one resolution, weighed by the register of the record instant.
#pragma once

#include <array>
#include <optional>
#include <span>

#include "vote/ballot_weight.h"
#include "vote/settlement.h"
#include "vote/word_table.h"

namespace sceau {

// By whom, or by which way, a vote was cast. Shares are present by the same ways (L54).
enum class CastBy { electronic, paper, chair, proxy, present };
inline constexpr std::array cast_by_words = {Word<CastBy>{"electronic", CastBy::electronic},
                                             Word<CastBy>{"paper", CastBy::paper}, Word<CastBy>{"chair", CastBy::chair},
                                             Word<CastBy>{"proxy", CastBy::proxy},
                                             Word<CastBy>{"present", CastBy::present}};

// Votes, save `shares_present`.
struct Figures {
  std::int64_t in_favour = 0, against = 0;
  std::int64_t abstain = 0;         // L5, L46: present, and no vote cast
  std::int64_t unusable = 0;        // null, or a split that no longer fits the holding
  std::int64_t shares_present = 0;  // L45: the quorum counts shares
  std::int64_t excluded = 0;        // L44: of those who take part, and may not vote on this one

  std::int64_t votes_cast() const { return in_favour + against; }
  Figures& operator+=(const Figures& more);
  bool operator==(const Figures&) const = default;
};

struct Said {
  CastBy by;
  ResolutionChoice choice;
};

// None: on this resolution nobody speaks for the shares, for their named proxy did not come. `is_new`: L24, raised in
// the meeting.
std::optional<Said> said_on(const Participation& part, const Resolution& resolution, bool is_new,
                            const Settlement& settlement);

Figures figures_of(std::span<const HeldPart> held, const Said& said, const Resolution& resolution);

}  // namespace sceau
