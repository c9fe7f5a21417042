// SPDX-License-Identifier: Apache-2.0
#include "vote/check_scrutineers.h"

#include <fmt/format.h>

#include <algorithm>

namespace sceau {
namespace {

constexpr int least_rsa_bits = 3072;

Finding irregular(const Certificate& certificate, std::string_view why) {
  return {Reason::vote_bureau_irregular, fmt::format("{}: {}", certificate.subject(), why)};
}

bool allows(const Certificate& certificate, KeyUsage usage) {
  return !certificate.has_key_usage() || certificate.allows(usage);
}

std::string_view why_not(const Certificate& certificate, const PublicKey& key) {
  switch (key.kind()) {
    case KeyKind::rsa:
      if (key.bits() < least_rsa_bits) return "RSA keys of scrutineers have at least 3072 bits";
      return allows(certificate, KeyUsage::key_encipherment) ? "" : "its key usage lacks keyEncipherment";
    case KeyKind::ec: return allows(certificate, KeyUsage::key_agreement) ? "" : "its key usage lacks keyAgreement";
    case KeyKind::rsa_pss: return "a PSS key signs, and cannot decrypt";
    case KeyKind::ed25519:
    case KeyKind::ed448: return "an Edwards key signs, and cannot decrypt";
  }
  return "its key is of no known kind";
}

}  // namespace

Findings certificate_can_decrypt(const Certificate& certificate) {
  const auto key = certificate.public_key();
  if (!key) return {irregular(certificate, "its key is of no known kind")};
  const auto why = why_not(certificate, *key);
  if (why.empty()) return {};
  return {irregular(certificate, why)};
}

Findings check_scrutineers(std::span<const Certificate> certificates, const Bureau& bureau, Instant meeting_starts) {
  Findings findings;
  if (certificates.size() != bureau.scrutineers.size()) {
    findings.push_back({Reason::vote_bureau_irregular, fmt::format("{} certificates for {} scrutineers",
                                                                   certificates.size(), bureau.scrutineers.size())});
  }
  std::vector<Bytes> keys;
  for (const auto& certificate : certificates) {
    append(findings, certificate_can_decrypt(certificate));
    if (certificate.not_after() < meeting_starts) {
      findings.push_back(irregular(certificate, "it expires before the meeting"));
    }
    const auto key = certificate.public_key();
    if (!key) continue;
    if (std::ranges::find(keys, key->info()) != keys.end()) {
      findings.push_back(irregular(certificate, "another scrutineer has the same key"));
    }
    keys.push_back(key->info());
  }
  return findings;
}

}  // namespace sceau
