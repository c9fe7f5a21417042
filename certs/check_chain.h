// SPDX-License-Identifier: Apache-2.0
// Chain and revocation at one instant, in one step: for whoever does not need the two apart.
#pragma once

#include "certs/chain_builder.h"
#include "certs/check_revocation.h"

namespace sceau {

struct ChainCheck {
  std::optional<CertificateChain> chain;
  RevocationEvidence revocation;
  Findings findings;  // of build_chain(), then of revocation_findings(); empty: the certificate is to be trusted
};

// Builds the chain and, where there is one, checks revocation at options.time with `lists` and the lists that lie
// beside the anchors.
ChainCheck check_chain(const Certificate& leaf, const ChainOptions& options, std::span<const RevocationList> lists);

}  // namespace sceau
