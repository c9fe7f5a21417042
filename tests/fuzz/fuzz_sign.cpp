// SPDX-License-Identifier: Apache-2.0
// A document that is signed keeps its bytes as a prefix, and what comes out is intact for the verifier; every other
// document is refused.
#include <cstdlib>

#include "crypto/random_bytes.h"
#include "signer/sign_pdf.h"
#include "signer/sign_xml.h"
#include "tests/pki/test_pki.h"
#include "verifier/verify_document.h"

namespace {

using sceau::Bytes;
using sceau::ByteView;

const sceau::SigningOptions& options() {
  static const auto signer = sceau::test::issue({.common_name = "Fuzz"});
  static const sceau::SigningOptions options{signer.identity(),
                                             *sceau::default_algorithm(signer.identity().key->public_key()),
                                             *sceau::from_rfc3339("2026-11-24T00:00:00Z"), std::nullopt};
  return options;
}

void require_intact_last(ByteView document) {
  static const sceau::Secret no_password;
  const auto report = sceau::verify_document({"fuzzed", document, no_password}, {.time = options().claimed_time});
  if (report.error || report.signatures.empty() || !report.signatures.back().intact) std::abort();
}

void sign_pdf(ByteView document) {
  const auto result = sceau::sign_pdf(document, options(), {});
  if (!result) return;
  Bytes whole;
  for (const auto piece : result->pieces()) sceau::append(whole, piece);
  if (!std::equal(document.begin(), document.end(), whole.begin())) std::abort();
  require_intact_last(whole);
}

void sign_xml(ByteView document) {
  const auto result = sceau::sign_xml(document, options());
  if (result) require_intact_last(*result);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView bytes(data, size);
  sign_pdf(bytes);
  sign_xml(bytes);
  return 0;
}
