// SPDX-License-Identifier: Apache-2.0
// CMS over a digest at hand. Floor of making: one signature; of checking: one check of the value and two of the chain
// would belong to trust, so one check.
#include "crypto/cms_signature.h"

#include <fmt/format.h>

#include "bench/authority.h"
#include "bench/floor.h"
#include "bench/hot_path.h"

namespace sceau::bench {
namespace {

CmsSignature make(const SigningOptions& options, const Bytes& digest) {
  const auto attributes = sound(
      encode_signed_attributes({.message_digest = digest, .certificate = options.identity.certificate}), "attributes");
  return sound(make_cms(attributes, options.identity, options.algorithm), "CMS");
}

void check(ByteView encoded, const Bytes& digest) {
  const auto signature = sound(parse_cms(encoded), "parse");
  must(check_cms_integrity(signature, digest, SigningCertificateAttribute::required).empty(), "integrity");
}

void register_signer(const char* name, const test::Issued& signer) {
  const auto options = signing_options(signer);
  const auto digest = plain_sha256(as_bytes("a document"));
  const auto key = std::make_shared<const PlainKey>(signer.key);
  const auto encoded = make(options, digest).encoded();
  const auto value = key->sign(digest);
  hot_path(
      fmt::format("cms/make/{}", name), [=] { benchmark::DoNotOptimize(make(options, digest).encoded().data()); },
      [=] { benchmark::DoNotOptimize(key->sign(digest)); });
  hot_path(
      fmt::format("cms/parse + check/{}", name), [=] { check(encoded, digest); }, [=] { key->verify(digest, value); });
}

}  // namespace

void register_cms() {
  register_signer("P-256", authority().p256);
  register_signer("RSA-3072", authority().rsa);
}

}  // namespace sceau::bench
