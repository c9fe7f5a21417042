// SPDX-License-Identifier: Apache-2.0
#include "verifier/judge.h"

#include <fmt/format.h>

#include <algorithm>

#include "certs/chain_builder.h"
#include "verifier/algorithm_reliability.h"

namespace sceau {
namespace {

std::vector<RevocationList> all_lists(const CheckedSignature& signature, const ValidationContext& context) {
  auto lists = context.anchors.revocation_lists;
  lists.insert(lists.end(), context.revocation_lists.begin(), context.revocation_lists.end());
  lists.insert(lists.end(), signature.revocation_lists.begin(), signature.revocation_lists.end());
  return lists;
}

// EN 319 102-1, 5.2.6.4: the key usage must be one for signatures; ours accepts either of the two.
Findings certificate_is_for_signing(const Certificate& signer) {
  const bool allowed =
      !signer.has_key_usage() || signer.allows(KeyUsage::digital_signature) || signer.allows(KeyUsage::non_repudiation);
  if (allowed) return {};
  return {{Reason::wrong_purpose, fmt::format("{}: its key usage is not for signatures", signer.subject())}};
}

// 5.5.4, step 4: a certificate that is out of bounds now may still have been so when the time-stamp was made.
Findings was_valid_when_proven(const Certificate& signer, const std::optional<Instant>& proven) {
  if (!proven || *proven >= signer.not_before()) return {};
  return {{Reason::timestamp_before_certificate, fmt::format("proven at {}, certificate valid from {}",
                                                             to_rfc3339(*proven), to_rfc3339(signer.not_before()))}};
}

// 5.2.8: signature and digests must be reliable at the time that is proven, or else now.
Findings algorithms_are_reliable(const CheckedSignature& signature, Instant time) {
  Findings findings;
  for (const auto digest : signature.digests) append(findings, digest_is_reliable(digest, time));
  if (!signature.algorithm) {
    if (!contains(signature.findings, Reason::algorithm_unknown)) findings.push_back({Reason::algorithm_unknown, ""});
    return findings;
  }
  if (!signature.signer) return findings;
  const auto key = signature.signer->public_key();
  if (!key) {
    findings.push_back({Reason::algorithm_unknown, key.error().detail});
    return findings;
  }
  append(findings, signature_is_reliable(*signature.algorithm, *key, time));
  return findings;
}

// 5.2.3: no signer, no verdict that could be good.
Findings signer_is_known(const CheckedSignature& signature) {
  if (signature.signer || contains(signature.findings, Reason::signing_certificate_missing)) return {};
  return {{Reason::signing_certificate_missing, ""}};
}

// 5.2.6 at the validation time; revocation is weighed at the proven time where there is one (5.5.4, step 4 a).
Findings signer_is_trusted(const CheckedSignature& signature, const std::optional<Instant>& proven,
                           const ValidationContext& context) {
  if (!signature.signer) return signer_is_known(signature);
  auto findings = certificate_is_for_signing(*signature.signer);
  auto outcome = build_chain(*signature.signer,
                             {.anchors = context.anchors, .untrusted = signature.certificates, .time = context.time});
  append(findings, std::move(outcome.findings));
  append(findings, was_valid_when_proven(*signature.signer, proven));
  if (!outcome.chain) return findings;
  const auto lists = all_lists(signature, context);
  const auto evidence = context.revocations->check(
      *outcome.chain, {.lists = lists, .untrusted = signature.certificates, .time = context.time});
  const auto weighed_at = proven.value_or(context.time);
  append(findings, revocation_findings(evidence, weighed_at));
  append(findings, chain_is_reliable(*outcome.chain, evidence, weighed_at));
  return findings;
}

Findings nothing_was_changed(const CheckedSignature& signature) {
  const bool harmless =
      signature.changes_after != ChangesAfter::annotations && signature.changes_after != ChangesAfter::other;
  if (harmless || contains(signature.findings, Reason::changed_after_signing)) return {};
  return {{Reason::changed_after_signing, ""}};
}

// Whoever checked the bytes must have said why they are not intact; should that be missing, the answer is still no.
Findings brokenness_is_explained(const CheckedSignature& signature) {
  if (signature.intact || !signature.findings.empty()) return {};
  return {{Reason::signature_value_wrong, ""}};
}

SubIndication with_time(SubIndication sub, const std::optional<Instant>& proven) {
  if (sub == SubIndication::crypto_constraints_failure_no_poe && proven) {
    return SubIndication::crypto_constraints_failure;
  }
  return sub;
}

// The decisive finding to the front: the first of kind failed, else the first of kind indeterminate.
Verdict decide(Findings findings, const std::optional<Instant>& proven) {
  const auto of_kind = [&](ReasonKind kind) {
    return std::ranges::find_if(findings, [&](const Finding& finding) { return kind_of(finding.reason) == kind; });
  };
  auto decisive = of_kind(ReasonKind::failed);
  auto indication = Indication::total_failed;
  if (decisive == findings.end()) {
    decisive = of_kind(ReasonKind::indeterminate);
    indication = Indication::indeterminate;
  }
  // An operation that could not be carried out (a library failure) proves nothing either way.
  if (decisive == findings.end()) decisive = findings.begin();
  if (findings.empty()) return {Indication::total_passed, std::nullopt, {}, proven};
  std::rotate(findings.begin(), decisive, decisive + 1);
  const auto sub = sub_indication_of(findings.front().reason);
  return {indication, sub ? std::optional(with_time(*sub, proven)) : std::nullopt, std::move(findings), proven};
}

}  // namespace

std::optional<SubIndication> sub_indication_of(Reason reason) {
  switch (reason) {
    case Reason::digest_mismatch:
    case Reason::timestamp_imprint_mismatch: return SubIndication::hash_failure;
    case Reason::signature_value_wrong:
    case Reason::algorithm_mismatch:
    case Reason::timestamp_value_wrong: return SubIndication::sig_crypto_failure;
    case Reason::signing_certificate_missing:
    case Reason::signing_certificate_mismatch: return SubIndication::no_signing_certificate_found;
    case Reason::xml_reference_not_found:
    case Reason::xml_reference_external:
    case Reason::xml_nothing_signed:
    case Reason::timestamp_content_missing: return SubIndication::signed_data_not_found;
    case Reason::sub_filter_unknown:
    case Reason::xml_transform_refused:
    case Reason::xml_partly_signed: return SubIndication::sig_constraints_failure;
    case Reason::algorithm_unknown: return SubIndication::crypto_constraints_failure;
    case Reason::algorithm_too_weak: return SubIndication::crypto_constraints_failure_no_poe;
    case Reason::not_trusted:
    case Reason::chain_incomplete:
    case Reason::timestamp_not_trusted: return SubIndication::no_certificate_chain_found;
    case Reason::chain_invalid: return SubIndication::certificate_chain_general_failure;
    case Reason::wrong_purpose:
    case Reason::timestamp_purpose: return SubIndication::chain_constraints_failure;
    case Reason::certificate_expired:
    case Reason::certificate_not_yet_valid: return SubIndication::out_of_bounds_no_poe;
    case Reason::timestamp_before_certificate: return SubIndication::not_yet_valid;
    case Reason::certificate_revoked: return SubIndication::revoked_no_poe;
    case Reason::revocation_unknown: return SubIndication::try_later;
    default: break;
  }
  if (kind_of(reason) == ReasonKind::failed) return SubIndication::format_failure;
  // What is signed is there, but has no form in which it could be compared.
  if (kind_of(reason) == ReasonKind::malformed) return SubIndication::signed_data_not_found;
  return std::nullopt;
}

Verdict judge_signature(const CheckedSignature& signature, const ProvenTimes& times, const ValidationContext& context) {
  auto findings = signature.findings;
  append(findings, nothing_was_changed(signature));
  append(findings, brokenness_is_explained(signature));
  append(findings, signer_is_trusted(signature, times.best, context));
  append(findings, algorithms_are_reliable(signature, times.best.value_or(context.time)));
  auto verdict = decide(std::move(findings), times.best);
  append(verdict.reasons, times.findings);
  return verdict;
}

Verdict judge_timestamp(const CheckedSignature& holder, const CheckedTimestamp& timestamp) {
  auto findings = holder.findings;
  append(findings, nothing_was_changed(holder));
  append(findings, brokenness_is_explained(holder));
  append(findings, timestamp.findings);
  if (!timestamp.authority && !contains(findings, Reason::signing_certificate_missing)) {
    findings.push_back({Reason::signing_certificate_missing, ""});
  }
  const bool proven = findings.empty() && timestamp.time.has_value();
  return decide(std::move(findings), proven ? timestamp.time : std::nullopt);
}

}  // namespace sceau
