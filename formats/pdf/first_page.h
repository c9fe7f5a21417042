// SPDX-License-Identifier: Apache-2.0
// Inside formats/pdf only.
#pragma once

#include "formats/pdf/qpdf_document.h"

namespace sceau {

// The first leaf of the page tree, reached along one path: the other pages are not read. Cycles and depth are bounded.
// Error: pdf.no_page.
Result<QPDFObjectHandle> first_page(QPDF& document);

}  // namespace sceau
