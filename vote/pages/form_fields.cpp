// SPDX-License-Identifier: Apache-2.0
#include "vote/pages/form_fields.h"

#include <string.h>

#include <algorithm>

#include "foundation/text_encoding.h"

namespace sceau {
namespace {

constexpr std::size_t most_fields = 2000;

Error malformed(std::string detail) { return {Reason::vote_malformed, std::move(detail)}; }

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

Result<std::string> decoded(std::string_view text) {
  std::string plain;
  plain.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      plain += text[i] == '+' ? ' ' : text[i];
      continue;
    }
    const int high = i + 1 < text.size() ? hex_value(text[i + 1]) : -1;
    const int low = i + 2 < text.size() ? hex_value(text[i + 2]) : -1;
    if (high < 0 || low < 0) return malformed("an escape of the form's body is not two hex digits");
    plain += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return plain;
}

bool is_field_text(std::string_view text) {
  const auto is_bad = [](char c) {
    const auto code = static_cast<unsigned char>(c);
    return code == 0x7F || (code < 0x20 && c != '\t' && c != '\n' && c != '\r');
  };
  return is_utf8(text) && std::ranges::none_of(text, is_bad);
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view white = " \t\r\n";
  const auto first = text.find_first_not_of(white);
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(white) - first + 1);
}

Status add_field(FormFields& fields, std::string_view pair) {
  const auto equals = pair.find('=');
  auto name = decoded(pair.substr(0, equals));
  if (!name) return name.error();
  auto value = decoded(equals == pair.npos ? std::string_view() : pair.substr(equals + 1));
  if (!value) return value.error();
  if (!is_field_text(*name) || !is_field_text(*value)) return malformed("a field is not text");
  if (std::ranges::find(fields, *name, &FormFields::value_type::first) != fields.end()) {
    return malformed("a field is there twice");
  }
  if (fields.size() >= most_fields) return malformed("too many fields");
  fields.emplace_back(std::move(*name), std::move(*value));
  return Done{};
}

}  // namespace

Result<FormFields> read_form_fields(ByteView body) {
  FormFields fields;
  auto rest = as_text(body);
  while (!rest.empty()) {
    const auto end = std::min(rest.find('&'), rest.size());
    if (const auto added = add_field(fields, rest.substr(0, end)); !added) {
      wipe(fields);
      return added.error();
    }
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return fields;
}

std::string_view field(const FormFields& fields, std::string_view name) {
  const auto found = std::ranges::find(fields, name, &FormFields::value_type::first);
  return found == fields.end() ? std::string_view() : trimmed(found->second);
}

void wipe(FormFields& fields) {
  for (auto& [name, value] : fields) explicit_bzero(value.data(), value.size());
  fields.clear();
}

}  // namespace sceau
