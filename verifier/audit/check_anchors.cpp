// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/check_anchors.h"

#include <fmt/format.h>

#include "formats/json/canonical_json.h"
#include "formats/json/strict_json.h"
#include "foundation/text_encoding.h"

namespace sceau::audit {
namespace {

Hash hash_from_base64(ValueFields& fields, std::string_view key, const std::string& text) {
  const auto octets = from_base64(text);
  const auto hash = octets ? tree_hash_from(*octets) : Result<Hash>(octets.error());
  if (!hash) fields.refuse(key, "must be 32 octets in base64");
  return hash ? *hash : Hash{};
}

void read_log_part(ValueFields fields, Receipt& receipt) {
  const auto type = entry_type_named(fields.text("type").value_or(""));
  if (!type || !is_decision(*type)) fields.refuse("type", "is not that of a submission");
  receipt.entry.type = type.value_or(EntryType::refusal);
  receipt.entry.at = fields.text("at").value_or("");
  receipt.entry.node = fields.text("node").value_or("");
  receipt.entry.salt = hash_from_base64(fields, "salt", fields.text("salt").value_or(""));
  receipt.index = static_cast<std::uint64_t>(fields.integer("index", {0, std::int64_t{1} << 53}).value_or(0));
  for (const auto& node : fields.texts("inclusion_proof")) {
    receipt.proof.push_back(hash_from_base64(fields, "inclusion_proof", node));
  }
  receipt.checkpoint = fields.text("checkpoint").value_or("");
  fields.refuse_others();
}

void blame(std::string_view name, std::string_view what, FindingList& findings) {
  findings.add(Reason::audit_anchor, fmt::format("{}: {}", name, what));
}

// Nothing, and a finding, where it is no checkpoint of this log's past.
std::optional<Checkpoint> past_of(std::string_view name, std::string_view note, const AuditedLog& log,
                                  const LogVerifier& verifier, FindingList& findings) {
  const auto checkpoint = open_checkpoint(note, verifier);
  if (!checkpoint) {
    blame(name, row_of(checkpoint.error().reason).sentence, findings);
    return std::nullopt;
  }
  const auto root = log.tree.root(checkpoint->size);
  if (!root) {
    blame(name, fmt::format("is of {} entries, but the log has {}: some are gone", checkpoint->size, log.size()),
          findings);
  } else if (*root != checkpoint->root) {
    blame(name,
          fmt::format("the root of {} entries was {}, but theirs makes {}: the log is another one", checkpoint->size,
                      base64(checkpoint->root), base64(*root)),
          findings);
  }
  return *checkpoint;
}

Status proves_itself(const Receipt& receipt, const Checkpoint& checkpoint) {
  const LogLine line{.index = receipt.index,
                     .type = receipt.entry.type,
                     .at_text = receipt.entry.at,
                     .node = receipt.entry.node,
                     .salt = receipt.entry.salt,
                     .payload = receipt.entry.payload};
  const auto data = leaf_data(line);
  const auto leaf = data ? leaf_hash(*data) : Result<TreeHash>(data.error());
  if (!leaf) return leaf.error();
  return verify_inclusion({*leaf, receipt.index, checkpoint.size, checkpoint.root}, receipt.proof);
}

void entry_is_word_for_word(const Receipt& receipt, const AuditedLog& log, FindingList& findings) {
  const auto kept = log.kept.find(receipt.index);
  if (kept == log.kept.end()) {
    return blame(receipt.name, fmt::format("the log has no entry {}", receipt.index), findings);
  }
  const auto is = [&](std::string_view what, std::string_view receipt_says, std::string_view log_says) {
    if (receipt_says == log_says) return;
    blame(receipt.name, fmt::format("entry {}: {} was '{}', but is '{}'", receipt.index, what, receipt_says, log_says),
          findings);
  };
  is("type", name_of(receipt.entry.type), name_of(kept->second.type));
  is("at", receipt.entry.at, kept->second.at);
  is("node", receipt.entry.node, kept->second.node);
  is("salt", hex(receipt.entry.salt), hex(kept->second.salt));
  is("payload", receipt.entry.payload, kept->second.payload);
}

}  // namespace

Result<Receipt> read_receipt(ByteView json, std::string name) {
  const auto value = read_json(json);
  if (!value) return value.error();
  Findings findings;
  Receipt receipt{.name = std::move(name), .entry = {}, .proof = {}, .checkpoint = {}};
  ValueFields fields(*value, PathStyle::json_pointer, findings);
  if (fields.text("format").value_or("") != "sceau.receipt/1") fields.refuse("format", "must be sceau.receipt/1");
  if (fields.object("facts")) receipt.entry.payload = canonical_json(*member(*value, "facts"));
  if (auto log = fields.object("log")) read_log_part(*log, receipt);
  if (!findings.empty()) return Error{findings.front().reason, findings.front().detail};
  return receipt;
}

std::vector<Receipt> read_receipts(const std::vector<Bytes>& files, FindingList& findings) {
  std::vector<Receipt> receipts;
  for (std::size_t i = 0; i < files.size(); ++i) {
    const auto name = fmt::format("receipt {}", i + 1);
    auto receipt = read_receipt(files[i], name);
    if (receipt) {
      receipts.push_back(*std::move(receipt));
    } else {
      blame(name, fmt::format("is none: {}", receipt.error().detail), findings);
    }
  }
  return receipts;
}

std::set<std::uint64_t> entries_of(const std::vector<Receipt>& receipts) {
  std::set<std::uint64_t> entries;
  for (const auto& receipt : receipts) entries.insert(receipt.index);
  return entries;
}

void check_receipts(const std::vector<Receipt>& receipts, const AuditedLog& log, const LogVerifier& verifier,
                    FindingList& findings) {
  for (const auto& receipt : receipts) {
    const auto checkpoint = past_of(receipt.name, receipt.checkpoint, log, verifier, findings);
    if (checkpoint && !proves_itself(receipt, *checkpoint)) {
      blame(receipt.name, "does not prove by itself that its entry was in the log", findings);
    }
    entry_is_word_for_word(receipt, log, findings);
  }
}

void check_kept_checkpoints(const std::vector<std::string>& notes, const AuditedLog& log, const LogVerifier& verifier,
                            FindingList& findings) {
  for (std::size_t i = 0; i < notes.size(); ++i) {
    (void)past_of(fmt::format("checkpoint {}", i + 1), notes[i], log, verifier, findings);
  }
}

}  // namespace sceau::audit
