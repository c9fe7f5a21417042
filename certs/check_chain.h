// SPDX-License-Identifier: Apache-2.0
// Chain and revocation at one instant, in one step: for whoever does not need the two apart.
#pragma once

#include "certs/chain_builder.h"
#include "certs/revocation_memory.h"

namespace sceau {

struct ChainCheck {
  std::optional<CertificateChain> chain;
  RevocationEvidence revocation;
  Findings findings;  // of build_chain(), then of revocation_findings(); empty: the certificate is to be trusted
};

// Builds the chain and, where there is one, checks revocation at options.time with `lists` and the lists that lie
// beside the anchors. The memory, where there is one, makes it shorter and changes nothing.
ChainCheck check_chain(const Certificate& leaf, const ChainOptions& options, std::span<const RevocationList> lists,
                       RevocationMemory* memory = nullptr);

}  // namespace sceau
