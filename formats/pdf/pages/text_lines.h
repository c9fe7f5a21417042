// SPDX-License-Identifier: Apache-2.0
// Inside the module: a text broken into lines of one width and one height.
#pragma once

#include <string>
#include <vector>

#include "formats/pdf/pages/font_set.h"
#include "formats/pdf/pages/page_geometry.h"

namespace sceau {

class TextLines {
 public:
  TextLines(const FontSet& fonts, const std::string& text, TextKind kind, double width,
            Alignment alignment = Alignment::left);

  int count() const { return static_cast<int>(lines_.size()); }
  double line_height() const { return look_.line_height; }

  // Some of the lines; `top` is the upper edge of the first. Ink stays within them: marks piled on a letter do not
  // reach the lines of others.
  void draw(cairo_t* page, double left, double top, int first, int lines) const;

 private:
  double start_of(PangoLayoutLine* line) const;
  TextLook look_;
  double width_;
  Alignment alignment_;
  LayoutHandle layout_;
  std::vector<PangoLayoutLine*> lines_;  // of the layout
};

}  // namespace sceau
