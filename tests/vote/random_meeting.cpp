// SPDX-License-Identifier: Apache-2.0
#include "tests/vote/random_meeting.h"

#include <fmt/format.h>
#include <rapidcheck.h>

#include "foundation/text_encoding.h"

namespace sceau {
namespace {

// Every meeting is drawn from the whole range, not the small ones first; what fails still shrinks towards zero.
int below(int end) { return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(0, end)); }
bool once_in(int times) { return below(times) == times - 1; }

template <typename T>
T one_of(std::initializer_list<T> choices) {
  return *(choices.begin() + below(static_cast<int>(choices.size())));
}

std::string resolution_toml(int number, bool is_information) {
  auto text = fmt::format(
      "\n[[resolution]]\nlabel = \"{}\"\nkind = \"{}\"\nauthor = \"{}\"\nrecommendation = \"{}\"\n"
      "title = {{ fr = \"Titre\" }}\ntext = {{ fr = \"Texte {}\" }}\n",
      number, one_of({"ordinary", "extraordinary", "reserves-increase"}), one_of({"board", "shareholder", "other"}),
      one_of({"none", "for", "against"}), number);
  if (is_information) text += "is_information_only = true\n";
  if (once_in(4)) text += fmt::format("deprived = [\"A{}\"]\n", below(12));
  return text;
}

std::string agenda_toml() {
  std::string text;
  const int resolutions = 1 + below(4);
  for (int number = 1; number <= resolutions; ++number) text += resolution_toml(number, number > 1 && once_in(6));
  return text;
}

std::string articles_toml() {
  std::string text;
  if (once_in(4)) text += "allow_mode_change = true\nmode_change_reference = \"article 23\"\n";
  if (once_in(4)) text += "first_quorum = \"1/3\"\n";
  if (once_in(4)) text += "second_quorum = \"1/7\"\n";
  return text;
}

// The second call needs the hash of the agenda that it is about to have.
std::string second_call(const std::string& toml) {
  const auto agenda = sample_form(sample_frozen(toml)).agenda_hash;
  return changed(toml, "call = 1",
                 "call = 2\npredecessor = { id = \"before\", date = 2027-04-12, agenda_hash = \"" + agenda + "\" }");
}

std::string meeting_toml() {
  auto toml = sample_toml();
  toml = toml.substr(0, toml.find("\n[[resolution]]"));
  toml = changed(toml, "record_rule", articles_toml() + "record_rule") + agenda_toml();
  return once_in(3) ? second_call(toml) : toml;
}

constexpr int shareholders = 6;

std::string holding_line(int shareholder, int account, bool is_intermediary) {
  const bool is_treasury = once_in(9);
  const std::string kind = is_treasury ? "treasury" : one_of({"registered", "administered", "bearer"});
  const auto shares = once_in(9) ? std::int64_t{1} << (20 + below(25)) : std::int64_t{1 + below(50)};
  const auto factor = is_treasury ? 0 : kind == "bearer" ? 1 : 1 + below(2);
  const auto odd = factor == 2 ? std::min<std::int64_t>(below(5), shares) : 0;  // part of the shares alone has two
  const auto deprived = one_of({"", "", "", "", "all", "1", "1|2", "3"});
  return fmt::format("s{},Nom{},Prenom,,Lyon,{},A{},{},{},{},{},{}\r\n", shareholder, shareholder,
                     is_intermediary ? "yes" : "no", account, kind, shares, shares * factor - odd, deprived,
                     once_in(2) ? "attestation" : "");
}

std::string register_lines() {
  std::string csv = sample_register_csv();
  csv.resize(csv.find("\r\n") + 2);
  int account = 0;
  for (int shareholder = 0; shareholder < shareholders; ++shareholder) {
    const bool is_intermediary = once_in(3);
    const int holdings = 1 + below(2);
    for (int i = 0; i < holdings; ++i) csv += holding_line(shareholder, account++, is_intermediary);
  }
  return csv;
}

std::string somebody() { return fmt::format("s{}", below(shareholders + 1)); }  // the last one is not registered

Proxy some_proxy() {
  Proxy proxy;
  proxy.kind = one_of({ProxyKind::blank, ProxyKind::named, ProxyKind::chair});
  if (proxy.kind != ProxyKind::named) return proxy;
  proxy.relation = one_of({ProxyRelation::spouse, ProxyRelation::shareholder, ProxyRelation::other});
  proxy.holder = {.surname = one_of({"Roy", "NOEL"}), .first_name = "Max", .domicile = once_in(9) ? "" : "Lyon"};
  return proxy;
}

std::optional<Vote> some_vote(bool has_named, bool is_electronic) {
  const auto vote = below(has_named ? 7 : 6);
  if (vote == 5) return is_electronic ? std::optional(Vote::abstain) : std::nullopt;
  if (vote == 6) return Vote::named;
  return std::array{Vote::in_favour, Vote::against, Vote::abstain, Vote::chair,
                    Vote::split}[static_cast<std::size_t>(vote)];
}

class MeetingMaker {
 public:
  explicit MeetingMaker(CountCase& of) : of_(of) {}

