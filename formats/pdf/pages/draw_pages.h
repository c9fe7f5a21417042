// SPDX-License-Identifier: Apache-2.0
// Inside the module: strips that have their place, drawn as a tagged PDF.
#pragma once

#include "formats/pdf/pages/font_set.h"
#include "formats/pdf/pages/page_breaks.h"
#include "formats/pdf/pages/page_geometry.h"
#include "formats/pdf/pages/page_module.h"

namespace sceau {

// Null complaint: drawn. Else what cairo said.
const char* draw_pages(const PageDocument& document, const std::vector<StripPage>& pages, const FontSet& fonts,
                       const PageGeometry& geometry, DrawnPages& drawn);

}  // namespace sceau
