// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/typed_tables.h"

#include <algorithm>
#include <set>

#include "verifier/audit/european_time.h"
#include "verifier/audit/typed_cells.h"

namespace sceau::audit {
namespace {

constexpr std::size_t table_limit = std::size_t{256} << 20;

const std::vector<std::string> holding_columns = {"isin", "attestation"};
const std::vector<std::string> proxy_columns = {"proxy_surname", "proxy_first_name", "proxy_company", "proxy_domicile",
                                                "proxy_relation"};

std::vector<std::string> joined(std::initializer_list<std::vector<std::string>> lists) {
  std::vector<std::string> all;
  for (const auto& list : lists) all.insert(all.end(), list.begin(), list.end());
  return all;
}

// "2027-05-09T16:05", by the clock of Paris; seconds may follow.
Instant arrival_in(TableLine& line) {
  auto text = line.text("arrived");
  if (text.size() == 16) text += ":00";
  const auto wall = from_rfc3339(text + "Z");
  if (!wall) line.refuse("arrived", "is no date and hour");
  return wall ? paris_time(LocalTime(wall->time_since_epoch())) : Instant();
}

// The agenda of a form on paper is that of the meeting it was printed for, as far as anybody knows it.
void read_printed_for(TableLine& line, const AuditedMeeting& meeting, Form& form) {
  const auto& printed_for = line.text("meeting");
  const auto& predecessor = meeting.settings.predecessor;
  form.meeting = printed_for.empty() ? meeting.settings.id : printed_for;
  if (form.meeting == meeting.settings.id) {
    form.agenda = meeting.frozen.agenda;
  } else if (predecessor && predecessor->id == form.meeting) {
    form.agenda = hash_from_hex(predecessor->agenda_sha256).value_or(Hash{});
  }
}

void read_paper_proxy(TableLine& line, const Shareholder* giver, Form& form) {
  const auto& word = line.text("proxy");
  const auto kind = proxy_kind_named(word);
  if (!word.empty() && !kind) line.refuse("proxy", "is not known");
  auto proxy = read_proxy_cells(line, kind.value_or(ProxyKind::named), giver);
  if (word.empty() && proxy.holder.has_name()) line.refuse("proxy", "is empty, though somebody is named");
  if (kind) form.proxy = std::move(proxy);
}

PaperForm read_paper(TableLine& line, const AuditedMeeting& meeting, const Register& shares) {
  PaperForm paper{
      .number = line.needed("number"), .arrived = arrival_in(line), .irregular = line.text("irregular"), .form = {}};
  auto& form = paper.form;
  form.shareholder = line.needed("shareholder");
  read_printed_for(line, meeting, form);
  const auto& agenda = meeting.settings.agenda;
  for (std::size_t i = 0; i < agenda.size(); ++i) {
    if (agenda[i].is_information_only) continue;
    const auto said = read_vote_cell(line, vote_column(agenda[i]), VotesOf::forms);
    if (said.vote != Vote::none) form.choices.add(static_cast<std::uint16_t>(i), said);
  }
  form.new_resolutions = read_vote_cell(line, "new_resolutions", VotesOf::forms).vote;
  read_paper_proxy(line, shares.shareholder(form.shareholder), form);
  return paper;
}

bool is_same_but_holdings(const PaperForm& one, const PaperForm& other) {
  auto without = one.form;
  without.holdings = other.form.holdings;
  return one.arrived == other.arrived && one.irregular == other.irregular && without == other.form;
}

AttendanceLine read_attendance(TableLine& line, const AuditedMeeting& meeting, const Register& shares) {
  AttendanceLine attendance{.line = line.number(), .badge = line.needed("badge"), .form = {}};
  auto& form = attendance.form;
  form.meeting = meeting.settings.id;
  form.agenda = meeting.frozen.agenda;
  form.shareholder = line.needed("shareholder");
  form.holdings.push_back(read_holding_cells(line));
  const auto& capacity = line.text("capacity");
  const bool is_represented = capacity == "represented";
  if (!is_represented && capacity != "present") line.refuse("capacity", "is not known");
  auto proxy = read_proxy_cells(line, ProxyKind::named, shares.shareholder(form.shareholder));
  if (!is_represented && proxy.holder.has_name()) line.refuse("capacity", "is present, though a proxy is named");
  if (is_represented) form.proxy = std::move(proxy);
  const auto& conflict = line.text("conflict");
  attendance.has_lapsed = conflict == "disclosed";
  if (!conflict.empty() && conflict != "none" && conflict != "disclosed" && conflict != "confirmed") {
    line.refuse("conflict", "is not known");
  }
  return attendance;
}

Resolution read_raised(TableLine& line) {
  Resolution resolution{.label = line.needed("label"), .is_raised = true, .deprived = {}};
  const auto kind = resolution_kind_named(line.text("kind"));
  if (!kind) line.refuse("kind", "is not known");
  resolution.kind = kind.value_or(ResolutionKind::ordinary);
  const auto author = author_named(line.text("author"));
  if (!author) line.refuse("author", "is not known");
  resolution.author = author.value_or(Author::other);
  const auto& approved = line.text("approved");
  if (approved != "yes" && approved != "no") line.refuse("approved", "is neither yes nor no");
  resolution.recommendation = approved == "yes" ? Recommendation::for_it : Recommendation::none;
  (void)line.needed("text");
  return resolution;
}

// Reads one of the tables where it is there; nothing where it cannot be used.
template <typename Rows, typename Reader>
void read_where_there(const BundleFiles& files, std::string_view name, Rows& rows, FindingList& findings,
                      Reader reader) {
  if (!files.has(name)) return;
  const auto csv = files.read(name, findings, table_limit);
  if (!csv) return;
  Findings found;
  auto reading = reader(*csv, found);
  if (!reading) return findings.add_malformed(name, reading.error());
  findings.add_all(Reason::audit_file_malformed, name, found);
  if (found.empty()) rows = *std::move(reading);
}

}  // namespace

Result<std::vector<PaperForm>> read_paper_table(ByteView csv, const AuditedMeeting& meeting, const Register& shares,
                                                Findings& findings) {
  Columns columns{{"number", "arrived", "shareholder", "account", "shares"}, {}};
  for (const auto& resolution : meeting.settings.agenda) {
    if (!resolution.is_information_only) columns.needed.push_back(vote_column(resolution));
  }
  columns.optional = joined({holding_columns, proxy_columns, {"irregular", "new_resolutions", "proxy", "meeting"}});
  std::vector<PaperForm> papers;
  std::map<std::string, std::size_t> places;
  const auto read = read_table(csv, columns, findings, [&](TableLine& line) {
    auto paper = read_paper(line, meeting, shares);
    const auto [known, is_new] = places.emplace(paper.number, papers.size());
    if (is_new) papers.push_back(paper);
    auto& form = papers[known->second];
    if (!is_same_but_holdings(paper, form)) line.refuse("number", "says something else than on another line");
    form.form.holdings.push_back(read_holding_cells(line));
  });
  if (!read) return read.error();
  return papers;
}

Result<std::vector<AttendanceLine>> read_attendance_table(ByteView csv, const AuditedMeeting& meeting,
                                                          const Register& shares, Findings& findings) {
  const Columns columns{{"badge", "capacity", "shareholder", "account", "shares"},
                        joined({holding_columns, proxy_columns, {"conflict"}})};
  std::vector<AttendanceLine> lines;
  const auto read = read_table(csv, columns, findings,
                               [&](TableLine& line) { lines.push_back(read_attendance(line, meeting, shares)); });
  if (!read) return read.error();
  return lines;
}

Result<std::vector<Resolution>> read_raised_table(ByteView csv, const MeetingSettings& settings, Findings& findings) {
  const Columns columns{{"label", "kind", "author", "approved", "text"}, {}};
  std::set<std::string> labels;
  for (const auto& resolution : settings.agenda) labels.insert(resolution.label);
  std::vector<Resolution> raised;
  const auto read = read_table(csv, columns, findings, [&](TableLine& line) {
    raised.push_back(read_raised(line));
    if (!labels.insert(raised.back().label).second) line.refuse("label", "is there already");
    if (raised.size() > 200) line.refuse("label", "is one too many");
  });
  if (!read) return read.error();
  return raised;
}

Result<std::vector<RoomLine>> read_room_table(ByteView csv, std::span<const Resolution> all, Findings& findings) {
  Columns columns{{"badge"}, {}};
  for (const auto& resolution : all) columns.optional.push_back(vote_column(resolution));
  std::vector<RoomLine> lines;
  const auto read = read_table(csv, columns, findings, [&](TableLine& line) {
    auto& room = lines.emplace_back(RoomLine{.line = line.number(), .badge = line.needed("badge"), .choices = {}});
    for (std::size_t i = 0; i < all.size(); ++i) {
      const auto said = read_vote_cell(line, vote_column(all[i]), VotesOf::badges);
      if (said.vote != Vote::none) room.choices.add(static_cast<std::uint16_t>(i), said);
    }
  });
  if (!read) return read.error();
  return lines;
}

Result<std::map<std::uint64_t, bool>> read_rulings_table(ByteView csv, Findings& findings) {
  const Columns columns{{"entry", "admitted", "why"}, {}};
  std::map<std::uint64_t, bool> rulings;
  const auto read = read_table(csv, columns, findings, [&](TableLine& line) {
    const auto entry = static_cast<std::uint64_t>(line.count("entry"));
    const auto& admitted = line.text("admitted");
    if (admitted != "yes" && admitted != "no") line.refuse("admitted", "is neither yes nor no");
    (void)line.needed("why");
    if (!rulings.emplace(entry, admitted == "yes").second) line.refuse("entry", "is there already");
  });
  if (!read) return read.error();
  return rulings;
}

TypedTables read_typed_tables(const BundleFiles& files, const AuditedMeeting& meeting, const Register& shares,
                              FindingList& findings) {
  TypedTables tables;
  read_where_there(files, "typed/paper.csv", tables.papers, findings,
                   [&](ByteView csv, Findings& found) { return read_paper_table(csv, meeting, shares, found); });
  read_where_there(files, "typed/attendance.csv", tables.attendance, findings,
                   [&](ByteView csv, Findings& found) { return read_attendance_table(csv, meeting, shares, found); });
  read_where_there(files, "typed/new-resolutions.csv", tables.raised, findings,
                   [&](ByteView csv, Findings& found) { return read_raised_table(csv, meeting.settings, found); });
  auto all = meeting.settings.agenda;
  all.insert(all.end(), tables.raised.begin(), tables.raised.end());
  read_where_there(files, "typed/room.csv", tables.room, findings,
                   [&](ByteView csv, Findings& found) { return read_room_table(csv, all, found); });
  read_where_there(files, "typed/rulings.csv", tables.rulings, findings,
                   [](ByteView csv, Findings& found) { return read_rulings_table(csv, found); });
  return tables;
}

}  // namespace sceau::audit
