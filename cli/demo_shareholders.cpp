// SPDX-License-Identifier: Apache-2.0
#include "cli/demo_shareholders.h"

#include <fmt/format.h>

#include <array>

namespace sceau {
namespace {

constexpr std::size_t how_many = 1000, intermediaries = 5;

constexpr std::array surnames = {
    "Aubert",   "Barbier", "Bertin",   "Blanchard", "Boucher",  "Brunet",   "Carpentier", "Charpentier",
    "Colin",    "Dubois",  "Dumas",    "Durand",    "Étienne",  "Fabre",    "Faure",      "Fontaine",
    "Gaillard", "Garnier", "Gauthier", "Girard",    "Guérin",   "Hamon",    "Huet",       "Joly",
    "Lacroix",  "Lambert", "Leclerc",  "Lefèvre",   "Lemoine",  "Marchand", "Mercier",    "Meunier",
    "Moreau",   "Noël",    "Perrin",   "Renaud",    "Rousseau", "Tessier",  "Vasseur",    "Vidal"};
constexpr std::array first_names = {"Agnès", "Alain",  "Béatrice", "Benoît",  "Camille", "Cécile", "Chloé",
                                    "Denis", "Édith",  "Émile",    "Florent", "Gaëlle",  "Hélène", "Hugo",
                                    "Inès",  "Jeanne", "Julien",   "Léa",     "Maël",    "Nadia",  "Odile",
                                    "Paul",  "Rémi",   "Sophie",   "Zoé"};
constexpr std::array streets = {"rue des Lilas",           "place du Marché",  "avenue de la Gare",  "chemin du Moulin",
                                "boulevard de la Liberté", "quai de la Fosse", "impasse des Acacias"};
constexpr std::array towns = {"44000 Nantes",   "69003 Lyon",       "35000 Rennes", "13004 Marseille", "59000 Lille",
                              "31000 Toulouse", "67000 Strasbourg", "75011 Paris",  "29200 Brest"};

constexpr auto V = DemoPart::votes, S = DemoPart::votes_signed, C = DemoPart::gives_to_chair, B = DemoPart::gives_blank,
               F = DemoPart::gives_to_friend, P = DemoPart::writes, A = DemoPart::attends, R = DemoPart::is_represented,
               L = DemoPart::comes_late, N = DemoPart::stays_away;
// Of each fifty shareholders; the last two have rarer parts.
constexpr std::array parts = {V, V, V, S, V, P, V, V, A, V, V, C, V, V, V, S, V, V, N, V, V, F, V, V,
                              P, V, V, L, V, V, V, V, B, V, R, V, V, N, V, V, S, V, A, V, N, P, V, N};
constexpr std::array rare_parts = {DemoPart::revokes,     DemoPart::votes_twice, DemoPart::signs_badly,
                                   DemoPart::writes_late, DemoPart::revokes,     DemoPart::forgets_to_sign,
                                   DemoPart::votes,       DemoPart::stays_away};

DemoPart part_of(std::size_t at) {
  if (at < intermediaries) return DemoPart::votes_split;
  const auto place = at % 50;
  return place < parts.size() ? parts[place] : rare_parts[(at / 50 * 2 + place - parts.size()) % rare_parts.size()];
}

// How many in a hundred say for, and how many for or against; the others abstain.
struct Leaning {
  std::size_t in_favour, decided;
};
constexpr std::array leanings = {Leaning{94, 97}, Leaning{88, 95}, Leaning{50, 96}, Leaning{81, 92}, Leaning{76, 95}};

std::vector<Vote> choices_of(std::size_t at) {
  std::vector<Vote> choices;
  for (std::size_t resolution = 0; resolution < leanings.size(); ++resolution) {
    const auto mood = (at * 37 + resolution * 29 + at / 100 * 11) % 100;
    const auto& leaning = leanings[resolution];
    choices.push_back(mood < leaning.in_favour ? Vote::in_favour
                      : mood < leaning.decided ? Vote::against
                                               : Vote::abstain);
  }
  return choices;
}

std::string domicile_of(std::size_t at) {
  return fmt::format("{}, {}, {}", 1 + at * 7 % 140, streets[at % streets.size()], towns[at * 5 % towns.size()]);
}

void make_intermediary(DemoShareholder& shareholder, std::size_t at) {
  shareholder.identity = {.company = fmt::format("Banque de démonstration n° {}", at + 1),
                          .registration = fmt::format("{} 000 00{}", 100 + at, at + 1),
                          .domicile = domicile_of(at)};
  shareholder.signer = {Capacity::intermediary, surnames[at], first_names[at]};
  shareholder.kind = "administered";
  shareholder.shares = shareholder.votes = static_cast<std::int64_t>(4000 + at * 1300);
}

// Registered for more than two years: double votes (L45). Shares held at a bank need its certificate (L31).
void make_person(DemoShareholder& shareholder, std::size_t at) {
  shareholder.identity = {.surname = surnames[at % surnames.size()],
                          .first_name = first_names[at / surnames.size()],
                          .domicile = domicile_of(at)};
  shareholder.shares = static_cast<std::int64_t>(5 + at * 7919 % 173);
  shareholder.votes = at % 3 == 0 ? 2 * shareholder.shares : shareholder.shares;
  if (at % 9 != 1) return;
  shareholder.kind = "bearer";
  shareholder.attestation = fmt::format("AP-2027-{:04}", at);
  shareholder.votes = shareholder.shares;
}

DemoShareholder make(std::size_t at) {
  DemoShareholder shareholder;
  shareholder.id = fmt::format("d{:04}", at + 1);
  shareholder.account = fmt::format("N-{:05}", 10000 + at);
  at < intermediaries ? make_intermediary(shareholder, at) : make_person(shareholder, at);
  shareholder.part = part_of(at);
  shareholder.choices = choices_of(at);
  return shareholder;
}

// Those who are represented choose somebody who comes; each takes the next in turn.
void choose_friends(std::vector<DemoShareholder>& all) {
  std::vector<std::size_t> coming;
  for (std::size_t at = 0; at < all.size(); ++at) {
    if (all[at].part == DemoPart::attends) coming.push_back(at);
  }
  std::size_t next = 0;
  for (auto& shareholder : all) {
    const bool needs_one =
        shareholder.part == DemoPart::gives_to_friend || shareholder.part == DemoPart::is_represented;
    if (needs_one) shareholder.friend_at = coming[next++ % coming.size()];
  }
}

}  // namespace

std::vector<DemoShareholder> demo_shareholders() {
  std::vector<DemoShareholder> all;
  for (std::size_t at = 0; at < how_many; ++at) all.push_back(make(at));
  choose_friends(all);
  all[9].deprived = "4";  // L44: party to the agreement that resolution 4 is about
  all[9].choices[3] = Vote::abstain;
  return all;
}

bool acts_online_in_time(DemoPart part) {
  switch (part) {
    case DemoPart::votes:
    case DemoPart::votes_signed:
    case DemoPart::votes_split:
    case DemoPart::votes_twice:
    case DemoPart::signs_badly:
    case DemoPart::gives_to_chair:
    case DemoPart::gives_blank:
    case DemoPart::gives_to_friend:
    case DemoPart::revokes: return true;
    case DemoPart::comes_late:
    case DemoPart::writes:
    case DemoPart::writes_late:
    case DemoPart::forgets_to_sign:
    case DemoPart::attends:
    case DemoPart::is_represented:
    case DemoPart::stays_away: return false;
  }
  return false;
}

}  // namespace sceau
