// SPDX-License-Identifier: Apache-2.0
#include "tests/vote/count_case_json.h"

#include "formats/json/canonical_json.h"
#include "foundation/text_encoding.h"

namespace sceau {
namespace {

constexpr std::array recommendation_words = {Word<Recommendation>{"none", Recommendation::none},
                                             Word<Recommendation>{"for", Recommendation::vote_for},
                                             Word<Recommendation>{"against", Recommendation::vote_against}};
constexpr std::array conflict_words = {Word<ConflictOfInterest>{"none", ConflictOfInterest::none},
                                       Word<ConflictOfInterest>{"disclosed", ConflictOfInterest::disclosed},
                                       Word<ConflictOfInterest>{"confirmed", ConflictOfInterest::confirmed}};

constexpr std::array meeting_kinds = {Word<MeetingKind>{"ordinary", MeetingKind::ordinary},
                                      Word<MeetingKind>{"extraordinary", MeetingKind::extraordinary},
                                      Word<MeetingKind>{"mixed", MeetingKind::mixed},
                                      Word<MeetingKind>{"special", MeetingKind::special}};

std::int64_t day_number(CalendarDay day) { return std::chrono::sys_days(day).time_since_epoch().count(); }

Value text(std::string_view words) { return {std::string(words)}; }
Value number(Instant instant) { return {std::int64_t{instant.time_since_epoch().count()}}; }

template <typename T, typename ValueOf>
Value list(const std::vector<T>& items, ValueOf value_of) {
  ValueArray array;
  for (const auto& item : items) array.push_back(value_of(item));
  return {std::move(array)};
}

Value vote_value(std::optional<Vote> vote) { return vote ? text(word_of(vote_words, *vote)) : Value{}; }

Value choice_value(const ResolutionChoice& choice) {
  return {ValueObject{{"label", {choice.label}},
                      {"vote", vote_value(choice.vote)},
                      {"for", {choice.split.in_favour}},
                      {"against", {choice.split.against}},
                      {"abstain", {choice.split.abstain}}}};
}

Value person_value(const Person& person) {
  return {ValueArray{{person.surname}, {person.first_name}, {person.company}, {person.domicile}}};
}

Value holding_value(const FormHolding& holding) {
  return {ValueObject{{"account", {holding.account}},
                      {"isin", {holding.isin}},
                      {"shares", {holding.shares.value_or(0)}},
                      {"attestation", {holding.attestation}}}};
}

Value proxy_value(const std::optional<Proxy>& proxy) {
  if (!proxy) return {};
  return {ValueObject{{"kind", text(word_of(proxy_words, proxy->kind))},
                      {"relation", proxy->relation ? text(word_of(relation_words, *proxy->relation)) : Value{}},
                      {"holder", person_value(proxy->holder)}}};
}

Value form_value(const Form& form) {
  return {ValueObject{{"meeting", {form.meeting}},
                      {"agenda", {form.agenda_hash}},
                      {"shareholder", {form.shareholder}},
                      {"identity", person_value(form.identity)},
                      {"holdings", list(form.holdings, holding_value)},
                      {"choices", list(form.choices, choice_value)},
                      {"new_resolutions", vote_value(form.new_resolutions)},
                      {"proxy", proxy_value(form.proxy)}}};
}

Value logged_value(const LoggedForm& logged) {
  const auto& facts = logged.facts;
  return {ValueObject{{"index", {logged.index}},
                      {"kind", text(word_of(decision_words, facts.kind))},
                      {"ballot", {facts.ballot}},
                      {"supersedes", {facts.supersedes}},
                      {"shareholder", {logged.shareholder}},
                      {"at", number(facts.received_at)},
                      {"identified_at", logged.identified_at ? number(*logged.identified_at) : Value{}},
                      {"litigious", {facts.clock.is_litigious}},
                      {"degraded", {facts.clock.is_degraded}},
                      {"uncertainty", {std::int64_t{facts.clock.uncertainty.count()}}},
                      {"reasons", list(facts.reasons, [](Reason reason) { return text(stable_name(reason)); })},
                      {"form", logged.form ? form_value(*logged.form) : Value{}}}};
}

Value paper_value(const PaperForm& paper) {
  return {ValueObject{{"number", {paper.number}},
                      {"at", number(paper.arrived_at)},
                      {"irregular", {paper.irregular}},
                      {"form", form_value(paper.form)}}};
}

Value attendee_value(const Attendee& attendee) {
  return {ValueObject{{"line", {attendee.line}},
                      {"badge", {attendee.badge}},
                      {"conflict", text(word_of(conflict_words, attendee.conflict))},
                      {"form", form_value(attendee.form)}}};
}

Value room_value(const RoomVotes& votes) {
  return {
      ValueObject{{"line", {votes.line}}, {"badge", {votes.badge}}, {"choices", list(votes.choices, choice_value)}}};
}

Value resolution_value(const Resolution& resolution) {
  return {
      ValueObject{{"label", {resolution.label}},
                  {"kind", text(word_of(resolution_kind_words, resolution.kind))},
                  {"author", text(word_of(author_words, resolution.author))},
                  {"recommendation", text(word_of(recommendation_words, resolution.recommendation))},
                  {"information_only", {resolution.is_information_only}},
                  {"deprived", list(resolution.deprived, [](const std::string& account) { return text(account); })}}};
}

Value fraction_value(const std::optional<Fraction>& fraction) {
  if (!fraction) return {};
  return {ValueArray{{fraction->numerator}, {fraction->denominator}}};
}

Value meeting_value(const FrozenMeeting& frozen) {
  const auto& [meeting, times] = std::tie(frozen.meeting(), frozen.times());
  const auto& before = meeting.convocation.predecessor;
  return {ValueObject{
      {"id", {meeting.id}},
      {"kind", text(word_of(meeting_kinds, meeting.kind))},
      {"day", {day_number(meeting.date())}},
      {"agenda", {hex_lower(frozen.hashes().agenda)}},
      {"call", {meeting.convocation.call}},
      {"predecessor", before ? Value{ValueObject{{"id", {before->id}}, {"agenda", {before->agenda_hash}}}} : Value{}},
      {"listed", {meeting.issuer.is_listed}},
      {"allow_mode_change", {meeting.articles.allow_mode_change}},
      {"first_quorum", fraction_value(meeting.articles.first_quorum)},
      {"second_quorum", fraction_value(meeting.articles.second_quorum)},
      {"opens", times.opens ? number(times.opens->utc) : Value{}},
      {"closes", number(times.closes.utc)},
      {"grace", {1'000'000 * meeting.cutoffs.grace_seconds}},
      {"proxies", number(times.proxies.utc)},
      {"paper", number(times.paper.utc)}}};
}

Value ruling_value(const Ruling& ruling) {
  return {ValueObject{{"index", {ruling.index}}, {"admitted", {ruling.is_admitted}}}};
}

Value other_meeting_value(const OtherMeeting& other) {
  return {ValueObject{{"id", {other.id}},
                      {"kind", text(word_of(meeting_kinds, other.meeting.kind))},
                      {"day", {day_number(other.meeting.date)}},
                      {"agenda", {hex_lower(other.meeting.agenda)}}}};
}

}  // namespace

std::string write_case(const CountInput& input) {
  return canonical_json(
      {ValueObject{{"meeting", meeting_value(input.meeting)},
                   {"withdrawn", list(input.state.withdrawn, [](const std::string& label) { return text(label); })},
                   {"agenda", list(input.meeting.meeting().agenda, resolution_value)},
                   {"new_resolutions", list(input.new_resolutions, resolution_value)},
                   {"register_csv", {write_register(input.shares)}},
                   {"electronic", list(input.electronic, logged_value)},
                   {"carried", list(input.carried, logged_value)},
                   {"paper", list(input.paper, paper_value)},
                   {"carried_paper", list(input.carried_paper, paper_value)},
                   {"attendance", list(input.attendance, attendee_value)},
                   {"room", list(input.room, room_value)},
                   {"rulings", list(input.rulings, ruling_value)},
                   {"other_meetings", list(input.other_meetings, other_meeting_value)}}});
}

}  // namespace sceau
