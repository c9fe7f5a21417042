// SPDX-License-Identifier: Apache-2.0
#include "formats/pdf/pages/text_lines.h"

#include <algorithm>
#include <string_view>

namespace sceau {
namespace {

using DescriptionHandle = PageHandle<PangoFontDescription, pango_font_description_free>;

constexpr char family[] = "Liberation Serif, DejaVu Serif, DejaVu Sans";
constexpr double baseline_part = 0.76;  // of a line's height above its baseline
constexpr double most_overshoot = 1;    // points; a comma below or a ring above never needs more

DescriptionHandle description_of(const TextLook& look) {
  DescriptionHandle description(pango_font_description_new());
  pango_font_description_set_family_static(description.get(), family);
  pango_font_description_set_absolute_size(description.get(), look.size * PANGO_SCALE);
  pango_font_description_set_weight(description.get(), look.is_bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_style(description.get(), look.is_italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
  return description;
}

// pango takes seconds to look for the ends of words in a word of thousands of letters.
bool has_giant_word(std::string_view text) {
  constexpr std::size_t giant = 400;
  std::size_t length = 0;
  for (const char c : text) {
    length = c == ' ' || c == '\n' ? 0 : length + 1;
    if (length > giant) return true;
  }
  return false;
}

bool reaches_out(PangoLayoutLine* line, double ascent, double descent) {
  PangoRectangle ink;
  pango_layout_line_get_extents(line, &ink, nullptr);
  const double above = -pango_units_to_double(ink.y), below = pango_units_to_double(ink.y + ink.height);
  return above > ascent + most_overshoot || below > descent + most_overshoot;
}

}  // namespace

TextLines::TextLines(const FontSet& fonts, const std::string& text, TextKind kind, double width, Alignment alignment)
    : look_(look_of(kind)),
      width_(width),
      alignment_(look_.is_centred ? Alignment::centre : alignment),
      layout_(pango_layout_new(fonts.context())) {
  pango_layout_set_font_description(layout_.get(), description_of(look_).get());
  pango_layout_set_auto_dir(layout_.get(), FALSE);
  pango_layout_set_wrap(layout_.get(), has_giant_word(text) ? PANGO_WRAP_CHAR : PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width(layout_.get(), pango_units_from_double(std::max(width, 1.0)));
  pango_layout_set_text(layout_.get(), text.c_str(), static_cast<int>(text.size()));
  for (auto* line = pango_layout_get_lines_readonly(layout_.get()); line; line = line->next) {
    lines_.push_back(static_cast<PangoLayoutLine*>(line->data));
  }
}

double TextLines::start_of(PangoLayoutLine* line) const {
  if (alignment_ == Alignment::left) return 0;
  PangoRectangle logical;
  pango_layout_line_get_extents(line, nullptr, &logical);
  const double rest = width_ - pango_units_to_double(logical.x + logical.width);
  return alignment_ == Alignment::right ? rest : rest / 2;
}

void TextLines::draw(cairo_t* page, double left, double top, int first, int lines) const {
  const double ascent = look_.line_height * baseline_part, descent = look_.line_height - ascent;
  const int end = std::min(first + lines, count());
  for (int i = first; i < end; ++i) {
    PangoLayoutLine* line = lines_[static_cast<std::size_t>(i)];
    const double line_top = top + (i - first) * look_.line_height;
    const bool is_cut = reaches_out(line, ascent, descent);
    if (is_cut) {
      cairo_save(page);
      cairo_rectangle(page, left - 1, line_top - most_overshoot, width_ + 2, look_.line_height + 2 * most_overshoot);
      cairo_clip(page);
    }
    cairo_move_to(page, left + start_of(line), line_top + ascent);
    pango_cairo_show_layout_line(page, line);
    if (is_cut) cairo_restore(page);
  }
}

}  // namespace sceau
