// SPDX-License-Identifier: Apache-2.0
// A document as it will be printed: what stands on its pages, not where. Texts are UTF-8 and untrusted: whoever draws
// them shows control characters and characters that reorder text as \xNN. '\n' ends a line.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "foundation/bytes.h"
#include "foundation/instant.h"

namespace sceau {

enum class Alignment { left, centre, right };

// Level 1 is the title on the page, in the middle; 2 and 3 stand above what belongs to them and never at the end of a
// page.
struct Heading {
  int level = 2;
  std::string text = {};
};

enum class ParagraphStyle { body, strong, small, centred };

struct Paragraph {
  std::string text = {};
  ParagraphStyle style = ParagraphStyle::body;
  bool keeps_with_next = false;  // its last three lines stand on the page of what follows
};

struct TableColumn {
  std::string title = {};  // where no column has one, the table has no header row
  Alignment alignment = Alignment::left;
  int width = 1;  // its part of the width, beside those of the others; > 0
};

struct TableRow {
  std::vector<std::string> cells = {};  // one for each column; further ones are not printed
  bool is_strong = false;               // totals
};

// The header row is repeated on every page. A row stays whole unless it is taller than half a page.
struct Table {
  std::vector<TableColumn> columns = {};
  std::vector<TableRow> rows = {};
  bool has_row_titles = false;  // the first column says what the others are
  bool is_dense = false;        // smaller letters
  bool stays_whole = false;     // on one page, where it fits on one
};

// A place to sign: also an empty signature field of the PDF where `field` names one. Names of fields are unique and
// hold no full stop.
struct SignatureBox {
  std::string role = {}, name = {};
  std::string note = {};   // under the name, in small letters
  std::string field = {};  // empty: lines on paper alone
};
struct SignatureBoxes {
  std::vector<SignatureBox> boxes = {};
};

using PageBlock = std::variant<Heading, Paragraph, Table, SignatureBoxes>;

// PDF/A-3 carries files of any kind.
struct AttachedFile {
  std::string name = {};         // "tally.json"
  std::string media_type = {};   // "application/json"
  std::string description = {};  // in the document's language
  Bytes bytes = {};
};

// How the pages are counted, in the document's language: "page 3 sur 12".
struct PageCountWords {
  std::string page = "page", of = "sur";
};

struct PageDocument {
  std::string title = {}, subject = {}, author = {};
  std::string language = "fr-FR";  // BCP 47
  Instant created = {};            // stands in the metadata; nothing else of the result depends on when it was made
  std::string running_head = {};   // at the top of every page, small
  std::string running_foot = {};   // at the bottom of every page, beside their count
  std::string banner = {};         // in a frame at the top of every page: "DEMO"; empty: none
  PageCountWords page_count = {};
  bool is_landscape = false;
  std::vector<PageBlock> blocks = {};
  std::vector<AttachedFile> attachments = {};
};

}  // namespace sceau
