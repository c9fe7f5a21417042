// SPDX-License-Identifier: Apache-2.0
// What revocation lists say about the certificates of a chain (RFC 5280, 6.3: complete, indirect and delta lists,
// distribution points, lists by reason). OCSP is not asked here.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "certs/chain_builder.h"
#include "certs/revocation_list.h"
#include "foundation/finding.h"
#include "foundation/instant.h"

namespace sceau {

enum class RevocationStatus { good, revoked, unknown };

struct CertificateStatus {
  Certificate certificate;
  RevocationStatus status = RevocationStatus::unknown;
  std::optional<Revocation> revocation;  // where revoked: when and why; the instant may lie after the time asked for
  std::optional<RevocationList> list;    // what the answer rests on
  std::string detail;                    // where unknown: why
};

// One entry for each certificate below the anchor, leaf first. The anchor is trusted by decision of the user, so it is
// not asked about; a chain of one certificate has no entries.
using RevocationEvidence = std::vector<CertificateStatus>;

struct RevocationOptions {
  std::span<const RevocationList> lists{};
  std::span<const Certificate> untrusted{};  // candidates for the issuers of indirect lists
  // The instant at which the status has to be known. A list serves when it was current then, or was issued later (it
  // then tells the past too), yet not after the certificate expired unless the list keeps expired certificates.
  Instant time;
};

RevocationEvidence check_revocation(const CertificateChain& chain, const RevocationOptions& options);

// The evidence as findings at an instant: certificate.revoked where the revocation is not after `time`,
// certificate.revocation_unknown where unknown. A revocation after `time` is no finding: who judges a past signature
// decides with the proven time as `time`.
Findings revocation_findings(const RevocationEvidence& evidence, Instant time);

}  // namespace sceau
