// SPDX-License-Identifier: Apache-2.0
#include "tests/vote/typed_case.h"

#include <fmt/format.h>

#include <algorithm>

#include "foundation/text_encoding.h"

namespace sceau {
namespace {

// RFC 4180; no text of the random meetings has a quotation mark itself.
std::string line_of(const std::vector<std::string>& fields) {
  std::string line;
  for (const auto& field : fields) {
    if (!line.empty()) line += ',';
    line += fmt::format("\"{}\"", field);
  }
  return line + "\r\n";
}

template <typename Table, typename T>
std::string word(const Table& table, const std::optional<T>& value) {
  return value ? std::string(word_of(table, *value)) : "";
}

void append(std::vector<std::string>& to, std::vector<std::string> fields) {
  to.insert(to.end(), fields.begin(), fields.end());
}

std::string vote_cell(const std::vector<ResolutionChoice>& choices, const std::string& label) {
  const auto choice = std::ranges::find(choices, label, &ResolutionChoice::label);
  if (choice == choices.end()) return "";
  if (!choice->vote) return "null";
  const auto& split = choice->split;
  if (choice->vote == Vote::split) return fmt::format("{}/{}/{}", split.in_favour, split.against, split.abstain);
  return word(vote_words, choice->vote);
}

std::vector<std::string> holding_fields(const Form& form, const FormHolding& holding) {
  return {form.shareholder, holding.account, holding.isin, std::to_string(holding.shares.value_or(0)),
          holding.attestation};
}
const std::vector<std::string> holding_columns = {"shareholder", "account", "isin", "shares", "attestation"};

std::vector<std::string> holder_fields(const Form& form) {
  if (!form.proxy) return std::vector<std::string>(5);
  const auto& [kind, relation, holder] = *form.proxy;
  return {holder.surname, holder.first_name, holder.company, holder.domicile, word(relation_words, relation)};
}
const std::vector<std::string> holder_columns = {"proxy_surname", "proxy_first_name", "proxy_company", "proxy_domicile",
                                                 "proxy_relation"};

// On the clock of the seat, to the minute.
std::string arrival_of(Instant at) {
  return to_rfc3339(Instant(wall_time(at, paris)->wall.time_since_epoch())).substr(0, 16);
}

std::vector<std::string> labels_to_vote_on(const CountCase& of) {
  std::vector<std::string> labels;
  for (const auto& resolution : of.meeting().meeting().agenda) {
    if (!resolution.is_information_only) labels.push_back(resolution.label);
  }
  return labels;
}

std::vector<std::string> paper_fields(const CountCase& of, const PaperForm& paper, const FormHolding& holding) {
  const auto& form = paper.form;
  std::vector<std::string> fields = {paper.number,
                                     arrival_of(paper.arrived_at),
                                     paper.irregular,
                                     form.meeting == of.meeting().meeting().id ? "" : form.meeting,
                                     word(vote_words, form.new_resolutions),
                                     form.proxy ? std::string(word_of(proxy_words, form.proxy->kind)) : ""};
  append(fields, holding_fields(form, holding));
  append(fields, holder_fields(form));
  for (const auto& label : labels_to_vote_on(of)) fields.push_back(vote_cell(form.choices, label));
  return fields;
}

std::string paper_table(const CountCase& of) {
  const auto labels = labels_to_vote_on(of);
  std::vector<std::string> columns = {"number", "arrived", "irregular", "meeting", "new_resolutions", "proxy"};
  append(columns, holding_columns);
  append(columns, holder_columns);
  for (const auto& label : labels) columns.push_back("vote:" + label);
  auto csv = line_of(columns);
  for (const auto& paper : of.paper) {
    for (const auto& holding : paper.form.holdings) csv += line_of(paper_fields(of, paper, holding));
  }
  return csv;
}

std::string conflict_word(ConflictOfInterest conflict) {
  switch (conflict) {
    case ConflictOfInterest::none: return "";
    case ConflictOfInterest::disclosed: return "disclosed";
    case ConflictOfInterest::confirmed: return "confirmed";
  }
  return "";
}

std::string attendance_table(const CountCase& of) {
  std::vector<std::string> columns = {"badge", "capacity", "conflict"};
  append(columns, holding_columns);
  append(columns, holder_columns);
  auto csv = line_of(columns);
  for (const auto& attendee : of.attendance) {
    std::vector<std::string> fields = {attendee.badge, attendee.form.proxy ? "represented" : "present",
                                       conflict_word(attendee.conflict)};
    append(fields, holding_fields(attendee.form, attendee.form.holdings.front()));
    append(fields, holder_fields(attendee.form));
    csv += line_of(fields);
  }
  return csv;
}

std::string room_table(const CountCase& of) {
  auto labels = labels_to_vote_on(of);
  for (const auto& resolution : of.new_resolutions) labels.push_back(resolution.label);
  std::vector<std::string> columns = {"badge"};
  for (const auto& label : labels) columns.push_back("vote:" + label);
  auto csv = line_of(columns);
  for (const auto& votes : of.room) {
    std::vector<std::string> fields = {votes.badge};
    for (const auto& label : labels) fields.push_back(vote_cell(votes.choices, label));
    csv += line_of(fields);
  }
  return csv;
}

std::string new_resolutions_table(const CountCase& of) {
  std::string csv = "label,kind,author,approved,text\r\n";
  for (const auto& resolution : of.new_resolutions) {
    csv += line_of({resolution.label, std::string(word_of(resolution_kind_words, resolution.kind)),
                    std::string(word_of(author_words, resolution.author)),
                    resolution.recommendation == Recommendation::vote_for ? "yes" : "no", resolution.text.french});
  }
  return csv;
}

}  // namespace

std::map<std::string, std::string> typed_tables_of(const CountCase& of,
                                                   const std::map<std::int64_t, std::int64_t>& entries) {
  std::map<std::string, std::string> tables;
  if (!of.paper.empty()) tables["paper"] = paper_table(of);
  if (!of.attendance.empty()) tables["attendance"] = attendance_table(of);
  if (!of.new_resolutions.empty()) tables["new-resolutions"] = new_resolutions_table(of);
  if (!of.room.empty()) tables["room"] = room_table(of);
  std::string rulings;
  for (const auto& ruling : of.rulings) {
    const auto entry = entries.find(ruling.index);
    if (entry == entries.end()) continue;
    rulings += line_of({std::to_string(entry->second), ruling.is_admitted ? "yes" : "no", ruling.why});
  }
  if (!rulings.empty()) tables["rulings"] = line_of({"entry", "admitted", "why"}) + rulings;
  return tables;
}

}  // namespace sceau
