// SPDX-License-Identifier: Apache-2.0
// Inputs of a count, short enough to read: a case holds everything, and the tests add one submission after the other.
#pragma once

#include <memory>
#include <string>

#include "tests/vote/sample_meeting.h"
#include "vote/tally.h"

namespace sceau {

class CountCase {
 public:
  explicit CountCase(const std::string& toml = sample_toml(), const std::string& register_csv = sample_register_csv());
  CountCase(const CountCase&) = delete;
  CountCase& operator=(const CountCase&) = delete;

  CountInput input() const;

  // A form of a shareholder for all that he or she holds, abstaining everywhere.
  Form form_of(const std::string& shareholder) const { return form_of(shareholder, shares_); }
  Form form_of(const std::string& shareholder, const Register& shares) const;
  // The same with choices on "1", "2", "3": one letter each, + - 0 c(hair) n(amed).
  Form votes(const std::string& shareholder, std::string_view choices) const;
  Form mandate(const std::string& shareholder, Proxy proxy) const;

  LoggedForm& log(Form form);  // admitted in time, at the next index
  LoggedForm& refuse(Form form, Reason reason);
  PaperForm& send(Form form, std::string arrived = "2027-05-05T08:00:00Z");
  Attendee& attend(const std::string& badge, const std::string& shareholder, std::optional<Proxy> proxy = {});
  void vote(const std::string& badge, std::string_view choices);

  const std::string& toml() const { return toml_; }
  const FrozenMeeting& meeting() const { return meeting_; }
  const Register& shares() const { return shares_; }

  MeetingState state;
  std::optional<Register>
      first_shares;  // where the register was corrected while the vote was open; no input of a count
  std::vector<LoggedForm> electronic, carried;
  std::vector<PaperForm> paper, carried_paper;
  std::vector<Attendee> attendance;
  std::vector<RoomVotes> room;
  std::vector<Resolution> new_resolutions;
  std::vector<Ruling> rulings;
  std::vector<OtherMeeting> other_meetings;

 private:
  std::string toml_;
  FrozenMeeting meeting_;
  Register shares_;
  std::int64_t next_ = 1;
};

Proxy named_proxy();             // Zoé Noël, spouse
Proxy proxy_to(ProxyKind kind);  // without a name
Resolution raised(std::string label, Author author = Author::shareholder,
                  Recommendation recommendation = Recommendation::none);  // in the meeting

// The count of a case that has no findings.
CountReport counted(const CountCase& of);
const ResolutionTally& resolution(const CountReport& report, std::string_view label);
Disposition disposition(const CountReport& report, std::string_view reference);
std::optional<Reason> reason(const CountReport& report, std::string_view reference);

}  // namespace sceau
