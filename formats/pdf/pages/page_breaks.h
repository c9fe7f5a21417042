// SPDX-License-Identifier: Apache-2.0
// Which strips stand on which page. A strip is what is never cut: a line of text, a row of a table, a place to sign.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace sceau {

struct Strip {
  std::size_t block = 0;         // of the document
  std::size_t row = 0;           // of the table, or of the boxes
  int first_line = 0;            // of the text; of a row: of each of its cells
  int lines = 0;                 // so many of them
  double height = 0;             // points
  double space_before = 0;       // left away at the top of a page
  bool keeps_with_next = false;  // stands on the page of the next strip
  bool is_header = false;        // of a table: repeated where the table goes on
  bool is_row = false;           // of a table, below its header
};

struct PlacedStrip {
  Strip strip;
  double top = 0;            // from the top of the page's body
  bool is_repeated = false;  // a header that stood on an earlier page already
};
using StripPage = std::vector<PlacedStrip>;

// Every strip once and in order, headers apart. Strips kept together move to the next page together, unless they are
// taller than a page. A single strip that is taller than `height` gets a page of its own and runs over its end.
std::vector<StripPage> break_pages(std::span<const Strip> strips, double height);

}  // namespace sceau
