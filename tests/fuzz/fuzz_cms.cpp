// SPDX-License-Identifier: Apache-2.0
// Signatures and time-stamps from outside: never a crash; what is read once reads the same again.
#include <cstdlib>

#include "crypto/timestamp_response.h"
#include "crypto/timestamp_token.h"

namespace sceau {
namespace {

void require(bool is_so) {
  if (!is_so) std::abort();
}

void check_signature(const CmsSignature& cms) {
  const Bytes digest(32);
  check_cms_integrity(cms, digest, SigningCertificateAttribute::required);
  const auto again = parse_cms(cms.encoded());
  require(again && again->encoded() == cms.encoded());
  require(again->signers().size() == cms.signers().size());
  for (const CmsSigner& signer : cms.signers()) {
    if (!signer.signed_attributes) continue;
    const auto attributes = parse_signed_attributes(signer.signed_attributes->encoded);
    require(attributes && attributes->encoded == signer.signed_attributes->encoded);
  }
}

void read_everything(ByteView input) {
  if (const auto cms = parse_cms(input)) check_signature(*cms);
  if (const auto token = parse_timestamp_token(input)) check_timestamp_token(*token, input);
  if (const auto token = token_in(input)) static_cast<void>(parse_timestamp_token(*token));
  static_cast<void>(parse_signed_attributes(input));
  static_cast<void>(read_certificates(input));
}

}  // namespace
}  // namespace sceau

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  sceau::read_everything({data, size});
  return 0;
}
