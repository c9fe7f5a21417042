// SPDX-License-Identifier: Apache-2.0
// CSV as RFC 4180 has it, read strictly: what parses means one thing only.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "foundation/bytes.h"
#include "foundation/result.h"

namespace sceau {

struct CsvLimits {
  std::size_t document_bytes = std::size_t{512} << 20;
  std::size_t columns = 256;
  std::size_t field_bytes = std::size_t{64} << 10;
};

struct CsvRecord {
  std::size_t line = 0;  // where it begins, counted from 1; a quoted field may go on over several
  std::vector<std::string> fields;
};

// Called for each record in turn, the header (if the table has one) included. The record is good for this call only.
// An error ends the reading and becomes its result.
using CsvVisitor = std::function<Status(const CsvRecord&)>;

// UTF-8; one byte-order mark at the very beginning is skipped. Lines end with CRLF or with LF, the same throughout; the
// last end may be missing. Every record has as many fields as the first. Quotes stand around a whole field or nowhere;
// control characters are refused, save line ends inside quotes. The error detail names line and column (in bytes),
// counted from 1. Errors: csv.malformed, text.malformed (not UTF-8), input.too_large, and what `visit` returns.
Status read_csv(ByteView source, const CsvVisitor& visit, const CsvLimits& limits = {});

// One field as it stands in a table: quoted where it must be. For writers; a record is fields joined by ',' and CRLF.
std::string csv_field(std::string_view text);

}  // namespace sceau
