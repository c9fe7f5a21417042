// SPDX-License-Identifier: Apache-2.0
// One cross-reference section (ISO 32000-1, 7.5.4 and 7.5.8) as it stands in the file: a table with its trailer, a
// stream, or a table with an XRefStm beside it (hybrid). Read on raw bytes; only stream data is decoded by qpdf.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "formats/pdf/raw_syntax.h"
#include "foundation/result.h"

namespace sceau {

inline constexpr std::int64_t most_objects = 2'147'483'646;  // what an object number may be here

enum class XrefStyle { table, stream, hybrid };

struct XrefSubsection {
  int first = 0;
  int count = 0;
  std::size_t entries_at = 0;  // tables only: where the first entry stands
};

struct XrefSection {
  XrefStyle style = XrefStyle::table;
  std::size_t offset = 0;  // what startxref or /Prev says
  std::size_t end = 0;     // after the trailer dictionary or after endobj
  RawDictionary trailer{};
  std::vector<XrefSubsection> subsections{};
  RawSpan data{};  // streams only: the encoded entries
  std::optional<std::size_t> previous{};
  std::shared_ptr<const XrefSection> hidden{};  // hybrid only: the stream that XRefStm names
};

struct XrefEntry {
  enum class Kind { free, in_use, compressed };
  Kind kind = Kind::free;
  ObjectId id;
  std::size_t where = 0;  // in use: file offset; compressed: number of the object stream
};

// Error: pdf.malformed.
Result<XrefSection> read_xref_section(ByteView bytes, std::size_t offset);

// Highest object number the section speaks of, or that its /Size promises.
int highest_object_number(ByteView bytes, const XrefSection& section);

// Every entry of the section with hybrid precedence: in-use entries of the table, then the hidden stream, then the free
// entries of the table. An object may be named by a free entry after another; the first one counts.
// Error: pdf.malformed.
Status for_each_entry(ByteView bytes, const XrefSection& section, const std::function<void(const XrefEntry&)>& use);

}  // namespace sceau
