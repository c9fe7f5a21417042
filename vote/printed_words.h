// SPDX-License-Identifier: Apache-2.0
// The French of printed papers: numbers, dates, ways of voting, and why a form was not taken into account.
#pragma once

#include <string>
#include <vector>

#include "vote/tally.h"

namespace sceau {

std::string in_groups(std::int64_t number);  // "1 234 567", with narrow spaces that do not break

// "12,34 %", cut off after two digits and never rounded up, so that 49,999 % is not printed as half. "sans objet" of
// nothing. Precondition: 0 <= part <= whole.
std::string percentage(std::int64_t part, std::int64_t whole);

std::string counted_words(std::int64_t number, std::string_view one, std::string_view many);  // "2 actions"

std::string date_and_hour(LocalTime time);  // "12 mai 2027 à 10 h 00"; seconds where there are any
std::string hour_of(LocalTime time);        // "10 h 00"
// "11 mai 2027 à 15 h 00 min 03 s, heure de Paris (2027-05-11T13:00:03.250000Z)"
std::string instant_in_words(Instant instant);

// How an input of the count is called on paper: "inscription n° 12", "papier P-7", "présence, ligne 4".
std::string reference_in_words(std::string_view reference);

std::string_view name_of(MeetingKind kind);           // "mixte"
std::string_view name_of(CastBy way);                 // "Vote électronique à distance"
std::string_view name_of(Majority majority);          // "majorité simple des voix exprimées"
std::string_view name_of(Disposition disposition);    // "reçu après la clôture"
std::string_view name_of(ResolutionKind kind);        // "ordinaire"
std::string name_of(const Person& person);            // "MARTIN Jeanne", or the company
std::string call_in_words(std::int64_t call);         // "première convocation"
std::string name_of_meeting(const Meeting& meeting);  // "assemblée générale mixte du 12 mai 2027"

// In French; a reason that has no words here is called by its stable name.
std::string in_french(Reason reason);

// As it is printed in French: the source, with "(à confirmer)" where nobody has read its text.
std::string french_citation(LegalRule rule);
std::string french_citations(std::initializer_list<LegalRule> rules);

}  // namespace sceau
