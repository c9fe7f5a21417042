// SPDX-License-Identifier: Apache-2.0
// Is the signer of a document to be believed, at an instant of the past?
#pragma once

#include <map>
#include <memory>

#include "certs/check_chain.h"
#include "certs/trust_anchors.h"
#include "verifier/checked_signature.h"

namespace sceau::audit {

// Everything about a signature but its signer: its structure, digests and value hold, it covers the whole document, and
// its algorithms were reliable at `time`. Findings: those of the verifier.
Findings signature_is_sound(const CheckedSignature& signature, Instant time);

// Chains that lead to some anchors. A seal that stands under every ballot is judged once for all the time over which
// nothing about it changes.
class SignerTrust {
 public:
  SignerTrust(TrustAnchors anchors, std::vector<RevocationList> lists)
      : anchors_(std::move(anchors)), lists_(std::move(lists)) {}

  bool has_anchors() const { return !anchors_.empty(); }

  // Key usage, chain, revocation, and the algorithms on the way, all at `time`. Empty: trusted. Findings:
  // certificate.*, signature.algorithm_*.
  Findings doubts_about(const CheckedSignature& signature, Instant time);

 private:
  struct GoodChain {
    Certificate signer;  // holds what the key of the map points to
    ChainCheck check;
    Instant from{}, until{};
  };
  const GoodChain* known_chain(const Certificate& signer, Instant time) const;
  void remember(const Certificate& signer, Instant time, const ChainCheck& check);

  TrustAnchors anchors_;
  std::vector<RevocationList> lists_;
  std::map<const X509*, GoodChain> good_;
  std::shared_ptr<RevocationMemory> revocations_ = std::make_shared<RevocationMemory>();
};

}  // namespace sceau::audit
