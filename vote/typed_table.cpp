// SPDX-License-Identifier: Apache-2.0
#include "vote/typed_table.h"

#include <fmt/format.h>

#include <algorithm>

#include "foundation/nearest_word.h"
#include "foundation/text_encoding.h"
#include "foundation/whole_number.h"
#include "vote/plain_line.h"
#include "vote/register.h"

namespace sceau {
namespace {

Error wrong_header(const std::string& what) { return {Reason::vote_table_irregular, "line 1: " + printable(what)}; }

std::vector<std::string> known_columns(const TableColumns& columns) {
  auto known = columns.needed;
  known.insert(known.end(), columns.optional.begin(), columns.optional.end());
  return known;
}

Result<std::map<std::string, std::size_t>> read_header(const CsvRecord& record, const TableColumns& columns) {
  const auto known = known_columns(columns);
  std::map<std::string, std::size_t> places;
  for (std::size_t i = 0; i < record.fields.size(); ++i) {
    const auto& name = record.fields[i];
    if (std::ranges::find(known, name) == known.end()) {
      const auto near = nearest_word(name, known);
      return wrong_header("'" + name + "' is no column here" + (near.empty() ? "" : "; did you mean '" + near + "'?"));
    }
    if (!places.emplace(name, i).second) return wrong_header("the column '" + name + "' is there twice");
  }
  for (const auto& name : columns.needed) {
    if (!places.contains(name)) return wrong_header("the column '" + name + "' is missing");
  }
  return places;
}

// "10/20/5"
std::optional<Split> read_split(std::string_view text) {
  const auto first = text.find('/');
  const auto second = first == text.npos ? text.npos : text.find('/', first + 1);
  if (second == text.npos) return std::nullopt;
  const auto in_favour = typed_number(text.substr(0, first));
  const auto against = typed_number(text.substr(first + 1, second - first - 1));
  const auto abstain = typed_number(text.substr(second + 1));
  if (!in_favour || !against || !abstain) return std::nullopt;
  return Split{*in_favour, *against, *abstain};
}

}  // namespace

std::string vote_column(std::string_view label) { return "vote:" + std::string(label); }

std::optional<std::int64_t> typed_number(std::string_view text) {
  const auto number = whole_number(text);
  if (!number || *number > std::uint64_t{most_shares}) return std::nullopt;
  return static_cast<std::int64_t>(*number);
}

void TypedLine::refuse(const std::string& what) {
  findings_.push_back({Reason::vote_table_irregular, fmt::format("line {}: {}", record_.line, what)});
}

void TypedLine::refuse_value(const std::string& column, const std::string& value) {
  refuse(fmt::format("{}: '{}' cannot stand there", column, printable(value)));
}

std::string TypedLine::raw(const std::string& column) const {
  const auto place = places_.find(column);
  return place == places_.end() ? "" : record_.fields[place->second];
}

std::string TypedLine::text(const std::string& column) {
  auto found = raw(column);
  if (is_plain_line(found)) return found;
  refuse(column + " is not one plain line");
  return "";
}

std::string TypedLine::needed_text(const std::string& column) {
  auto found = text(column);
  if (found.empty()) refuse(column + " is empty");
  return found;
}

std::int64_t TypedLine::shares(const std::string& column) {
  const auto found = text(column);
  const auto number = typed_number(found);
  if (number && *number > 0) return *number;
  refuse_value(column, found);
  return 0;
}

TypedLine::Cell TypedLine::vote(const std::string& label, std::span<const Word<Vote>> words) {
  const auto column = vote_column(label);
  const auto found = text(column);
  if (found.empty()) return {.choice = {.label = label, .vote = Vote::abstain}};
  if (found == "null") return {false, {.label = label, .vote = std::nullopt}};
  if (const auto split = read_split(found)) return {false, {label, Vote::split, *split}};
  const auto vote = meaning_of(words, found);
  if (!vote || vote == Vote::split) refuse_value(column, found);
  return {false, {.label = label, .vote = vote}};
}

Person TypedLine::proxy_holder() {
  return {.surname = text("proxy_surname"),
          .first_name = text("proxy_first_name"),
          .company = text("proxy_company"),
          .domicile = text("proxy_domicile")};
}

Status read_typed_table(ByteView csv, const TableColumns& columns, Findings& findings,
                        const std::function<void(TypedLine&)>& take) {
  std::map<std::string, std::size_t> places;
  const auto visit = [&](const CsvRecord& record) -> Status {
    if (places.empty()) {
      auto header = read_header(record, columns);
      if (!header) return header.error();
      places = std::move(*header);
      return Done{};
    }
    TypedLine line(record, places, findings);
    take(line);
    return Done{};
  };
  if (const auto read = read_csv(csv, visit); !read) return read.error();
  if (places.empty()) return Error{Reason::vote_table_irregular, "the table is empty"};
  return Done{};
}

}  // namespace sceau
