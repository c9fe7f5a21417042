// SPDX-License-Identifier: Apache-2.0
// The packs of the urn against the entries of the log: check_urn() of check_decisions.h.
#include <fmt/format.h>

#include <algorithm>

#include "crypto/keyed_hash.h"
#include "formats/xml/xml_reader.h"
#include "foundation/text_encoding.h"
#include "verifier/audit/ballot_pack.h"
#include "verifier/audit/check_decisions.h"
#include "verifier/audit/voting_window.h"

namespace sceau::audit {
namespace {

constexpr std::size_t pack_limit = std::size_t{256} << 20;
constexpr XmlLimits document_limits = {.document_bytes = std::size_t{1} << 20, .depth = 40, .nodes = 200'000};

class UrnCheck {
 public:
  UrnCheck(const DecisionInputs& inputs, FormTrust& trust, FindingList& findings)
      : inputs_(inputs), trust_(trust), findings_(findings) {
    for (const auto& decision : inputs.log.decisions) {
      if (decision.document) expected_.push_back(&decision);
    }
  }

  void add_pack(const std::string& name, ByteView pack) {
    bool is_first = true;
    const auto read = for_each_record(pack, [&](const PackRecord& record) -> Status {
      if (std::exchange(is_first, false) && name != fmt::format("ballots/{:07}.pack", record.index)) {
        return Error{Reason::value_wrong, fmt::format("its first record is {}", record.index)};
      }
      add(record);
      return Done{};
    });
    if (!read) findings_.add_malformed(name, read.error());
  }

  Urn finish() && {
    for (; next_ < expected_.size(); ++next_) miss(*expected_[next_]);
    return std::move(urn_);
  }

 private:
  void blame(Reason reason, const Decision& decision, const std::string& what) {
    findings_.add(reason, fmt::format("log/entries.tsv: entry {}: {}", decision.index, what));
  }

  void miss(const Decision& decision) { blame(Reason::audit_ballot_missing, decision, "its form is in no pack"); }

  // Records rise, and so do entries.
  void add(const PackRecord& record) {
    ++urn_.documents;
    for (; next_ < expected_.size() && expected_[next_]->index < record.index; ++next_) miss(*expected_[next_]);
    if (next_ == expected_.size() || expected_[next_]->index != record.index) {
      return findings_.add(Reason::audit_ballot_extra,
                           fmt::format("ballots: record {}: the log has no such form there", record.index));
    }
    check(*expected_[next_++], record.document);
  }

  void check(const Decision& decision, ByteView bytes) {
    const auto hash = sha256(bytes);
    if (hash != *decision.document) {
      blame(Reason::audit_ballot_altered, decision,
            fmt::format("the document has the SHA-256 {}, the log says {}", hex(hash), hex(*decision.document)));
    }
    const auto tree = read_xml(bytes, document_limits);
    if (!tree) {
      return blame(Reason::audit_ballot_signature, decision,
                   fmt::format("the document cannot be read: {}", tree.error().detail));
    }
    auto reading = read_urn_document(*tree, inputs_.meeting.settings.agenda);
    if (!reading.findings.empty()) {
      return blame(Reason::audit_ballot_signature, decision,
                   fmt::format("the document holds no form: {}", reading.findings.front().detail));
    }
    auto& document = reading.document;
    is_what_was_sent(decision, document, hash);
    is_signed(decision, *tree, document);
    is_of_the_voter(decision, document);
    is_for_this_meeting(decision, document);
    came_in_time(decision, document);
    const auto identified_at = document.evidence ? std::optional(document.evidence->identified_at) : std::nullopt;
    urn_.forms.emplace_hint(urn_.forms.end(), decision.index, OpenedForm{std::move(document.form), identified_at});
  }

  // form_sha256 is of what the voter sent: the document itself, or what the evidence says.
  void is_what_was_sent(const Decision& decision, const UrnDocument& document, const Hash& hash) {
    const auto& sent = document.evidence ? document.evidence->submitted : hash;
    if (sent != decision.form) {
      blame(Reason::audit_ballot_altered, decision,
            fmt::format("the form that was sent has the SHA-256 {}, the log says {}", hex(sent), hex(decision.form)));
    }
    if (!document.evidence) return;
    const auto& evidence = *document.evidence;
    if (evidence.received_at != decision.received_at) {
      blame(Reason::audit_ballot_signature, decision,
            fmt::format("the evidence says {}, the log {}", to_rfc3339(evidence.received_at),
                        to_rfc3339(decision.received_at)));
    }
    if (evidence.identified_at > evidence.received_at) {
      blame(Reason::audit_ballot_signature, decision, "its voter identified after the form was received");
    }
  }

  void is_signed(const Decision& decision, const XmlTree& tree, const UrnDocument& document) {
    const auto signature = check_form_signature(tree, document, decision.received_at, trust_);
    for (const auto& finding : signature.findings) {
      blame(Reason::audit_ballot_signature, decision,
            fmt::format("{}: {}", row_of(finding.reason).sentence, finding.detail));
    }
    if (!signature.findings.empty()) return;
    if (signature.level != decision.level) {
      blame(Reason::audit_ballot_signature, decision,
            fmt::format("the signature is {}, the log says {}", name_of(signature.level), name_of(decision.level)));
    }
    if (signature.level != SignatureLevel::qualified && !inputs_.meeting.settings.allow_simple_signature) {
      blame(Reason::audit_admission, decision, "the articles admit qualified signatures alone");
    }
  }

  void is_of_the_voter(const Decision& decision, const UrnDocument& document) {
    const auto add = [&](const std::string& what) { blame(Reason::audit_admission, decision, what); };
    if (voter_tag(inputs_.voter_tags, document.form.shareholder) != decision.voter) {
      add("the form is of another shareholder than the log says");
    }
    const auto& signer = document.signer;
    const bool is_signed_by_a_person = signer.capacity == "shareholder" && document.shareholder.company.empty() &&
                                       (!signer.surname.empty() || !signer.first_name.empty());
    if (is_signed_by_a_person &&
        !is_same_person({.surname = signer.surname, .first_name = signer.first_name}, document.shareholder)) {
      add("who signs as the shareholder has another name");
    }
    const auto shares = inputs_.registers.directories.find(decision.shares);
    if (shares == inputs_.registers.directories.end()) return;
    const auto name = shares->second.name_of(document.form.shareholder);
    if (!name) return add("the register has no such shareholder");
    if (*name != name_digest(document.shareholder)) add("the register has another name for the shareholder");
  }

  void is_for_this_meeting(const Decision& decision, const UrnDocument& document) {
    const auto& [settings, frozen, common] = inputs_.meeting;
    const auto add = [&](const std::string& what) { blame(Reason::audit_admission, decision, what); };
    if (document.form.meeting != settings.id) add(fmt::format("the form is for '{}'", document.form.meeting));
    if (document.form.agenda != frozen.agenda) add("the form is for another agenda");
    if (document.form_template != frozen.form) add("the form is of another template");
    if (document.mentions != (document.language == "fr" ? common.mentions_fr : common.mentions_en)) {
      add("the mentions of the form are not those of the template");
    }
  }

  void came_in_time(const Decision& decision, const UrnDocument& document) {
    const auto identified_at = document.evidence ? std::optional(document.evidence->identified_at) : std::nullopt;
    const auto arrival = arrival_of(decision, identified_at, inputs_.meeting);
    if (arrival == Arrival::in_time || (arrival == Arrival::early && decision.is_litigious)) return;
    blame(Reason::audit_admission, decision,
          fmt::format("was received at {}, {}", to_rfc3339(decision.received_at),
                      arrival == Arrival::early ? "before the vote opened" : "after the close"));
  }

  const DecisionInputs& inputs_;
  FormTrust& trust_;
  FindingList& findings_;
  std::vector<const Decision*> expected_;
  std::size_t next_ = 0;
  Urn urn_;
};

}  // namespace

std::optional<SymmetricKey> read_voter_tag_key(const BundleFiles& files, FindingList& findings) {
  constexpr std::string_view name = "log/voter-tags.key";
  const auto text = files.read(name, findings);
  if (!text) return std::nullopt;
  const auto line = as_text(*text);
  const auto hash = line.ends_with('\n') ? hash_from_hex(line.substr(0, line.size() - 1)) : std::nullopt;
  if (!hash) {
    findings.add(Reason::audit_file_malformed, fmt::format("{}: is not 64 hexadecimal digits and a newline", name));
    return std::nullopt;
  }
  auto key = symmetric_key_from(SecretBytes(Bytes(hash->begin(), hash->end())));
  return key ? std::optional(*std::move(key)) : std::nullopt;
}

Hash voter_tag(const SymmetricKey& key, std::string_view shareholder) {
  Bytes message = to_bytes(std::string_view("voter\0", 6));
  append(message, shareholder);
  const auto tag = keyed_hash(key, message);
  const auto hash = tag ? tree_hash_from(*tag) : Result<Hash>(tag.error());
  return hash ? *hash : Hash{};
}

Urn check_urn(const BundleFiles& files, const DecisionInputs& inputs, FormTrust& trust, FindingList& findings) {
  UrnCheck check(inputs, trust, findings);
  for (const auto& name : files.names_in("ballots/")) {
    const auto pack = files.read(name, findings, pack_limit);
    if (pack) check.add_pack(name, *pack);
  }
  return std::move(check).finish();
}

}  // namespace sceau::audit
