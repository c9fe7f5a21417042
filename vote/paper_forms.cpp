// SPDX-License-Identifier: Apache-2.0
#include "vote/paper_forms.h"

#include <algorithm>

#include "foundation/text_encoding.h"
#include "vote/typed_table.h"

namespace sceau {
namespace {

TableColumns columns_for(const Meeting& meeting) {
  TableColumns columns = {{"number", "arrived", "shareholder", "account", "shares"},
                          {"isin", "attestation", "irregular", "new_resolutions", "proxy", "proxy_surname",
                           "proxy_first_name", "proxy_company", "proxy_domicile", "proxy_relation", "meeting"}};
  for (const auto& resolution : meeting.agenda) {
    if (!resolution.is_information_only) columns.needed.push_back(vote_column(resolution.label));
  }
  return columns;
}

// "2027-05-09T16:05", on the clock of the seat.
Instant read_arrival(TypedLine& line, const ZoneDatabase& database) {
  const auto text = line.needed_text("arrived");
  const auto wall = from_rfc3339(text + ":00Z");
  if (text.size() == std::string_view("2027-05-09T16:05").size() && wall) {
    if (const auto time = at_wall_time(LocalTime(wall->time_since_epoch()), paris, database)) return time->utc;
  }
  if (!text.empty()) line.refuse("arrived: must be a date and hour like 2027-05-09T16:05");
  return {};
}

std::optional<Proxy> read_proxy(TypedLine& line) {
  const auto kind = line.word("proxy", proxy_words);
  const auto relation = line.word("proxy_relation", relation_words);
  const auto holder = line.proxy_holder();
  if (kind) return Proxy{*kind, *kind == ProxyKind::named ? relation : std::nullopt, holder};
  if (holder != Person{} || relation) line.refuse("proxy: is empty, and a proxy is described");
  return std::nullopt;
}

// What a form says where it says anything: whether silence is an abstention (L5) or a proxy's to fill (L23), which may
// stand on another form, is for the count to say.
std::vector<ResolutionChoice> read_choices(TypedLine& line, const Meeting& meeting) {
  std::vector<ResolutionChoice> choices;
  for (const auto& resolution : meeting.agenda) {
    if (resolution.is_information_only) continue;
    const auto cell = line.vote(resolution.label, vote_words);
    if (!cell.is_blank) choices.push_back(cell.choice);
  }
  return choices;
}

void read_meeting(TypedLine& line, const FrozenMeeting& meeting, Form& form) {
  const auto& before = meeting.meeting().convocation.predecessor;
  const auto name = line.text("meeting");
  const bool is_before = before && name == before->id;
  if (!name.empty() && name != meeting.meeting().id && !is_before) line.refuse("meeting: another meeting's form");
  form.meeting = is_before ? before->id : meeting.meeting().id;
  form.agenda_hash = is_before ? before->agenda_hash : hex_lower(meeting.hashes().agenda);
}

constexpr std::array new_resolution_words = {Word<Vote>{"abstain", Vote::abstain}, Word<Vote>{"against", Vote::against},
                                             Word<Vote>{"chair", Vote::chair}, Word<Vote>{"named", Vote::named}};

bool goes_to_named_proxy(const Form& form) {
  return form.new_resolutions == Vote::named ||
         std::ranges::any_of(form.choices, [](const auto& choice) { return choice.vote == Vote::named; });
}

PaperForm read_line(TypedLine& line, const FrozenMeeting& meeting, const ZoneDatabase& database) {
  PaperForm paper{.number = line.needed_text("number"),
                  .arrived_at = read_arrival(line, database),
                  .irregular = line.text("irregular")};
  auto& form = paper.form;
  read_meeting(line, meeting, form);
  form.shareholder = line.needed_text("shareholder");
  form.holdings = {{.account = line.needed_text("account"),
                    .isin = line.text("isin"),
                    .shares = line.shares("shares"),
                    .attestation = line.text("attestation")}};
  form.proxy = read_proxy(line);
  form.choices = read_choices(line, meeting.meeting());
  form.new_resolutions = line.word("new_resolutions", new_resolution_words);
  const bool has_named = form.proxy && form.proxy->kind == ProxyKind::named;
  if (goes_to_named_proxy(form) && !has_named) line.refuse("a vote goes to a named proxy, and none is named");
  return paper;
}

}  // namespace

Result<PaperReading> read_paper_forms(ByteView csv, const FrozenMeeting& meeting, const ZoneDatabase& database) {
  PaperReading reading;
  std::set<std::string> numbers;
  const auto take = [&](TypedLine& line) {
    auto paper = read_line(line, meeting, database);
    if (!numbers.insert(paper.number).second) line.refuse("number: is there twice");
    reading.forms.push_back(std::move(paper));
  };
  if (const auto read = read_typed_table(csv, columns_for(meeting.meeting()), reading.findings, take); !read) {
    return read.error();
  }
  return reading;
}

}  // namespace sceau
