// SPDX-License-Identifier: Apache-2.0
#include "verifier/check_timestamp_file.h"

#include "crypto/timestamp_response.h"
#include "crypto/timestamp_token.h"

namespace sceau {
namespace {

// The imprint that the content would have; empty where the token cannot say by which digest. Without content there is
// nothing to compare, so that the imprint is the token's own and all else can still be judged.
Bytes imprint_of(const std::optional<ByteView>& content, ByteView token) {
  const auto parsed = parse_timestamp_token(token);
  if (!parsed) return {};
  if (!content) return parsed->imprint;
  const auto algorithm = parsed->imprint_algorithm();
  if (!algorithm) return {};
  auto imprint = digest(*algorithm, *content);
  return imprint ? std::move(*imprint) : Bytes{};
}

}  // namespace

std::vector<CheckedSignature> check_timestamp_file(ByteView timestamp, const std::optional<ByteView>& content) {
  CheckedSignature checked;
  checked.id = "timestamp";
  checked.kind = SignatureKind::document_timestamp;
  checked.base_level = "RFC3161";
  checked.intact = true;  // judged with the token itself
  checked.coverage = content ? Coverage::whole_document : Coverage::none;
  auto token = token_in(timestamp);
  if (!token) {
    checked.findings.push_back({token.error().reason, token.error().detail});
    token = Bytes{};
  }
  checked.document_timestamp =
      TimestampClaim{.token = *token, .stamped_data = {}, .imprint = imprint_of(content, *token)};
  if (!content) checked.findings.push_back({Reason::timestamp_content_missing, ""});
  return {checked};
}

}  // namespace sceau
