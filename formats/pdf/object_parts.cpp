// SPDX-License-Identifier: Apache-2.0
#include "formats/pdf/object_parts.h"

#include <algorithm>

#include "formats/pdf/object_text.h"

namespace sceau {

bool is_name(QPDFObjectHandle object, const char* name) { return object.isName() && object.getName() == name; }

QPDFObjectHandle entry(QPDFObjectHandle dictionary, const std::string& key) {
  return dictionary.isDictionary() ? dictionary.getKey(key) : QPDFObjectHandle::newNull();
}

std::vector<QPDFObjectHandle> elements(QPDFObjectHandle array) {
  return array.isArray() ? array.getArrayAsVector() : std::vector<QPDFObjectHandle>{};
}

bool is_same(QPDFObjectHandle one, QPDFObjectHandle other) {
  if (one.isStream() != other.isStream() || object_text(one) != object_text(other)) return false;
  if (!one.isStream()) return true;
  const auto data = one.getRawStreamData(), other_data = other.getRawStreamData();
  return std::ranges::equal(ByteView(data->getBuffer(), data->getSize()),
                            ByteView(other_data->getBuffer(), other_data->getSize()));
}

bool is_same_entry(const QPDFObjectHandle& one, const QPDFObjectHandle& other) {
  return entry_text(one) == entry_text(other);
}

Keys keys_of(QPDFObjectHandle dictionary) {
  Keys keys;
  if (!dictionary.isDictionary()) return keys;
  for (const auto& [key, value] : dictionary.getDictAsMap()) keys.insert(key);
  return keys;
}

Keys changed_keys(QPDFObjectHandle before, QPDFObjectHandle after) {
  Keys changed;
  for (auto& dictionary : {before, after}) {
    for (const std::string& key : keys_of(dictionary)) {
      if (!is_same_entry(entry(before, key), entry(after, key))) changed.insert(key);
    }
  }
  return changed;
}

std::string listed(const Keys& keys) {
  std::string text;
  for (const std::string& key : keys) text += (text.empty() ? "" : ", ") + key;
  return text;
}

bool is_within(const Keys& keys, const Keys& allowed) { return std::ranges::includes(allowed, keys); }

}  // namespace sceau
