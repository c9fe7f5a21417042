// SPDX-License-Identifier: Apache-2.0
// Reads the members of one object by name and type, and collects everything that is wrong with them.
#pragma once

#include <chrono>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "formats/value_tree/value.h"
#include "foundation/finding.h"

namespace sceau {

enum class Presence { needed, optional };

// How places are written in findings: "/holding/shares" (RFC 6901) or "line 12: holding.shares".
enum class PathStyle { json_pointer, dotted };

struct IntegerRange {
  std::int64_t low = 0;
  std::int64_t high = std::numeric_limits<std::int64_t>::max();
};

// Each getter gives nothing where the member is absent or wrong; then there is a finding, unless it is absent and
// optional. `value` and `findings` must outlive the object. Findings: value.missing, value.wrong, value.unknown_key.
class ValueFields {
 public:
  ValueFields(const Value& value, PathStyle style, Findings& findings, std::string path = "");

  std::optional<std::string> text(std::string_view key, Presence presence = Presence::needed);
  std::optional<std::int64_t> integer(std::string_view key, IntegerRange range, Presence presence = Presence::needed);
  std::optional<bool> boolean(std::string_view key, Presence presence = Presence::needed);
  std::optional<std::chrono::year_month_day> date(std::string_view key, Presence presence = Presence::needed);
  std::optional<LocalTime> local_time(std::string_view key, Presence presence = Presence::needed);
  std::vector<std::string> texts(std::string_view key, Presence presence = Presence::needed);
  std::vector<std::chrono::year_month_day> dates(std::string_view key, Presence presence = Presence::needed);
  std::optional<ValueFields> object(std::string_view key, Presence presence = Presence::needed);
  std::vector<ValueFields> objects(std::string_view key, Presence presence = Presence::needed);

  // A text that is one of `words`.
  template <typename Enum>
  std::optional<Enum> choice(std::string_view key, std::span<const std::pair<std::string_view, Enum>> words,
                             Presence presence = Presence::needed) {
    const auto found = text(key, presence);
    if (!found) return std::nullopt;
    for (const auto& [word, meaning] : words) {
      if (*found == word) return meaning;
    }
    std::vector<std::string> known;
    for (const auto& [word, meaning] : words) known.emplace_back(word);
    refuse_word(key, *found, known);
    return std::nullopt;
  }

  bool has(std::string_view key) const { return member(*value_, key) != nullptr; }

  // The last call: every member that no getter asked for is a finding, with the nearest known key.
  void refuse_others();

  // A finding about a member, in the words of the caller.
  void refuse(std::string_view key, std::string_view why);
  std::string path_of(std::string_view key) const;

 private:
  template <typename T>
  const T* get(std::string_view key, Presence presence, std::string_view kind);
  template <typename T>
  std::vector<T> list(std::string_view key, Presence presence, std::string_view kind);
  void refuse_word(std::string_view key, const std::string& found, const std::vector<std::string>& known);
  std::string describe(std::string_view key, const TextPlace& place) const;

  const Value* value_;
  PathStyle style_;
  Findings* findings_;
  std::string path_;
  std::vector<std::string> asked_;
};

}  // namespace sceau
