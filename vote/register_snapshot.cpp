// SPDX-License-Identifier: Apache-2.0
#include "vote/register_snapshot.h"

#include "formats/json/canonical_json.h"
#include "formats/json/strict_json.h"
#include "formats/value_tree/value_fields.h"
#include "foundation/text_encoding.h"

namespace sceau {
namespace {

constexpr std::string_view format = "sceau.register/1";
constexpr IntegerRange counts = {0, 2 * most_shares};

Instant read_instant(ValueFields& fields, std::string_view key) {
  const auto instant = from_rfc3339(fields.text(key).value_or(""));
  if (!instant) fields.refuse(key, "must be a time like 2027-05-11T13:00:00Z");
  return instant ? *instant : Instant();
}

Bytes read_hash(ValueFields& fields, std::string_view key) {
  auto bytes = from_hex(fields.text(key).value_or(""));
  if (bytes && bytes->size() == 32) return std::move(*bytes);
  fields.refuse(key, "must be 64 hexadecimal digits");
  return {};
}

RegisterTotals read_totals(ValueFields& fields) {
  const auto count = [&](std::string_view key) { return fields.integer(key, counts).value_or(0); };
  return {.shareholders = count("shareholders"),
          .holdings = count("holdings"),
          .shares = count("shares"),
          .treasury = count("treasury"),
          .shares_with_vote = count("shares_with_vote"),
          .votes = count("votes")};
}

}  // namespace

Result<RegisterSnapshot> take_snapshot(const Register& shares, std::string meeting, Instant taken_at, Instant as_of,
                                       std::string source) {
  auto hash = register_hash(shares);
  if (!hash) return hash.error();
  return RegisterSnapshot{std::move(meeting), taken_at, as_of, std::move(source), shares.totals(), std::move(*hash)};
}

std::string write_snapshot(const RegisterSnapshot& snapshot) {
  const auto& totals = snapshot.totals;
  return canonical_json({ValueObject{{"format", {std::string(format)}},
                                     {"meeting", {snapshot.meeting}},
                                     {"taken_at", {to_rfc3339(snapshot.taken_at)}},
                                     {"as_of", {to_rfc3339(snapshot.as_of)}},
                                     {"source", {snapshot.source}},
                                     {"sha256", {hex_lower(snapshot.hash)}},
                                     {"shareholders", {totals.shareholders}},
                                     {"holdings", {totals.holdings}},
                                     {"shares", {totals.shares}},
                                     {"treasury", {totals.treasury}},
                                     {"shares_with_vote", {totals.shares_with_vote}},
                                     {"votes", {totals.votes}}}});
}

Result<RegisterSnapshot> read_snapshot(ByteView json) {
  const auto value = read_json(json);
  if (!value) return value.error();
  Findings findings;
  ValueFields fields(*value, PathStyle::json_pointer, findings);
  if (fields.text("format").value_or("") != format) fields.refuse("format", "must be sceau.register/1");
  RegisterSnapshot snapshot{.meeting = fields.text("meeting").value_or(""),
                            .taken_at = read_instant(fields, "taken_at"),
                            .as_of = read_instant(fields, "as_of"),
                            .source = fields.text("source").value_or(""),
                            .totals = read_totals(fields),
                            .hash = read_hash(fields, "sha256")};
  fields.refuse_others();
  if (!findings.empty()) return Error{findings.front().reason, findings.front().detail};
  return snapshot;
}

Status is_of_snapshot(const Register& shares, const RegisterSnapshot& snapshot) {
  const auto hash = register_hash(shares);
  if (!hash) return hash.error();
  if (*hash == snapshot.hash && shares.totals() == snapshot.totals) return Done{};
  return Error{Reason::vote_frozen_changed, "the register is not the one of the snapshot"};
}

}  // namespace sceau
