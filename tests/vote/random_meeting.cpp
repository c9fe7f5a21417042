// SPDX-License-Identifier: Apache-2.0
#include "tests/vote/random_meeting.h"

#include <fmt/format.h>

#include "foundation/text_encoding.h"
#include "tests/vote/legal_tables.h"
#include "tests/vote/random_draws.h"
#include "tests/vote/random_form.h"
#include "tests/vote/random_settings.h"

namespace sceau {
namespace {

enum class Carried { as_values, by_a_bundle };

class MeetingMaker {
 public:
  MeetingMaker(CountCase& of, Carried carried)
      : of_(of),
        carried_(carried),
        later_(std::chrono::sys_days(of.meeting().meeting().date()) - std::chrono::sys_days(day("2027-05-12"))) {}

  void make() {
    for (const auto& resolution : of_.meeting().meeting().agenda) {
      if (once_in(9)) of_.state.withdrawn.push_back(resolution.label);
    }
    raise_new_resolutions();
    const int forms = below(14);
    for (int i = 0; i < forms; ++i) once_in(3) ? send() : log();
    const int lines = below(8);
    for (int i = 0; i < lines; ++i) attend();
    const int votes = below(6);
    for (int i = 0; i < votes; ++i) vote_in_room();
    leave_out_what_no_table_may_say(of_);
  }

 private:
  void raise_new_resolutions() {
    const int how_many = below(3);
    for (int i = 0; i < how_many; ++i) {
      auto resolution = raised(fmt::format("N{}", i), one_of({Author::shareholder, Author::board}));
      resolution.kind = one_of({ResolutionKind::ordinary, ResolutionKind::extraordinary, ResolutionKind::special});
      resolution.recommendation = one_of({Recommendation::vote_for, Recommendation::vote_against});
      of_.new_resolutions.push_back(resolution);
    }
  }

  const std::optional<Predecessor>& predecessor() const { return of_.meeting().meeting().convocation.predecessor; }

  // By the register that held before, now and then.
  Form some_form(SentBy way) {
    return random_form(of_, of_.first_shares && once_in(3) ? *of_.first_shares : of_.shares(), way);
  }

  void make_refusal(LoggedForm& logged) {
    logged.facts.kind = DecisionKind::refusal;
    logged.facts.ballot.clear();
    logged.facts.reasons = {one_of({Reason::vote_deadline_passed, Reason::vote_signature_invalid})};
    if (once_in(2)) leave_out_form(logged);
  }

  void make_revocation(LoggedForm& logged) {
    logged.facts.kind = DecisionKind::revocation;
    leave_out_form(logged);
    if (once_in(2)) logged.facts.supersedes.clear();
  }

  static void leave_out_form(LoggedForm& logged) {
    if (!logged.form) return;
    logged.shareholder = once_in(3) ? "" : logged.form->shareholder;
    logged.form.reset();
  }

