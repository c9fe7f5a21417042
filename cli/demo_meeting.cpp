// SPDX-License-Identifier: Apache-2.0
#include "cli/demo_meeting.h"

#include <fmt/format.h>

#include "formats/csv/csv_reader.h"

namespace sceau {
namespace {

std::string badge_of(const DemoShareholder& shareholder) { return "B-" + shareholder.id.substr(1); }

// ",for,against": a column for each resolution.
std::string vote_columns(const DemoShareholder& shareholder) {
  std::string columns;
  for (const auto vote : shareholder.choices) columns += fmt::format(",{}", word_of(vote_words, vote));
  return columns;
}

std::string vote_headers() {
  std::string headers;
  for (const auto* label : demo_labels) headers += fmt::format(",vote:{}", label);
  return headers;
}

bool is_on_paper(DemoPart part) {
  return part == DemoPart::writes || part == DemoPart::writes_late || part == DemoPart::forgets_to_sign;
}

// In Paris; the cut-off of paper is the end of 9 May.
std::string arrival_of(DemoPart part, std::size_t number) {
  return fmt::format("2027-05-{:02}T{:02}:{:02}", part == DemoPart::writes_late ? 10 : 3 + number % 5, 8 + number % 9,
                     number * 7 % 60);
}

}  // namespace

std::string demo_register(std::span<const DemoShareholder> all) {
  std::string csv =
      "shareholder,surname,first_name,company,registration,domicile,intermediary,account,kind,shares,votes,deprived,"
      "attestation\n";
  for (const auto& one : all) {
    const auto& who = one.identity;
    csv += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{}\n", one.id, who.surname, who.first_name, who.company,
                       who.registration, csv_field(who.domicile), who.company.empty() ? "no" : "yes", one.account,
                       one.kind, one.shares, one.votes, one.deprived, one.attestation);
  }
  return csv +
         "d9999,,,DEMO Manufacture de l'Ouest SA,732 829 320,\"14, quai de la Fosse, 44000 Nantes\",no,T-00001,"
         "treasury,2500,0,,\n";
}

std::string demo_paper_forms(std::span<const DemoShareholder> all) {
  auto csv = "number,arrived,shareholder,account,shares,attestation" + vote_headers() + ",irregular\n";
  std::size_t number = 0;
  for (const auto& one : all) {
    if (!is_on_paper(one.part)) continue;
    ++number;
    csv += fmt::format("P-{:03},{},{},{},{},{}{},{}\n", number, arrival_of(one.part, number), one.id, one.account,
                       one.shares, one.attestation, vote_columns(one),
                       one.part == DemoPart::forgets_to_sign ? "signature absente" : "");
  }
  return csv;
}

std::string demo_attendance(std::span<const DemoShareholder> all) {
  std::string csv =
      "badge,capacity,shareholder,account,shares,attestation,proxy_surname,proxy_first_name,proxy_domicile,"
      "proxy_relation\n";
  for (const auto& one : all) {
    const bool has_friend = one.part == DemoPart::gives_to_friend || one.part == DemoPart::is_represented;
    if (one.part != DemoPart::attends && !has_friend) continue;
    const auto& there = has_friend ? all[one.friend_at] : one;
    const auto& who = there.identity;
    csv += fmt::format("{},{},{},{},{},{},", badge_of(there), has_friend ? "represented" : "present", one.id,
                       one.account, one.shares, one.attestation);
    csv += has_friend ? fmt::format("{},{},{},shareholder\n", who.surname, who.first_name, csv_field(who.domicile))
                      : ",,,\n";
  }
  return csv;
}

std::string demo_new_resolutions() {
  return "label,kind,author,approved,text\n"
         "A,ordinary,shareholder,no,\"L'assemblée générale révoque M. Alain Perrin de ses fonctions "
         "d'administrateur.\"\n";
}

std::string demo_room_votes(std::span<const DemoShareholder> all) {
  auto csv = "badge" + vote_headers() + ",vote:A\n";
  std::size_t number = 0;
  for (const auto& one : all) {
    if (one.part != DemoPart::attends) continue;
    csv += badge_of(one) + vote_columns(one) + (++number % 3 == 0 ? ",for\n" : ",against\n");
  }
  return csv;
}

}  // namespace sceau
