// SPDX-License-Identifier: Apache-2.0
#include "formats/pdf/form_fields.h"

#include <set>

#include "formats/pdf/object_parts.h"

namespace sceau {
namespace {

constexpr int deepest_field = 64;

// qpdf takes a null entry for a missing one; a reference to nothing is still a value that somebody wrote.
bool has_value(QPDFObjectHandle field) {
  auto value = field.getKey("/V");
  return !value.isNull() || value.isIndirect();
}

bool looks_signed(QPDFObjectHandle field) {
  auto value = field.getKey("/V");
  return value.isDictionary() && (value.hasKey("/ByteRange") || is_name(value.getKey("/Type"), "/Sig") ||
                                  is_name(value.getKey("/Type"), "/DocTimeStamp"));
}

std::string partial_name(QPDFObjectHandle field) {
  auto name = field.getKey("/T");
  return name.isString() ? name.getUTF8Value() : std::string();
}

class FieldWalk {
 public:
  void visit_all(QPDFObjectHandle fields, const std::string& parent_name, bool inherits_signature, int depth) {
    if (!fields.isArray() || depth > deepest_field) return;
    const int count = fields.getArrayNItems();
    for (int i = 0; i < count; ++i) visit(fields.getArrayItem(i), parent_name, inherits_signature, depth);
  }
  std::vector<FormField> found;

 private:
  void visit(QPDFObjectHandle field, const std::string& parent_name, bool inherits_signature, int depth) {
    if (!field.isDictionary() || !is_new(field)) return;
    const std::string name = joined(parent_name, partial_name(field));
    const bool is_signature = field.hasKey("/FT") ? is_name(field.getKey("/FT"), "/Sig") : inherits_signature;
    const bool is_widget_only = !field.hasKey("/T") && !has_value(field) && depth > 0;
    if ((is_signature && !is_widget_only && !has_named_kids(field)) || looks_signed(field)) {
      found.push_back({name, field, has_value(field)});
    }
    visit_all(field.getKey("/Kids"), name, is_signature, depth + 1);
  }

  bool is_new(QPDFObjectHandle& field) { return !field.isIndirect() || visited_.insert(field.getObjGen()).second; }

  static bool has_named_kids(QPDFObjectHandle field) {
    auto kids = field.getKey("/Kids");
    const int count = kids.isArray() ? kids.getArrayNItems() : 0;
    for (int i = 0; i < count; ++i) {
      auto kid = kids.getArrayItem(i);
      if (kid.isDictionary() && kid.hasKey("/T")) return !has_value(field);
    }
    return false;
  }

  static std::string joined(const std::string& parent, const std::string& partial) {
    if (parent.empty() || partial.empty()) return parent + partial;
    return parent + "." + partial;
  }

  std::set<QPDFObjGen> visited_;
};

}  // namespace

bool FormField::is_visible() const {
  auto dictionary = object;
  auto rectangle = dictionary.getKey("/Rect");
  if (!rectangle.isRectangle()) return false;
  const auto box = rectangle.getArrayAsRectangle();
  return box.llx != box.urx && box.lly != box.ury;
}

QPDFObjectHandle interactive_form(QPDF& document) {
  auto form = document.getRoot().getKey("/AcroForm");
  return form.isDictionary() ? form : QPDFObjectHandle::newNull();
}

std::vector<FormField> list_signature_fields(QPDF& document) {
  auto form = interactive_form(document);
  FieldWalk walk;
  if (form.isDictionary()) walk.visit_all(form.getKey("/Fields"), "", false, 0);
  return std::move(walk.found);
}

std::vector<std::string> topmost_field_names(QPDF& document) {
  auto form = interactive_form(document);
  auto fields = form.isDictionary() ? form.getKey("/Fields") : QPDFObjectHandle::newNull();
  std::vector<std::string> names;
  const int count = fields.isArray() ? fields.getArrayNItems() : 0;
  for (int i = 0; i < count; ++i) {
    if (auto field = fields.getArrayItem(i); field.isDictionary()) names.push_back(partial_name(field));
  }
  return names;
}

}  // namespace sceau
