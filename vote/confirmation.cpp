// SPDX-License-Identifier: Apache-2.0
#include "vote/confirmation.h"

#include <fmt/format.h>

#include <array>

namespace sceau {
namespace {

constexpr std::string_view message_type = "confirmation of receipt of votes";
constexpr std::string_view modality = "EVBM";  // ISO 20022: electronic vote before the meeting
constexpr std::string_view standards = "the messages seev.006 and seev.007 of ISO 20022 are not written";
constexpr std::string_view where_to_look =
    "after the count, /v1/meetings/MEETING/receipts/RECEIPT_ID/confirmation says how it was counted";

struct Wording {
  DecisionKind kind;
  std::string_view french, english;
};
constexpr std::array wordings{
    Wording{DecisionKind::ballot,
            "La société confirme avoir reçu votre vote. Il est enregistré et scellé jusqu'à la clôture du vote.",
            "The company confirms that it has received your vote. It is recorded, and sealed until the vote closes."},
    Wording{
        DecisionKind::mandate,
        "La société confirme avoir reçu votre procuration. Elle est enregistrée et scellée jusqu'à la clôture du vote.",
        "The company confirms that it has received your proxy. It is recorded, and sealed until the vote closes."},
    Wording{DecisionKind::revocation,
            "La société confirme avoir reçu la révocation de votre procuration. Elle est enregistrée.",
            "The company confirms that it has received the revocation of your proxy. It is recorded."},
    Wording{
        DecisionKind::refusal,
        "La société a reçu votre formulaire mais n'en tient pas compte, pour le motif indiqué. Ce refus est "
        "enregistré.",
        "The company has received your form but does not take it into account, for the reason given. This refusal is "
        "recorded."},
};

const Wording& wording_of(DecisionKind kind) { return *std::ranges::find(wordings, kind, &Wording::kind); }

std::string day_text(CalendarDay day) {
  const std::chrono::year_month_day date(day);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::string time_text(const LegalTime& time) {
  const auto day = std::chrono::floor<std::chrono::days>(time.wall);
  const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::seconds>(time.wall - day));
  return fmt::format("{} {:02}:{:02}:{:02}, {}", day_text(CalendarDay(day)), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count(), time.zone);
}

Value texts_value(const std::vector<std::string>& texts) {
  ValueArray items;
  for (const auto& text : texts) items.push_back({text});
  return {std::move(items)};
}

void read_constant(ValueFields& fields, std::string_view key, std::string_view expected) {
  const auto text = fields.text(key);
  if (text && *text != expected) fields.refuse(key, fmt::format("must be \"{}\"", expected));
}

}  // namespace

Confirmation confirmation_of(const Meeting& meeting, const LegalTime& closes, DecisionKind kind) {
  const auto& words = wording_of(kind);
  return {.french = std::string(words.french),
          .english = std::string(words.english),
          .issuer = meeting.issuer.name,
          .lei = meeting.issuer.lei,
          .isin = meeting.issuer.isin,
          .meeting_date = day_text(meeting.date()),
          .deadline = time_text(closes),
          .sources = {citation(LegalRule::L50), citation(LegalRule::L51), citation(LegalRule::L52),
                      citation(LegalRule::L53)}};
}

Value confirmation_value(const Confirmation& confirmation) {
  return {ValueObject{{"message_type", {std::string(message_type)}},
                      {"wording", {ValueObject{{"fr", {confirmation.french}}, {"en", {confirmation.english}}}}},
                      {"issuer", {confirmation.issuer}},
                      {"lei", {confirmation.lei}},
                      {"isin", texts_value(confirmation.isin)},
                      {"meeting_date", {confirmation.meeting_date}},
                      {"deadline", {confirmation.deadline}},
                      {"modality", {std::string(modality)}},
                      {"standards", {std::string(standards)}},
                      {"counted", {std::string(where_to_look)}},
                      {"sources", texts_value(confirmation.sources)}}};
}

Confirmation read_confirmation(ValueFields fields) {
  Confirmation confirmation;
  read_constant(fields, "message_type", message_type);
  read_constant(fields, "modality", modality);
  read_constant(fields, "standards", standards);
  read_constant(fields, "counted", where_to_look);
  if (auto wording = fields.object("wording")) {
    confirmation.french = wording->text("fr").value_or("");
    confirmation.english = wording->text("en").value_or("");
    wording->refuse_others();
  }
  confirmation.issuer = fields.text("issuer").value_or("");
  confirmation.lei = fields.text("lei").value_or("");
  confirmation.isin = fields.texts("isin");
  confirmation.meeting_date = fields.text("meeting_date").value_or("");
  confirmation.deadline = fields.text("deadline").value_or("");
  confirmation.sources = fields.texts("sources");
  fields.refuse_others();
  return confirmation;
}

}  // namespace sceau
