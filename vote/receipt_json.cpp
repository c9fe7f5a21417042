// SPDX-License-Identifier: Apache-2.0
#include "vote/receipt_json.h"

#include "formats/json/canonical_json.h"
#include "formats/json/strict_json.h"
#include "formats/value_tree/value_fields.h"
#include "foundation/text_encoding.h"

namespace sceau {
namespace {

constexpr JsonLimits limits = {.document_bytes = std::size_t{64} << 10, .depth = 8, .values = 2000, .members = 40};
constexpr std::string_view signature_tag("sceau.vote.receipt/1\0", 21);

// A tree that this program wrote, or one whose text was compared with what it would write.
Value value_of(ByteView canonical) {
  auto value = read_json(canonical, limits);
  return value ? std::move(*value) : Value{ValueObject{}};
}

Value proof_value(const std::vector<TreeHash>& hashes) {
  ValueArray items;
  for (const auto& hash : hashes) items.push_back({base64(hash)});
  return {std::move(items)};
}

Value log_value(const LogEntry& entry, const LogProof& proof) {
  return {ValueObject{{"type", {std::string(name_of(entry.type))}},
                      {"at", {to_rfc3339(entry.at)}},
                      {"node", {entry.node}},
                      {"salt", {base64(entry.salt)}},
                      {"index", {static_cast<std::int64_t>(proof.index)}},
                      {"inclusion_proof", proof_value(proof.inclusion)},
                      {"checkpoint", {to_string(proof.checkpoint)}}}};
}

ValueObject unsigned_value(const Receipt& receipt) {
  return {{"format", {std::string(receipt_format)}},
          {"receipt_id", {receipt.id}},
          {"facts", value_of(receipt.entry.payload)},
          {"log", log_value(receipt.entry, receipt.proof)},
          {"confirmation", confirmation_value(receipt.confirmation)}};
}

Bytes read_base64(ValueFields& fields, std::string_view key) {
  const auto text = fields.text(key);
  if (!text) return {};
  auto bytes = from_base64(*text);
  if (bytes) return std::move(*bytes);
  fields.refuse(key, "must be base64");
  return {};
}

std::vector<TreeHash> read_proof(ValueFields& fields) {
  std::vector<TreeHash> hashes;
  for (const auto& text : fields.texts("inclusion_proof")) {
    const auto octets = from_base64(text);
    const auto hash = octets ? tree_hash_from(*octets) : Result<TreeHash>(octets.error());
    if (!hash) fields.refuse("inclusion_proof", "must hold hashes in base64");
    if (hash) hashes.push_back(*hash);
  }
  return hashes;
}

Instant read_instant(ValueFields& fields, std::string_view key) {
  const auto instant = from_rfc3339(fields.text(key).value_or(""));
  if (!instant) fields.refuse(key, "must be a time like 2027-05-11T13:00:00Z");
  return instant ? *instant : Instant();
}

EntryType read_type(ValueFields& fields) {
  const auto type = entry_type_named(fields.text("type").value_or(""));
  if (!type) fields.refuse("type", "is no type of an entry");
  return type ? *type : EntryType::refusal;
}

void read_log(ValueFields fields, Receipt& receipt) {
  receipt.entry.type = read_type(fields);
  receipt.entry.at = read_instant(fields, "at");
  receipt.entry.node = fields.text("node").value_or("");
  receipt.entry.salt = read_base64(fields, "salt");
  receipt.proof.index = static_cast<LogIndex>(fields.integer("index", {0, (std::int64_t{1} << 53) - 1}).value_or(0));
  receipt.proof.inclusion = read_proof(fields);
  receipt.proof.checkpoint = to_bytes(fields.text("checkpoint").value_or(""));
  fields.refuse_others();
}

Receipt read_members(const Value& value, Findings& findings) {
  ValueFields fields(value, PathStyle::json_pointer, findings);
  Receipt receipt;
  if (fields.text("format").value_or("") != receipt_format) fields.refuse("format", "is no receipt that is known here");
  receipt.id = fields.text("receipt_id").value_or("");
  if (fields.object("facts")) receipt.entry.payload = to_bytes(canonical_json(*member(value, "facts")));
  if (auto part = fields.object("log")) read_log(*part, receipt);
  if (auto part = fields.object("confirmation")) receipt.confirmation = read_confirmation(*part);
  receipt.signature = read_base64(fields, "signature");
  fields.refuse_others();
  return receipt;
}

Error malformed(std::string detail) { return {Reason::vote_receipt_malformed, std::move(detail)}; }

}  // namespace

Bytes signed_part(const Receipt& receipt) {
  Bytes message = to_bytes(signature_tag);
  append(message, canonical_json({unsigned_value(receipt)}));
  return message;
}

std::string write_receipt(const Receipt& receipt) {
  auto object = unsigned_value(receipt);
  object.push_back({"signature", {base64(receipt.signature)}});
  return canonical_json({std::move(object)});
}

Result<Receipt> read_receipt(ByteView json) {
  const auto value = read_json(json, limits);
  if (!value) return malformed(value.error().detail);
  Findings findings;
  auto receipt = read_members(*value, findings);
  if (!findings.empty()) return malformed(findings.front().detail);
  auto facts = read_facts(receipt.entry.payload);
  if (!facts) return malformed("/facts" + facts.error().detail);
  receipt.facts = std::move(*facts);
  if (write_receipt(receipt) != as_text(json)) return malformed("is not in canonical form");
  return receipt;
}

}  // namespace sceau
