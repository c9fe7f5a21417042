// SPDX-License-Identifier: Apache-2.0
// Tables (CSV) whose first line names their columns, in any order.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/csv/csv_reader.h"
#include "foundation/finding.h"

namespace sceau::audit {

struct Columns {
  std::vector<std::string> needed, optional;
};

// Digits alone, without leading zeros, up to 2^53 - 1; nothing where it is something else.
std::optional<std::int64_t> whole_number(std::string_view digits);

// One line. A getter of a column that the table does not have gives an empty text.
class TableLine {
 public:
  TableLine(const CsvRecord& record, const std::map<std::string, std::size_t, std::less<>>& places, Findings& findings)
      : record_(record), places_(places), findings_(findings) {}

  std::size_t number() const { return record_.line; }  // of the header: 1
  bool has(std::string_view column) const { return places_.contains(column); }
  const std::string& text(std::string_view column) const;
  // A whole number; zero and a finding where it is none.
  std::int64_t count(std::string_view column);
  // Not empty; else a finding.
  const std::string& needed(std::string_view column);
  void refuse(std::string_view column, std::string_view why);

 private:
  const CsvRecord& record_;
  const std::map<std::string, std::size_t, std::less<>>& places_;
  Findings& findings_;
};

// Every line after the header. Findings: value.wrong, each with line and column; after 20 of them nothing more is read.
// Errors: those of read_csv; value.wrong (a column that is missing, not known, or there twice).
Status read_table(ByteView csv, const Columns& columns, Findings& findings,
                  const std::function<void(TableLine&)>& take);

}  // namespace sceau::audit
