// SPDX-License-Identifier: Apache-2.0
#include "formats/pdf/pages/draw_pages.h"

#include <cairo-pdf.h>

#include <optional>

#include "formats/pdf/pages/block_painter.h"
#include "formats/pdf/pages/text_lines.h"

namespace sceau {
namespace {

using SurfaceHandle = PageHandle<cairo_surface_t, cairo_surface_destroy>;
using PenHandle = PageHandle<cairo_t, cairo_destroy>;

cairo_status_t append_to(void* closure, const unsigned char* data, unsigned int length) {
  append(*static_cast<Bytes*>(closure), ByteView(data, length));
  return CAIRO_STATUS_SUCCESS;
}

const char* tag_of(const PageBlock& block) {
  if (std::holds_alternative<Heading>(block)) return nullptr;  // its lines are the heading
  return std::holds_alternative<Table>(block) ? "Table" : "P";
}

class PageDrawer {
 public:
  PageDrawer(const PageDocument& document, const FontSet& fonts, const PageGeometry& geometry, DrawnPages& drawn)
      : document_(document),
        fonts_(fonts),
        geometry_(geometry),
        surface_(cairo_pdf_surface_create_for_stream(append_to, &drawn.pdf, geometry.width, geometry.height)),
        pen_(cairo_create(surface_.get())),
        painter_(pen_.get(), fonts, geometry, drawn) {}

  const char* draw(const std::vector<StripPage>& pages) {
    cairo_tag_begin(pen_.get(), "Document", nullptr);
    for (std::size_t i = 0; i < pages.size(); ++i) draw_page(pages[i], i, pages.size());
    cairo_surface_finish(surface_.get());
    const auto status = cairo_status(pen_.get());
    const auto written = status == CAIRO_STATUS_SUCCESS ? cairo_surface_status(surface_.get()) : status;
    return written == CAIRO_STATUS_SUCCESS ? nullptr : cairo_status_to_string(written);
  }

 private:
  void draw_page(const StripPage& strips, std::size_t number, std::size_t count) {
    draw_furniture(number + 1, count);
    for (const auto& placed : strips) {
      enter(placed.strip.block);
      painter_.paint(document_.blocks[placed.strip.block], placed, geometry_.top + placed.top, number);
    }
    if (number + 1 == count) end_structure();
    cairo_show_page(pen_.get());
  }

  void end_structure() {
    enter(std::nullopt);
    cairo_tag_end(pen_.get(), "Document");
  }

  // The tag of a block stays open over its pages.
  void enter(std::optional<std::size_t> block) {
    if (block == block_) return;
    if (block_ && tag_of(document_.blocks[*block_])) cairo_tag_end(pen_.get(), tag_of(document_.blocks[*block_]));
    if (block && tag_of(document_.blocks[*block])) {
      cairo_tag_begin(pen_.get(), tag_of(document_.blocks[*block]), nullptr);
    }
    block_ = block;
  }

  void draw_furniture(std::size_t number, std::size_t count) {
    const auto& words = document_.page_count;
    const auto counted = words.page + " " + std::to_string(number) + " " + words.of + " " + std::to_string(count);
    draw_line(document_.running_head, 40, Alignment::left);
    const double foot = geometry_.height - 40;
    draw_rule(foot - 5);
    draw_line(counted, foot, Alignment::right);
    draw_line(document_.running_foot, foot, Alignment::left, geometry_.body_width - 110);
    if (!document_.banner.empty()) draw_banner();
  }

  // One line of small letters; what does not fit is left away.
  void draw_line(const std::string& text, double top, Alignment alignment, std::optional<double> width = {}) {
    const TextLines lines(fonts_, text, TextKind::small, width.value_or(geometry_.body_width), alignment);
    lines.draw(pen_.get(), geometry_.left, top, 0, 1);
  }

  void draw_rule(double height) {
    cairo_set_line_width(pen_.get(), 0.4);
    cairo_move_to(pen_.get(), geometry_.left, height);
    cairo_line_to(pen_.get(), geometry_.left + geometry_.body_width, height);
    cairo_stroke(pen_.get());
  }

  void draw_banner() {
    const TextLines lines(fonts_, document_.banner, TextKind::section, geometry_.body_width, Alignment::centre);
    cairo_set_source_rgb(pen_.get(), 0.7, 0, 0);
    cairo_set_line_width(pen_.get(), 1.2);
    cairo_rectangle(pen_.get(), geometry_.left, 14, geometry_.body_width, 20);
    cairo_stroke(pen_.get());
    lines.draw(pen_.get(), geometry_.left, 16.5, 0, 1);
    cairo_set_source_rgb(pen_.get(), 0, 0, 0);
  }

  const PageDocument& document_;
  const FontSet& fonts_;
  const PageGeometry& geometry_;
  SurfaceHandle surface_;
  PenHandle pen_;
  BlockPainter painter_;
  std::optional<std::size_t> block_;
};

}  // namespace

const char* draw_pages(const PageDocument& document, const std::vector<StripPage>& pages, const FontSet& fonts,
                       const PageGeometry& geometry, DrawnPages& drawn) {
  return PageDrawer(document, fonts, geometry, drawn).draw(pages);
}

}  // namespace sceau
