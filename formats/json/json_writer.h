// SPDX-License-Identifier: Apache-2.0
// Writes one JSON document (RFC 8259), in the order in which its values are given: same values, same bytes. Text that
// is not UTF-8 (a file name, a broken certificate) is written with its wrong bytes as \xNN, so the document stays
// valid.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace sceau {

class JsonWriter {
 public:
  JsonWriter();
  ~JsonWriter();

  // Structure. Within an object each value is preceded by key(). Calls that do not nest make no valid document.
  JsonWriter& begin_object();
  JsonWriter& end_object();
  JsonWriter& begin_array();
  JsonWriter& end_array();
  JsonWriter& key(std::string_view name);

  JsonWriter& text(std::string_view value);
  JsonWriter& number(std::int64_t value);
  JsonWriter& boolean(bool value);
  JsonWriter& null();
  // The text, or null where there is none.
  JsonWriter& text_or_null(const std::optional<std::string>& value);

  // The document so far, on one line, without a line end.
  std::string str() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sceau
