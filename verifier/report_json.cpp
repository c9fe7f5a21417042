// SPDX-License-Identifier: Apache-2.0
#include "verifier/report_json.h"

#include "formats/json/json_writer.h"

namespace sceau {
namespace {

void write_time(JsonWriter& json, const std::optional<Instant>& time) {
  if (time) {
    json.text(to_rfc3339(*time));
  } else {
    json.null();
  }
}

void write_reason(JsonWriter& json, Reason reason, const std::string& detail) {
  json.begin_object().key("reason").text(stable_name(reason)).key("detail").text(detail).end_object();
}

void write_verdict(JsonWriter& json, const Verdict& verdict) {
  json.key("indication").text(name_of(verdict.indication)).key("sub_indication");
  if (verdict.sub_indication) {
    json.text(name_of(*verdict.sub_indication));
  } else {
    json.null();
  }
}

void write_signer(JsonWriter& json, const std::optional<SignerEntry>& signer) {
  json.key("signer");
  if (!signer) {
    json.null();
    return;
  }
  json.begin_object().key("subject").text(signer->subject).key("serial").text(signer->serial);
  json.key("sha256").text(signer->sha256).end_object();
}

void write_signature(JsonWriter& json, const SignatureEntry& entry) {
  json.begin_object().key("id").text(entry.id).key("kind").text(name_of(entry.kind)).key("level").text(entry.level);
  write_verdict(json, entry.verdict);
  json.key("intact").boolean(entry.intact).key("coverage").text(name_of(entry.coverage));
  json.key("changes_after").text(name_of(entry.changes_after)).key("reasons").begin_array();
  for (const auto& finding : entry.verdict.reasons) write_reason(json, finding.reason, finding.detail);
  json.end_array();
  write_signer(json, entry.signer);
  json.key("times").begin_object().key("claimed");
  write_time(json, entry.claimed_time);
  json.key("proven");
  write_time(json, entry.verdict.proven);
  json.end_object().end_object();
}

void write_document(JsonWriter& json, const DocumentReport& document) {
  json.begin_object().key("path").text(document.path).key("format");
  json.text_or_null(document.format.empty() ? std::nullopt : std::optional(document.format));
  json.key("indication");
  if (document.error) {
    json.null().key("error");
    write_reason(json, document.error->reason, document.error->detail);
  } else {
    json.text(name_of(document.indication())).key("error").null();
  }
  json.key("signatures").begin_array();
  for (const auto& entry : document.signatures) write_signature(json, entry);
  json.end_array().end_object();
}

}  // namespace

std::string report_json(const Report& report) {
  JsonWriter json;
  json.begin_object().key("report").text("sceau.verify/1").key("time").text(to_rfc3339(report.time));
  json.key("policy").text(report.policy).key("documents").begin_array();
  for (const auto& document : report.documents) write_document(json, document);
  return json.end_array().end_object().str();
}

}  // namespace sceau
