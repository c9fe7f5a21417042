// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "certs/certificate.h"
#include "formats/xml/xades_properties.h"
#include "verifier/check_references.h"

namespace sceau {

// The level of an XML signature without regard to its time-stamps: "XAdES-BASELINE-B" where every requirement of
// EN 319 132-1, 6.3 is met, else "XAdES-EPES", "XAdES-BES" or "XMLDSIG". Needs no trust; a broken signature has a level
// too.
std::string xades_level(const XmlSignature& signature, const std::optional<XadesProperties>& properties,
                        const CheckedReferences& references, const std::optional<Certificate>& signer);

}  // namespace sceau
