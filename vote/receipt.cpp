// SPDX-License-Identifier: Apache-2.0
#include "vote/receipt.h"

#include <fmt/format.h>

#include "crypto/merkle_tree.h"
#include "vote/receipt_json.h"

namespace sceau {
namespace {

EntryType type_of(DecisionKind kind) {
  switch (kind) {
    case DecisionKind::ballot: return EntryType::ballot;
    case DecisionKind::mandate: return EntryType::mandate;
    case DecisionKind::revocation: return EntryType::revocation;
    case DecisionKind::refusal: return EntryType::refusal;
  }
  return EntryType::refusal;
}

Findings signature_fits(const Receipt& receipt, const LogVerifier& log) {
  const auto holds = verify(log.key, SignatureAlgorithm::ed25519, signed_part(receipt), receipt.signature);
  if (holds) return {};
  return {{Reason::vote_receipt_signature, "by the key of " + log.name}};
}

// The leaf is computed anew from the entry that the receipt shows.
Status is_included(const Receipt& receipt, const Checkpoint& checkpoint) {
  const auto data = leaf_data(receipt.entry);
  if (!data) return data.error();
  const auto leaf = leaf_hash(*data);
  if (!leaf) return leaf.error();
  return verify_inclusion({*leaf, receipt.proof.index, checkpoint.size, checkpoint.root}, receipt.proof.inclusion);
}

Findings is_in_the_log(const Receipt& receipt, const LogVerifier& log) {
  const auto checkpoint = open_checkpoint(as_text(receipt.proof.checkpoint), log);
  if (!checkpoint) return {{checkpoint.error().reason, checkpoint.error().detail}};
  const auto included = is_included(receipt, *checkpoint);
  if (included) return {};
  return {{Reason::vote_receipt_not_in_log,
           fmt::format("index {} of {} entries: {}", receipt.proof.index, checkpoint->size, included.error().detail)}};
}

Findings contradictions(const Receipt& receipt) {
  Findings findings;
  const auto refuse = [&](bool is_wrong, std::string_view why) {
    if (is_wrong) findings.push_back({Reason::vote_receipt_inconsistent, std::string(why)});
  };
  const auto& facts = receipt.facts;
  const bool is_refusal = facts.kind == DecisionKind::refusal;
  refuse(receipt.entry.type != type_of(facts.kind), "the type of the entry is not that of the decision");
  refuse(receipt.entry.at != facts.received_at, "the entry has another time than the reception");
  refuse(is_refusal != !facts.reasons.empty(), "a refusal has reasons, and nothing else has any");
  refuse(is_refusal != facts.ballot.empty(), "what was admitted has an id, and a refusal has none");
  const bool is_sealed = facts.kind == DecisionKind::ballot || facts.kind == DecisionKind::mandate;
  refuse(is_sealed && facts.sealed.empty(), "what was admitted was sealed");
  return findings;
}

}  // namespace

Result<Receipt> issue_receipt(std::string id, LogEntry entry, LogProof proof, Confirmation confirmation,
                              const SigningKey& log_key) {
  auto facts = read_facts(entry.payload);
  if (!facts) return facts.error();
  Receipt receipt{std::move(id), std::move(entry), std::move(*facts), std::move(proof), std::move(confirmation), {}};
  auto signature = log_key.sign(SignatureAlgorithm::ed25519, signed_part(receipt));
  if (!signature) return signature.error();
  receipt.signature = std::move(*signature);
  return receipt;
}

Findings check_receipt(const Receipt& receipt, const LogVerifier& log) {
  Findings findings = signature_fits(receipt, log);
  append(findings, is_in_the_log(receipt, log));
  append(findings, contradictions(receipt));
  return findings;
}

}  // namespace sceau
