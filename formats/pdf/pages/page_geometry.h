// SPDX-License-Identifier: Apache-2.0
// Inside the module: sizes of paper, margins and letters, in points.
#pragma once

#include <array>

#include "formats/pdf/pages/page_document.h"

namespace sceau {

inline constexpr double a4_short = 595.276, a4_long = 841.89;
inline constexpr double side_margin = 62, top_margin = 72, bottom_margin = 64;
inline constexpr double landscape_side_margin = 42;
inline constexpr double cell_padding = 4, row_padding = 2.5;
inline constexpr double box_gap = 18, box_height = 62;  // of a place to sign, below its texts

enum class TextKind {
  title,
  section,
  subsection,
  body,
  strong,
  small,
  centred,
  cell,
  strong_cell,
  dense,
  strong_dense
};

struct TextLook {
  double size, line_height;
  bool is_bold = false, is_italic = false, is_centred = false;
};

constexpr TextLook look_of(TextKind kind) {
  switch (kind) {
    case TextKind::title: return {.size = 15, .line_height = 20, .is_bold = true, .is_centred = true};
    case TextKind::section: return {.size = 11.5, .line_height = 15, .is_bold = true};
    case TextKind::subsection: return {.size = 10.5, .line_height = 14, .is_bold = true, .is_italic = true};
    case TextKind::body: return {.size = 10.5, .line_height = 14};
    case TextKind::strong: return {.size = 10.5, .line_height = 14, .is_bold = true};
    case TextKind::small: return {.size = 8.5, .line_height = 11};
    case TextKind::centred: return {.size = 10.5, .line_height = 14, .is_centred = true};
    case TextKind::cell: return {.size = 9.5, .line_height = 12.5};
    case TextKind::strong_cell: return {.size = 9.5, .line_height = 12.5, .is_bold = true};
    case TextKind::dense: return {.size = 8.5, .line_height = 11};
    case TextKind::strong_dense: return {.size = 8.5, .line_height = 11, .is_bold = true};
  }
  return {.size = 10.5, .line_height = 14};
}

struct PageGeometry {
  double width, height, left, top, body_width, body_height;
};

constexpr PageGeometry geometry_of(bool is_landscape) {
  const double width = is_landscape ? a4_long : a4_short, height = is_landscape ? a4_short : a4_long;
  const double side = is_landscape ? landscape_side_margin : side_margin;
  return {width, height, side, top_margin, width - 2 * side, height - top_margin - bottom_margin};
}

}  // namespace sceau
