// SPDX-License-Identifier: Apache-2.0
#include "formats/csv/csv_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "foundation/text_encoding.h"

namespace sceau {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

class CsvReader {
 public:
  CsvReader(std::string_view text, const CsvLimits& limits) : text_(text), limits_(limits) {}

  bool at_end() const { return at_ == text_.size(); }

  Status read_record(CsvRecord& record) {
    record.line = line_;
    record.fields.clear();
    while (true) {
      if (record.fields.size() == limits_.columns) return wrong("too many columns");
      auto field = front() == '"' ? quoted_field() : plain_field();
      if (!field) return field.error();
      record.fields.push_back(std::move(*field));
      if (at_end() || front() != ',') break;
      ++at_;
    }
    return at_end() ? Done{} : end_line();
  }

  Error wrong(std::string_view what) const {
    return {Reason::csv_malformed, fmt::format("line {}, column {}: {}", line_, at_ - line_start_ + 1, what)};
  }

 private:
  char front() const { return at_end() ? '\0' : text_[at_]; }

  Result<std::string> plain_field() {
    const auto start = at_;
    for (; !at_end() && front() != ',' && front() != '\r' && front() != '\n'; ++at_) {
      if (front() == '"') return wrong("a quote inside a field that does not begin with one");
      if (is_control(front())) return wrong("a control character");
    }
    return checked_size(std::string(text_.substr(start, at_ - start)));
  }

  Result<std::string> quoted_field() {
    std::string field;
    const auto opening = *this;
    for (++at_; !at_end(); ++at_) {
      if (front() == '"') {
        if (at_ + 1 == text_.size() || text_[at_ + 1] != '"') return close_quotes(std::move(field));
        ++at_;
      } else if (front() == '\n') {
        line_start_ = at_ + 1;
        ++line_;
      } else if (is_control(front()) && front() != '\r') {
        return wrong("a control character");
      }
      field += text_[at_];
    }
    return opening.wrong("the quotes that begin here are never closed");
  }

  Result<std::string> close_quotes(std::string field) {
    ++at_;
    if (!at_end() && front() != ',' && front() != '\r' && front() != '\n') {
      return wrong("something between the closing quote and the separator");
    }
    return checked_size(std::move(field));
  }

  Result<std::string> checked_size(std::string field) const {
    if (field.size() > limits_.field_bytes) return wrong("the field is too long");
    return field;
  }

  Status end_line() {
    const bool has_return = front() == '\r';
    if (has_return && (at_ + 1 == text_.size() || text_[at_ + 1] != '\n')) return wrong("CR without LF");
    if (lines_have_return_.value_or(has_return) != has_return) return wrong("CRLF and LF mixed");
    lines_have_return_ = has_return;
    at_ += has_return ? 2 : 1;
    line_start_ = at_;
    ++line_;
    return Done{};
  }

  std::string_view text_;
  CsvLimits limits_;
  std::size_t at_ = 0, line_ = 1, line_start_ = 0;
  std::optional<bool> lines_have_return_;
};

}  // namespace

Status read_csv(ByteView source, const CsvVisitor& visit, const CsvLimits& limits) {
  if (source.size() > limits.document_bytes) return Error{Reason::input_too_large, "the table"};
  auto text = as_text(source);
  if (!is_utf8(text)) return Error{Reason::text_malformed, "the table is not UTF-8"};
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());

  CsvReader reader(text, limits);
  CsvRecord record;
  std::optional<std::size_t> columns;
  while (!reader.at_end()) {
    if (const auto read = reader.read_record(record); !read) return read.error();
    if (columns.value_or(record.fields.size()) != record.fields.size()) {
      return Error{Reason::csv_malformed, fmt::format("line {}: {} fields, where the first line has {}", record.line,
                                                      record.fields.size(), *columns)};
    }
    columns = record.fields.size();
    if (const auto visited = visit(record); !visited) return visited.error();
  }
  return Done{};
}

std::string csv_field(std::string_view text) {
  const bool has_special =
      std::ranges::any_of(text, [](char c) { return c == ',' || c == '"' || c == '\r' || c == '\n'; });
  if (!has_special && !text.starts_with(byte_order_mark)) return std::string(text);
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

}  // namespace sceau
