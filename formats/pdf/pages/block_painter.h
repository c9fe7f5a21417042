// SPDX-License-Identifier: Apache-2.0
// Inside the module: one strip of one block onto the page, inside its structure tags.
#pragma once

#include "formats/pdf/pages/font_set.h"
#include "formats/pdf/pages/page_breaks.h"
#include "formats/pdf/pages/page_geometry.h"
#include "formats/pdf/pages/page_module.h"
#include "formats/pdf/pages/text_lines.h"

namespace sceau {

class BlockPainter {
 public:
  BlockPainter(cairo_t* page, const FontSet& fonts, const PageGeometry& geometry, DrawnPages& drawn)
      : page_(page), fonts_(fonts), geometry_(geometry), drawn_(drawn) {}

  // `top` is that of the strip on the paper; `page` counts from 0.
  void paint(const PageBlock& block, const PlacedStrip& placed, double top, std::size_t page);

 private:
  void paint_lines(const std::string& text, TextKind kind, const char* tag, const Strip& strip, double top);
  void paint_row(const Table& table, const PlacedStrip& placed, double top);
  void paint_cells(const Table& table, const PlacedStrip& placed, double top);
  void paint_boxes(const SignatureBoxes& boxes, const Strip& strip, double top, std::size_t page);
  void paint_box(const SignatureBox& box, double left, double width, double top, double bottom, std::size_t page);
  void paint_text(const char* tag, const std::string& text, TextKind kind, double left, double width, double& top);
  void paint_rule(double from, double to, double height, double thickness);
  void begin(const char* tag) { cairo_tag_begin(page_, tag, nullptr); }
  void end(const char* tag) { cairo_tag_end(page_, tag); }

  cairo_t* page_;
  const FontSet& fonts_;
  const PageGeometry& geometry_;
  DrawnPages& drawn_;
  const std::string* text_ = nullptr;  // whose lines are kept: a long text is broken into lines once
  std::unique_ptr<TextLines> lines_;
};

}  // namespace sceau
