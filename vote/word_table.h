// SPDX-License-Identifier: Apache-2.0
// The words by which files and forms name the values of an enum: one table for reading and for writing.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <utility>

namespace sceau {

template <typename Enum>
using Word = std::pair<std::string_view, Enum>;

template <typename Enum, typename Table>
std::string_view word_of(const Table& table, Enum value) {
  for (const auto& [word, meaning] : table) {
    if (meaning == value) return word;
  }
  return {};
}

template <typename Table>
auto meaning_of(const Table& table, std::string_view text) -> std::optional<decltype(table[0].second)> {
  for (const auto& [word, meaning] : table) {
    if (word == text) return meaning;
  }
  return std::nullopt;
}

}  // namespace sceau