  void change_time(LoggedForm& logged) {
    using std::chrono::microseconds, std::chrono::milliseconds, std::chrono::seconds;
    auto closes = logged.facts.closes;
    if (once_in(2)) closes += seconds(of_.meeting().meeting().cutoffs.grace_seconds);
    logged.facts.received_at = one_of({closes, closes + microseconds(1), closes + milliseconds(50),
                                       closes - milliseconds(50), of_.meeting().times().opens->utc - seconds(1)});
    logged.facts.clock.uncertainty = one_of({microseconds(10), microseconds(200'000)});
    logged.facts.clock.is_degraded = once_in(3);
    logged.facts.clock.is_litigious = once_in(3);
    if (logged.facts.clock.is_litigious && once_in(2)) of_.rulings.push_back({logged.index, once_in(2), "so decided"});
    if (once_in(2)) logged.identified_at = logged.facts.received_at - std::chrono::minutes(1);
  }

  // Most people replace what was theirs.
  void replace_an_earlier_one(LoggedForm& logged) {
    for (const auto& earlier : of_.electronic) {
      const bool is_ours = earlier.form && logged.form && earlier.form->shareholder == logged.form->shareholder;
      if (earlier.index != logged.index && !earlier.facts.ballot.empty() && once_in(is_ours ? 2 : 9)) {
        logged.facts.supersedes = earlier.facts.ballot;
        return;
      }
    }
  }

  void log() {
    auto& logged = of_.log(some_form(SentBy::electronic));
    logged.facts.received_at += later_;
    if (once_in(5)) make_refusal(logged);
    if (once_in(6)) change_time(logged);
    if (once_in(4)) replace_an_earlier_one(logged);
    const bool is_refusal = logged.facts.kind == DecisionKind::refusal;
    if (!is_refusal && once_in(logged.facts.supersedes.empty() ? 9 : 3)) make_revocation(logged);
    if (once_in(15) && logged.form) logged.form->agenda_hash = std::string(64, '0');
    if (carried_ == Carried::as_values) carry();
  }

  void carry() {
    if (once_in(12)) return come_from_another_meeting();
    if (!predecessor() || !once_in(2)) return;
    auto carried = of_.electronic.back();
    of_.electronic.pop_back();
    carried.facts.supersedes.clear();
    if (carried.facts.kind == DecisionKind::revocation) return;
    if (carried.form && !once_in(9)) carried.form->meeting = "before";
    carried.facts.received_at -= std::chrono::days(30);
    of_.carried.push_back(std::move(carried));
  }

  // The agenda of the other meeting is one byte repeated: never that of this one.
  void come_from_another_meeting() {
    auto carried = of_.electronic.back();
    of_.electronic.pop_back();
    if (carried.facts.kind == DecisionKind::revocation) return;
    if (of_.other_meetings.empty()) {
      const auto kind = one_of({MeetingKind::extraordinary, MeetingKind::ordinary, MeetingKind::special});
      const auto date = one_of({"2027-05-12", "2027-05-27", "2027-05-28", "2027-04-27"});
      of_.other_meetings = {{"other", {kind, day(date), Bytes(32, 7)}}};
    }
    carried.facts.supersedes.clear();
    if (carried.form) {
      carried.form->meeting = "other";
      carried.form->agenda_hash = once_in(9) ? "" : hex_lower(Bytes(32, 7));
    }
    of_.carried.push_back(std::move(carried));
  }

  void send() {
    auto& paper = of_.send(some_form(SentBy::paper), one_of({"2027-05-05T08:00:00Z", "2027-05-01T08:00:00Z",
                                                             "2027-05-09T22:00:00Z", "2027-05-09T21:59:00Z"}));
    paper.arrived_at += later_;
    if (once_in(9)) paper.irregular = "not signed";
    if (!predecessor() || !once_in(3)) return;
    if (carried_ == Carried::by_a_bundle) return print_for_predecessor(paper.form);
    auto carried = paper;
    of_.paper.pop_back();
    carried.number = fmt::format("C-{}", of_.carried_paper.size());
    carried.form.meeting = "before";
    of_.carried_paper.push_back(std::move(carried));
  }

  // It arrived late for that meeting, and is sent in for this one.
  void print_for_predecessor(Form& form) {
    form.meeting = predecessor()->id;
    form.agenda_hash = predecessor()->agenda_hash;
  }

  void attend() {
    auto& attendee = of_.attend("", somebody());
    auto& form = attendee.form;
    change_holdings(form);
    auto proxy = random_proxy(of_.form_of(form.shareholder).identity);
    if (once_in(2) && proxy.kind == ProxyKind::named) form.proxy = std::move(proxy);
    attendee.badge = once_in(4) ? std::to_string(1 + below(6)) : badge_of(form);
    if (form.proxy && once_in(4)) be_represented_by_a_shareholder(attendee);
    if (form.proxy && once_in(4)) {
      attendee.conflict = one_of({ConflictOfInterest::disclosed, ConflictOfInterest::confirmed});
    }
  }

  void be_represented_by_a_shareholder(Attendee& attendee) {
    const auto other = of_.form_of(somebody());
    attendee.form.proxy->holder = other.identity;
    attendee.badge = badge_of(other);
  }

  // Of a person, who may be there for him- or herself and for others.
  static std::string badge_of(const Form& form) {
    if (!form.proxy) return std::to_string(1 + form.shareholder.back() % 6);
    const auto& holder = form.proxy->holder;
    return std::to_string(1 + (holder.surname + holder.company).size() % 6);
  }

  void vote_in_room() {
    RoomVotes votes{.line = std::ssize(of_.room) + 2, .badge = std::to_string(1 + below(6))};
    for (const auto& voted : of_.meeting().meeting().agenda) take_choice(votes, voted.label);
    for (const auto& raised : of_.new_resolutions) take_choice(votes, raised.label);
    of_.room.push_back(std::move(votes));
  }

  static void take_choice(RoomVotes& votes, const std::string& label) {
    auto choice = random_choice(label, SentBy::paper);
    if (choice.vote == Vote::chair) choice.vote = Vote::against;
    if (!once_in(4)) votes.choices.push_back(std::move(choice));
  }

  CountCase& of_;
  const Carried carried_;
  const std::chrono::days later_;  // than the sample meeting
};

std::unique_ptr<CountCase> made_from(const std::string& toml, Carried carried) {
  const auto shares = random_register(sample_meeting(toml));
  auto made = std::make_unique<CountCase>(toml, shares.now);
  if (carried == Carried::by_a_bundle && once_in(2)) {
    made->first_shares = sample_register(shares.earlier, made->meeting().meeting());
  }
  MeetingMaker(*made, carried).make();
  return made;
}

// Its first convocation had the same agenda; the other meeting of a fortnight has its own.
std::string earlier_toml(const std::string& first_call) {
  if (once_in(2)) return moved_to(first_call, "before", "2027-04-12");
  return moved_to(random_meeting_toml(), "other", one_of({"2027-05-12", "2027-05-27", "2027-05-28", "2027-04-27"}));
}

}  // namespace

std::unique_ptr<CountCase> random_meeting() {
  const auto toml = random_meeting_toml();
  return made_from(once_in(3) ? second_call(toml) : toml, Carried::as_values);
}

RandomVote random_vote() {
  const auto toml = random_meeting_toml();
  const bool is_second_call = once_in(2);
  RandomVote made{made_from(is_second_call ? second_call(toml) : toml, Carried::by_a_bundle), nullptr};
  if (is_second_call || once_in(4)) made.carried = made_from(earlier_toml(toml), Carried::by_a_bundle);
  return made;
}

}  // namespace sceau
