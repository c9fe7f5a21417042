// SPDX-License-Identifier: Apache-2.0
#include "vote/paper_forms.h"

#include <algorithm>
#include <iterator>
#include <map>

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
  if (text.size() == std::string_view("2027-05-09T16:05").size() && text[10] == 'T' && wall) {
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

// Lines of one number are one form: what is not about a holding stands on each of them alike.
class FormJoiner {
 public:
  FormJoiner(const TableColumns& columns, std::vector<PaperForm>& forms) : forms_(forms) {
    for (const auto* each : {&columns.needed, &columns.optional}) {
      std::ranges::copy_if(*each, std::back_inserter(columns_), [](const auto& name) { return !is_of_holding(name); });
    }
  }

  void take(PaperForm paper, TypedLine& line) {
    const auto [place, is_new] = lines_.try_emplace(paper.number, forms_.size(), cells_of(line));
    if (is_new || paper.number.empty()) return forms_.push_back(std::move(paper));
    if (place->second.second != cells_of(line)) line.refuse("number: another line of this form says something else");
    auto& holdings = forms_[place->second.first].form.holdings;
    const auto& holding = paper.form.holdings.front();
    const auto is_same = [&](const FormHolding& one) {
      return one.account == holding.account && one.isin == holding.isin;
    };
    if (std::ranges::any_of(holdings, is_same)) line.refuse("number: this holding of the form is on another line");
    holdings.push_back(holding);
  }

 private:
  static bool is_of_holding(const std::string& column) {
    return column == "account" || column == "isin" || column == "shares" || column == "attestation";
  }

  std::vector<std::string> cells_of(const TypedLine& line) const {
    std::vector<std::string> cells;
    for (const auto& column : columns_) cells.push_back(line.raw(column));
    return cells;
  }

  std::vector<PaperForm>& forms_;
  std::vector<std::string> columns_;
  std::map<std::string, std::pair<std::size_t, std::vector<std::string>>> lines_;  // place and cells, by number
};

}  // namespace

Result<PaperReading> read_paper_forms(ByteView csv, const FrozenMeeting& meeting, const ZoneDatabase& database) {
  PaperReading reading;
  const auto columns = columns_for(meeting.meeting());
  FormJoiner forms(columns, reading.forms);
  const auto take = [&](TypedLine& line) { forms.take(read_line(line, meeting, database), line); };
  if (const auto read = read_typed_table(csv, columns, reading.findings, take); !read) return read.error();
  return reading;
}

}  // namespace sceau
