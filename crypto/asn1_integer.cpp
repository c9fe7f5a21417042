// SPDX-License-Identifier: Apache-2.0
#include "crypto/asn1_integer.h"

#include <algorithm>

namespace sceau {

Bytes without_leading_zeros(ByteView magnitude) {
  const auto first = std::ranges::find_if(magnitude, [](std::uint8_t byte) { return byte != 0; });
  return Bytes(first, magnitude.end());
}

std::optional<Bytes> magnitude_of(const ASN1_INTEGER* integer) {
  if (integer == nullptr || ASN1_STRING_type(integer) == V_ASN1_NEG_INTEGER) return std::nullopt;
  return without_leading_zeros({ASN1_STRING_get0_data(integer), static_cast<std::size_t>(ASN1_STRING_length(integer))});
}

IntegerHandle integer_of(ByteView magnitude) {
  const BigNumberHandle number(BN_bin2bn(magnitude.data(), static_cast<int>(magnitude.size()), nullptr));
  return IntegerHandle(number ? BN_to_ASN1_INTEGER(number.get(), nullptr) : nullptr);
}

}  // namespace sceau