  void make() {
    const auto& agenda = of_.meeting().meeting().agenda;
    if (once_in(6)) of_.state.withdrawn = {agenda.front().label};
    raise_new_resolutions();
    const int forms = below(14);
    for (int i = 0; i < forms; ++i) once_in(3) ? send() : log();
    const int lines = below(8);
    for (int i = 0; i < lines; ++i) attend();
    const int votes = below(6);
    for (int i = 0; i < votes; ++i) vote_in_room();
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

  void fit_holdings(Form& form) {
    if (form.holdings.empty()) form.holdings = {{.account = "A0", .shares = 5}};
    if (form.holdings.size() > 1 && once_in(2)) form.holdings.pop_back();
    if (once_in(20)) form.holdings.push_back(form.holdings.front());
    for (auto& holding : form.holdings) {
      if (once_in(5)) holding.shares = 1 + below(60);
      if (once_in(5)) holding.attestation.clear();
    }
  }

  ResolutionChoice choice_on(const std::string& label, bool has_named, bool is_electronic) {
    ResolutionChoice choice{.label = label, .vote = some_vote(has_named, is_electronic)};
    if (choice.vote == Vote::split) choice.split = {below(60), below(30), below(10)};
    return choice;
  }

  // Splits that add up are rare by chance.
  void fit_splits(Form& form) {
    for (auto& choice : form.choices) {
      if (choice.vote != Vote::split || once_in(3)) continue;
      std::int64_t votes = 0;
      for (const auto& holding : form.holdings) {
        const auto* held = of_.shares().holding(form.shareholder, holding.account, holding.isin);
        if (held) votes += held->votes;
      }
      choice.split.in_favour = std::max<std::int64_t>(0, votes - choice.split.against - choice.split.abstain);
    }
  }

  Form some_form(bool is_electronic) {
    auto form = of_.form_of(somebody());
    fit_holdings(form);
    if (once_in(3)) form.proxy = some_proxy();
    const bool has_named = form.proxy && form.proxy->kind == ProxyKind::named;
    form.choices.clear();
    const bool is_proxy_alone = form.proxy && once_in(2);
    for (const auto& resolution : of_.meeting().meeting().agenda) {
      if (resolution.is_information_only || is_proxy_alone || (form.proxy && once_in(3))) continue;
      form.choices.push_back(choice_on(resolution.label, has_named, is_electronic));
    }
    if (once_in(20) && !form.choices.empty()) form.choices.pop_back();
    fit_splits(form);
    if (!once_in(3)) form.new_resolutions = one_of({Vote::against, Vote::abstain, Vote::chair, Vote::named});
    return form;
  }

  bool has_first_call() const { return of_.meeting().meeting().convocation.predecessor.has_value(); }

  void make_refusal(LoggedForm& logged) {
    logged.facts.kind = DecisionKind::refusal;
    logged.facts.ballot.clear();
    logged.facts.reasons = {one_of({Reason::vote_deadline_passed, Reason::vote_signature_invalid})};
    if (once_in(2)) logged.form.reset();
  }

  void make_revocation(LoggedForm& logged) {
    logged.facts.kind = DecisionKind::revocation;
    logged.shareholder = logged.form ? logged.form->shareholder : "";
    logged.form.reset();
    if (once_in(2)) logged.facts.supersedes.clear();
  }

  void change_time(LoggedForm& logged) {
    const auto closes = logged.facts.closes;
    logged.facts.received_at =
        one_of({closes, closes + std::chrono::microseconds(1), closes + std::chrono::milliseconds(50),
                closes - std::chrono::milliseconds(50), of_.meeting().times().opens->utc - std::chrono::seconds(1)});
    logged.facts.clock.uncertainty = one_of({std::chrono::microseconds(10), std::chrono::microseconds(200'000)});
    logged.facts.clock.is_degraded = once_in(3);
    logged.facts.clock.is_litigious = once_in(3);
    if (logged.facts.clock.is_litigious && once_in(2)) of_.rulings.push_back({logged.index, once_in(2), "so decided"});
  }

  void replace_an_earlier_one(LoggedForm& logged) {
    for (const auto& earlier : of_.electronic) {
      if (earlier.index != logged.index && !earlier.facts.ballot.empty() && once_in(3)) {
        logged.facts.supersedes = earlier.facts.ballot;
        return;
      }
    }
  }

  void log() {
    auto& logged = of_.log(some_form(true));
    if (once_in(5)) make_refusal(logged);
    if (once_in(6)) change_time(logged);
    if (once_in(6)) replace_an_earlier_one(logged);
    const bool is_refusal = logged.facts.kind == DecisionKind::refusal;
    if (!is_refusal && once_in(logged.facts.supersedes.empty() ? 9 : 2)) make_revocation(logged);
    if (once_in(15) && logged.form) logged.form->agenda_hash = std::string(64, '0');
    if (once_in(12)) return come_from_another_meeting();
    if (!has_first_call() || !once_in(2)) return;
    auto carried = logged;
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
    auto& paper = of_.send(some_form(false), one_of({"2027-05-05T08:00:00Z", "2027-05-01T08:00:00Z",
                                                     "2027-05-09T22:00:00Z", "2027-05-09T21:59:00Z"}));
    if (once_in(9)) paper.irregular = "not signed";
    if (!has_first_call() || !once_in(3)) return;
    auto carried = paper;
    of_.paper.pop_back();
    carried.number = fmt::format("C-{}", of_.carried_paper.size());
    carried.form.meeting = "before";
    of_.carried_paper.push_back(std::move(carried));
  }

  void attend() {
    std::optional<Proxy> proxy;
    if (once_in(2)) proxy = some_proxy();
    if (proxy && proxy->kind != ProxyKind::named) proxy.reset();
    auto& attendee = of_.attend(std::to_string(1 + below(5)), somebody(), proxy);
    fit_holdings(attendee.form);
    if (proxy && once_in(4)) attendee.conflict = one_of({ConflictOfInterest::disclosed, ConflictOfInterest::confirmed});
  }

  void vote_in_room() {
    RoomVotes votes{.line = std::ssize(of_.room) + 2, .badge = std::to_string(1 + below(6))};
    for (const auto& voted : of_.meeting().meeting().agenda) take_choice(votes, voted.label);
    for (const auto& raised : of_.new_resolutions) take_choice(votes, raised.label);
    of_.room.push_back(std::move(votes));
  }

  void take_choice(RoomVotes& votes, const std::string& label) {
    auto choice = choice_on(label, false, false);
    if (choice.vote == Vote::chair) choice.vote = Vote::against;
    if (!once_in(4)) votes.choices.push_back(std::move(choice));
  }

  CountCase& of_;
};

}  // namespace

std::unique_ptr<CountCase> random_meeting() {
  auto made = std::make_unique<CountCase>(meeting_toml(), register_lines());
  MeetingMaker(*made).make();
  return made;
}

}  // namespace sceau
