// SPDX-License-Identifier: Apache-2.0
#include "formats/pdf/signing_permission.h"

#include <algorithm>

#include "formats/pdf/object_parts.h"

namespace sceau {
namespace {

bool permits_nothing(QPDFObjectHandle parameters) {
  auto permission = entry(parameters, "/P");
  return permission.isInteger() && permission.getIntValue() == 1;
}

bool certifies_as_final(QPDFObjectHandle signature) {
  return std::ranges::any_of(elements(entry(signature, "/Reference")), [](QPDFObjectHandle reference) {
    return is_name(entry(reference, "/TransformMethod"), "/DocMDP") &&
           permits_nothing(entry(reference, "/TransformParams"));
  });
}

// "a.b" is named by "a.b" and by "a", its parent.
bool names_field(QPDFObjectHandle fields, std::string_view name) {
  return std::ranges::any_of(elements(fields), [&](QPDFObjectHandle field) {
    const std::string listed = field.isString() ? field.getUTF8Value() : std::string();
    return !listed.empty() && (name == listed || name.starts_with(listed + "."));
  });
}

// ISO 32000-1, table 256: All, Include the fields listed, or Exclude them.
bool locks(QPDFObjectHandle parameters, std::string_view name) {
  auto action = entry(parameters, "/Action");
  if (is_name(action, "/All")) return true;
  const bool is_listed = names_field(entry(parameters, "/Fields"), name);
  return (is_name(action, "/Include") && is_listed) || (is_name(action, "/Exclude") && !is_listed);
}

bool locks_field(QPDFObjectHandle signature, std::string_view name) {
  return std::ranges::any_of(elements(entry(signature, "/Reference")), [&](QPDFObjectHandle reference) {
    return is_name(entry(reference, "/TransformMethod"), "/FieldMDP") &&
           locks(entry(reference, "/TransformParams"), name);
  });
}

}  // namespace

Status may_add_signature(QPDF& document, const std::vector<FormField>& fields, std::string_view field_name) {
  const auto forbidden = [](const std::string& why) { return Error{Reason::pdf_change_forbidden, why}; };
  if (certifies_as_final(entry(entry(document.getRoot(), "/Perms"), "/DocMDP"))) {
    return forbidden("the document is certified without permission to sign (P = 1)");
  }
  for (const FormField& field : fields) {
    auto object = field.object;
    auto signature = field.has_value ? object.getKey("/V") : QPDFObjectHandle::newNull();
    if (certifies_as_final(signature)) return forbidden("'" + field.name + "' certifies the document as final (P = 1)");
    if (field.has_value && permits_nothing(object.getKey("/Lock"))) {
      return forbidden("'" + field.name + "' locked the document when it was signed");
    }
    if (locks_field(signature, field_name)) return forbidden("'" + field.name + "' locks the field");
  }
  return Done{};
}

}  // namespace sceau
