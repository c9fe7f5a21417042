// SPDX-License-Identifier: Apache-2.0
#include "vote/pages/shown_time.h"

#include <fmt/format.h>

#include <array>

#include "vote/pages/texts.h"

namespace sceau {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::array<std::string_view, 7> french_days = {"dimanche", "lundi",    "mardi", "mercredi",
                                                         "jeudi",    "vendredi", "samedi"};
constexpr std::array<std::string_view, 7> english_days = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                          "Thursday", "Friday", "Saturday"};

std::string_view weekday_in_words(CalendarDay day, Language language) {
  const auto number = std::chrono::weekday(std::chrono::local_days(day)).c_encoding();
  return language == Language::french ? french_days[number] : english_days[number];
}

// No-break spaces keep "15 h 00" on one line.
std::string clock_in_words(microseconds since_midnight, Language language, TimeDetail detail) {
  const std::chrono::hh_mm_ss time(since_midnight);
  const auto hour = time.hours().count(), minute = time.minutes().count();
  const auto second = time.seconds().count(), micro = time.subseconds().count();
  const bool is_french = language == Language::french;
  auto text = is_french ? fmt::format("{}\u00A0h\u00A0{:02}", hour, minute) : fmt::format("{:02}:{:02}", hour, minute);
  if (detail == TimeDetail::minutes) return text;
  text += is_french ? fmt::format("\u00A0min\u00A0{:02}", second) : fmt::format(":{:02}", second);
  if (detail == TimeDetail::microseconds) text += fmt::format("{}{:06}", is_french ? ',' : '.', micro);
  return is_french ? text + "\u00A0s" : text;
}

std::string zone_in_words(std::string_view zone, std::string_view abbreviation, Language language) {
  if (zone == paris) return words(Text::paris_time, language, {{"zone", abbreviation}});
  return words(Text::local_time, language, {{"place", zone}, {"zone", abbreviation}});
}

std::string wall_time_in_words(const WallTime& time, std::string_view zone, Language language, TimeDetail detail) {
  const auto midnight = floor<days>(time.wall);
  const CalendarDay day(midnight);
  return words(Text::date_and_time, language,
               {{"weekday", weekday_in_words(day, language)},
                {"date", date_in_words(day, language)},
                {"time", clock_in_words(time.wall - midnight, language, detail)},
                {"zone", zone_in_words(zone, time.abbreviation, language)}});
}

std::string utc_offset(const LegalTime& time) {
  const auto ahead = std::chrono::duration_cast<minutes>(time.wall.time_since_epoch() - time.utc.time_since_epoch());
  const auto size = std::chrono::abs(ahead);
  return fmt::format("UTC{}{:02}:{:02}", ahead < minutes(0) ? '-' : '+', size / hours(1), (size % hours(1)).count());
}

}  // namespace

std::string time_in_words(Instant instant, std::string_view zone, Language language, TimeDetail detail) {
  const auto shown = wall_time(instant, zone);
  if (!shown) return to_rfc3339(instant);
  return wall_time_in_words(*shown, zone, language, detail);
}

std::string legal_time_in_words(const LegalTime& time, Language language) {
  return wall_time_in_words({time.wall, utc_offset(time)}, time.zone, language, TimeDetail::minutes);
}

std::string duration_in_words(microseconds duration, Language language) {
  if (duration < microseconds(0)) return {};
  if (duration < minutes(1)) return std::string(words(Text::less_than_a_minute, language));
  const auto whole_days = duration / days(1), whole_hours = duration % days(1) / hours(1);
  const auto whole_minutes = duration % hours(1) / minutes(1);
  std::string text;
  const auto add = [&](std::int64_t count, Text one, Text many) {
    if (count > 0) text += (text.empty() ? "" : " ") + counted(count, one, many, language);
  };
  add(whole_days, Text::day_one, Text::day_many);
  add(whole_hours, Text::hour_one, Text::hour_many);
  if (whole_days == 0) add(whole_minutes, Text::minute_one, Text::minute_many);
  return text;
}

}  // namespace sceau
