// SPDX-License-Identifier: Apache-2.0
// Inside the module: how tall everything is, before it is known where it stands.
#pragma once

#include <vector>

#include "formats/pdf/pages/font_set.h"
#include "formats/pdf/pages/page_breaks.h"
#include "formats/pdf/pages/page_geometry.h"

namespace sceau {

std::vector<Strip> measure_strips(const PageDocument& document, const FontSet& fonts, const PageGeometry& geometry);

// Left edges of the columns from the left edge of the table, and the right edge of the last.
std::vector<double> column_edges(const Table& table, double width);

bool has_header(const Table& table);
TextKind kind_of_text(const Heading& heading);
TextKind kind_of_text(const Paragraph& paragraph);
TextKind kind_of_cell(const Table& table, bool is_strong);

// The boxes stand two beside each other.
inline constexpr std::size_t boxes_beside = 2;
double box_width(double width);
struct BoxTexts {
  int role_lines, name_lines, note_lines;
};
BoxTexts lines_of(const SignatureBox& box, const FontSet& fonts, double width);

}  // namespace sceau
