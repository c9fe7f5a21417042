// SPDX-License-Identifier: Apache-2.0
#include "vote/open_urn.h"

#include <fmt/format.h>

#include "crypto/digest.h"
#include "vote/ballot_document.h"
#include "vote/entry_at_rest.h"

namespace sceau {
namespace {

bool has_digest(ByteView content, ByteView expected) {
  const auto computed = digest(DigestAlgorithm::sha256, content);
  return computed && std::ranges::equal(*computed, expected);
}

// A code of a voter who sent no form of his or her own (a revocation) leaves nothing to seal.
bool seals_something(const DecisionFacts& facts) {
  return facts.kind != DecisionKind::refusal && !facts.sealed.empty();
}

class EntryOpener {
 public:
  EntryOpener(OpenedEntry& opened, const UrnAccess& urn) : opened_(opened), urn_(urn) {}

  void open(ByteView envelope) {
    const auto& facts = opened_.logged.facts;
    if (!has_digest(envelope, facts.sealed)) return unopened("the envelope is not the one of the entry");
    auto document = open_envelope(envelope, urn_.urn, urn_.key);
    if (!document) return unopened(stable_name(document.error().reason));
    if (!has_digest(document->reveal(), facts.document)) return unopened("the document is not the one of the entry");
    opened_.document = std::move(*document);
    read();
  }

 private:
  void read() {
    const auto tree = read_ballot_tree(opened_.document.reveal());
    if (!tree) return unopened(stable_name(tree.error().reason));
    auto ballot = read_ballot(*tree);
    if (!ballot.findings.empty() || !ballot.form.findings.empty()) return unopened("the form is not one");
    check_signature_of(*tree, ballot.evidence.has_value());
    auto& logged = opened_.logged;
    if (ballot.form.form.shareholder != logged.shareholder) inconsistent("the form is another shareholder's");
    if (ballot.evidence) logged.identified_at = ballot.evidence->identified_at;
    logged.form = std::move(ballot.form.form);
    logged.form->mentions = {};
  }

  // The server looked at it when it came in. Value and level are looked at again here; whether the certificate names
  // the shareholder, and the evidence the form that was sent, is looked at again by the audit.
  void check_signature_of(const XmlTree& document, bool is_sealed_by_the_company) {
    const auto& facts = opened_.logged.facts;
    const auto& issuers = is_sealed_by_the_company ? urn_.company : urn_.issuers;
    const auto signature = check_signature(document, issuers, facts.received_at);
    if (!signature)
      return inconsistent(fmt::format("{}: {}", stable_name(signature.error().reason), signature.error().detail));
    const auto level = is_sealed_by_the_company ? SignatureLevel::simple : signature->level;
    if (!facts.signature || facts.signature->level != level) inconsistent("its signature is of another level");
  }

  void unopened(std::string_view why) {
    opened_.findings.push_back({Reason::vote_ballot_unopened, fmt::format("log/{}: {}", opened_.logged.index, why)});
  }
  void inconsistent(std::string_view why) {
    opened_.findings.push_back({Reason::vote_count_inconsistent, fmt::format("log/{}: {}", opened_.logged.index, why)});
  }

  OpenedEntry& opened_;
  const UrnAccess& urn_;
};

}  // namespace

Result<std::optional<OpenedEntry>> open_entry(const EntryRecord& record, const UrnAccess& urn) {
  if (!is_decision(record.entry.type)) return std::optional<OpenedEntry>();
  const auto entry = stored_entry(record.entry, urn.at_rest);
  if (!entry) return entry.error();
  auto facts = read_facts(entry->payload);
  if (!facts) return facts.error();
  OpenedEntry opened;
  opened.logged.index = static_cast<std::int64_t>(record.index.value_or(0));
  opened.logged.leaf = record.entry.leaf;
  opened.logged.shareholder = urn.voters.shareholder(facts->shareholder);
  opened.logged.facts = std::move(*facts);
  if (seals_something(opened.logged.facts)) EntryOpener(opened, urn).open(record.entry.sealed);
  return std::optional(std::move(opened));
}

}  // namespace sceau
