// SPDX-License-Identifier: Apache-2.0
#include "formats/pdf/pages/page_module.h"

#include "formats/pdf/pages/draw_pages.h"
#include "formats/pdf/pages/measure_strips.h"

namespace sceau {
namespace {

constexpr std::size_t most_pages = 20'000;

DrawingOutcome draw(const PageDocument& document, const std::vector<Path>& files, DrawnPages& drawn,
                    std::string& complaint) {
  const auto fonts = FontSet::open(files, document.language);
  if (!fonts) return DrawingOutcome::fonts_unusable;
  const auto geometry = geometry_of(document.is_landscape);
  auto pages = break_pages(measure_strips(document, *fonts, geometry), geometry.body_height);
  if (pages.empty()) pages.emplace_back();
  if (pages.size() > most_pages) return DrawingOutcome::too_many_pages;
  const char* said = draw_pages(document, pages, *fonts, geometry, drawn);
  if (said) complaint = said;
  return said ? DrawingOutcome::failed : DrawingOutcome::drawn;
}

}  // namespace
}  // namespace sceau

extern "C" __attribute__((visibility("default"))) const sceau::PageModule sceau_page_module;
const sceau::PageModule sceau_page_module = {sceau::page_module_tag, sceau::draw};
