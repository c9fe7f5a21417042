// SPDX-License-Identifier: Apache-2.0
#include "formats/pdf/pages/measure_strips.h"

#include <algorithm>
#include <numeric>

#include "formats/pdf/pages/text_lines.h"

namespace sceau {
namespace {

class Measure {
 public:
  Measure(const FontSet& fonts, const PageGeometry& geometry) : fonts_(fonts), geometry_(geometry) {}

  void operator()(const Heading& heading) {
    const auto kind = kind_of_text(heading);
    add_lines(heading.text, kind, kind == TextKind::title ? 4 : 14, lines_of_half_a_page(kind));
    keep_with_next(last_added());
    strips_.push_back({.block = block_, .height = 3, .keeps_with_next = true});
  }

  // No line of a paragraph stands alone at the end or the start of a page.
  void operator()(const Paragraph& paragraph) {
    add_lines(paragraph.text, kind_of_text(paragraph), 4, 1);
    const auto lines = last_added();
    if (paragraph.keeps_with_next) keep_with_next(lines.last(std::min<std::size_t>(lines.size(), 3)));
    if (lines.size() < 2) return;
    lines.front().keeps_with_next = true;
    lines[lines.size() - 2].keeps_with_next = true;
  }

  void operator()(const Table& table) {
    const auto edges = column_edges(table, geometry_.body_width);
    if (has_header(table)) add_header(table, edges);
    for (std::size_t row = 0; row < table.rows.size(); ++row) add_row(table, row, edges);
    // A total stands with the row before it.
    const auto rows = last_added();
    if (rows.size() > 1 && table.rows.back().is_strong) rows[rows.size() - 2].keeps_with_next = true;
    if (!table.stays_whole || rows.empty()) return;
    keep_with_next(rows.first(rows.size() - 1));
  }

  void operator()(const SignatureBoxes& boxes) {
    const double width = box_width(geometry_.body_width);
    for (std::size_t row = 0; row * boxes_beside < boxes.boxes.size(); ++row) {
      double height = 0;
      for (std::size_t i = row * boxes_beside; i < std::min((row + 1) * boxes_beside, boxes.boxes.size()); ++i) {
        height = std::max(height, height_of(boxes.boxes[i], width));
      }
      strips_.push_back(
          {.block = block_, .row = row, .height = height, .space_before = 10, .keeps_with_next = true, .is_row = true});
    }
    if (!last_added().empty()) last_added().back().keeps_with_next = false;
  }

  void next_block() {
    ++block_;
    first_of_block_ = strips_.size();
  }
  std::vector<Strip> strips() && { return std::move(strips_); }

 private:
  std::span<Strip> last_added() { return std::span(strips_).subspan(first_of_block_); }

  static void keep_with_next(std::span<Strip> strips) {
    for (auto& strip : strips) strip.keeps_with_next = true;
  }

  int lines_of_half_a_page(TextKind kind) const {
    return static_cast<int>(geometry_.body_height / 2 / look_of(kind).line_height);
  }

  void add_lines(const std::string& text, TextKind kind, double space_before, int lines_a_strip) {
    const TextLines lines(fonts_, text, kind, geometry_.body_width);
    for (int i = 0; i < lines.count(); i += lines_a_strip) {
      const int count = std::min(lines_a_strip, lines.count() - i);
      strips_.push_back({.block = block_,
                         .first_line = i,
                         .lines = count,
                         .height = count * lines.line_height(),
                         .space_before = i == 0 ? space_before : 0});
    }
  }

  int most_lines(const std::vector<const std::string*>& cells, TextKind kind, const std::vector<double>& edges) const {
    int most = 1;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const TextLines lines(fonts_, *cells[i], kind, edges[i + 1] - edges[i] - 2 * cell_padding);
      most = std::max(most, lines.count());
    }
    return most;
  }

