// SPDX-License-Identifier: Apache-2.0
// A draft resolution of the agenda.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "formats/value_tree/value.h"
#include "foundation/bytes.h"
#include "foundation/result.h"
#include "vote/word_table.h"

namespace sceau {

enum class Language { french, english };
inline constexpr std::array language_words = {Word<Language>{"fr", Language::french},
                                              Word<Language>{"en", Language::english}};

struct LocalizedText {
  std::string french, english;
  const std::string& in(Language language) const { return language == Language::french ? french : english; }
  bool operator==(const LocalizedText&) const = default;
};

// By whose rules of quorum and majority a resolution is decided. `reserves_increase`: an increase of capital out of
// reserves, which an extraordinary meeting decides by the rules of an ordinary one (L43).
enum class ResolutionKind { ordinary, extraordinary, reserves_increase, special };
enum class Author { board, shareholder, other };
enum class Recommendation { none, vote_for, vote_against };

struct Resolution {
  std::string label;  // "1", "12 bis": what people call it; unique in its agenda
  ResolutionKind kind = ResolutionKind::ordinary;
  Author author = Author::board;
  Recommendation recommendation = Recommendation::none;  // of the board
  LocalizedText title, text, reasons;
  bool is_information_only = false;        // presented, not voted on
  std::vector<std::string> deprived = {};  // accounts that may not vote on this one (L44)
  bool operator==(const Resolution&) const = default;
};

inline constexpr std::array resolution_kind_words = {
    Word<ResolutionKind>{"ordinary", ResolutionKind::ordinary},
    Word<ResolutionKind>{"extraordinary", ResolutionKind::extraordinary},
    Word<ResolutionKind>{"reserves-increase", ResolutionKind::reserves_increase},
    Word<ResolutionKind>{"special", ResolutionKind::special}};
inline constexpr std::array author_words = {Word<Author>{"board", Author::board},
                                            Word<Author>{"shareholder", Author::shareholder},
                                            Word<Author>{"other", Author::other}};

// The agenda is what is voted on, in its order: label, kind, author and texts of every resolution; neither the meeting,
// nor its date, nor who may not vote. So the second meeting on the same agenda has the same hash (L12).
Value agenda_value(const std::vector<Resolution>& agenda);
Result<Bytes> agenda_hash(const std::vector<Resolution>& agenda);  // SHA-256 of the canonical JSON of agenda_value

}  // namespace sceau
