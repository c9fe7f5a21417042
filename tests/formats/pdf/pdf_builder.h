// SPDX-License-Identifier: Apache-2.0
// Small PDFs written by hand, in every style of cross-reference, for the tests.
#pragma once

#include <string>
#include <vector>

#include "foundation/bytes.h"

namespace sceau {

enum class Style { table, stream, object_streams, hybrid };

struct PdfShape {
  Style style = Style::table;
  std::string eol = "\n";           // between lines
  std::string last_eol = "\n";      // after %%EOF
  std::vector<std::string> bodies;  // object 1 is the catalog
  std::string trailer = "/ID [<0123456789abcdef0123456789abcdef> <0123456789abcdef0123456789abcdef>]";
};

Bytes build_pdf(const PdfShape& shape);

// One page with a line of text: catalog 1, pages 2, page 3, contents 4. The further entries go into catalog and page.
std::vector<std::string> one_page(const std::string& in_catalog = "", const std::string& in_page = "");

// Appends objects with a table, as a careless or hostile program would: `entries` is the table between "xref" and
// "trailer", with {N} for the offset of the object numbered N.
Bytes append_by_hand(Bytes pdf, const std::vector<std::pair<int, std::string>>& objects, std::string entries,
                     const std::string& trailer);

// The number that the last startxref says.
std::size_t last_startxref_of(ByteView pdf);

Bytes replaced(Bytes bytes, std::string_view from, std::string_view to);  // the first place; must be there

}  // namespace sceau
