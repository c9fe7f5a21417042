// SPDX-License-Identifier: Apache-2.0
// What later revisions did to a signed document. In this version the strict form: a revision may add signatures and
// document time-stamps, rewrite objects with the same content, and leave objects that nothing uses; anything else,
// validation data and filled fields included, is `other`.
#pragma once

#include <span>
#include <vector>

#include "formats/pdf/byte_range.h"

namespace sceau {

// In rising order of concern. `annotations` is for a later version.
enum class LaterChanges { none, lta, form_filling, annotations, other };

struct ChangesAfterSignature {
  LaterChanges level = LaterChanges::none;
  Findings findings{};  // pdf.changed_after_signing, pdf.signature_replaced
};

// One answer for each signature, in their order; `covered` are their covered_bytes(). Each later revision is opened
// once, as the prefix of the file that it is; one that cannot be read is `other`. The answer for a signature that
// covers no whole revision is `other` without a finding: its coverage says what is wrong.
std::vector<ChangesAfterSignature> changes_after_signatures(const PdfFile& file,
                                                            std::span<const SignatureDictionary> signatures,
                                                            std::span<const CoveredBytes> covered,
                                                            std::string_view password = {});

}  // namespace sceau
