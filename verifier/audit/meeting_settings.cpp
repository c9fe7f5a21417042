// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/meeting_settings.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "formats/toml/toml_reader.h"
#include "formats/value_tree/value_fields.h"

namespace sceau::audit {
namespace {

template <typename Enum>
using Word = std::pair<std::string_view, Enum>;

constexpr std::array meeting_kinds = {Word<MeetingKind>{"ordinary", MeetingKind::ordinary},
                                      Word<MeetingKind>{"extraordinary", MeetingKind::extraordinary},
                                      Word<MeetingKind>{"mixed", MeetingKind::mixed},
                                      Word<MeetingKind>{"special", MeetingKind::special}};
constexpr std::array resolution_kinds = {Word<ResolutionKind>{"ordinary", ResolutionKind::ordinary},
                                         Word<ResolutionKind>{"extraordinary", ResolutionKind::extraordinary},
                                         Word<ResolutionKind>{"reserves-increase", ResolutionKind::reserves_increase},
                                         Word<ResolutionKind>{"special", ResolutionKind::special}};
constexpr std::array authors = {Word<Author>{"board", Author::board}, Word<Author>{"shareholder", Author::shareholder},
                                Word<Author>{"other", Author::other}};
constexpr std::array recommendations = {Word<Recommendation>{"none", Recommendation::none},
                                        Word<Recommendation>{"for", Recommendation::for_it},
                                        Word<Recommendation>{"against", Recommendation::against}};

// What may be left away, and is then this.
template <typename T>
T or_else(std::optional<T> found, T otherwise) {
  return found ? *std::move(found) : otherwise;
}

// "1/4"
std::optional<Fraction> fraction_from(std::string_view text) {
  Fraction fraction;
  const char* end = text.data() + text.size();
  const auto first = std::from_chars(text.data(), end, fraction.numerator);
  if (first.ec != std::errc() || first.ptr == end || *first.ptr != '/') return std::nullopt;
  const auto second = std::from_chars(first.ptr + 1, end, fraction.denominator);
  const bool is_whole = second.ec == std::errc() && second.ptr == end;
  const bool is_sensible =
      0 < fraction.numerator && fraction.numerator <= fraction.denominator && fraction.denominator <= 1000;
  return is_whole && is_sensible ? std::optional(fraction) : std::nullopt;
}

std::optional<Fraction> fraction_in(ValueFields& fields, std::string_view key) {
  const auto text = fields.text(key, Presence::optional);
  const auto fraction = text ? fraction_from(*text) : std::nullopt;
  if (text && !fraction) fields.refuse(key, "must be a fraction like \"1/4\"");
  return fraction;
}

void read_place_and_time(ValueFields fields, MeetingSettings& settings) {
  settings.id = fields.text("id").value_or("");
  settings.kind = or_else(fields.choice<MeetingKind>("kind", meeting_kinds), MeetingKind::ordinary);
  settings.starts = fields.local_time("starts").value_or(LocalTime());
  settings.zone = fields.text("zone").value_or("");
  settings.place = fields.text("place").value_or("");
}

void read_issuer(ValueFields fields, MeetingSettings& settings) {
  settings.issuer = fields.text("name").value_or("");
  settings.siren = fields.text("siren").value_or("");
  settings.is_listed = fields.boolean("is_listed").value_or(false);
}

void read_articles(ValueFields fields, MeetingSettings& settings) {
  settings.allow_simple_signature = fields.boolean("allow_simple_signature", Presence::optional).value_or(false);
  settings.allow_mode_change = fields.boolean("allow_mode_change", Presence::optional).value_or(false);
  const auto double_vote = fields.text("double_vote").value_or("none");
  if (double_vote != "none" && double_vote != "automatic" && double_vote != "by-articles") {
    fields.refuse("double_vote", "must be none, automatic or by-articles");
  }
  settings.knows_double_votes = double_vote != "none";
  settings.first_quorum = fraction_in(fields, "first_quorum");
  settings.second_quorum = fraction_in(fields, "second_quorum");
}

void read_convocation(ValueFields fields, MeetingSettings& settings) {
  settings.call = fields.integer("call", {1, 9}).value_or(1);
  auto predecessor = fields.object("predecessor", Presence::optional);
  if (!predecessor) return;
  settings.predecessor = Predecessor{.id = predecessor->text("id").value_or(""),
                                     .agenda_sha256 = predecessor->text("agenda_hash").value_or("")};
}

void read_cutoffs(ValueFields fields, MeetingSettings& settings) {
  settings.opens = fields.local_time("opens", Presence::optional);
  settings.closes = fields.local_time("closes", Presence::optional);
  settings.closes_reference = fields.text("closes_reference", Presence::optional).value_or("");
  settings.grace_seconds = fields.integer("grace_seconds", {0, 3600}, Presence::optional).value_or(0);
  settings.proxies = fields.local_time("proxies", Presence::optional);
  settings.paper = fields.date("paper", Presence::optional);
}

LocalizedText localized(ValueFields& resolution, std::string_view key, Presence presence) {
  auto fields = resolution.object(key, presence);
  if (!fields) return {};
  return {fields->text("fr").value_or(""), fields->text("en", Presence::optional).value_or("")};
}

Resolution read_resolution(ValueFields& fields) {
  Resolution resolution;
  resolution.label = fields.text("label").value_or("");
  resolution.kind = or_else(fields.choice<ResolutionKind>("kind", resolution_kinds), ResolutionKind::ordinary);
  resolution.author = or_else(fields.choice<Author>("author", authors), Author::board);
  resolution.recommendation = or_else(
      fields.choice<Recommendation>("recommendation", recommendations, Presence::optional), Recommendation::none);
  resolution.is_information_only = fields.boolean("is_information_only", Presence::optional).value_or(false);
  resolution.deprived = fields.texts("deprived", Presence::optional);
  std::ranges::sort(resolution.deprived);
  resolution.title = localized(fields, "title", Presence::needed);
  resolution.text = localized(fields, "text", Presence::needed);
  resolution.reasons = localized(fields, "reasons", Presence::optional);
  return resolution;
}

void read_agenda(ValueFields& fields, MeetingSettings& settings) {
  std::set<std::string> labels;
  for (auto& item : fields.objects("resolution", Presence::optional)) {
    settings.agenda.push_back(read_resolution(item));
    if (!labels.insert(settings.agenda.back().label).second) item.refuse("label", "stands there twice");
  }
  if (settings.agenda.size() > 200) fields.refuse("resolution", "more than 200 of them");
}

void read_sections(ValueFields& fields, MeetingSettings& settings) {
  if (fields.text("format").value_or("") != "sceau.meeting/1") fields.refuse("format", "must be sceau.meeting/1");
  if (auto section = fields.object("meeting")) read_place_and_time(*section, settings);
  if (auto section = fields.object("issuer")) read_issuer(*section, settings);
  if (auto section = fields.object("articles")) read_articles(*section, settings);
  if (auto section = fields.object("convocation")) read_convocation(*section, settings);
  if (auto section = fields.object("cutoffs")) read_cutoffs(*section, settings);
  if (auto section = fields.object("bureau")) {
    settings.scrutineers = section->texts("scrutineers").size();
    settings.threshold = section->integer("threshold", {0, 100}).value_or(0);
  }
  read_agenda(fields, settings);
}

template <typename Enum, std::size_t size>
std::optional<Enum> meaning_of(const std::array<Word<Enum>, size>& words, std::string_view wanted) {
  const auto found = std::ranges::find(words, wanted, &Word<Enum>::first);
  return found == words.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace

std::optional<ResolutionKind> resolution_kind_named(std::string_view word) {
  return meaning_of(resolution_kinds, word);
}

std::string_view name_of(ResolutionKind kind) {
  return std::ranges::find(resolution_kinds, kind, &Word<ResolutionKind>::second)->first;
}

std::optional<Author> author_named(std::string_view word) { return meaning_of(authors, word); }

Result<SettingsReading> read_settings(ByteView toml) {
  const auto value = read_toml(toml);
  if (!value) return value.error();
  SettingsReading reading;
  ValueFields fields(*value, PathStyle::dotted, reading.findings);
  read_sections(fields, reading.settings);
  return reading;
}

}  // namespace sceau::audit
