// SPDX-License-Identifier: Apache-2.0
#include "crypto/pkcs11_uri.h"

#include <algorithm>
#include <array>

#include "foundation/text_encoding.h"

namespace sceau {
namespace {

constexpr std::string_view scheme = "pkcs11:";

struct Attribute {
  std::string_view name;
  std::optional<std::string> Pkcs11Uri::*value;
};
constexpr std::array path_attributes = {
    Attribute{"library-manufacturer", &Pkcs11Uri::library_manufacturer},
    Attribute{"library-description", &Pkcs11Uri::library_description},
    Attribute{"slot-manufacturer", &Pkcs11Uri::slot_manufacturer},
    Attribute{"slot-description", &Pkcs11Uri::slot_description},
    Attribute{"slot-id", &Pkcs11Uri::slot_id},
    Attribute{"token", &Pkcs11Uri::token},
    Attribute{"manufacturer", &Pkcs11Uri::manufacturer},
    Attribute{"model", &Pkcs11Uri::model},
    Attribute{"serial", &Pkcs11Uri::serial},
    Attribute{"object", &Pkcs11Uri::object},
    Attribute{"id", &Pkcs11Uri::id},
};

Error malformed(std::string_view why) { return {Reason::key_uri_malformed, std::string(why)}; }

// RFC 3986, 2.1
Result<std::string> percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] <= ' ' || text[at] > '~') return malformed("a character that must be written as %NN");
    if (text[at] != '%') {
      decoded += text[at];
      continue;
    }
    const auto octet = from_hex(text.substr(at + 1, 2));
    if (!octet || octet->size() != 1) return malformed("% without two hexadecimal digits");
    decoded += static_cast<char>(octet->front());
    at += 2;
  }
  return decoded;
}

bool is_text(std::string_view value) { return is_utf8(value) && value.find('\0') == std::string_view::npos; }

Status set_once(std::optional<std::string>& value, std::string_view name, std::string_view text) {
  auto decoded = percent_decoded(text);
  if (!decoded) return decoded.error();
  if (value) return malformed(std::string(name) + " is there twice");
  if (name != "id" && !is_text(*decoded)) return malformed(std::string(name) + " is no text");
  value = std::move(*decoded);
  return Done{};
}

struct Part {
  std::string_view name, text;
};

// Without '=' it has no name, and no attribute is called nothing.
Part split_part(std::string_view part) {
  const auto sign = part.find('=');
  if (sign == std::string_view::npos) return {};
  return {part.substr(0, sign), part.substr(sign + 1)};
}

Status read_path_attribute(Part part, std::optional<std::string>& type, Pkcs11Uri& uri) {
  if (part.name == "type") return set_once(type, part.name, part.text);
  const auto known = std::ranges::find(path_attributes, part.name, &Attribute::name);
  if (known == path_attributes.end()) return malformed("an attribute that is not compared here");
  return set_once(uri.*known->value, part.name, part.text);
}

Status read_query_attribute(Part part, std::optional<std::string>& module, Pkcs11Uri&) {
  if (part.name == "pin-value" || part.name == "pin-source") return Error{Reason::key_pin_in_uri, ""};
  if (part.name == "module-path") return set_once(module, part.name, part.text);
  return malformed("of the attributes behind '?', module-path alone is read");
}

// Each part between the separators, in turn.
template <typename Read>
Status read_parts(std::string_view text, char separator, std::optional<std::string>& other, Pkcs11Uri& uri, Read read) {
  for (bool is_more = !text.empty(); is_more;) {
    const auto end = text.find(separator);
    if (auto status = read(split_part(text.substr(0, end)), other, uri); !status) return status;
    is_more = end != std::string_view::npos;
    if (is_more) text.remove_prefix(end + 1);
  }
  return Done{};
}

bool are_digits(std::string_view text) {
  return !text.empty() && text.size() <= 20 && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

bool is_pkcs11_uri(std::string_view text) { return text.starts_with(scheme); }

Result<Pkcs11Uri> read_pkcs11_uri(std::string_view text) {
  if (!is_pkcs11_uri(text)) return malformed("it begins with pkcs11:");
  text.remove_prefix(scheme.size());
  const auto question = std::min(text.find('?'), text.size());
  Pkcs11Uri uri;
  std::optional<std::string> type, module;
  const auto query = text.substr(std::min(question + 1, text.size()));
  if (auto status = read_parts(query, '&', module, uri, read_query_attribute); !status) return status.error();
  if (auto status = read_parts(text.substr(0, question), ';', type, uri, read_path_attribute); !status) {
    return status.error();
  }
  if (type && *type != "private") return malformed("type must be private");
  if (uri.slot_id && !are_digits(*uri.slot_id)) return malformed("slot-id is a number");
  uri.module_path = module.value_or("");
  return uri;
}

}  // namespace sceau
