// SPDX-License-Identifier: Apache-2.0
#include "crypto/object_name.h"

#include <array>

namespace sceau {

std::string dotted_name(const ASN1_OBJECT* object) {
  if (object == nullptr) return {};
  std::array<char, 80> buffer{};
  const int length = OBJ_obj2txt(buffer.data(), static_cast<int>(buffer.size()), object, 1);
  if (length <= 0) return {};
  if (static_cast<std::size_t>(length) < buffer.size()) return buffer.data();
  std::string text(static_cast<std::size_t>(length) + 1, '\0');
  OBJ_obj2txt(text.data(), length + 1, object, 1);
  text.pop_back();
  return text;
}

ObjectHandle object_named(std::string_view dotted) { return ObjectHandle(OBJ_txt2obj(std::string(dotted).c_str(), 1)); }

}  // namespace sceau