  void add_header(const Table& table, const std::vector<double>& edges) {
    const auto kind = kind_of_cell(table, true);
    std::vector<const std::string*> cells;
    for (const auto& column : table.columns) cells.push_back(&column.title);
    const int lines = most_lines(cells, kind, edges);
    strips_.push_back({.block = block_,
                       .lines = lines,
                       .height = lines * look_of(kind).line_height + 2 * row_padding,
                       .space_before = 6,
                       .keeps_with_next = !table.rows.empty(),
                       .is_header = true});
  }

  // A row that is taller than half a page goes on in further strips.
  void add_row(const Table& table, std::size_t row, const std::vector<double>& edges) {
    const auto kind = kind_of_cell(table, table.rows[row].is_strong);
    std::vector<const std::string*> cells;
    for (const auto& cell : table.rows[row].cells) cells.push_back(&cell);
    if (cells.size() > table.columns.size()) cells.resize(table.columns.size());
    const double line = look_of(kind).line_height;
    const int most = lines_of_half_a_page(kind);
    const int lines = most_lines(cells, kind, edges);
    for (int first = 0; first < lines; first += most) {
      const int count = std::min(most, lines - first);
      const double space = row == 0 && first == 0 && !has_header(table) ? 6 : 0;
      strips_.push_back({.block = block_,
                         .row = row,
                         .first_line = first,
                         .lines = count,
                         .height = count * line + 2 * row_padding,
                         .space_before = space,
                         .is_row = true});
    }
  }

  double height_of(const SignatureBox& box, double width) const {
    const auto lines = lines_of(box, fonts_, width);
    return lines.role_lines * look_of(TextKind::strong_cell).line_height +
           lines.name_lines * look_of(TextKind::cell).line_height +
           lines.note_lines * look_of(TextKind::small).line_height + box_height;
  }

  const FontSet& fonts_;
  const PageGeometry& geometry_;
  std::size_t block_ = 0, first_of_block_ = 0;
  std::vector<Strip> strips_;
};

}  // namespace

std::vector<Strip> measure_strips(const PageDocument& document, const FontSet& fonts, const PageGeometry& geometry) {
  Measure measure(fonts, geometry);
  for (const auto& block : document.blocks) {
    std::visit(measure, block);
    measure.next_block();
  }
  return std::move(measure).strips();
}

std::vector<double> column_edges(const Table& table, double width) {
  double all = 0, before = 0;
  for (const auto& column : table.columns) all += std::max(column.width, 1);
  std::vector<double> edges = {0};
  for (const auto& column : table.columns) {
    before += std::max(column.width, 1);
    edges.push_back(width * before / all);
  }
  return edges;
}

bool has_header(const Table& table) {
  return std::ranges::any_of(table.columns, [](const TableColumn& column) { return !column.title.empty(); });
}

TextKind kind_of_text(const Heading& heading) {
  if (heading.level <= 1) return TextKind::title;
  return heading.level == 2 ? TextKind::section : TextKind::subsection;
}

TextKind kind_of_text(const Paragraph& paragraph) {
  switch (paragraph.style) {
    case ParagraphStyle::body: return TextKind::body;
    case ParagraphStyle::strong: return TextKind::strong;
    case ParagraphStyle::small: return TextKind::small;
    case ParagraphStyle::centred: return TextKind::centred;
  }
  return TextKind::body;
}

TextKind kind_of_cell(const Table& table, bool is_strong) {
  if (table.is_dense) return is_strong ? TextKind::strong_dense : TextKind::dense;
  return is_strong ? TextKind::strong_cell : TextKind::cell;
}

double box_width(double width) { return (width - box_gap) / boxes_beside; }

BoxTexts lines_of(const SignatureBox& box, const FontSet& fonts, double width) {
  const auto count = [&](const std::string& text, TextKind kind) {
    return text.empty() ? 0 : TextLines(fonts, text, kind, width).count();
  };
  return {count(box.role, TextKind::strong_cell), count(box.name, TextKind::cell), count(box.note, TextKind::small)};
}

}  // namespace sceau
