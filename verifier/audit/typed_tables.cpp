// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/typed_tables.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "verifier/audit/typed_cells.h"

namespace sceau::audit {
namespace {

constexpr std::size_t table_limit = std::size_t{256} << 20;

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
  const auto& holder = proxy.holder;
  const bool is_named = !holder.company.empty() || (!holder.surname.empty() && !holder.first_name.empty());
  if (is_represented && !is_named) line.refuse("capacity", "is represented, though no proxy is named");
  if (!is_represented && holder != Person{}) line.refuse("capacity", "is present, though a proxy is named");
  if (is_represented) form.proxy = std::move(proxy);
  const auto& conflict = line.text("conflict");
  attendance.has_lapsed = conflict == "disclosed";
  if (!conflict.empty() && conflict != "none" && conflict != "disclosed" && conflict != "confirmed") {
    line.refuse("conflict", "is not known");
  }
  return attendance;
}

// Whose shares are spoken for already, and by whom with which badge.
class Door {
 public:
  void let_in(const AttendanceLine& attendance, TableLine& line) {
    const auto& form = attendance.form;
    const auto& holding = form.holdings.front();
    if (!spoken_for_.emplace(form.shareholder, holding.account, holding.isin).second) {
      line.refuse("account", "is on another line already");
    }
    const auto& badge = attendance.badge;
    const bool is_theirs = form.proxy ? proxies_.emplace(badge, form.proxy->holder).first->second == form.proxy->holder
                                      : present_.emplace(badge, form.shareholder).first->second == form.shareholder;
    if (!is_theirs) line.refuse("badge", form.proxy ? "is another proxy's" : "is another shareholder's");
  }

 private:
  std::set<std::tuple<std::string, std::string, std::string>> spoken_for_;
  std::map<std::string, Person> proxies_;
  std::map<std::string, std::string> present_;
};

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

Result<std::vector<AttendanceLine>> read_attendance_table(ByteView csv, const AuditedMeeting& meeting,
                                                          const Register& shares, Findings& findings) {
  const Columns columns{{"badge", "capacity", "shareholder", "account", "shares"},
                        with_holding_and_proxy({"conflict"})};
  std::vector<AttendanceLine> lines;
  Door door;
  const auto read = read_typed_lines(csv, columns, findings, [&](TableLine& line) {
    lines.push_back(read_attendance(line, meeting, shares));
    door.let_in(lines.back(), line);
  });
  if (!read) return read.error();
  return lines;
}

Result<std::vector<Resolution>> read_raised_table(ByteView csv, const MeetingSettings& settings, Findings& findings) {
  const Columns columns{{"label", "kind", "author", "approved", "text"}, {}};
  std::set<std::string> labels;
  for (const auto& resolution : settings.agenda) labels.insert(resolution.label);
  std::vector<Resolution> raised;
  const auto read = read_typed_lines(csv, columns, findings, [&](TableLine& line) {
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
  const auto read = read_typed_lines(csv, columns, findings, [&](TableLine& line) {
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
  const auto read = read_typed_lines(csv, columns, findings, [&](TableLine& line) {
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
