// SPDX-License-Identifier: Apache-2.0
// Inside formats/pdf/pages only: the contract between the program and its module sceau-pages.so. Both come from one
// build, and the tag says so, which is why C++ values may cross.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "formats/pdf/pages/page_document.h"
#include "foundation/file_bytes.h"

namespace sceau {

// Where a signature field goes: page from 0, PDF coordinates (origin at the bottom left, points).
struct FieldPlace {
  std::string name;
  std::size_t page = 0;
  double left = 0, bottom = 0, right = 0, top = 0;
};

struct DrawnPages {
  Bytes pdf;
  std::vector<FieldPlace> fields;
};

enum class DrawingOutcome { drawn, fonts_unusable, too_many_pages, failed };

using DrawPages = DrawingOutcome (*)(const PageDocument& document, const std::vector<Path>& fonts, DrawnPages& drawn,
                                     std::string& complaint);

struct PageModule {
  const char* tag;
  DrawPages draw;
};

inline constexpr char page_module_symbol[] = "sceau_page_module";
inline constexpr char page_module_tag[] = "sceau-pages/1 " SCEAU_VERSION " " __VERSION__;

}  // namespace sceau
