// SPDX-License-Identifier: Apache-2.0
// Inside formats/pdf only: what one revision did to the one before it.
#pragma once

#include <string>

#include "formats/pdf/pdf_file.h"
#include "formats/pdf/revision_changes.h"

namespace sceau {

struct RevisionStep {
  LaterChanges level = LaterChanges::none;
  bool adds_visible_field = false;
  bool adds_signature = false;  // other than a document time-stamp
  std::string why{};            // where level is `other`
};

// `after` is the next revision of `before`: a longer prefix of the same file.
RevisionStep compare_revisions(const PdfFile& before, const PdfFile& after);

}  // namespace sceau
