// SPDX-License-Identifier: Apache-2.0
// The syntax of PDF objects read on raw bytes (ISO 32000-1, 7.2 and 7.3), for everything whose position in the file
// matters: cross-reference sections and signature dictionaries. It finds where things stand; it resolves nothing.
// Reading never leaves the bytes given, never recurses, and never throws.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "foundation/bytes.h"

namespace sceau {

// File offsets, half open.
struct RawSpan {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t size() const { return end - begin; }
  bool operator==(const RawSpan&) const = default;
};

inline ByteView bytes_in(ByteView bytes, RawSpan span) { return bytes.subspan(span.begin, span.size()); }

// "12 0 R" and "12 0 obj".
struct ObjectId {
  int number = 0;
  int generation = 0;
  auto operator<=>(const ObjectId&) const = default;
};

enum class RawTokenKind {
  end,
  malformed,
  number,
  name,
  string,
  hex_string,
  array_open,
  array_close,
  dictionary_open,
  dictionary_close,
  keyword
};

struct RawToken {
  RawTokenKind kind = RawTokenKind::end;
  RawSpan span;
};

class RawReader {
 public:
  RawReader(ByteView bytes, std::size_t at) : bytes_(bytes), at_(at < bytes.size() ? at : bytes.size()) {}

  RawToken next();
  RawToken peek() const { return RawReader(*this).next(); }
  void skip_space();  // white space and comments
  std::size_t position() const { return at_; }
  std::string_view text(RawSpan span) const { return as_text(bytes_in(bytes_, span)); }

  // A whole object: scalar, reference, array or dictionary, nested at most 500 deep. Nothing where there is none.
  std::optional<RawSpan> value();
  // Only an integer written with digits and at most one sign.
  std::optional<std::int64_t> integer();
  bool keyword(std::string_view word);  // reads it only where it is there

 private:
  RawToken token(RawTokenKind kind, std::size_t begin) const { return {kind, {begin, at_}}; }
  RawToken literal_string(std::size_t begin);
  RawToken hex_string(std::size_t begin);
  RawToken angle(std::size_t begin);
  RawToken regular(std::size_t begin);
  void skip_reference_tail();
  bool at_end() const { return at_ >= bytes_.size(); }

  ByteView bytes_;
  std::size_t at_;
};

bool is_pdf_space(std::uint8_t byte);
std::optional<std::int64_t> integer_from(std::string_view text);

struct RawEntry {
  std::string key;  // without the slash, #xx decoded
  RawSpan value;
};

// The entries of one dictionary in the order of the file, doubles included.
struct RawDictionary {
  RawSpan span{};
  std::vector<RawEntry> entries{};

  const RawSpan* find(std::string_view key) const;  // the last of that key, as readers take it
  std::size_t count(std::string_view key) const;
};

// The dictionary whose "<<" is the next token at `at`. Nothing where there is none or it does not end.
std::optional<RawDictionary> read_raw_dictionary(ByteView bytes, std::size_t at);

// A direct integer entry.
std::optional<std::int64_t> raw_integer(ByteView bytes, const RawDictionary& dictionary, std::string_view key);
// A direct array of integers: nothing where any element is something else.
std::optional<std::vector<std::int64_t>> raw_integers(ByteView bytes, RawSpan array);
std::string raw_name(ByteView bytes, const RawDictionary& dictionary, std::string_view key);  // "" where there is none

struct RawObject {
  ObjectId id;
  std::size_t value_at = 0;  // after "obj"
};

// "12 0 obj" at `at`, white space before it allowed.
std::optional<RawObject> read_raw_object(ByteView bytes, std::size_t at);

}  // namespace sceau
