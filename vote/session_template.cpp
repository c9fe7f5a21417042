// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "vote/deadline.h"
#include "vote/session_record.h"

namespace sceau {
namespace {

constexpr const char* text =
    R"(# What only those in the room know of the meeting {id}: it is printed in the minutes (art. R. 225-106 C. com.).
format = "sceau.session/1"

# By the clock on the wall of the place.
opened = {starts}
ended = {starts}

# How the shareholders were convened, as the minutes are to say it.
convening = ""

# What was laid before the meeting, and the debates in a few sentences, one a line.
documents = [
  "la feuille de présence, certifiée exacte par les membres du bureau",
]
debates = [
]
# What disturbed the meeting, where anything did.
incidents = [
]

# The bureau, in the order in which its members sign. One chair; scrutineers and a secretary. `quality` may be left out.
[[bureau]]
role = "chair"
name = ""
quality = "président du conseil d'administration"

[[bureau]]
role = "scrutineer"
name = ""

[[bureau]]
role = "scrutineer"
name = ""

[[bureau]]
role = "secretary"
name = ""
)";

std::string wall_text(LocalTime time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::seconds>(time - day));
  return fmt::format("{}T{:02}:{:02}:{:02}", to_text(CalendarDay(day)), clock.hours().count(), clock.minutes().count(),
                     clock.seconds().count());
}

}  // namespace

std::string session_template(const Meeting& meeting) {
  return fmt::format(fmt::runtime(text), fmt::arg("id", meeting.id), fmt::arg("starts", wall_text(meeting.starts)));
}

}  // namespace sceau
