// SPDX-License-Identifier: Apache-2.0
#include "formats/pdf/pages/block_painter.h"

#include <algorithm>

#include "formats/pdf/pages/measure_strips.h"

namespace sceau {
namespace {

constexpr double thin = 0.4, thick = 0.9;

const char* tag_of(const Heading& heading) {
  if (heading.level <= 1) return "H1";
  return heading.level == 2 ? "H2" : "H3";
}

const std::string& text_of_cell(const Table& table, const Strip& strip, std::size_t column) {
  static const std::string nothing;
  if (strip.is_header) return table.columns[column].title;
  const auto& cells = table.rows[strip.row].cells;
  return column < cells.size() ? cells[column] : nothing;
}

bool is_strong_cell(const Table& table, const Strip& strip, std::size_t column) {
  return strip.is_header || table.rows[strip.row].is_strong || (column == 0 && table.has_row_titles);
}

}  // namespace

void BlockPainter::paint(const PageBlock& block, const PlacedStrip& placed, double top, std::size_t page) {
  const auto& strip = placed.strip;
  if (const auto* heading = std::get_if<Heading>(&block)) {
    if (strip.lines > 0) paint_lines(heading->text, kind_of_text(*heading), tag_of(*heading), strip, top);
  } else if (const auto* paragraph = std::get_if<Paragraph>(&block)) {
    paint_lines(paragraph->text, kind_of_text(*paragraph), "Span", strip, top);
  } else if (const auto* table = std::get_if<Table>(&block)) {
    paint_row(*table, placed, top);
  } else if (const auto* boxes = std::get_if<SignatureBoxes>(&block)) {
    paint_boxes(*boxes, strip, top, page);
  }
}

void BlockPainter::paint_lines(const std::string& text, TextKind kind, const char* tag, const Strip& strip,
                               double top) {
  if (text_ != &text) lines_ = std::make_unique<TextLines>(fonts_, text, kind, geometry_.body_width);
  text_ = &text;
  begin(tag);
  lines_->draw(page_, geometry_.left, top, strip.first_line, strip.lines);
  end(tag);
}

// A header that is repeated is no part of the structure: who listens to the table hears it once.
void BlockPainter::paint_row(const Table& table, const PlacedStrip& placed, double top) {
  const bool is_tagged = !placed.is_repeated;
  if (is_tagged) begin("TR");
  paint_cells(table, placed, top);
  if (is_tagged) end("TR");
  const double bottom = top + placed.strip.height, right = geometry_.left + geometry_.body_width;
  if (placed.strip.is_header) paint_rule(geometry_.left, right, top, thick);
  const bool is_strong = placed.strip.is_header || table.rows[placed.strip.row].is_strong;
  paint_rule(geometry_.left, right, bottom, is_strong ? thick : thin);
}

void BlockPainter::paint_cells(const Table& table, const PlacedStrip& placed, double top) {
  const auto& strip = placed.strip;
  const auto edges = column_edges(table, geometry_.body_width);
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const bool is_title = strip.is_header || (i == 0 && table.has_row_titles);
    const char* tag = is_title ? "TH" : "TD";
    const double width = edges[i + 1] - edges[i] - 2 * cell_padding;
    const TextLines lines(fonts_, text_of_cell(table, strip, i), kind_of_cell(table, is_strong_cell(table, strip, i)),
                          width, table.columns[i].alignment);
    if (!placed.is_repeated) begin(tag);
    lines.draw(page_, geometry_.left + edges[i] + cell_padding, top + row_padding, strip.first_line, strip.lines);
    if (!placed.is_repeated) end(tag);
  }
}

void BlockPainter::paint_boxes(const SignatureBoxes& boxes, const Strip& strip, double top, std::size_t page) {
  const double width = box_width(geometry_.body_width);
  const std::size_t first = strip.row * boxes_beside, last = std::min(first + boxes_beside, boxes.boxes.size());
  for (std::size_t i = first; i < last; ++i) {
    const double left = geometry_.left + static_cast<double>(i - first) * (width + box_gap);
    paint_box(boxes.boxes[i], left, width, top, top + strip.height, page);
  }
}

void BlockPainter::paint_box(const SignatureBox& box, double left, double width, double top, double bottom,
                             std::size_t page) {
  paint_text("Span", box.role, TextKind::strong_cell, left, width, top);
  paint_text("Span", box.name, TextKind::cell, left, width, top);
  paint_text("Span", box.note, TextKind::small, left, width, top);
  cairo_set_line_width(page_, thin);
  cairo_rectangle(page_, left, top + 3, width, bottom - top - 6);
  cairo_stroke(page_);
  if (box.field.empty()) return;
  drawn_.fields.push_back(
      {box.field, page, left, geometry_.height - (bottom - 3), left + width, geometry_.height - (top + 3)});
}

void BlockPainter::paint_text(const char* tag, const std::string& text, TextKind kind, double left, double width,
                              double& top) {
  if (text.empty()) return;
  const TextLines lines(fonts_, text, kind, width);
  begin(tag);
  lines.draw(page_, left, top, 0, lines.count());
  end(tag);
  top += lines.count() * lines.line_height();
}

void BlockPainter::paint_rule(double from, double to, double height, double thickness) {
  cairo_set_line_width(page_, thickness);
  cairo_move_to(page_, from, height);
  cairo_line_to(page_, to, height);
  cairo_stroke(page_);
}

}  // namespace sceau
