// SPDX-License-Identifier: Apache-2.0
// What stands inside the files of a bundle, whoever made it: whatever is read must be what was written, and nothing may
// break.
#include <cstdlib>

#include "formats/json/canonical_json.h"
#include "formats/json/strict_json.h"
#include "formats/xml/xml_reader.h"
#include "verifier/audit/audit_bundle.h"
#include "verifier/audit/ballot_pack.h"
#include "verifier/audit/check_anchors.h"
#include "verifier/audit/check_statements.h"
#include "verifier/audit/compare_values.h"
#include "verifier/audit/recount.h"
#include "verifier/audit/typed_tables.h"
#include "verifier/audit/urn_document.h"

namespace sceau::audit {
namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void read_line(std::string_view text) {
  const auto line = read_log_line(text);
  if (!line) return;
  const std::string again = std::to_string(line->index) + '\t' + std::string(name_of(line->type)) + '\t' +
                            std::string(line->at_text) + '\t' + std::string(line->node) + '\t' + hex(line->salt) +
                            '\t' + std::string(line->payload);
  require(again == text && leaf_data(*line));
  const auto payload = read_json(as_bytes(line->payload));
  if (!payload) return;
  LogActs acts;
  (void)read_act(*line, *payload, acts);
  (void)read_decision(*line, *payload, "ag2027");
}

void read_lines(ByteView bytes) {
  LineCutter cutter([](std::string_view line) -> Status {
    read_line(line);
    return Done{};
  });
  if (cutter.feed(bytes)) (void)static_cast<bool>(cutter.finish());
}

void read_pack(ByteView bytes) {
  std::string again;
  const auto read = for_each_record(bytes, [&](const PackRecord& record) -> Status {
    again += std::to_string(record.index) + ' ' + std::to_string(record.document.size()) + '\n' +
             to_string(record.document) + '\n';
    return Done{};
  });
  if (read) require(again == as_text(bytes));
}

AuditedMeeting some_meeting() {
  AuditedMeeting meeting;
  meeting.settings.id = "ag2027";
  meeting.settings.agenda = {{.label = "1", .deprived = {}}, {.label = "2", .deprived = {}}};
  return meeting;
}

void read_tables(ByteView bytes) {
  static const auto meeting = some_meeting();
  const auto reading = read_register(bytes);
  const auto shares = reading && reading->findings.empty() ? reading->shares : Register{};
  const auto totals = shares.totals();
  require(totals.treasury <= totals.shares && totals.shares_with_vote <= totals.shares);
  for (const auto& shareholder : shares.shareholders) {
    for (const auto& holding : shares.holdings_of(shareholder)) {
      require(shares.holding(shareholder.id, holding.account, shares.isin_of(holding)) == &holding);
    }
  }
  Findings findings;
  (void)static_cast<bool>(read_paper_table(bytes, meeting, shares, findings));
  (void)static_cast<bool>(read_attendance_table(bytes, meeting, shares, findings));
  (void)static_cast<bool>(read_raised_table(bytes, meeting.settings, findings));
  (void)static_cast<bool>(read_room_table(bytes, meeting.settings.agenda, findings));
  (void)static_cast<bool>(read_rulings_table(bytes, findings));
}

void read_documents(ByteView bytes) {
  static const auto meeting = some_meeting();
  (void)static_cast<bool>(read_statement(bytes));
  const auto tree = read_xml(bytes);
  if (!tree) return;
  const auto reading = read_urn_document(*tree, meeting.settings.agenda);
  if (!reading.findings.empty()) return;
  const auto& form = reading.document.form;
  for (std::size_t i = 0; i < 2; ++i) (void)form.choices.on(i);
}

void read_values(ByteView bytes) {
  (void)static_cast<bool>(read_settings(bytes));
  (void)static_cast<bool>(read_receipt(bytes, "receipt"));
  const auto value = read_json(bytes);
  if (!value) return;
  (void)read_frozen(*value);
  (void)read_form_template(*value);
  FindingList same;
  compare_values(Reason::audit_tally, "file", *value, *value, same);
  // null stands for any text, and so is itself no text
  require(same.empty() || canonical_json(*value).find("null") != std::string::npos);
}

}  // namespace
}  // namespace sceau::audit

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const sceau::ByteView bytes(data, size);
  sceau::audit::read_lines(bytes);
  sceau::audit::read_pack(bytes);
  sceau::audit::read_tables(bytes);
  sceau::audit::read_documents(bytes);
  sceau::audit::read_values(bytes);
  (void)static_cast<bool>(sceau::audit_bundle(bytes, {.trust = {.time = {}, .anchors = {}, .revocation_lists = {}}}));
  return 0;
}
