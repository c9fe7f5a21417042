// SPDX-License-Identifier: Apache-2.0
// A signed document verified in memory, with its chain and revocation lists. Floor: SHA-256 of the bytes and the checks
// of five signatures: the document's, two certificates' and two lists', all with the signer's kind of key.
#include <fmt/format.h>

#include "bench/authority.h"
#include "bench/floor.h"
#include "bench/hot_path.h"
#include "bench/sample_documents.h"
#include "signer/sign_pdf.h"
#include "signer/sign_xml.h"
#include "verifier/verify_document.h"

namespace sceau::bench {
namespace {

Bytes signed_pdf(std::size_t bytes) {
  const Bytes document = sample_pdf(bytes);
  const auto result = sound(sign_pdf(document, signing_options(authority().p256), {}), "sign");
  Bytes whole;
  for (const auto piece : result.pieces()) append(whole, piece);
  return whole;
}

Bytes signed_xml(std::size_t bytes) {
  return sound(sign_xml(sample_xml(bytes), signing_options(authority().p256)), "sign");
}

void verify(ByteView document, const ValidationContext& context) {
  const Secret no_password;
  const auto report = verify_document({.path = "sample", .bytes = document, .password = no_password}, context);
  must(!report.error && report.indication() == Indication::total_passed, "the sample does not verify");
}

void plain_verify(ByteView document, const PlainKey& key, ByteView value) {
  static const auto digest = plain_sha256(as_bytes("a certificate"));
  benchmark::DoNotOptimize(plain_sha256(document));
  for (int i = 0; i < 5; ++i) key.verify(digest, value);
}

void register_document(const std::string& name, const Bytes& made) {
  const auto document = std::make_shared<const Bytes>(made);
  const auto context = std::make_shared<const ValidationContext>(validation_context());
  const auto key = std::make_shared<const PlainKey>(authority().p256.key);
  const auto value = key->sign(plain_sha256(as_bytes("a certificate")));
  hot_path(
      name, [=] { verify(*document, *context); }, [=] { plain_verify(*document, *key, value); });
}

}  // namespace

void register_verifying() {
  register_document("pdf/verify/18.6 KB/P-256", signed_pdf(small_pdf_bytes));
  register_document("pdf/verify/50 MB/P-256", signed_pdf(50'000'000));
  register_document("xml/verify/10 KB/P-256", signed_xml(10'000));
  register_document("xml/verify/10 MB/P-256", signed_xml(10'000'000));
}

}  // namespace sceau::bench
