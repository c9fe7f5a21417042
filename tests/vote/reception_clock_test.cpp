// SPDX-License-Identifier: Apache-2.0
#include "vote/reception_clock.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "vote/checkpoint_stamps.h"

namespace sceau {
namespace {

using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::seconds;

const Instant noon = *from_rfc3339("2027-05-11T12:00:00Z");

TEST(ReceptionClock, D10_a_step_of_the_system_moves_no_reception) {
  ReceptionClock clock({noon, seconds(100)}, noon - hours(1));
  EXPECT_EQ(clock.read({noon + seconds(5), seconds(105)}), noon + seconds(5));
  EXPECT_EQ(clock.read({noon - hours(1), seconds(106)}), noon + seconds(6));   // stepped back
  EXPECT_EQ(clock.read({noon + hours(24), seconds(107)}), noon + seconds(7));  // stepped forward
}

TEST(ReceptionClock, D10_nothing_is_received_before_the_last_entry) {
  ReceptionClock clock({noon - hours(2), seconds(0)}, noon);  // started with a clock that was set back
  EXPECT_EQ(clock.read({noon - hours(2), seconds(0)}), noon);
  EXPECT_EQ(clock.read({noon + seconds(1), seconds(7201)}), noon + seconds(1));
}

TEST(ReceptionClock, D9_a_step_is_uncertainty) {
  ReceptionClock clock({noon, seconds(0)}, noon);
  const ClockState good{.is_synchronised = true, .maximum_error = milliseconds(1)};
  EXPECT_FALSE(is_degraded(clock.widened(good, {noon + seconds(1), seconds(1)})));
  const auto widened = clock.widened(good, {noon + seconds(4), seconds(1)});
  EXPECT_EQ(widened.maximum_error, seconds(3) + milliseconds(1));
  EXPECT_TRUE(is_degraded(widened));
}

// The sources of the program are what can be looked at: whoever adds such an option meets this test.
TEST(ReceptionClock, D20_no_option_names_a_clock) {
  for (const auto& file : std::filesystem::directory_iterator(SCEAU_SOURCE_DIR "/cli")) {
    std::stringstream text;
    text << std::ifstream(file.path()).rdbuf();
    const auto name = file.path().filename().string();
    for (const auto& word : {"FAKETIME", "--now", "--clock", "SOURCE_DATE_EPOCH"}) {
      EXPECT_EQ(text.str().find(word), std::string::npos) << name << " " << word;
    }
    const bool reads_time = text.str().find("system_clock::now") != std::string::npos;
    EXPECT_EQ(reads_time, name == "system_clock.cpp") << name;
  }
}

TEST(ReceptionClock, D20_only_the_demonstration_makes_a_clock_of_its_own) {
  for (const auto& file : std::filesystem::directory_iterator(SCEAU_SOURCE_DIR "/cli")) {
    std::stringstream text;
    text << std::ifstream(file.path()).rdbuf();
    const auto name = file.path().filename().string();
    const bool makes_readings = text.str().find("ClockReadings{") != std::string::npos;
    EXPECT_EQ(makes_readings, name == "vote_demo_command.cpp") << name;
    const bool names_demo_clock = text.str().find("DemoClock") != std::string::npos;
    EXPECT_EQ(names_demo_clock, name == "vote_demo_command.cpp") << name;
  }
}

}  // namespace
}  // namespace sceau
