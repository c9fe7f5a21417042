// SPDX-License-Identifier: Apache-2.0
#include "tests/vote/sample_meeting.h"

#include <cstdio>
#include <cstdlib>

#include "foundation/text_encoding.h"

namespace sceau {
namespace {

[[noreturn]] void give_up(std::string_view why) {
  std::fprintf(stderr, "sample: %.*s\n", static_cast<int>(why.size()), why.data());
  std::abort();
}

template <typename T>
T value_or_end(Result<T> result) {
  if (!result) give_up(result.error().detail);
  return std::move(*result);
}

}  // namespace

const ZoneDatabase& zone_database() {
  static const auto database = value_or_end(read_zone_database());
  return database;
}

CalendarDay day(std::string_view text) {
  const auto instant = value_or_end(from_rfc3339(std::string(text) + "T00:00:00Z"));
  return CalendarDay(std::chrono::floor<std::chrono::days>(instant));
}

std::string sample_toml() {
  return R"(format = "sceau.meeting/1"

[meeting]
id = "ag2027"
kind = "mixed"
starts = 2027-05-12T10:00:00
zone = "Europe/Paris"
place = "Hôtel des Arts et Métiers, Paris"
origin = "https://vote.exemple.fr"

[issuer]
name = "Exemple SA"
legal_form = "SA"
siren = "732829320"
seat = "1, rue de la Paix, 75002 Paris"
isin = ["FR0000000001"]
is_listed = false

[articles]
allow_electronic_vote = true
electronic_vote_reference = "article 22"
allow_simple_signature = true
simple_signature_reference = "article 22, paragraph 3"
identification_process = "an access code of 80 bits sent by post"
record_rule = "meeting-day"
double_vote = "by-articles"

[convocation]
sent = 2027-04-20
call = 1

[cutoffs]
opens = 2027-04-21T09:00:00
paper = 2027-05-09

[bureau]
scrutineers = ["one.pem", "two.pem", "three.pem"]
threshold = 2

[[resolution]]
label = "1"
kind = "ordinary"
author = "board"
recommendation = "for"
title = { fr = "Comptes", en = "Accounts" }
text = { fr = "L'assemblée approuve les comptes.", en = "The meeting approves the accounts." }
reasons = { fr = "Les comptes sont joints.", en = "The accounts are annexed." }

[[resolution]]
label = "2"
kind = "ordinary"
author = "shareholder"
recommendation = "against"
title = { fr = "Dividende", en = "Dividend" }
text = { fr = "Le dividende est doublé.", en = "The dividend is doubled." }
reasons = { fr = "La trésorerie est abondante.", en = "There is plenty of cash." }

[[resolution]]
label = "3"
kind = "extraordinary"
author = "board"
title = { fr = "Statuts", en = "Articles" }
text = { fr = "L'article 4 est modifié.", en = "Article 4 is amended." }
reasons = { fr = "L'objet change.", en = "The object changes." }
)";
}

std::string changed(std::string text, std::string_view from, std::string_view to) {
  const auto at = text.find(from);
  if (at == text.npos || text.find(from, at + 1) != text.npos) give_up(from);
  return text.replace(at, from.size(), to);
}

Meeting sample_meeting(const std::string& toml) {
  auto reading = value_or_end(read_meeting(as_bytes(toml)));
  if (!reading.findings.empty()) give_up(reading.findings.front().detail);
  return std::move(reading.meeting);
}

FrozenMeeting sample_frozen(const std::string& toml) { return value_or_end(freeze(as_bytes(toml), zone_database())); }

std::string sample_register_csv() {
  return "shareholder,surname,first_name,company,domicile,intermediary,account,kind,shares,votes,deprived,"
         "attestation\r\n"
         "s1,Martin,Jeanne,,\"3, place du Marché, Lyon\",no,N-1,registered,100,200,,\r\n"
         "s2,Durand,Paul,,Nantes,no,P-2,bearer,50,50,,\r\n"
         "s3,,,Banque Dépositaire,Paris,yes,A-3,administered,1000,1000,,\r\n"
         "s4,Petit,Luc,,Lille,no,N-4,registered,30,30,2,\r\n"
         "s5,Blanc,Anne,,Metz,no,N-5,registered,20,20,all,\r\n"
         "s9,,,Exemple SA,Paris,no,T-9,treasury,500,0,,\r\n";
}

Register sample_register(const std::string& csv, const Meeting& meeting) {
  auto reading = value_or_end(read_register(as_bytes(csv), meeting));
  if (!reading.findings.empty()) give_up(reading.findings.front().detail);
  return std::move(reading.shares);
}

Form sample_form(const FrozenMeeting& meeting) {
  Form form;
  form.meeting = meeting.meeting().id;
  form.agenda_hash = hex_lower(meeting.hashes().agenda);
  form.form_hash = hex_lower(meeting.hashes().form);
  form.mentions = meeting.mentions(Language::french);
  form.shareholder = "s1";
  form.identity = {.surname = "Martin", .first_name = "Jeanne", .domicile = "3, place du Marché, Lyon"};
  form.holdings = {{.account = "N-1", .kind = HoldingKind::registered, .shares = 100}};
  form.choices = {{"1", Vote::in_favour}, {"2", Vote::against}, {"3", Vote::abstain}};
  form.new_resolutions = Vote::against;
  return form;
}

}  // namespace sceau
