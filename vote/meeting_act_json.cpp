// SPDX-License-Identifier: Apache-2.0
#include "formats/json/canonical_json.h"
#include "formats/json/strict_json.h"
#include "formats/value_tree/value_fields.h"
#include "foundation/text_encoding.h"
#include "vote/meeting_act.h"

namespace sceau {
namespace {

enum class ActKind { cancellation, postponement, withdrawal, register_correction };

constexpr std::array act_words = {Word<ActKind>{"cancellation", ActKind::cancellation},
                                  Word<ActKind>{"postponement", ActKind::postponement},
                                  Word<ActKind>{"withdrawal", ActKind::withdrawal},
                                  Word<ActKind>{"register-correction", ActKind::register_correction}};

struct DetailWriter {
  ValueObject& object;

  void put(std::string key, ActKind kind, std::string detail) const {
    object.push_back({"act", {std::string(word_of(act_words, kind))}});
    if (!key.empty()) object.push_back({std::move(key), {std::move(detail)}});
  }
  void operator()(const Cancellation&) const { put("", ActKind::cancellation, ""); }
  void operator()(const Postponement& act) const { put("successor", ActKind::postponement, act.successor); }
  void operator()(const Withdrawal& act) const { put("resolution", ActKind::withdrawal, act.label); }
  void operator()(const RegisterCorrection& act) const {
    put("register_sha256", ActKind::register_correction, hex_lower(act.register_hash));
  }
};

Bytes read_hash(ValueFields& fields, std::string_view key) {
  const auto text = fields.text(key).value_or("");
  auto bytes = from_hex(text);
  if (bytes && bytes->size() == 32 && hex_lower(*bytes) == text) return std::move(*bytes);
  fields.refuse(key, "must be 64 lower-case hexadecimal digits");
  return {};
}

decltype(MeetingAct::what) read_detail(ValueFields& fields) {
  const auto kind = fields.choice<ActKind>("act", act_words);
  switch (kind.value_or(ActKind::cancellation)) {
    case ActKind::cancellation: return Cancellation{};
    case ActKind::postponement: return Postponement{fields.text("successor").value_or("")};
    case ActKind::withdrawal: return Withdrawal{fields.text("resolution").value_or("")};
    case ActKind::register_correction: return RegisterCorrection{read_hash(fields, "register_sha256")};
  }
  return Cancellation{};
}

Instant read_instant(ValueFields& fields, std::string_view key) {
  const auto instant = from_rfc3339(fields.text(key).value_or(""));
  if (!instant) fields.refuse(key, "must be a time like 2027-05-11T13:00:00Z");
  return instant ? *instant : Instant();
}

}  // namespace

std::string write_act(const MeetingAct& act) {
  ValueObject object = {{"at", {to_rfc3339(act.at)}}, {"by", {act.by}}, {"why", {act.why}}};
  std::visit(DetailWriter{object}, act.what);
  return canonical_json({std::move(object)});
}

Result<MeetingAct> read_act(ByteView json) {
  const auto value = read_json(json);
  if (!value) return value.error();
  Findings findings;
  ValueFields fields(*value, PathStyle::json_pointer, findings);
  MeetingAct act{.at = read_instant(fields, "at"),
                 .by = fields.text("by").value_or(""),
                 .why = fields.text("why").value_or(""),
                 .what = read_detail(fields)};
  fields.refuse_others();
  if (!findings.empty()) return Error{findings.front().reason, findings.front().detail};
  return act;
}

}  // namespace sceau
