// SPDX-License-Identifier: Apache-2.0
// Inside formats/pdf only: the signature fields of the interactive form (ISO 32000-1, 12.7).
#pragma once

#include <string>
#include <vector>

#include "formats/pdf/qpdf_document.h"

namespace sceau {

struct FormField {
  std::string name;         // fully qualified, UTF-8
  QPDFObjectHandle object;  // the field's dictionary
  bool has_value = false;   // /V is there, be it what it may

  // True where the field is its own widget and takes room on its page.
  bool is_visible() const;
};

// Every signature field reachable from the form, each once; cycles and depth are bounded. A field without /FT whose
// value looks like a signature dictionary counts: nothing that looks signed is left out.
std::vector<FormField> list_signature_fields(QPDF& document);

// Names that a new field may not take: those of the topmost fields.
std::vector<std::string> topmost_field_names(QPDF& document);

// The form's dictionary; null where there is none.
QPDFObjectHandle interactive_form(QPDF& document);

}  // namespace sceau
