// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/decision.h"

#include <algorithm>

#include "foundation/text_encoding.h"

namespace sceau::audit {
namespace {

constexpr std::array<std::string_view, 4> level_names = {"none", "simple", "advanced", "qualified"};
constexpr std::array levels = {std::pair<std::string_view, SignatureLevel>{"simple", SignatureLevel::simple},
                               std::pair<std::string_view, SignatureLevel>{"advanced", SignatureLevel::advanced},
                               std::pair<std::string_view, SignatureLevel>{"qualified", SignatureLevel::qualified}};

std::optional<BallotId> ballot_id_from(std::string_view text) {
  const auto octets = text.size() == 32 ? from_hex(text) : Result<Bytes>(Bytes{});
  BallotId id{};
  if (!octets || octets->size() != id.size() || hex_lower(*octets) != text) return std::nullopt;
  std::ranges::copy(*octets, id.begin());
  return id;
}

std::optional<BallotId> ballot_id_in(ValueFields& fields, std::string_view key, Presence presence) {
  const auto text = fields.text(key, presence);
  if (!text) return std::nullopt;
  const auto id = ballot_id_from(*text);
  if (!id) fields.refuse(key, "must be 32 hexadecimal digits");
  return id;
}

void read_clock(ValueFields fields, Decision& decision) {
  decision.is_degraded = fields.boolean("is_degraded").value_or(false);
  decision.is_litigious = fields.boolean("is_litigious").value_or(false);
  decision.uncertainty_us = fields.integer("uncertainty_us", {0, std::int64_t{1} << 53}).value_or(0);
  fields.refuse_others();
}

void read_signature(ValueFields fields, Decision& decision) {
  decision.level = fields.choice<SignatureLevel>("level", levels).value_or(SignatureLevel::none);
  (void)fields.text("rests_on");
  fields.refuse_others();
}

void read_parts(ValueFields& fields, Decision& decision) {
  const bool is_admitted = decision.type == EntryType::ballot || decision.type == EntryType::mandate;
  const auto where_admitted = is_admitted ? Presence::needed : Presence::optional;
  decision.ballot = ballot_id_in(fields, "ballot", where_admitted);
  decision.document = hash_in(fields, "document_sha256", where_admitted);
  (void)hash_in(fields, "sealed_sha256", Presence::optional);
  if (auto signature = fields.object("signature", where_admitted)) read_signature(*signature, decision);
  const auto reasons = fields.texts("reasons", Presence::optional);
  if (!reasons.empty()) decision.reason = reasons.front();
  decision.supersedes = ballot_id_in(fields, "supersedes", Presence::optional);
}

}  // namespace

std::string_view name_of(SignatureLevel level) { return level_names[static_cast<std::size_t>(level)]; }

DecisionReading read_decision(const LogLine& line, const Value& payload, std::string_view meeting) {
  DecisionReading reading;
  auto& decision = reading.decision;
  ValueFields fields(payload, PathStyle::json_pointer, reading.findings);
  decision.index = line.index;
  decision.type = line.type;
  if (fields.text("kind") != name_of(line.type)) fields.refuse("kind", "is not the type of the entry");
  if (fields.text("meeting") != meeting) fields.refuse("meeting", "is another meeting");
  decision.voter = hash_in(fields, "shareholder").value_or(Hash{});
  decision.form = hash_in(fields, "form_sha256").value_or(Hash{});
  decision.shares = hash_in(fields, "register_sha256").value_or(Hash{});
  decision.received_at = instant_in(fields, "received_at").value_or(Instant());
  if (decision.received_at != line.at) fields.refuse("received_at", "is not the time of the entry");
  decision.deadline = instant_in(fields, "deadline").value_or(Instant());
  if (auto clock = fields.object("clock")) read_clock(*clock, decision);
  read_parts(fields, decision);
  fields.refuse_others();
  return reading;
}

}  // namespace sceau::audit
