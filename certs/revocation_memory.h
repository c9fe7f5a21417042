// SPDX-License-Identifier: Apache-2.0
// Many signatures, few issuers: a list that was checked for one certificate need only be looked up for its siblings.
#pragma once

#include <mutex>
#include <string>
#include <vector>

#include "certs/check_revocation.h"

namespace sceau {

// May be shared by threads, and by all documents of one run. No answer depends on it, only how long it takes: what is
// not plain (lists by reason or for others, deltas, candidates beside the chain, anything but "good") is asked anew.
class RevocationMemory {
 public:
  // As check_revocation() of the same arguments.
  RevocationEvidence check(const CertificateChain& chain, const RevocationOptions& options);

 private:
  // The walk to this evidence depended on nothing of the leaf but its name and what stands here.
  struct Known {
    std::vector<Certificate> issuers;
    std::vector<RevocationList> lists;
    std::string traits;   // of the leaf: its extensions about keys of issuers and places of lists
    Instant from, until;  // no list and no issuer begins or ends between them
    RevocationEvidence evidence;
  };

  std::optional<RevocationEvidence> of_sibling(const CertificateChain& chain, const RevocationOptions& options);
  void remember(const CertificateChain& chain, const RevocationOptions& options, const RevocationEvidence& evidence);

  static constexpr std::size_t capacity = 16;
  std::mutex mutex_;
  std::vector<Known> known_;
};

}  // namespace sceau
