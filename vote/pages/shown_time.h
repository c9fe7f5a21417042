// SPDX-License-Identifier: Apache-2.0
// Times as a shareholder reads them (D17): always with the name of the zone.
#pragma once

#include <chrono>
#include <string>

#include "foundation/instant.h"
#include "vote/frozen_meeting.h"

namespace sceau {

enum class TimeDetail { minutes, seconds, microseconds };

// "mardi 11 mai 2027 à 15 h 00 (heure de Paris, CEST)". Where the zone cannot be looked up, the instant in UTC.
std::string time_in_words(Instant instant, std::string_view zone, Language language,
                          TimeDetail detail = TimeDetail::minutes);

// The same of a legal time, without looking anything up: its wall time was frozen.
std::string legal_time_in_words(const LegalTime& time, Language language);

// "2 jours 3 heures", "12 minutes", "moins d'une minute": the two greatest units, rounded down. Negative: nothing.
std::string duration_in_words(std::chrono::microseconds duration, Language language);

}  // namespace sceau
