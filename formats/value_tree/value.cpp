// SPDX-License-Identifier: Apache-2.0
#include "formats/value_tree/value.h"

#include <algorithm>

namespace sceau {

const Value* member(const Value& value, std::string_view key) {
  const auto* object = std::get_if<ValueObject>(&value.content);
  if (!object) return nullptr;
  const auto found = std::ranges::find(*object, key, &Member::key);
  return found == object->end() ? nullptr : &found->value;
}

}  // namespace sceau
