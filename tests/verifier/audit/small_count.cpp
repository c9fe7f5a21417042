// SPDX-License-Identifier: Apache-2.0
#include "tests/verifier/audit/small_count.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <sstream>

namespace sceau::test {
namespace {

SymmetricKey some_key() { return *symmetric_key_from(SecretBytes(Bytes(32, 1))); }

audit::Hash hash_filled_with(std::uint8_t octet) {
  audit::Hash hash{};
  hash.fill(octet);
  return hash;
}

audit::CountedMeeting empty_meeting() {
  return {.meeting = {}, .log = {}, .registers = {}, .voter_tags = some_key(), .urn = {}, .tables = {}};
}

audit::Choices::Said said_by(const std::string& word) {
  if (word == "for") return {audit::Vote::for_it};
  if (word == "against") return {audit::Vote::against};
  if (word == "abstain") return {audit::Vote::abstain};
  if (word == "chair") return {audit::Vote::chair};
  if (word == "named") return {audit::Vote::named};
  if (word == "null") return {audit::Vote::null};
  audit::Split split;
  char slash = 0;
  std::istringstream(word) >> split.for_it >> slash >> split.against >> slash >> split.abstain;
  return {audit::Vote::split, split};
}

audit::Choices choices_of(const std::string& text) {
  audit::Choices choices;
  std::istringstream words(text);
  std::string word;
  for (std::uint16_t i = 0; std::getline(words, word, ','); ++i) {
    if (!word.empty()) choices.add(i, said_by(word));
  }
  return choices;
}

}  // namespace

SmallCount::SmallCount() : counted(empty_meeting()) {
  settings().id = "ag";
  settings().kind = audit::MeetingKind::ordinary;
  settings().starts = std::chrono::local_days(std::chrono::year(2027) / 5 / 12);
  settings().agenda = {{.label = "1", .deprived = {}}, {.label = "2", .deprived = {}}};
  counted.meeting.frozen.agenda = hash_filled_with(1);
  counted.meeting.frozen.closes.utc = counted.meeting.frozen.proxies.utc = seconds_in(1000);
  counted.meeting.frozen.paper.utc = seconds_in(900);
  counted.log_size = 1000;
  set_register("a,A,registered,100,100\nb,B,registered,60,60\nc,C,registered,40,40\n");
}

void SmallCount::set_register(const std::string& lines, const std::string& more_columns) {
  std::string csv = "shareholder,account,kind,shares,votes" + more_columns + ",domicile\n";
  std::istringstream rows(lines);
  for (std::string row; std::getline(rows, row);) csv += row + ",Lyon\n";
  const auto reading = audit::read_register(as_bytes(csv));
  ASSERT_TRUE(reading) << reading.error().detail;
  ASSERT_TRUE(reading->findings.empty()) << reading->findings.front().detail;
  counted.registers.last = reading->shares;
}

audit::CountedMeeting other_meeting(const std::string& id, const std::string& date, std::uint8_t agenda) {
  auto other = empty_meeting();
  other.meeting.settings.id = id;
  const auto day = from_rfc3339(date + "T10:00:00Z");
  other.meeting.settings.starts = LocalTime(day->time_since_epoch());
  other.meeting.frozen.agenda = hash_filled_with(agenda);
  other.log_size = 1000;
  return other;
}

audit::Form form_of(const std::string& shareholder, const std::vector<std::pair<std::string, int>>& holdings,
                    const std::string& choices) {
  audit::Form form{.meeting = "ag",
                   .agenda = hash_filled_with(1),
                   .shareholder = shareholder,
                   .holdings = {},
                   .choices = choices_of(choices),
                   .proxy = {}};
  for (const auto& [account, shares] : holdings)
    form.holdings.push_back({.account = account, .isin = "", .shares = shares});
  return form;
}

audit::Form with_proxy(audit::Form form, audit::ProxyKind kind, const std::string& name) {
  form.proxy = audit::Proxy{.kind = kind, .relation = audit::ProxyRelation::shareholder, .holder = {}};
  if (!name.empty()) form.proxy->holder = {.surname = name, .first_name = "Eva", .domicile = "Lyon"};
  return form;
}

audit::BallotId ballot_id(std::uint64_t index) {
  audit::BallotId id{};
  id[15] = static_cast<std::uint8_t>(index);
  return id;
}

audit::Decision& add_entry(audit::CountedMeeting& to, audit::EntryType type, int at, const audit::Form* form,
                           const std::string& voter) {
  audit::Decision decision{.index = to.log.decisions.size() + 1,
                           .type = type,
                           .received_at = seconds_in(at),
                           .document = {},
                           .ballot = {},
                           .supersedes = {},
                           .reason = {}};
  decision.voter = audit::voter_tag(to.voter_tags, form == nullptr ? voter : form->shareholder);
  if (type != audit::EntryType::refusal) decision.ballot = ballot_id(decision.index);
  if (form != nullptr) to.urn.forms.emplace(decision.index, audit::OpenedForm{*form, std::nullopt});
  to.log.decisions.push_back(decision);
  return to.log.decisions.back();
}

void add_paper(audit::CountedMeeting& to, const std::string& number, int at, const audit::Form& form) {
  to.tables.papers.push_back({.number = number, .arrived = seconds_in(at), .irregular = {}, .form = form});
}

void add_attendance(audit::CountedMeeting& to, const std::string& badge, const audit::Form& form) {
  to.tables.attendance.push_back({.line = to.tables.attendance.size() + 2, .badge = badge, .form = form});
}

void add_room(audit::CountedMeeting& to, const std::string& badge, const std::string& choices) {
  to.tables.room.push_back({.line = to.tables.room.size() + 2, .badge = badge, .choices = choices_of(choices)});
}

std::string outcomes(const SmallCount& count) {
  const auto settlement = audit::settle({count.counted, count.carried});
  std::string text;
  for (const auto& submission : settlement.submissions) {
    const auto& outcome = submission.outcome;
    text += fmt::format("{} {}", submission.reference(), name_of(outcome.disposition));
    if (!outcome.reason.empty()) text += " " + outcome.reason;
    if (!outcome.rule.empty()) text += " " + outcome.rule;
    if (outcome.other) text += " " + settlement.submissions[*outcome.other].reference();
    text += "\n";
  }
  for (const auto& line : settlement.room) {
    text += fmt::format("room/{} {}\n", line.line, line.is_counted ? "counted" : line.reason);
  }
  return text;
}

std::string total_on(const SmallCount& count, std::size_t resolution) {
  const audit::Recount recount({count.counted, count.carried});
  const auto& total = recount.results().at(resolution).total;
  return fmt::format("for {} against {} abstain {} unusable {} shares {} excluded {}", total.for_it, total.against,
                     total.abstain, total.unusable, total.shares_present, total.excluded);
}

}  // namespace sceau::test
