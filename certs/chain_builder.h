// SPDX-License-Identifier: Apache-2.0
// From a certificate to a trust anchor: the rules of RFC 5280 section 6 are OpenSSL's (X509_verify_cert), with
// parameters of this call alone. Revocation is a later step: check_revocation().
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "certs/certificate.h"
#include "certs/trust_anchors.h"
#include "foundation/finding.h"
#include "foundation/instant.h"

namespace sceau {

enum class Purpose { any, timestamping };

// RFC 5280, 6.1.1 (c), (e), (f), (g)
struct PolicySettings {
  std::vector<std::string> initial_policies{};  // dotted OIDs; none means any policy
  bool require_explicit_policy = false;
  bool inhibit_policy_mapping = false;
  bool inhibit_any_policy = false;
};

struct ChainOptions {
  const TrustAnchors& anchors;
  std::span<const Certificate> untrusted{};  // candidates for the way up; anchors are candidates by themselves
  Instant time;                              // at which every certificate must be valid
  Purpose purpose = Purpose::any;
  PolicySettings policies{};
};

// Leaf first, anchor last; one certificate alone where the leaf is an anchor itself.
class CertificateChain {
 public:
  const std::vector<Certificate>& certificates() const { return certificates_; }
  const Certificate& leaf() const { return certificates_.front(); }
  const Certificate& anchor() const { return certificates_.back(); }

 private:
  friend struct ChainMaker;
  explicit CertificateChain(std::vector<Certificate> certificates) : certificates_(std::move(certificates)) {}
  std::vector<Certificate> certificates_;
};

struct ChainOutcome {
  // Present where names and keys lead to an anchor, even when findings say that a rule was broken on the way
  // (expired, wrong purpose, name constraint, bad signature): the chain is to be believed only where there are none.
  std::optional<CertificateChain> chain;
  // certificate.not_trusted (no anchors given), .chain_incomplete, .chain_invalid, .expired, .not_yet_valid,
  // .wrong_purpose. Complete, from the leaf up; each detail names the certificate.
  Findings findings;
};

// Tries first to reach a self-signed anchor; where that chain is missing or breaks a rule, one that ends at any anchor
// is taken if it keeps all rules. So a revoked signer is still found out when his own certificate lies in the trust
// folder. Does not check revocation nor the strength of algorithms.
ChainOutcome build_chain(const Certificate& leaf, const ChainOptions& options);

}  // namespace sceau
