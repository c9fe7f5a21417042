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

bool was_there(std::vector<Bytes>& seen, const Bytes& one) {
  if (std::ranges::find(seen, one) != seen.end()) return true;
  seen.push_back(one);
  return false;
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
  std::vector<Bytes> keys, names;
  for (const auto& certificate : certificates) {
    append(findings, certificate_can_decrypt(certificate));
    if (certificate.not_after() < meeting_starts) {
      findings.push_back(irregular(certificate, "it expires before the meeting"));
    }
    const auto recipient = envelope_recipient(certificate.handle());
    if (!recipient) continue;
    if (was_there(keys, recipient->public_key().info())) {
      findings.push_back(irregular(certificate, "another scrutineer has the same key"));
    }
    if (was_there(names, recipient->name())) {
      findings.push_back(irregular(certificate, "another scrutineer's has the same issuer and serial number"));
    }
  }
  return findings;
}

}  // namespace sceau
