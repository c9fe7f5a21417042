// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/compare_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "formats/json/canonical_json.h"

namespace sceau::audit {
namespace {

constexpr std::size_t most_differences = 100, longest_shown = 200;

std::string shown(const Value& value) {
  auto text = canonical_json(value);
  if (text.size() > longest_shown) text = text.substr(0, longest_shown) + "...";
  return text;
}

class Comparison {
 public:
  Comparison(Reason reason, std::string_view file, FindingList& findings)
      : reason_(reason), file_(file), findings_(findings) {}

  void walk(const std::string& path, const Value& said, const Value& recounted) {
    if (differences_ == most_differences) return;
    if (std::holds_alternative<std::monostate>(recounted.content)) return must_be_text(path, said);
    const auto* object = std::get_if<ValueObject>(&recounted.content);
    const auto* said_object = std::get_if<ValueObject>(&said.content);
    if (object != nullptr && said_object != nullptr) return walk_members(path, said, recounted);
    const auto* array = std::get_if<ValueArray>(&recounted.content);
    const auto* said_array = std::get_if<ValueArray>(&said.content);
    if (array != nullptr && said_array != nullptr) return walk_items(path, *said_array, *array);
    if (said.content.index() != recounted.content.index() || shown(said) != shown(recounted)) {
      differ(path, fmt::format("says {}, recounted {}", shown(said), shown(recounted)));
    }
  }

 private:
  void differ(const std::string& path, const std::string& how) {
    if (differences_++ == most_differences) return;
    findings_.add(reason_, fmt::format("{}: {}: {}", file_, path, how));
  }

  void must_be_text(const std::string& path, const Value& said) {
    const auto* text = std::get_if<std::string>(&said.content);
    if (text == nullptr || text->empty()) differ(path, fmt::format("says {}, but must be a text", shown(said)));
  }

  void walk_members(const std::string& path, const Value& said, const Value& recounted) {
    for (const auto& [key, value] : std::get<ValueObject>(recounted.content)) {
      const auto* other = member(said, key);
      const auto below = path + "/" + key;
      if (other == nullptr) {
        const bool is_any = std::holds_alternative<std::monostate>(value.content);
        differ(below, is_any ? "is missing" : fmt::format("is missing, recounted {}", shown(value)));
      } else {
        walk(below, *other, value);
      }
    }
    for (const auto& [key, value] : std::get<ValueObject>(said.content)) {
      if (member(recounted, key) == nullptr) {
        differ(path + "/" + key, fmt::format("says {}, but there is none", shown(value)));
      }
    }
  }

  void walk_items(const std::string& path, const ValueArray& said, const ValueArray& recounted) {
    if (said.size() != recounted.size()) {
      differ(path, fmt::format("has {} items, recounted {}", said.size(), recounted.size()));
    }
    for (std::size_t i = 0; i < std::min(said.size(), recounted.size()); ++i) {
      walk(fmt::format("{}/{}", path, i), said[i], recounted[i]);
    }
  }

  Reason reason_;
  std::string_view file_;
  FindingList& findings_;
  std::size_t differences_ = 0;
};

}  // namespace

Value any_text() { return {std::monostate()}; }

void compare_values(Reason reason, std::string_view file, const Value& said, const Value& recounted,
                    FindingList& findings) {
  Comparison(reason, file, findings).walk("", said, recounted);
}

}  // namespace sceau::audit
