// SPDX-License-Identifier: Apache-2.0
// The revisions of a PDF (ISO 32000-1, 7.5.6: incremental updates), read on raw bytes from the chain of startxref
// and /Prev.
#pragma once

#include <vector>

#include "formats/pdf/xref_section.h"
#include "foundation/bytes.h"
#include "foundation/result.h"

namespace sceau {

struct Revision {
  std::vector<XrefSection> sections;  // newest first: one, or two where the file is linearized
  std::size_t startxref = 0;          // the offset that startxref says
  // After its "%%EOF", and after the one end of line that may follow. 0 where no "startxref N %%EOF" with this offset
  // follows its sections: then nothing can cover this revision exactly.
  std::size_t eof_end = 0;
  std::size_t end = 0;

  XrefStyle style() const { return sections.front().style; }
};

// Oldest first, at least one. A linearized file is one revision: its first section stands before the one it continues.
// Loops are refused. Errors: pdf.truncated, pdf.malformed.
Result<std::vector<Revision>> read_revisions(ByteView bytes);

}  // namespace sceau
