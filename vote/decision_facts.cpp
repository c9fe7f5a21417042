// SPDX-License-Identifier: Apache-2.0
#include "vote/decision_facts.h"

#include "formats/json/canonical_json.h"
#include "formats/json/strict_json.h"
#include "formats/value_tree/value_fields.h"
#include "foundation/text_encoding.h"

namespace sceau {
namespace {

constexpr std::size_t hash_bytes = 32;
constexpr std::int64_t longest_uncertainty = std::int64_t{1} << 53;

void put_text(ValueObject& object, std::string key, std::string text) {
  if (!text.empty()) object.push_back({std::move(key), {std::move(text)}});
}

Value clock_value(const ClockFacts& clock) {
  return {ValueObject{{"is_degraded", {clock.is_degraded}},
                      {"is_litigious", {clock.is_litigious}},
                      {"uncertainty_us", {std::int64_t{clock.uncertainty.count()}}}}};
}

Value signature_value(const SignatureFacts& signature) {
  return {
      ValueObject{{"level", {std::string(word_of(level_words, signature.level))}}, {"rests_on", {signature.rests_on}}}};
}

Value reasons_value(const std::vector<Reason>& reasons) {
  ValueArray names;
  for (const auto reason : reasons) names.push_back({std::string(stable_name(reason))});
  return {std::move(names)};
}

Bytes read_hash(ValueFields& fields, std::string_view key, Presence presence = Presence::needed) {
  const auto text = fields.text(key, presence);
  if (!text) return {};
  auto bytes = from_hex(*text);
  if (bytes && bytes->size() == hash_bytes) return std::move(*bytes);
  fields.refuse(key, "must be 64 hexadecimal digits");
  return {};
}

Instant read_instant(ValueFields& fields, std::string_view key) {
  const auto text = fields.text(key);
  if (!text) return {};
  const auto instant = from_rfc3339(*text);
  if (instant) return *instant;
  fields.refuse(key, "must be a time like 2027-05-11T13:00:00Z");
  return {};
}

ClockFacts read_clock(ValueFields fields) {
  ClockFacts clock;
  clock.is_degraded = fields.boolean("is_degraded").value_or(false);
  clock.is_litigious = fields.boolean("is_litigious").value_or(false);
  clock.uncertainty = std::chrono::microseconds(fields.integer("uncertainty_us", {0, longest_uncertainty}).value_or(0));
  fields.refuse_others();
  return clock;
}

SignatureFacts read_signature(ValueFields fields) {
  SignatureFacts signature;
  signature.level = fields.choice<SignatureLevel>("level", level_words).value_or(SignatureLevel::simple);
  signature.rests_on = fields.text("rests_on").value_or("");
  fields.refuse_others();
  return signature;
}

std::vector<Reason> read_reasons(ValueFields& fields) {
  std::vector<Reason> reasons;
  for (const auto& name : fields.texts("reasons", Presence::optional)) {
    const auto reason = reason_named(name);
    if (!reason) fields.refuse("reasons", "holds a reason that is not known here");
    if (reason) reasons.push_back(*reason);
  }
  return reasons;
}

DecisionFacts read_members(ValueFields& fields) {
  DecisionFacts facts;
  facts.kind = fields.choice<DecisionKind>("kind", decision_words).value_or(DecisionKind::refusal);
  facts.ballot = fields.text("ballot", Presence::optional).value_or("");
  facts.meeting = fields.text("meeting").value_or("");
  facts.shareholder = read_hash(fields, "shareholder");
  facts.form = read_hash(fields, "form_sha256");
  facts.document = read_hash(fields, "document_sha256", Presence::optional);
  facts.sealed = read_hash(fields, "sealed_sha256", Presence::optional);
  facts.shares = read_hash(fields, "register_sha256");
  facts.received_at = read_instant(fields, "received_at");
  facts.closes = read_instant(fields, "deadline");
  if (auto part = fields.object("clock")) facts.clock = read_clock(*part);
  if (auto part = fields.object("signature", Presence::optional)) facts.signature = read_signature(*part);
  facts.reasons = read_reasons(fields);
  facts.supersedes = fields.text("supersedes", Presence::optional).value_or("");
  fields.refuse_others();
  return facts;
}

}  // namespace

std::string write_facts(const DecisionFacts& facts) {
  ValueObject object = {{"kind", {std::string(word_of(decision_words, facts.kind))}},
                        {"meeting", {facts.meeting}},
                        {"shareholder", {hex_lower(facts.shareholder)}},
                        {"form_sha256", {hex_lower(facts.form)}},
                        {"register_sha256", {hex_lower(facts.shares)}},
                        {"received_at", {to_rfc3339(facts.received_at)}},
                        {"deadline", {to_rfc3339(facts.closes)}},
                        {"clock", clock_value(facts.clock)}};
  put_text(object, "ballot", facts.ballot);
  put_text(object, "document_sha256", hex_lower(facts.document));
  put_text(object, "sealed_sha256", hex_lower(facts.sealed));
  put_text(object, "supersedes", facts.supersedes);
  if (facts.signature) object.push_back({"signature", signature_value(*facts.signature)});
  if (!facts.reasons.empty()) object.push_back({"reasons", reasons_value(facts.reasons)});
  return canonical_json({std::move(object)});
}

Result<DecisionFacts> read_facts(ByteView json) {
  const auto value = read_json(json);
  if (!value) return value.error();
  Findings findings;
  ValueFields fields(*value, PathStyle::json_pointer, findings);
  auto facts = read_members(fields);
  if (!findings.empty()) return Error{findings.front().reason, findings.front().detail};
  // Upper-case digits and times with other offsets, too, are seen here.
  if (write_facts(facts) != as_text(json)) return Error{Reason::value_wrong, "is not in canonical form"};
  return facts;
}

}  // namespace sceau
