// SPDX-License-Identifier: Apache-2.0
// Inside formats/pdf/pages only: what makes of drawn pages a PDF/A-3 file (ISO 19005-3).
#pragma once

#include "formats/pdf/pages/page_module.h"
#include "foundation/result.h"

namespace sceau {

// Metadata, language, output intent, attached files, and an empty signature field at each place. Deterministic.
// Error: pdf.malformed (the drawn pages are not what cairo writes).
Result<Bytes> archive_pdf(const DrawnPages& drawn, const PageDocument& document);

}  // namespace sceau
