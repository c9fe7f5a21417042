// SPDX-License-Identifier: Apache-2.0
// XAdES B-B and B-T, enveloped (EN 319 132-1): the signature stands as the last child of the root element.
#pragma once

#include "signer/signing_options.h"

namespace sceau {

// Signs the whole document less the signatures in it, so that further signatures break none. The bytes of the document
// stay as they are around the new element. Errors: xml.* of the reader, xml.duplicate_id, those of the key and of the
// time-stamper, signature.algorithm_refused.
Result<Bytes> sign_xml(ByteView document, const SigningOptions& options);

}  // namespace sceau
