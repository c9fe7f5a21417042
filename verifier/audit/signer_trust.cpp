// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/signer_trust.h"

#include <algorithm>

#include "verifier/algorithm_reliability.h"

namespace sceau::audit {
namespace {

constexpr std::size_t most_remembered = 64;

Findings certificate_is_for_signing(const Certificate& signer) {
  const bool is_allowed =
      !signer.has_key_usage() || signer.allows(KeyUsage::digital_signature) || signer.allows(KeyUsage::non_repudiation);
  return is_allowed ? Findings{} : Findings{{Reason::wrong_purpose, signer.subject()}};
}

struct Span {
  Instant from{}, until{};
};

// Over which time a chain without findings stays without: all its certificates are valid and all its lists current. A
// list that is current serves every instant before, too.
Span unchanged_around(Instant time, const ChainCheck& check) {
  Span span{Instant::min(), Instant::max()};
  for (const auto& certificate : check.chain->certificates()) {
    span.from = std::max(span.from, certificate.not_before());
    span.until = std::min(span.until, certificate.not_after());
  }
  for (const auto& status : check.revocation) {
    if (status.revocation || !status.list || !status.list->next_update()) return {time, time};
    span.until = std::min(span.until, *status.list->next_update());
  }
  return span;
}

}  // namespace

Findings signature_is_sound(const CheckedSignature& signature, Instant time) {
  auto findings = signature.findings;
  const auto add = [&](Reason reason, std::string detail) { findings.push_back({reason, std::move(detail)}); };
  if (signature.kind != SignatureKind::signature)
    add(Reason::xml_signature_malformed, "is no signature of the document");
  if (!signature.intact && findings.empty()) add(Reason::signature_value_wrong, "");
  if (signature.coverage != Coverage::whole_document && findings.empty()) add(Reason::xml_partly_signed, "");
  if (!signature.signer && findings.empty()) add(Reason::signing_certificate_missing, "");
  for (const auto digest : signature.digests) append(findings, digest_is_reliable(digest, time));
  if (!signature.signer || !signature.algorithm) return findings;
  const auto key = signature.signer->public_key();
  append(findings, key ? signature_is_reliable(*signature.algorithm, *key, time)
                       : Findings{{key.error().reason, key.error().detail}});
  return findings;
}

const SignerTrust::GoodChain* SignerTrust::known_chain(const Certificate& signer, Instant time) const {
  const auto known = good_.find(signer.handle());
  if (known == good_.end() || time < known->second.from || known->second.until < time) return nullptr;
  return &known->second;
}

void SignerTrust::remember(const Certificate& signer, Instant time, const ChainCheck& check) {
  const auto span = unchanged_around(time, check);
  if (good_.size() == most_remembered) good_.clear();
  good_.insert_or_assign(signer.handle(), GoodChain{signer, check, span.from, span.until});
}

Findings SignerTrust::doubts_about(const CheckedSignature& signature, Instant time) {
  if (!signature.signer) return {{Reason::signing_certificate_missing, ""}};
  const auto& signer = *signature.signer;
  if (const auto* known = known_chain(signer, time)) {
    return chain_is_reliable(*known->check.chain, known->check.revocation, time);
  }
  auto lists = lists_;
  lists.insert(lists.end(), signature.revocation_lists.begin(), signature.revocation_lists.end());
  const auto check = check_chain(signer, {.anchors = anchors_, .untrusted = signature.certificates, .time = time},
                                 lists, revocations_.get());
  auto findings = certificate_is_for_signing(signer);
  append(findings, check.findings);
  // What one document brought along proves nothing about the next.
  if (findings.empty() && check.chain && signature.revocation_lists.empty()) remember(signer, time, check);
  if (check.chain) append(findings, chain_is_reliable(*check.chain, check.revocation, time));
  return findings;
}

}  // namespace sceau::audit
