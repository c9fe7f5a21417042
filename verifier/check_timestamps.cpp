// SPDX-License-Identifier: Apache-2.0
#include "verifier/check_timestamps.h"

#include <fmt/format.h>

#include <algorithm>

#include "certs/check_chain.h"
#include "crypto/timestamp_token.h"
#include "verifier/algorithm_reliability.h"

namespace sceau {
namespace {

Findings token_findings(const TimestampToken& token, const TimestampClaim& claim) {
  // The digest of no octets at all is one that anybody can have stamped.
  if (claim.imprint.empty() && claim.stamped_data.empty()) {
    return {{Reason::timestamp_imprint_mismatch, "nothing to compare the imprint with"}};
  }
  return claim.imprint.empty() ? check_timestamp_token(token, claim.stamped_data)
                               : check_timestamp_token_digest(token, claim.imprint);
}

std::vector<Certificate> certificates_of(const TimestampToken& token, const CheckedSignature& holder) {
  auto certificates = holder.certificates;
  for (const auto& handle : token.cms.certificates()) {
    if (auto certificate = certificate_from(handle)) certificates.push_back(std::move(*certificate));
  }
  return certificates;
}

std::vector<RevocationList> lists_of(const TimestampToken& token, const ValidationContext& context) {
  auto lists = context.revocation_lists;
  for (const auto& handle : token.cms.crls()) {
    if (auto list = revocation_list_from(handle)) lists.push_back(std::move(*list));
  }
  return lists;
}

// An untrusted authority proves no time; why it is not trusted is told in the detail.
Findings authority_is_trusted(const Certificate& authority, const TimestampToken& token, const CheckedSignature& holder,
                              const ValidationContext& context) {
  const auto certificates = certificates_of(token, holder);
  const auto lists = lists_of(token, context);
  const auto check = check_chain(
      authority,
      {.anchors = context.anchors, .untrusted = certificates, .time = context.time, .purpose = Purpose::timestamping},
      lists, context.revocations.get());
  auto doubts = check.findings;
  if (check.chain) append(doubts, chain_is_reliable(*check.chain, check.revocation, context.time));
  Findings findings;
  for (const auto& finding : doubts) {
    findings.push_back(
        {Reason::timestamp_not_trusted, fmt::format("{}: {}{}{}", authority.subject(), row_of(finding.reason).sentence,
                                                    finding.detail.empty() ? "" : ": ", finding.detail)});
  }
  return findings;
}

// Nothing proves the age of a token at this level, so its algorithms must be reliable at the validation time.
Findings algorithms_are_reliable(const TimestampToken& token, const Certificate& authority, Instant time) {
  const auto imprint = token.imprint_algorithm();
  const auto digest = token.cms.signer().digest();
  const auto algorithm = token.cms.signer().algorithm();
  const auto key = authority.public_key();
  if (!imprint || !digest || !algorithm || !key) return {{Reason::algorithm_unknown, authority.subject()}};
  auto findings = digest_is_reliable(*imprint, time);
  append(findings, digest_is_reliable(*digest, time));
  append(findings, signature_is_reliable(*algorithm, *key, time));
  return findings;
}

// What is stamped after the validation time was not proven then. Validation times are whole seconds.
Findings is_not_of_the_future(const TimestampToken& token, Instant time) {
  if (std::chrono::floor<std::chrono::seconds>(token.time) <= time) return {};
  return {
      {Reason::timestamp_not_trusted, fmt::format("made at {}, after the validation time", to_rfc3339(token.time))}};
}

}  // namespace

CheckedTimestamp check_timestamp(const TimestampClaim& claim, const CheckedSignature& holder,
                                 const ValidationContext& context) {
  CheckedTimestamp checked;
  const auto token = parse_timestamp_token(claim.token, *context.pool);
  if (!token) {
    checked.findings.push_back({token.error().reason, token.error().detail});
    return checked;
  }
  checked.time = token->time;
  checked.findings = claim.findings;
  append(checked.findings, token_findings(*token, claim));
  checked.sound = checked.findings.empty();
  if (token->certificate() == nullptr) return checked;
  auto authority = certificate_from(token->certificate());
  if (!authority) {
    checked.findings.push_back({authority.error().reason, authority.error().detail});
    return checked;
  }
  append(checked.findings, algorithms_are_reliable(*token, *authority, context.time));
  append(checked.findings, is_not_of_the_future(*token, context.time));
  append(checked.findings, authority_is_trusted(*authority, *token, holder, context));
  checked.authority = std::move(*authority);
  return checked;
}

ProvenTimes check_timestamps(const CheckedSignature& signature, const ValidationContext& context) {
  ProvenTimes proven;
  for (const auto& claim : signature.signature_timestamps) {
    auto checked = check_timestamp(claim, signature, context);
    proven.has_sound_timestamp = proven.has_sound_timestamp || checked.sound;
    if (checked.findings.empty()) proven.best = std::min(proven.best.value_or(*checked.time), *checked.time);
    append(proven.findings, std::move(checked.findings));
  }
  return proven;
}

}  // namespace sceau
