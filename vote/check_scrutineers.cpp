// SPDX-License-Identifier: Apache-2.0
#include "vote/check_scrutineers.h"

#include <fmt/format.h>

#include <algorithm>

#include "crypto/sealed_envelope.h"
#include "vote/urn_key.h"

namespace sceau {
namespace {

Finding irregular(const Certificate& certificate, std::string_view why) {
  return {Reason::vote_bureau_irregular, fmt::format("{}: {}", certificate.subject(), why)};
}

// 6 of 12 is provided for, 10 of 20 is not: each set of scrutineers has an envelope of its own.
Findings sets_are_few(const Bureau& bureau) {
  const auto count = bureau.scrutineers.size();
  const auto threshold = static_cast<std::size_t>(std::max<std::int64_t>(bureau.threshold, 0));
  if (threshold < 1 || threshold > count) return {};  // a defect of the meeting, found by check_meeting
  const auto sets = qualified_sets(count, threshold);
  if (sets) return {};
  return {{sets.error().reason, sets.error().detail}};
}

}  // namespace

Findings certificate_can_decrypt(const Certificate& certificate) {
  const auto recipient = envelope_recipient(certificate.handle());
  if (recipient) return {};
  return {irregular(certificate, recipient.error().detail)};
}

Findings check_scrutineers(std::span<const Certificate> certificates, const Bureau& bureau, Instant meeting_starts) {
  Findings findings = sets_are_few(bureau);
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
