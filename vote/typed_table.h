// SPDX-License-Identifier: Apache-2.0
// Tables that people of the company or the bureau type: paper forms, attendance, votes in the room. The first line
// names the columns, in any order; whatever is wrong with a line is a finding that names it.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "formats/csv/csv_reader.h"
#include "foundation/finding.h"
#include "vote/form.h"

namespace sceau {

struct TableColumns {
  std::vector<std::string> needed;
  std::vector<std::string> optional;
};

// "vote:12 bis"
std::string vote_column(std::string_view label);

// One line of such a table. The getters give an empty text, zero or nothing where there is a finding.
class TypedLine {
 public:
  TypedLine(const CsvRecord& record, const std::map<std::string, std::size_t>& places, Findings& findings)
      : record_(record), places_(places), findings_(findings) {}

  std::int64_t number() const { return static_cast<std::int64_t>(record_.line); }
  bool has_column(const std::string& column) const { return places_.contains(column); }
  std::string raw(const std::string& column) const;    // as it stands there
  std::string text(const std::string& column);         // one plain line, or empty
  std::string needed_text(const std::string& column);  // not empty
  std::int64_t shares(const std::string& column);      // a whole number above zero
  void refuse(const std::string& what);

  // The meaning of a word; nothing where there is none, or where it is not in the table and so a finding.
  template <typename Table>
  auto word(const std::string& column, const Table& table) {
    return meaning_in(table, column, text(column));
  }
  template <typename Table>
  auto needed_word(const std::string& column, const Table& table) {
    return meaning_in(table, column, needed_text(column));
  }

  // What stands in the column of a resolution: one of `words`, "10/20/5" (for, against, abstain), "null", or nothing.
  struct Cell {
    bool is_blank = true;
    ResolutionChoice choice = {};
  };
  Cell vote(const std::string& label, std::span<const Word<Vote>> words);

  // The columns proxy_surname, proxy_first_name, proxy_company and proxy_domicile.
  Person proxy_holder();

 private:
  template <typename Table>
  auto meaning_in(const Table& table, const std::string& column, const std::string& found) {
    const auto meaning = meaning_of(table, found);
    if (!meaning && !found.empty()) refuse_value(column, found);
    return meaning;
  }
  void refuse_value(const std::string& column, const std::string& value);
  const CsvRecord& record_;
  const std::map<std::string, std::size_t>& places_;
  Findings& findings_;
};

// The rows in turn. Findings: vote.table_irregular, each with its line. Errors: those of read_csv; vote.table_irregular
// (the first line: a column that is missing, unknown, or there twice; or there is no line at all).
Status read_typed_table(ByteView csv, const TableColumns& columns, Findings& findings,
                        const std::function<void(TypedLine&)>& take);

// Digits alone: no sign, no leading zeros, no separators; at most most_shares.
std::optional<std::int64_t> typed_number(std::string_view text);

}  // namespace sceau
