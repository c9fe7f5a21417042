// SPDX-License-Identifier: Apache-2.0
#include "vote/room_tables.h"

#include <algorithm>
#include <tuple>

#include "vote/typed_table.h"

namespace sceau {
namespace {

enum class AttendanceKind { present, represented };
constexpr std::array attendance_words = {Word<AttendanceKind>{"present", AttendanceKind::present},
                                         Word<AttendanceKind>{"represented", AttendanceKind::represented}};
constexpr std::array conflict_words = {Word<ConflictOfInterest>{"none", ConflictOfInterest::none},
                                       Word<ConflictOfInterest>{"disclosed", ConflictOfInterest::disclosed},
                                       Word<ConflictOfInterest>{"confirmed", ConflictOfInterest::confirmed}};
constexpr std::array room_words = {Word<Vote>{"for", Vote::in_favour}, Word<Vote>{"against", Vote::against},
                                   Word<Vote>{"abstain", Vote::abstain}};

const TableColumns attendance_columns = {{"badge", "capacity", "shareholder", "account", "shares"},
                                         {"isin", "attestation", "conflict", "proxy_surname", "proxy_first_name",
                                          "proxy_company", "proxy_domicile", "proxy_relation"}};

std::optional<Proxy> read_proxy(TypedLine& line, AttendanceKind capacity) {
  const auto holder = line.proxy_holder();
  const auto relation = line.word("proxy_relation", relation_words);
  const bool has_name = !holder.company.empty() || (!holder.surname.empty() && !holder.first_name.empty());
  if (capacity == AttendanceKind::present) {
    if (holder != Person{}) line.refuse("capacity: is present, and a proxy is named");
    return std::nullopt;
  }
  if (!has_name) line.refuse("capacity: is represented, and no proxy is named");
  return Proxy{ProxyKind::named, relation, holder};
}

Attendee read_attendee(TypedLine& line) {
  Attendee attendee{.line = line.number(), .badge = line.needed_text("badge")};
  const auto capacity = line.needed_word("capacity", attendance_words);
  auto& form = attendee.form;
  form.shareholder = line.needed_text("shareholder");
  form.holdings = {{.account = line.needed_text("account"),
                    .isin = line.text("isin"),
                    .shares = line.shares("shares"),
                    .attestation = line.text("attestation")}};
  if (capacity) form.proxy = read_proxy(line, *capacity);
  attendee.conflict = line.word("conflict", conflict_words).value_or(ConflictOfInterest::none);
  return attendee;
}

// What the badges say about who is who.
class BadgeBook {
 public:
  void take(const Attendee& attendee, TypedLine& line) {
    const auto& form = attendee.form;
    if (form.holdings.empty()) return;
    const auto& holding = form.holdings.front();
    if (!holdings_.emplace(form.shareholder, holding.account, holding.isin).second) {
      line.refuse("these shares are on another line already");
    }
    if (form.proxy) {
      const auto& known = proxies_.emplace(attendee.badge, form.proxy->holder).first->second;
      if (known != form.proxy->holder) line.refuse("badge: is another proxy's");
    } else {
      const auto& known = present_.emplace(attendee.badge, form.shareholder).first->second;
      if (known != form.shareholder) line.refuse("badge: is another shareholder's");
    }
  }

 private:
  std::set<std::tuple<std::string, std::string, std::string>> holdings_;
  std::map<std::string, Person> proxies_;
  std::map<std::string, std::string> present_;
};

Resolution read_resolution(TypedLine& line) {
  constexpr std::array approvals = {Word<Recommendation>{"yes", Recommendation::vote_for},
                                    Word<Recommendation>{"no", Recommendation::vote_against}};
  Resolution resolution;
  resolution.label = line.needed_text("label");
  resolution.kind = line.needed_word("kind", resolution_kind_words).value_or(ResolutionKind::ordinary);
  resolution.author = line.needed_word("author", author_words).value_or(Author::shareholder);
  resolution.recommendation = line.needed_word("approved", approvals).value_or(Recommendation::vote_against);
  resolution.text.french = line.needed_text("text");
  resolution.title.french = resolution.text.french;
  return resolution;
}

std::vector<std::string> labels_of(const Meeting& meeting, std::span<const Resolution> raised) {
  std::vector<std::string> labels;
  for (const auto& resolution : meeting.agenda) {
    if (!resolution.is_information_only) labels.push_back(resolution.label);
  }
  for (const auto& resolution : raised) labels.push_back(resolution.label);
  return labels;
}

Ruling read_ruling(TypedLine& line) {
  constexpr std::array answers = {Word<bool>{"yes", true}, Word<bool>{"no", false}};
  const auto text = line.needed_text("entry");
  const auto index = typed_number(text);
  if (!index && !text.empty()) line.refuse("entry: must be the index of an entry of the log");
  const bool is_admitted = line.needed_word("admitted", answers).value_or(false);
  return {index.value_or(-1), is_admitted, line.needed_text("why")};
}

}  // namespace

Result<AttendanceReading> read_attendance(ByteView csv) {
  AttendanceReading reading;
  BadgeBook badges;
  const auto take = [&](TypedLine& line) {
    reading.lines.push_back(read_attendee(line));
    badges.take(reading.lines.back(), line);
  };
  if (const auto read = read_typed_table(csv, attendance_columns, reading.findings, take); !read) return read.error();
  return reading;
}

Result<NewResolutionsReading> read_new_resolutions(ByteView csv, const Meeting& meeting) {
  NewResolutionsReading reading;
  std::set<std::string> labels;
  for (const auto& resolution : meeting.agenda) labels.insert(resolution.label);
  const auto take = [&](TypedLine& line) {
    reading.resolutions.push_back(read_resolution(line));
    if (!labels.insert(reading.resolutions.back().label).second) line.refuse("label: another resolution has it");
  };
  const TableColumns columns = {{"label", "kind", "author", "approved", "text"}, {}};
  if (const auto read = read_typed_table(csv, columns, reading.findings, take); !read) return read.error();
  return reading;
}

Result<RoomVotesReading> read_room_votes(ByteView csv, const Meeting& meeting, std::span<const Resolution> raised) {
  const auto labels = labels_of(meeting, raised);
  TableColumns columns = {{"badge"}, {}};
  for (const auto& label : labels) columns.optional.push_back(vote_column(label));
  RoomVotesReading reading;
  std::set<std::string> badges;
  const auto take = [&](TypedLine& line) {
    RoomVotes votes{.line = line.number(), .badge = line.needed_text("badge")};
    if (!badges.insert(votes.badge).second) line.refuse("badge: is there twice");
    for (const auto& label : labels) {
      if (line.has_column(vote_column(label))) votes.choices.push_back(line.vote(label, room_words).choice);
    }
    reading.lines.push_back(std::move(votes));
  };
  if (const auto read = read_typed_table(csv, columns, reading.findings, take); !read) return read.error();
  return reading;
}

Result<RulingsReading> read_rulings(ByteView csv) {
  RulingsReading reading;
  std::set<std::int64_t> entries;
  const auto take = [&](TypedLine& line) {
    reading.rulings.push_back(read_ruling(line));
    if (!entries.insert(reading.rulings.back().index).second) line.refuse("entry: is there twice");
  };
  const TableColumns columns = {{"entry", "admitted", "why"}, {}};
  if (const auto read = read_typed_table(csv, columns, reading.findings, take); !read) return read.error();
  return reading;
}

}  // namespace sceau
