// SPDX-License-Identifier: Apache-2.0
#include "tests/vote/random_settings.h"

#include <fmt/format.h>

#include <regex>

#include "foundation/text_encoding.h"
#include "tests/vote/random_draws.h"

namespace sceau {
namespace {

std::string resolution_toml(int number, std::initializer_list<const char*> kinds, bool is_information) {
  auto text = fmt::format(
      "\n[[resolution]]\nlabel = \"{}\"\nkind = \"{}\"\nauthor = \"{}\"\nrecommendation = \"{}\"\n"
      "title = {{ fr = \"Titre\" }}\ntext = {{ fr = \"Texte {}\" }}\n",
      number, one_of(kinds), one_of({"board", "shareholder", "other"}), one_of({"none", "for", "against"}), number);
  if (is_information) text += "is_information_only = true\n";
  if (once_in(4)) text += fmt::format("deprived = [\"A{}\"]\n", below(12));
  return text;
}

std::string agenda_toml(std::initializer_list<const char*> kinds) {
  std::string text;
  const int resolutions = 1 + below(4);
  for (int number = 1; number <= resolutions; ++number) {
    text += resolution_toml(number, kinds, number > 1 && once_in(6));
  }
  return text;
}

// The agenda with it: a kind of meeting decides some kinds of resolutions only.
std::string with_agenda(std::string head) {
  if (once_in(8)) return changed(std::move(head), "\"mixed\"", "\"special\"") + agenda_toml({"special"});
  if (once_in(8)) return changed(std::move(head), "\"mixed\"", "\"ordinary\"") + agenda_toml({"ordinary"});
  if (once_in(8)) {
    return changed(std::move(head), "\"mixed\"", "\"extraordinary\"") +
           agenda_toml({"extraordinary", "reserves-increase"});
  }
  return head + agenda_toml({"ordinary", "extraordinary", "reserves-increase"});
}

std::string articles_toml(bool is_listed) {
  std::string text;
  if (once_in(4)) text += "allow_mode_change = true\nmode_change_reference = \"article 23\"\n";
  if (!is_listed && once_in(4)) text += "first_quorum = \"1/3\"\n";
  if (!is_listed && once_in(4)) text += "second_quorum = \"1/7\"\n";
  return text;
}

std::string cutoffs_toml() {
  std::string text;
  if (once_in(5)) text += "grace_seconds = 120\ngrace_reference = \"article 24\"\n";
  if (once_in(5)) text += "proxies = 2027-05-10T15:00:00\n";
  if (once_in(8)) text += "closes = 2027-05-11T12:00:00\ncloses_reference = \"article 25\"\n";
  return text;
}

struct HoldingLine {
  std::string person, account;  // `person`: the columns about the shareholder
  std::string isin = {}, kind = {};
  std::int64_t shares = 0;
  int factor = 0, odd = 0;  // votes a share; some shares have one vote less
  std::string deprived = {}, attestation = {};

  std::string csv() const {
    const auto votes = shares * factor - (factor == 2 ? std::min<std::int64_t>(odd, shares) : 0);
    return fmt::format("{},{},{},{},{},{},{},{}\r\n", person, account, isin, kind, shares, votes, deprived,
                       attestation);
  }
};

std::string deprived_on(const Meeting& meeting) {
  if (!once_in(3)) return "";
  if (once_in(3)) return "all";
  const auto& first = meeting.agenda.front().label;
  const auto& last = meeting.agenda.back().label;
  return first != last && once_in(2) ? first + "|" + last : last;
}

std::int64_t some_shares() { return once_in(9) ? std::int64_t{1} << (20 + below(25)) : std::int64_t{1 + below(50)}; }

int votes_a_share(const std::string& kind, bool has_double_votes) {
  if (kind == "treasury" || once_in(15)) return 0;
  return has_double_votes && kind != "bearer" ? 1 + below(2) : 1;
}

HoldingLine some_holding(const std::string& person, const std::string& account, const Meeting& meeting) {
  HoldingLine holding{.person = person, .account = account};
  holding.isin = one_of({"", "", "FR0000000001"});
  holding.kind = once_in(9) ? "treasury" : one_of({"registered", "administered", "bearer"});
  holding.shares = some_shares();
  holding.factor = votes_a_share(holding.kind, meeting.articles.double_vote != DoubleVote::none);
  holding.odd = below(5);
  holding.deprived = deprived_on(meeting);
  holding.attestation = once_in(2) ? "attestation" : "";
  return holding;
}

std::string person_columns(int number) {
  const auto intermediary = once_in(3) ? "yes" : "no";
  if (once_in(4)) return fmt::format("s{},,,Société {},Lyon,{}", number, number, intermediary);
  return fmt::format("s{},Nom{},Prenom,,Lyon,{}", number, number, intermediary);
}

}  // namespace

std::string random_meeting_toml() {
  auto toml = changed(sample_toml(), ", \"three.pem\"", "");
  toml = toml.substr(0, toml.find("\n[[resolution]]"));
  const bool is_listed = once_in(4);
  if (is_listed) {
    toml = changed(changed(toml, "is_listed = false", "is_listed = true"), "meeting-day", "second-business-day");
  }
  toml = changed(toml, "\"by-articles\"", one_of({"\"by-articles\"", "\"automatic\"", "\"none\""}));
  toml = changed(toml, "record_rule", articles_toml(is_listed) + "record_rule");
  return with_agenda(changed(toml, "[bureau]", cutoffs_toml() + "[bureau]"));
}

std::string moved_to(std::string toml, const std::string& id, const std::string& date) {
  const auto distance = std::chrono::sys_days(day(date)) - std::chrono::sys_days(day("2027-05-12"));
  const std::regex dates("2027-[0-9]{2}-[0-9]{2}");
  std::string moved;
  auto rest = toml.cbegin();
  for (std::sregex_iterator found(toml.begin(), toml.end(), dates), end; found != end; ++found) {
    moved.append(rest, (*found)[0].first);
    moved += to_text(CalendarDay(std::chrono::sys_days(day(found->str())) + distance));
    rest = (*found)[0].second;
  }
  return changed(moved.append(rest, toml.cend()), "\"ag2027\"", "\"" + id + "\"");
}

// The second call needs the hash of the agenda that it is about to have.
std::string second_call(const std::string& toml) {
  const auto agenda = once_in(8) ? std::string(64, '0') : sample_form(sample_frozen(toml)).agenda_hash;
  return changed(toml, "call = 1",
                 "call = 2\npredecessor = { id = \"before\", date = 2027-04-12, agenda_hash = \"" + agenda + "\" }");
}

RandomRegister random_register(const Meeting& meeting) {
  const std::string header =
      "shareholder,surname,first_name,company,domicile,intermediary,account,isin,kind,shares,votes,deprived,"
      "attestation\r\n";
  RandomRegister made{header, header};
  int account = 0;
  for (int shareholder = 0; shareholder < most_shareholders; ++shareholder) {
    const auto person = person_columns(shareholder);
    const int holdings = 1 + below(2);
    for (int i = 0; i < holdings; ++i) {
      auto holding = some_holding(person, fmt::format("A{}", account++), meeting);
      made.now += holding.csv();
      if (once_in(3)) holding.shares = some_shares();
      made.earlier += holding.csv();
    }
  }
  made.earlier += some_holding(person_columns(most_shareholders), "A99", meeting).csv();
  return made;
}

}  // namespace sceau
