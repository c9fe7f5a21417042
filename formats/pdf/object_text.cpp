// SPDX-License-Identifier: Apache-2.0
#include "formats/pdf/object_text.h"

#include <fmt/format.h>

namespace sceau {
namespace {

bool is_direct_null(QPDFObjectHandle object) { return !object.isIndirect() && object.isNull(); }

std::string dictionary_text(QPDFObjectHandle dictionary) {
  std::string text = "<<";
  for (const auto& [key, value] : dictionary.getDictAsMap()) {
    if (is_direct_null(value)) continue;
    text += fmt::format(" {} {}", QPDFObjectHandle::newName(key).unparse(), entry_text(value));
  }
  return text + " >>";
}

std::string array_text(QPDFObjectHandle array) {
  std::string text = "[";
  for (const auto& element : array.getArrayAsVector()) text += " " + entry_text(element);
  return text + " ]";
}

}  // namespace

std::string entry_text(const QPDFObjectHandle& object) {
  if (object.isIndirect()) return fmt::format("{} {} R", object.getObjectID(), object.getGeneration());
  return object_text(object);
}

std::string object_text(QPDFObjectHandle object) {
  if (object.isStream()) return dictionary_text(object.getDict());
  if (object.isDictionary()) return dictionary_text(object);
  return object.isArray() ? array_text(object) : object.unparseResolved();
}

}  // namespace sceau
