// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <charconv>

#include "formats/toml/toml_reader.h"
#include "formats/value_tree/value_fields.h"
#include "vote/meeting.h"
#include "vote/word_table.h"

namespace sceau {
namespace {

constexpr std::array meeting_kinds = {Word<MeetingKind>{"ordinary", MeetingKind::ordinary},
                                      Word<MeetingKind>{"extraordinary", MeetingKind::extraordinary},
                                      Word<MeetingKind>{"mixed", MeetingKind::mixed},
                                      Word<MeetingKind>{"special", MeetingKind::special}};
constexpr std::array recommendations = {Word<Recommendation>{"none", Recommendation::none},
                                        Word<Recommendation>{"for", Recommendation::vote_for},
                                        Word<Recommendation>{"against", Recommendation::vote_against}};
constexpr std::array record_rules = {Word<RecordRule>{"meeting-day", RecordRule::meeting_day},
                                     Word<RecordRule>{"second-business-day", RecordRule::second_business_day}};
constexpr std::array double_votes = {Word<DoubleVote>{"none", DoubleVote::none},
                                     Word<DoubleVote>{"automatic", DoubleVote::automatic},
                                     Word<DoubleVote>{"by-articles", DoubleVote::by_articles}};

std::string optional_text(ValueFields& fields, std::string_view key) {
  return fields.text(key, Presence::optional).value_or("");
}

bool optional_boolean(ValueFields& fields, std::string_view key) {
  return fields.boolean(key, Presence::optional).value_or(false);
}

Issuer read_issuer(ValueFields fields) {
  Issuer issuer;
  issuer.name = fields.text("name").value_or("");
  issuer.legal_form = fields.text("legal_form").value_or("");
  issuer.siren = fields.text("siren").value_or("");
  issuer.seat = fields.text("seat").value_or("");
  issuer.lei = optional_text(fields, "lei");
  issuer.isin = fields.texts("isin", Presence::optional);
  issuer.is_listed = fields.boolean("is_listed").value_or(false);
  fields.refuse_others();
  return issuer;
}

// "1/4"
std::optional<Fraction> read_fraction(ValueFields& fields, std::string_view key) {
  const auto text = fields.text(key, Presence::optional);
  if (!text) return std::nullopt;
  Fraction fraction;
  const char* end = text->data() + text->size();
  const auto first = std::from_chars(text->data(), end, fraction.numerator);
  const bool has_slash = first.ec == std::errc() && first.ptr != end && *first.ptr == '/';
  const auto second = has_slash ? std::from_chars(first.ptr + 1, end, fraction.denominator) : first;
  if (has_slash && second.ec == std::errc() && second.ptr == end && 0 < fraction.numerator &&
      fraction.numerator <= fraction.denominator && fraction.denominator <= 1000) {
    return fraction;
  }
  fields.refuse(key, "must be a fraction like \"1/4\"");
  return std::nullopt;
}

Articles read_articles(ValueFields fields) {
  Articles articles;
  articles.allow_electronic_vote = fields.boolean("allow_electronic_vote").value_or(false);
  articles.electronic_vote_reference = optional_text(fields, "electronic_vote_reference");
  articles.allow_simple_signature = optional_boolean(fields, "allow_simple_signature");
  articles.simple_signature_reference = optional_text(fields, "simple_signature_reference");
  articles.identification_process = optional_text(fields, "identification_process");
  articles.allow_mode_change = optional_boolean(fields, "allow_mode_change");
  articles.mode_change_reference = optional_text(fields, "mode_change_reference");
  articles.record_rule = fields.choice<RecordRule>("record_rule", record_rules).value_or(RecordRule::meeting_day);
  articles.double_vote = fields.choice<DoubleVote>("double_vote", double_votes).value_or(DoubleVote::none);
  articles.paper_cutoff_days = fields.integer("paper_cutoff_days", {0, 3}, Presence::optional);
  articles.first_quorum = read_fraction(fields, "first_quorum");
  articles.second_quorum = read_fraction(fields, "second_quorum");
  fields.refuse_others();
  return articles;
}

std::optional<Predecessor> read_predecessor(ValueFields& convocation) {
  auto fields = convocation.object("predecessor", Presence::optional);
  if (!fields) return std::nullopt;
  Predecessor predecessor;
  predecessor.id = fields->text("id").value_or("");
  predecessor.date = fields->date("date").value_or(CalendarDay());
  predecessor.agenda_hash = fields->text("agenda_hash").value_or("");
  fields->refuse_others();
  return predecessor;
}

Convocation read_convocation(ValueFields fields) {
  Convocation convocation;
  convocation.sent = fields.date("sent", Presence::optional);
  convocation.call = fields.integer("call", {1, 9}).value_or(1);
  convocation.predecessor = read_predecessor(fields);
  fields.refuse_others();
  return convocation;
}

Cutoffs read_cutoffs(ValueFields fields) {
  Cutoffs cutoffs;
  cutoffs.opens = fields.local_time("opens", Presence::optional);
  cutoffs.closes = fields.local_time("closes", Presence::optional);
  cutoffs.closes_reference = optional_text(fields, "closes_reference");
  cutoffs.grace_seconds = fields.integer("grace_seconds", {0, 3600}, Presence::optional).value_or(0);
  cutoffs.grace_reference = optional_text(fields, "grace_reference");
  cutoffs.paper = fields.date("paper", Presence::optional);
  cutoffs.proxies = fields.local_time("proxies", Presence::optional);
  cutoffs.intermediaries = fields.date("intermediaries", Presence::optional);
  cutoffs.distance_is_confirmed = optional_boolean(fields, "distance_is_confirmed");
  fields.refuse_others();
  return cutoffs;
}

CalendarChanges read_calendar(ValueFields fields) {
  CalendarChanges changes;
  changes.closed = fields.dates("closed", Presence::optional);
  changes.open = fields.dates("open", Presence::optional);
  fields.refuse_others();
  return changes;
}

Bureau read_bureau(ValueFields fields) {
  Bureau bureau;
  bureau.scrutineers = fields.texts("scrutineers");
  bureau.threshold = fields.integer("threshold", {0, 100}).value_or(0);
  fields.refuse_others();
  return bureau;
}

LocalizedText read_localized(ValueFields& resolution, std::string_view key, Presence presence) {
  auto fields = resolution.object(key, presence);
  if (!fields) return {};
  LocalizedText text{fields->text("fr").value_or(""), optional_text(*fields, "en")};
  fields->refuse_others();
  return text;
}

Resolution read_resolution(ValueFields fields) {
  Resolution resolution;
  resolution.label = fields.text("label").value_or("");
  resolution.kind = fields.choice<ResolutionKind>("kind", resolution_kind_words).value_or(ResolutionKind::ordinary);
  resolution.author = fields.choice<Author>("author", author_words).value_or(Author::board);
  resolution.recommendation = fields.choice<Recommendation>("recommendation", recommendations, Presence::optional)
                                  .value_or(Recommendation::none);
  resolution.title = read_localized(fields, "title", Presence::needed);
  resolution.text = read_localized(fields, "text", Presence::needed);
  resolution.reasons = read_localized(fields, "reasons", Presence::optional);
  resolution.is_information_only = optional_boolean(fields, "is_information_only");
  resolution.deprived = fields.texts("deprived", Presence::optional);
  fields.refuse_others();
  return resolution;
}

void read_place_and_time(ValueFields fields, Meeting& meeting) {
  meeting.id = fields.text("id").value_or("");
  if (!is_meeting_id(meeting.id))
    fields.refuse("id", "must be a letter, then letters, digits, '-' and '_', 40 at most");
  meeting.kind = fields.choice<MeetingKind>("kind", meeting_kinds).value_or(MeetingKind::ordinary);
  meeting.starts = fields.local_time("starts").value_or(LocalTime());
  meeting.zone = fields.text("zone").value_or("");
  meeting.place = fields.text("place").value_or("");
  meeting.origin = fields.text("origin").value_or("");
  fields.refuse_others();
}

void read_sections(ValueFields& fields, Meeting& meeting) {
  if (fields.text("format").value_or("") != "sceau.meeting/1") fields.refuse("format", "must be \"sceau.meeting/1\"");
  if (auto section = fields.object("meeting")) read_place_and_time(*section, meeting);
  if (auto section = fields.object("issuer")) meeting.issuer = read_issuer(*section);
  if (auto section = fields.object("articles")) meeting.articles = read_articles(*section);
  if (auto section = fields.object("convocation")) meeting.convocation = read_convocation(*section);
  if (auto section = fields.object("cutoffs")) meeting.cutoffs = read_cutoffs(*section);
  if (auto section = fields.object("calendar", Presence::optional)) meeting.calendar = read_calendar(*section);
  if (auto section = fields.object("bureau")) meeting.bureau = read_bureau(*section);
  for (auto& item : fields.objects("resolution", Presence::optional)) meeting.agenda.push_back(read_resolution(item));
  fields.refuse_others();
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_id_character(char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_'; }

}  // namespace

bool is_meeting_id(std::string_view id) {
  return !id.empty() && id.size() <= 40 && is_letter(id.front()) && std::ranges::all_of(id, is_id_character);
}

Result<MeetingReading> read_meeting(ByteView toml) {
  const auto value = read_toml(toml);
  if (!value) return value.error();
  MeetingReading reading;
  ValueFields fields(*value, PathStyle::dotted, reading.findings);
  read_sections(fields, reading.meeting);
  return reading;
}

}  // namespace sceau
