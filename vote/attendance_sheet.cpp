// SPDX-License-Identifier: Apache-2.0
#include "vote/attendance_sheet.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "vote/ballot_weight.h"
#include "vote/person_names.h"
#include "vote/printed_words.h"

namespace sceau {
namespace {

struct Sum {
  std::int64_t lines = 0, shares = 0, votes = 0;
  void add(const AttendanceLine& line) {
    ++lines;
    shares += line.shares;
    votes += line.votes;
  }
};

std::string surname_of(const Person& person) { return person.company.empty() ? person.surname : person.company; }

std::vector<const AttendanceLine*> lines_of(const std::vector<AttendanceLine>& lines, CastBy way) {
  std::vector<const AttendanceLine*> found;
  for (const auto& line : lines) {
    if (line.way == way) found.push_back(&line);
  }
  return found;
}

// Two empty lines: room to sign on paper.
constexpr std::string_view room_to_sign = " \n ";

Table empty_table(std::string_view last_column) {
  return {.columns = {{"Nom ou dénomination", Alignment::left, 7},
                      {"Prénom usuel", Alignment::left, 5},
                      {"Domicile ou siège", Alignment::left, 11},
                      {"Actions", Alignment::right, 4},
                      {"Voix", Alignment::right, 4},
                      {std::string(last_column), Alignment::left, 8}},
          .is_dense = true};
}

TableRow person_row(const Person& person, std::int64_t shares, std::int64_t votes, std::string last) {
  return {
      {surname_of(person), person.first_name, person.domicile, in_groups(shares), in_groups(votes), std::move(last)}};
}

TableRow total_row(const Sum& sum) {
  return {{counted_words(sum.lines, "ligne", "lignes"), "", "Total", in_groups(sum.shares), in_groups(sum.votes), ""},
          true};
}

class SheetWriter {
 public:
  SheetWriter(const PrintedMeeting& printed, const std::vector<AttendanceLine>& lines)
      : printed_(printed), lines_(lines), document_(printed_frame(printed, "Feuille de présence")) {
    document_.is_landscape = true;
  }

  PageDocument write() && {
    write_title();
    write_way(CastBy::present, "1. Actionnaires présents", "Émargement",
              [](const AttendanceLine&) { return std::string(room_to_sign); });
    write_way(CastBy::proxy, "2. Actionnaires représentés par un mandataire désigné", "Mandataire",
              [](const AttendanceLine& line) { return name_of(line.proxy); });
    write_proxies();
    write_way(CastBy::chair, "4. Pouvoirs donnés au président de séance", "Référence du pouvoir",
              [](const AttendanceLine& line) { return reference_in_words(line.reference); });
    write_way(CastBy::electronic, "5. Votes à distance par voie électronique", "Référence du formulaire",
              [](const AttendanceLine& line) { return reference_in_words(line.reference); });
    write_way(CastBy::paper, "6. Votes par correspondance sur papier", "Référence du formulaire",
              [](const AttendanceLine& line) { return reference_in_words(line.reference); });
    write_totals();
    write_end();
    return std::move(document_);
  }

 private:
  void add(PageBlock block) { document_.blocks.push_back(std::move(block)); }

  void write_title() {
    const auto& meeting = printed_.meeting.meeting();
    add(Heading{1, meeting.issuer.name});
    add(Heading{1, "Feuille de présence\n" + name_of_meeting(meeting)});
    add(Paragraph{fmt::format("{}, {}, {}", date_and_hour(meeting.starts), meeting.place,
                              call_in_words(meeting.convocation.call)),
                  ParagraphStyle::centred});
    add(Paragraph{fmt::format("Actions et voix d'après les inscriptions en compte au {}, heure de Paris.",
                              date_and_hour(printed_.meeting.times().record.wall)),
                  ParagraphStyle::small});
  }

  template <typename LastCell>
  void write_way(CastBy way, std::string_view heading, std::string_view last_column, LastCell last_cell) {
    add(Heading{2, std::string(heading)});
    const auto lines = lines_of(lines_, way);
    if (lines.empty()) return add(Paragraph{"Néant."});
    auto table = empty_table(last_column);
    Sum sum;
    for (const auto* line : lines) {
      table.rows.push_back(person_row(line->shareholder, line->shares, line->votes, last_cell(*line)));
      sum.add(*line);
    }
    table.rows.push_back(total_row(sum));
    add(std::move(table));
  }

