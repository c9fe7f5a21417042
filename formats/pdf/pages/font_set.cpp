// SPDX-License-Identifier: Apache-2.0
#include "formats/pdf/pages/font_set.h"

#include <pango/pangofc-fontmap.h>

namespace sceau {
namespace {

// Letters stand where the font says, not where the pixels of a screen are.
void use_exact_places(PangoContext* context) {
  const PageHandle<cairo_font_options_t, cairo_font_options_destroy> options(cairo_font_options_create());
  cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options(context, options.get());
  pango_context_set_round_glyph_positions(context, FALSE);
}

}  // namespace

std::unique_ptr<FontSet> FontSet::open(std::span<const Path> files, const std::string& language) {
  std::unique_ptr<FontSet> fonts(new FontSet);
  fonts->config_.reset(FcConfigCreate());
  if (!fonts->config_) return nullptr;
  for (const auto& file : files) {
    const auto* name = reinterpret_cast<const FcChar8*>(file.c_str());
    if (FcConfigAppFontAddFile(fonts->config_.get(), name) != FcTrue) return nullptr;
  }
  fonts->map_.reset(pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT));
  if (!fonts->map_) return nullptr;
  pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(fonts->map_.get()), fonts->config_.get());
  pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(fonts->map_.get()), 72);  // a unit is a point
  fonts->context_.reset(pango_font_map_create_context(fonts->map_.get()));
  pango_context_set_language(fonts->context(), pango_language_from_string(language.c_str()));
  pango_context_set_base_dir(fonts->context(), PANGO_DIRECTION_LTR);
  use_exact_places(fonts->context());
  return fonts;
}

}  // namespace sceau
