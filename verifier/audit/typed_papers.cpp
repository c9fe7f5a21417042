// SPDX-License-Identifier: Apache-2.0
// typed/paper.csv.
#include <algorithm>
#include <array>

#include "verifier/audit/european_time.h"
#include "verifier/audit/typed_cells.h"
#include "verifier/audit/typed_tables.h"

namespace sceau::audit {
namespace {

// "2027-05-09T16:05", by the clock of Paris.
Instant arrival_in(TableLine& line) {
  constexpr std::size_t to_the_minute = 16;
  const auto& text = line.text("arrived");
  const bool has_its_form = text.size() == to_the_minute && text[10] == 'T';
  const auto read = has_its_form ? from_rfc3339(text + ":00Z") : Result<Instant>(Error{});
  const LocalTime wall(read ? read->time_since_epoch() : Instant::duration());
  if (read && is_unique_in_paris(wall)) return paris_time(wall);
  line.refuse("arrived", "is no date and hour");
  return {};
}

// The agenda of a form on paper is that of the meeting it was printed for.
void read_printed_for(TableLine& line, const AuditedMeeting& meeting, Form& form) {
  const auto& printed_for = line.text("meeting");
  const auto& predecessor = meeting.settings.predecessor;
  form.meeting = printed_for.empty() ? meeting.settings.id : printed_for;
  if (form.meeting == meeting.settings.id) {
    form.agenda = meeting.frozen.agenda;
  } else if (predecessor && predecessor->id == form.meeting) {
    form.agenda = hash_from_hex(predecessor->agenda_sha256).value_or(Hash{});
  } else {
    line.refuse("meeting", "is neither this one nor the one before it");
  }
}

void read_paper_proxy(TableLine& line, const Shareholder* giver, Form& form) {
  const auto& word = line.text("proxy");
  const auto kind = proxy_kind_named(word);
  if (!word.empty() && !kind) line.refuse("proxy", "is not known");
  auto proxy = read_proxy_cells(line, kind.value_or(ProxyKind::named), giver);
  if (word.empty() && !is_without_proxy_cells(line)) line.refuse("proxy", "is empty, though somebody is described");
  if (kind) form.proxy = std::move(proxy);
}

void read_new_resolutions(TableLine& line, Form& form) {
  constexpr std::array<std::string_view, 5> words = {"", "abstain", "against", "chair", "named"};
  if (std::ranges::count(words, line.text("new_resolutions")) == 0) {
    return line.refuse("new_resolutions", "is nothing that can be said of them");
  }
  form.new_resolutions = read_vote_cell(line, "new_resolutions", VotesOf::forms).vote;
}

bool goes_to_named_proxy(const Form& form) {
  return form.new_resolutions == Vote::named ||
         std::ranges::any_of(form.choices.all, [](const auto& choice) { return choice.vote == Vote::named; });
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
  read_new_resolutions(line, form);
  read_paper_proxy(line, shares.shareholder(form.shareholder), form);
  const bool has_named_proxy = form.proxy && form.proxy->kind == ProxyKind::named;
  if (goes_to_named_proxy(form) && !has_named_proxy) line.refuse("proxy", "names nobody, though a vote goes there");
  form.holdings.push_back(read_holding_cells(line));
  return paper;
}

// Lines of one number are one form: they differ in their holdings alone.
class FormsByNumber {
 public:
  explicit FormsByNumber(const Columns& columns) {
    for (const auto* list : {&columns.needed, &columns.optional}) {
      for (const auto& name : *list) {
        const bool is_of_holding = name == "account" || name == "isin" || name == "shares" || name == "attestation";
        if (!is_of_holding) repeated_.push_back(name);
      }
    }
  }

  void add(PaperForm paper, TableLine& line) {
    std::vector<std::string> said;
    for (const auto& name : repeated_) said.push_back(line.text(name));
    const auto [known, is_new] = first_.try_emplace(paper.number, First{papers_.size(), said});
    if (is_new) return papers_.push_back(std::move(paper));
    if (known->second.said != said) line.refuse("number", "says something else than on another line");
    auto& stated = papers_[known->second.place].form.holdings;
    const auto& more = paper.form.holdings.front();
    for (const auto& holding : stated) {
      if (holding.account != more.account || holding.isin != more.isin) continue;
      line.refuse("number", "names this holding on another line");
    }
    stated.push_back(more);
  }

  std::vector<PaperForm> take() && { return std::move(papers_); }

 private:
  struct First {
    std::size_t place = 0;
    std::vector<std::string> said;
  };
  std::vector<std::string> repeated_;  // columns
  std::map<std::string, First> first_;
  std::vector<PaperForm> papers_;
};

}  // namespace

Result<std::vector<PaperForm>> read_paper_table(ByteView csv, const AuditedMeeting& meeting, const Register& shares,
                                                Findings& findings) {
  Columns columns{{"number", "arrived", "shareholder", "account", "shares"},
                  with_holding_and_proxy({"irregular", "new_resolutions", "proxy", "meeting"})};
  for (const auto& resolution : meeting.settings.agenda) {
    if (!resolution.is_information_only) columns.needed.push_back(vote_column(resolution));
  }
  FormsByNumber forms(columns);
  const auto read = read_typed_lines(csv, columns, findings,
                                     [&](TableLine& line) { forms.add(read_paper(line, meeting, shares), line); });
  if (!read) return read.error();
  return std::move(forms).take();
}

}  // namespace sceau::audit