  // Those who are there for others, with what they stand for.
  void write_proxies() {
    add(Heading{2, "3. Mandataires"});
    struct Proxy {
      Person person;
      Sum sum;
    };
    std::map<std::vector<std::string>, Proxy> proxies;
    for (const auto* line : lines_of(lines_, CastBy::proxy)) {
      const auto& who = line->proxy;
      auto& proxy = proxies[{who.surname, who.first_name, who.company, who.domicile}];
      proxy.person = who;
      proxy.sum.add(*line);
    }
    if (proxies.empty()) return add(Paragraph{"Néant."});
    auto table = empty_table("Émargement");
    table.columns.insert(table.columns.begin() + 3, TableColumn{"Pouvoirs", Alignment::right, 3});
    Sum all;
    for (const auto& [key, proxy] : proxies) {
      auto row = person_row(proxy.person, proxy.sum.shares, proxy.sum.votes, std::string(room_to_sign));
      row.cells.insert(row.cells.begin() + 3, in_groups(proxy.sum.lines));
      table.rows.push_back(std::move(row));
      all.lines += proxy.sum.lines;
      all.shares += proxy.sum.shares;
      all.votes += proxy.sum.votes;
    }
    table.rows.push_back(
        {{"", "", "Total", in_groups(all.lines), in_groups(all.shares), in_groups(all.votes), ""}, true});
    add(std::move(table));
  }

  void write_totals() {
    add(Heading{2, "7. Récapitulation"});
    Table table{.columns = {{"Mode de participation", Alignment::left, 9},
                            {"Lignes", Alignment::right, 4},
                            {"Actions", Alignment::right, 4},
                            {"Voix", Alignment::right, 4}}};
    Sum all;
    for (const auto& [word, way] : cast_by_words) {
      Sum sum;
      for (const auto* line : lines_of(lines_, way)) {
        sum.add(*line);
        all.add(*line);
      }
      table.rows.push_back(
          {{std::string(name_of(way)), in_groups(sum.lines), in_groups(sum.shares), in_groups(sum.votes)}});
    }
    table.rows.push_back({{"Total", in_groups(all.lines), in_groups(all.shares), in_groups(all.votes)}, true});
    add(std::move(table));
  }

  void write_end() {
    add(Paragraph{fmt::format(
        "Les formulaires de vote et les pouvoirs sont annexés sous forme électronique ; leur nombre et leurs totaux "
        "d'actions et de voix sont ceux des rubriques 2, 4, 5 et 6. Une inscription est désignée par son rang dans le "
        "journal du vote électronique. La colonne d'émargement se signe sur l'exemplaire tenu à l'entrée. La présente "
        "feuille est certifiée exacte par les membres du bureau ({}).",
        french_citation(LegalRule::L54))});
    add(signature_boxes(printed_.session));
    add(where_signatures_are());
  }

  const PrintedMeeting& printed_;
  const std::vector<AttendanceLine>& lines_;
  PageDocument document_;
};

Person proxy_of(const Participation& part, const Settlement& settlement) {
  const auto holder_in = [](const Form* form) { return form && form->proxy ? form->proxy->holder : Person{}; };
  auto holder = holder_in(part.mandate);
  if (holder == Person{}) holder = holder_in(part.form);
  for (const auto joined : part.joined) {
    if (holder == Person{}) holder = holder_in(settlement.submissions[joined].form);
  }
  return holder;
}

AttendanceLine line_of(const Participation& part, const CountReport& counted, const CountInput& input) {
  const auto weight = weight_of(*part.form, input.shares, Resolution{});
  const auto* known = input.shares.shareholder(part.form->shareholder);
  const auto way = standing_of(part, input, counted.settlement);
  return {.way = way,
          .shareholder = known ? known->identity : part.form->identity,
          .shares = weight.shares,
          .votes = weight.votes,
          .proxy = way == CastBy::proxy ? proxy_of(part, counted.settlement) : Person{},
          .badge = part.badge,
          .reference = counted.settlement.submissions[part.submission].reference};
}

std::vector<std::string> place_in_order(const AttendanceLine& line) {
  auto words = name_words(surname_of(line.shareholder) + " " + line.shareholder.first_name);
  words.push_back(line.reference);
  return words;
}

}  // namespace

std::vector<AttendanceLine> attendance_lines(const CountReport& counted, const CountInput& input) {
  std::vector<std::pair<std::vector<std::string>, AttendanceLine>> sorted;
  for (const auto& part : counted.settlement.participations) {
    auto line = line_of(part, counted, input);
    auto place = place_in_order(line);
    sorted.emplace_back(std::move(place), std::move(line));
  }
  std::ranges::stable_sort(sorted, {}, [](const auto& row) -> const auto& { return row.first; });
  std::vector<AttendanceLine> lines;
  for (auto& [place, line] : sorted) lines.push_back(std::move(line));
  return lines;
}

PageDocument attendance_sheet(const PrintedMeeting& printed, const std::vector<AttendanceLine>& lines) {
  return SheetWriter(printed, lines).write();
}

}  // namespace sceau
