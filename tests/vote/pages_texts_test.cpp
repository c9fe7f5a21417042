// SPDX-License-Identifier: Apache-2.0
#include "vote/pages/texts.h"

#include <gmock/gmock.h>

#include <regex>
#include <set>

#include "tests/vote/sample_meeting.h"
#include "vote/pages/shown_time.h"

namespace sceau {
namespace {

std::multiset<std::string> placeholders(std::string_view text) {
  const std::regex name("\\{[^}]*\\}");
  const std::string copy(text);
  std::multiset<std::string> found;
  for (std::sregex_iterator at(copy.begin(), copy.end(), name), end; at != end; ++at) found.insert(at->str());
  return found;
}

// French puts a no-break space before double punctuation and inside quotation marks.
bool is_french_spacing(std::string_view text) {
  for (const std::string_view wrong : {" :", " ;", " !", " ?", " »", "« "}) {
    if (text.find(wrong) != text.npos) return false;
  }
  return text.find('\'') == text.npos;  // typographic apostrophes
}

TEST(Texts, both_languages_have_the_same_placeholders) {
  for (const auto& row : all_texts()) {
    EXPECT_EQ(placeholders(row.french), placeholders(row.english)) << row.english;
    EXPECT_FALSE(row.french.empty());
    EXPECT_FALSE(row.english.empty());
  }
}

TEST(Texts, french_is_set_as_french_is) {
  for (const auto& row : all_texts()) EXPECT_TRUE(is_french_spacing(row.french)) << row.french;
  for (const auto& row : all_problem_texts()) {
    EXPECT_TRUE(is_french_spacing(row.french_title)) << row.french_title;
    EXPECT_TRUE(is_french_spacing(row.french_advice)) << row.french_advice;
  }
}

TEST(Texts, a_value_that_looks_like_a_placeholder_stays_as_it_is) {
  EXPECT_EQ(words(Text::meeting_of, Language::english, {{"kind", "{date}"}, {"date", "x"}}), "{date} of x");
  EXPECT_EQ(words(Text::meeting_of, Language::english, {{"kind", "a"}}), "a of {date}");
}

TEST(Texts, every_problem_of_the_intake_is_told_in_both_languages) {
  std::set<Reason> told;
  for (const auto& row : all_problem_texts()) EXPECT_TRUE(told.insert(row.reason).second) << row.english_title;
  const auto tell = [&](Reason reason) { EXPECT_TRUE(told.contains(reason)) << stable_name(reason); };
#define PROBLEM(reason, status, code) tell(Reason::reason);
#include "vote/problems.def"
#undef PROBLEM
  EXPECT_EQ(problem_words(Reason::internal_error, Language::english).title,
            problem_words(Reason::vote_not_recorded, Language::english).title);
}

TEST(Texts, numbers_are_grouped_as_each_language_does) {
  EXPECT_EQ(number_in_words(1234567, Language::french), "1\u202F234\u202F567");
  EXPECT_EQ(number_in_words(1234567, Language::english), "1,234,567");
  EXPECT_EQ(number_in_words(999, Language::french), "999");
  EXPECT_EQ(number_in_words(-1000, Language::english), "-1,000");
}

TEST(Texts, zero_is_singular_in_french_only) {
  EXPECT_EQ(counted(0, Text::hour_one, Text::hour_many, Language::french), "0 heure");
  EXPECT_EQ(counted(0, Text::hour_one, Text::hour_many, Language::english), "0 hours");
  EXPECT_EQ(counted(1, Text::hour_one, Text::hour_many, Language::english), "1 hour");
  EXPECT_EQ(counted(2, Text::hour_one, Text::hour_many, Language::french), "2 heures");
}

// The wall times are those that `TZ=Europe/Paris date -d 2027-05-11T13:00:00Z` and the like print.
TEST(ShownTime, D17_times_are_shown_in_words_with_their_zone) {
  const auto instant = *from_rfc3339("2027-05-11T13:00:00Z");
  EXPECT_EQ(time_in_words(instant, paris, Language::french),
            "mardi 11 mai 2027 à 15\u00A0h\u00A000 (heure de Paris, CEST)");
  EXPECT_EQ(time_in_words(instant, paris, Language::english), "Tuesday 11 May 2027 at 15:00 (Paris time, CEST)");
  EXPECT_EQ(time_in_words(instant, "Indian/Reunion", Language::english),
            "Tuesday 11 May 2027 at 17:00 (local time Indian/Reunion, +04)");
  EXPECT_EQ(time_in_words(*from_rfc3339("2027-05-11T12:59:59.9Z"), paris, Language::french, TimeDetail::microseconds),
            "mardi 11 mai 2027 à 14\u00A0h\u00A059\u00A0min\u00A059,900000\u00A0s (heure de Paris, CEST)");
  EXPECT_EQ(time_in_words(instant, "No/Where", Language::english), "2027-05-11T13:00:00Z");
}

TEST(ShownTime, D17_a_legal_time_is_shown_as_it_was_frozen) {
  const auto frozen = sample_frozen();
  EXPECT_EQ(legal_time_in_words(frozen.times().closes, Language::english),
            "Tuesday 11 May 2027 at 15:00 (Paris time, UTC+02:00)");
}

TEST(ShownTime, durations_have_their_two_greatest_units) {
  using std::chrono::hours;
  using std::chrono::minutes;
  EXPECT_EQ(duration_in_words(hours(51) + minutes(59), Language::french), "2 jours 3 heures");
  EXPECT_EQ(duration_in_words(hours(1) + minutes(12), Language::english), "1 hour 12 minutes");
  EXPECT_EQ(duration_in_words(std::chrono::seconds(59), Language::french), "moins d’une minute");
  EXPECT_EQ(duration_in_words(minutes(-1), Language::french), "");
}

}  // namespace
}  // namespace sceau
