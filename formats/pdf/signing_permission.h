// SPDX-License-Identifier: Apache-2.0
// May one more signature be added (ISO 32000-1, 12.8.2: DocMDP and FieldMDP; 12.7.4.5: locks)?
#pragma once

#include <string_view>
#include <vector>

#include "formats/pdf/form_fields.h"
#include "foundation/result.h"

namespace sceau {

// Refuses where the document is certified with P = 1, where a signed field's lock says P = 1, or where a signature
// locks the field of that name. Error: pdf.change_forbidden.
Status may_add_signature(QPDF& document, const std::vector<FormField>& fields, std::string_view field_name);

}  // namespace sceau
