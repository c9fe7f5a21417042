// SPDX-License-Identifier: Apache-2.0
#include "vote/frozen_meeting.h"

#include <fmt/format.h>

#include "crypto/digest.h"
#include "formats/json/canonical_json.h"
#include "formats/json/strict_json.h"
#include "formats/value_tree/value_fields.h"
#include "foundation/text_encoding.h"
#include "vote/check_meeting.h"

namespace sceau {
namespace {

constexpr std::string_view format = "sceau.frozen-meeting/1";

Error first_of(const Findings& findings) {
  const auto& first = findings.front();
  const auto more = findings.size() - 1;
  return {first.reason, more == 0 ? first.detail : fmt::format("{}, and {} more", first.detail, more)};
}

// Puts a time into its place, or keeps the error.
void place(LegalTime& time, const Result<LegalTime>& computed, std::optional<Error>& error) {
  if (computed) {
    time = *computed;
  } else if (!error) {
    error = computed.error();
  }
}

Result<MeetingTimes> times_of(const Meeting& meeting, const ZoneDatabase& database) {
  const auto& cutoffs = meeting.cutoffs;
  const auto in_paris_or = [&](const std::optional<LocalTime>& wall, const Result<LegalTime>& otherwise) {
    return wall ? at_wall_time(*wall, paris, database) : otherwise;
  };
  MeetingTimes times;
  std::optional<Error> error;
  place(times.starts, at_wall_time(meeting.starts, meeting.zone, database), error);
  place(times.closes, in_paris_or(cutoffs.closes, voting_deadline(meeting.date(), database)), error);
  place(times.proxies, in_paris_or(cutoffs.proxies, times.closes), error);
  place(times.paper, end_of_day(*cutoffs.paper, database), error);
  place(times.record,
        record_instant(meeting.articles.record_rule, meeting.date(), BusinessCalendar(meeting.calendar), database),
        error);
  if (cutoffs.opens) place(times.opens.emplace(), at_wall_time(*cutoffs.opens, paris, database), error);
  if (error) return *error;
  return times;
}

Value mentions_value(const Meeting& meeting, LocalTime closes, Language language) {
  ValueArray items;
  for (const auto& mention : mandatory_mentions(meeting, closes, language)) {
    items.push_back({ValueObject{{"rule", {std::string(row_of(mention.rule).name)}}, {"text", {mention.text}}}});
  }
  return {std::move(items)};
}

// What every form of the meeting has in common.
Value form_template(const Meeting& meeting, LocalTime closes) {
  return {ValueObject{{"format", {std::string("sceau.form/1")}},
                      {"meeting", {meeting.id}},
                      {"issuer", {meeting.issuer.name}},
                      {"siren", {meeting.issuer.siren}},
                      {"starts", {meeting.starts}},
                      {"zone", {meeting.zone}},
                      {"place", {meeting.place}},
                      {"agenda", agenda_value(meeting.agenda)},
                      {"mentions_fr", mentions_value(meeting, closes, Language::french)},
                      {"mentions_en", mentions_value(meeting, closes, Language::english)}}};
}

Result<MeetingHashes> hashes_of(ByteView toml, const Meeting& meeting, LocalTime closes) {
  const auto year = meeting.date().year();
  const auto closed_days = BusinessCalendar(meeting.calendar).closed_days(year - std::chrono::years(1), year);
  MeetingHashes hashes;
  const auto put = [](Bytes& hash, Result<Bytes> computed) {
    if (computed) hash = std::move(*computed);
    return static_cast<bool>(computed);
  };
  const bool done =
      put(hashes.settings, digest(DigestAlgorithm::sha256, toml)) && put(hashes.agenda, agenda_hash(meeting.agenda)) &&
      put(hashes.form, digest(DigestAlgorithm::sha256, as_bytes(canonical_json(form_template(meeting, closes))))) &&
      put(hashes.calendar, digest(DigestAlgorithm::sha256, as_bytes(closed_days)));
  if (!done) return Error{Reason::crypto_failed, "the hashes of the meeting"};
  return hashes;
}

Value time_value(const LegalTime& time) {
  return {ValueObject{
      {"wall", {time.wall}}, {"zone", {time.zone}}, {"tzdb", {time.tzdb}}, {"utc", {to_rfc3339(time.utc)}}}};
}

// The wall time and the zone are known from the settings; what was frozen are the instant and its database.
void read_time(ValueFields& times, std::string_view name, LegalTime& time, Findings& findings) {
  auto fields = times.object(name);
  if (!fields) return;
  fields->text("wall");
  fields->text("zone");
  time.tzdb = fields->text("tzdb").value_or("");
  const auto utc = from_rfc3339(fields->text("utc").value_or(""));
  if (utc) time.utc = *utc;
  if (!utc) findings.push_back({Reason::value_wrong, fields->path_of("utc")});
  fields->refuse_others();
}

Findings read_times(const Value& json, MeetingTimes& times) {
  Findings findings;
  ValueFields document(json, PathStyle::json_pointer, findings);
  auto fields = document.object("times");
  if (!fields) return findings;
  read_time(*fields, "starts", times.starts, findings);
  read_time(*fields, "closes", times.closes, findings);
  read_time(*fields, "proxies", times.proxies, findings);
  read_time(*fields, "paper", times.paper, findings);
  read_time(*fields, "record", times.record, findings);
  if (times.opens) read_time(*fields, "opens", *times.opens, findings);
  fields->refuse_others();
  return findings;
}

}  // namespace

VotingWindow FrozenMeeting::ballots() const {
  return {
      .opens = times_.opens, .closes = times_.closes, .grace = std::chrono::seconds(meeting_.cutoffs.grace_seconds)};
}

VotingWindow FrozenMeeting::proxies() const { return {.opens = times_.opens, .closes = times_.proxies}; }

std::vector<Mention> FrozenMeeting::mentions(Language language) const {
  return mandatory_mentions(meeting_, times_.closes.wall, language);
}

Result<FrozenMeeting> freeze(ByteView toml, const ZoneDatabase& database) {
  auto reading = read_meeting(toml);
  if (!reading) return reading.error();
  if (!reading->findings.empty()) return first_of(reading->findings);

  const auto check = check_meeting(reading->meeting, database);
  if (!check.defects.empty()) return first_of(check.defects);

  auto times = times_of(reading->meeting, database);
  if (!times) return times.error();

  auto hashes = hashes_of(toml, reading->meeting, times->closes.wall);
  if (!hashes) return hashes.error();
  return FrozenMeeting(std::move(reading->meeting), std::move(*times), std::move(*hashes));
}

FrozenMeeting with_urn(FrozenMeeting frozen, FrozenUrn urn) {
  frozen.urn_ = std::move(urn);
  return frozen;
}

std::string frozen_json(const FrozenMeeting& frozen) {
  const auto& times = frozen.times();
  const auto& hashes = frozen.hashes();
  ValueObject instants = {{"starts", time_value(times.starts)},
                          {"closes", time_value(times.closes)},
                          {"proxies", time_value(times.proxies)},
                          {"paper", time_value(times.paper)},
                          {"record", time_value(times.record)}};
  if (times.opens) instants.push_back({"opens", time_value(*times.opens)});
  ValueObject document = {{"format", {std::string(format)}},
                          {"meeting", {frozen.meeting().id}},
                          {"settings_sha256", {hex_lower(hashes.settings)}},
                          {"agenda_sha256", {hex_lower(hashes.agenda)}},
                          {"form_sha256", {hex_lower(hashes.form)}},
                          {"calendar_sha256", {hex_lower(hashes.calendar)}},
                          {"times", {std::move(instants)}}};
  if (frozen.urn()) document.push_back({"urn", urn_value(*frozen.urn())});
  return canonical_json({std::move(document)});
}

std::string form_template_json(const FrozenMeeting& frozen) {
  return canonical_json(form_template(frozen.meeting(), frozen.times().closes.wall));
}

Result<FrozenMeeting> read_frozen(ByteView toml, ByteView json, const ZoneDatabase& database) {
  auto frozen = freeze(toml, database);
  if (!frozen) return frozen.error();
  const auto value = read_json(json);
  if (!value) return value.error();

  auto findings = read_times(*value, frozen->times_);
  if (member(*value, "urn") != nullptr) {
    ValueFields document(*value, PathStyle::json_pointer, findings);
    if (auto urn = document.object("urn")) frozen->urn_ = read_urn(*urn);
  }
  if (!findings.empty()) return Error{Reason::vote_frozen_changed, first_of(findings).detail};
  if (frozen_json(*frozen) != canonical_json(*value)) {
    return Error{Reason::vote_frozen_changed, "meeting.toml and the frozen meeting do not fit together"};
  }
  return frozen;
}

Findings check_frozen_times(const FrozenMeeting& frozen, const ZoneDatabase& database) {
  const auto& times = frozen.times();
  Findings findings;
  for (const auto* time : {&times.starts, &times.closes, &times.proxies, &times.paper, &times.record}) {
    append(findings, check_frozen_time(*time, database));
  }
  if (times.opens) append(findings, check_frozen_time(*times.opens, database));
  return findings;
}

}  // namespace sceau
