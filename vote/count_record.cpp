// SPDX-License-Identifier: Apache-2.0
#include "vote/count_record.h"

#include "formats/json/canonical_json.h"
#include "formats/json/strict_json.h"
#include "formats/value_tree/value_fields.h"
#include "foundation/text_encoding.h"

namespace sceau {
namespace {

constexpr std::size_t hash_bytes = 32;

Value hashes_value(const std::map<std::string, Bytes>& hashes) {
  ValueObject object;
  for (const auto& [name, hash] : hashes) object.push_back({name, {hex_lower(hash)}});
  return {std::move(object)};
}

Bytes read_hash(ValueFields& fields, std::string_view key) {
  auto hash = from_hex(fields.text(key).value_or(""));
  if (hash && hash->size() == hash_bytes) return std::move(*hash);
  fields.refuse(key, "must be 64 hexadecimal digits");
  return {};
}

std::map<std::string, Bytes> read_hashes(const Value& document, ValueFields& fields, std::string_view key) {
  std::map<std::string, Bytes> hashes;
  auto part = fields.object(key);
  const auto* object = part ? std::get_if<ValueObject>(&member(document, key)->content) : nullptr;
  if (!object) return hashes;
  for (const auto& [name, hash] : *object) hashes[name] = read_hash(*part, name);
  return hashes;
}

}  // namespace

std::string write_opening(const OpeningRecord& opening) {
  ValueArray scrutineers;
  for (const auto number : opening.scrutineers) scrutineers.push_back({number});
  return canonical_json({ValueObject{{"act", {std::string("opening")}},
                                     {"urn_sha256", {hex_lower(opening.urn)}},
                                     {"scrutineers", {std::move(scrutineers)}},
                                     {"forms", {opening.forms}}}});
}

std::string write_tally_record(const TallyRecord& record) {
  return canonical_json({ValueObject{{"act", {std::string("tally")}},
                                     {"log_size", {record.log_size}},
                                     {"register_sha256", {hex_lower(record.shares)}},
                                     {"tally_sha256", {hex_lower(record.tally)}},
                                     {"influence_sha256", {hex_lower(record.influence)}},
                                     {"typed", hashes_value(record.typed)},
                                     {"carried", hashes_value(record.carried)}}});
}

Result<TallyRecord> read_tally_record(ByteView json) {
  const auto value = read_json(json);
  if (!value) return value.error();
  Findings findings;
  ValueFields fields(*value, PathStyle::json_pointer, findings);
  if (fields.text("act").value_or("") != "tally") fields.refuse("act", "must be \"tally\"");
  TallyRecord record{.log_size = fields.integer("log_size", {}).value_or(0),
                     .shares = read_hash(fields, "register_sha256"),
                     .tally = read_hash(fields, "tally_sha256"),
                     .influence = read_hash(fields, "influence_sha256"),
                     .typed = read_hashes(*value, fields, "typed"),
                     .carried = read_hashes(*value, fields, "carried")};
  fields.refuse_others();
  if (!findings.empty()) return Error{findings.front().reason, findings.front().detail};
  return record;
}

}  // namespace sceau
