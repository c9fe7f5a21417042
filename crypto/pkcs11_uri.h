// SPDX-License-Identifier: Apache-2.0
// Which key on which token, as RFC 7512 writes it:
// "pkcs11:token=Badge;object=sign;type=private?module-path=/usr/lib/p11.so".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "foundation/bytes.h"
#include "foundation/result.h"

namespace sceau {

// What is absent does not matter; what is there must be equal.
struct Pkcs11Uri {
  std::optional<std::string> library_manufacturer{}, library_description{};
  std::optional<std::string> slot_manufacturer{}, slot_description{};
  std::optional<std::string> token{}, manufacturer{}, model{}, serial{};
  std::optional<std::string> slot_id{};  // digits
  std::optional<std::string> object{};   // label of the key
  std::optional<std::string> id{};       // octets, CKA_ID
  std::string module_path{};             // empty: not said
  bool operator==(const Pkcs11Uri&) const = default;
};

bool is_pkcs11_uri(std::string_view text);

// Of a private key: another type is refused, and so is an attribute that this program does not compare (it could mean
// another key). A PIN, or where it stands, is never part of the URI: those come from a SOURCE. Errors:
// key.uri_malformed, key.pin_in_uri (nothing of the text is repeated).
Result<Pkcs11Uri> read_pkcs11_uri(std::string_view text);

}  // namespace sceau
