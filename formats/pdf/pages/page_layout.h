// SPDX-License-Identifier: Apache-2.0
// Lays a PageDocument out on A4 pages. cairo and pango do the work; they stand in a module that is loaded here and not
// when the program starts.
#pragma once

#include "formats/pdf/pages/page_document.h"
#include "foundation/file_bytes.h"
#include "foundation/result.h"

namespace sceau {

inline constexpr std::size_t most_page_text = 64 * 1024 * 1024;  // bytes, all texts of a document together

struct PageModule;

class PageLayout {
 public:
  // `module` is the shared library sceau-pages.so of the same build. `fonts` holds the folders of the Debian packages
  // fonts-liberation2 and fonts-dejavu-core; no other fonts and no settings of the user are read, so that the same
  // document gives the same bytes. Errors: page.module_missing, page.fonts_missing.
  static Result<PageLayout> load(const Path& module, const Path& fonts = "/usr/share/fonts/truetype");

  // PDF/A-3: fonts embedded, text selectable, structure tagged, attachments and signature fields in place. A function
  // of its arguments: the same document, the same bytes. Not guaranteed: that every script of the world has its
  // glyphs; a character without one is shown as a box with its number. Errors: input.too_large (more text than
  // most_page_text, or more than 20,000 pages), internal.error. One thread at a time.
  Result<Bytes> lay_out(const PageDocument& document) const;

 private:
  PageLayout(const PageModule* module, std::vector<Path> fonts) : module_(module), fonts_(std::move(fonts)) {}
  const PageModule* module_;  // stays loaded until the program ends
  std::vector<Path> fonts_;
};

}  // namespace sceau
