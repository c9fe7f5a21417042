// SPDX-License-Identifier: Apache-2.0
#include "foundation/nearest_word.h"

#include <algorithm>
#include <numeric>

namespace sceau {
namespace {

// Levenshtein's distance, row by row.
std::size_t edits_between(std::string_view word, std::string_view other) {
  std::vector<std::size_t> row(other.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= word.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= other.size(); ++j) {
      const auto above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (word[i - 1] == other[j - 1] ? 0 : 1)});
      diagonal = above;
    }
  }
  return row.back();
}

}  // namespace

std::string nearest_word(std::string_view word, const std::vector<std::string>& known) {
  if (word.size() > 100) return "";
  const auto distance = [&](const std::string& other) { return edits_between(word, other); };
  const auto nearest = std::ranges::min_element(known, {}, distance);
  return nearest != known.end() && distance(*nearest) <= 2 ? *nearest : "";
}

}  // namespace sceau
