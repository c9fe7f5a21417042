// SPDX-License-Identifier: Apache-2.0
// log/entries.tsv as a whole: its tree, the decisions, the acts.
#pragma once

#include <set>

#include "crypto/merkle_tree.h"
#include "verifier/audit/decision.h"
#include "verifier/audit/log_acts.h"

namespace sceau::audit {

// An entry word for word, for whoever holds a receipt of it.
struct KeptEntry {
  EntryType type = EntryType::open;
  std::string at, node, payload;
  Hash salt{};
};

struct AuditedLog {
  MerkleTree tree;
  std::vector<Instant> latest;      // of the entries up to each, the latest time
  std::vector<Decision> decisions;  // in the order of the log
  LogActs acts;
  std::vector<EntryType> types;
  // How many entries each node had written before each close entry, by the index of that.
  std::map<std::uint64_t, std::map<std::string, std::uint64_t, std::less<>>> nodes_before;
  std::map<std::uint64_t, KeptEntry> kept;

  std::uint64_t size() const { return types.size(); }
};

// Reads the log line by line; entries whose index is in `wanted` are kept word for word. Nothing where a line cannot be
// read, for no tree can be made then. Findings: audit.file_malformed (of payloads too), audit.entry.
std::optional<AuditedLog> read_log(const BundleFiles& files, std::string_view meeting,
                                   const std::set<std::uint64_t>& wanted, FindingList& findings);

}  // namespace sceau::audit
