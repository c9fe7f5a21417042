// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/frozen_meeting.h"

#include "formats/json/canonical_json.h"

namespace sceau::audit {
namespace {

LocalTime wall_in(ValueFields& fields) {
  const auto text = fields.text("wall").value_or("");
  const auto instant = from_rfc3339(text + "Z");
  if (!instant) fields.refuse("wall", "must be a time like 2027-05-11T15:00:00");
  return instant ? LocalTime(instant->time_since_epoch()) : LocalTime();
}

std::optional<FrozenTime> read_time(ValueFields& times, std::string_view key, Presence presence) {
  auto fields = times.object(key, presence);
  if (!fields) return std::nullopt;
  FrozenTime time;
  time.wall = wall_in(*fields);
  time.zone = fields->text("zone").value_or("");
  time.utc = instant_in(*fields, "utc").value_or(Instant());
  (void)fields->text("tzdb");
  fields->refuse_others();
  return time;
}

void read_times(ValueFields fields, FrozenMeeting& frozen) {
  const auto needed = [&](std::string_view key) {
    return read_time(fields, key, Presence::needed).value_or(FrozenTime());
  };
  frozen.starts = needed("starts");
  frozen.closes = needed("closes");
  frozen.proxies = needed("proxies");
  frozen.paper = needed("paper");
  frozen.record = needed("record");
  frozen.opens = read_time(fields, "opens", Presence::optional);
  fields.refuse_others();
}

void read_urn(ValueFields fields, FrozenMeeting& frozen) {
  frozen.urn = hash_in(fields, "certificate_sha256").value_or(Hash{});
  for (auto& item : fields.objects("scrutineers")) {
    frozen.scrutineers.push_back(
        {hash_in(item, "certificate_sha256").value_or(Hash{}), hash_in(item, "rehearsal_sha256").value_or(Hash{})});
    item.refuse_others();
  }
  fields.refuse_others();
}

std::vector<Mention> read_mentions(ValueFields& fields, std::string_view key) {
  std::vector<Mention> mentions;
  for (auto& item : fields.objects(key)) {
    mentions.push_back({item.text("rule").value_or(""), item.text("text").value_or("")});
    item.refuse_others();
  }
  return mentions;
}

Value localized_value(const LocalizedText& text) { return {ValueObject{{"fr", {text.fr}}, {"en", {text.en}}}}; }

std::string_view author_word(Author author) {
  switch (author) {
    case Author::board: return "board";
    case Author::shareholder: return "shareholder";
    case Author::other: return "other";
  }
  return "";
}

}  // namespace

FrozenReading read_frozen(const Value& json) {
  FrozenReading reading;
  auto& frozen = reading.frozen;
  frozen.itself = sha256(as_bytes(canonical_json(json)));
  ValueFields fields(json, PathStyle::json_pointer, reading.findings);
  if (fields.text("format").value_or("") != "sceau.frozen-meeting/1") fields.refuse("format", "another format");
  frozen.meeting = fields.text("meeting").value_or("");
  frozen.settings = hash_in(fields, "settings_sha256").value_or(Hash{});
  frozen.agenda = hash_in(fields, "agenda_sha256").value_or(Hash{});
  frozen.form = hash_in(fields, "form_sha256").value_or(Hash{});
  (void)hash_in(fields, "calendar_sha256");
  if (auto times = fields.object("times")) read_times(*times, frozen);
  if (auto urn = fields.object("urn")) read_urn(*urn, frozen);
  fields.refuse_others();
  return reading;
}

TemplateReading read_form_template(const Value& json) {
  TemplateReading reading;
  auto& common = reading.common;
  ValueFields fields(json, PathStyle::json_pointer, reading.findings);
  if (fields.text("format").value_or("") != "sceau.form/1") fields.refuse("format", "must be sceau.form/1");
  common.meeting = fields.text("meeting").value_or("");
  common.issuer = fields.text("issuer").value_or("");
  common.siren = fields.text("siren").value_or("");
  common.starts = fields.text("starts").value_or("");
  common.zone = fields.text("zone").value_or("");
  common.place = fields.text("place").value_or("");
  (void)fields.objects("agenda");
  if (const auto* agenda = member(json, "agenda")) common.agenda = *agenda;
  common.mentions_fr = read_mentions(fields, "mentions_fr");
  common.mentions_en = read_mentions(fields, "mentions_en");
  fields.refuse_others();
  return reading;
}

Value agenda_value(const std::vector<Resolution>& agenda) {
  ValueArray items;
  for (const auto& resolution : agenda) {
    items.push_back({ValueObject{{"label", {resolution.label}},
                                 {"kind", {std::string(name_of(resolution.kind))}},
                                 {"author", {std::string(author_word(resolution.author))}},
                                 {"information_only", {resolution.is_information_only}},
                                 {"title", localized_value(resolution.title)},
                                 {"text", localized_value(resolution.text)},
                                 {"reasons", localized_value(resolution.reasons)}}});
  }
  return {std::move(items)};
}

}  // namespace sceau::audit
