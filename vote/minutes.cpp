// SPDX-License-Identifier: Apache-2.0
#include "vote/minutes.h"

#include <fmt/format.h>

#include <algorithm>

#include "foundation/text_encoding.h"
#include "vote/printed_words.h"

namespace sceau {
namespace {

class MinutesWriter {
 public:
  explicit MinutesWriter(const MinutesInput& input)
      : input_(input),
        meeting_(input.printed.meeting.meeting()),
        session_(input.printed.session),
        document_(printed_frame(input.printed, "Procès-verbal")) {}

  PageDocument write() && {
    write_title();
    write_session();
    write_bureau();
    write_agenda();
    write_attendance();
    write_quorum();
    write_documents();
    write_debates();
    write_resolutions();
    write_refused();
    write_incidence();
    write_proof();
    write_end();
    return std::move(document_);
  }

 private:
  void add(PageBlock block) { document_.blocks.push_back(std::move(block)); }
  void add_all(std::vector<PageBlock> blocks) {
    for (auto& block : blocks) add(std::move(block));
  }
  void say(std::string text) { add(Paragraph{std::move(text)}); }

  void write_title() {
    const auto& issuer = meeting_.issuer;
    add(Heading{1, issuer.name});
    add(Paragraph{fmt::format("{}, siège social : {}\nSIREN {}", issuer.legal_form, issuer.seat, issuer.siren),
                  ParagraphStyle::centred});
    add(Heading{1, "Procès-verbal\n" + name_of_meeting(meeting_)});
  }

  void write_session() {
    const auto& times = input_.printed.meeting.times();
    add(Heading{2, "1. Réunion et convocation"});
    std::vector<Fact> facts = {
        {"Date et heure", date_and_hour(meeting_.starts)},
        {"Lieu", meeting_.place},
        {"Séance", fmt::format("ouverte à {}, levée à {}", hour_of(session_.opened), hour_of(session_.ended))},
        {"Convocation", call_in_words(meeting_.convocation.call)},
        {"Mode de convocation", session_.convening}};
    if (const auto& sent = meeting_.convocation.sent) {
      facts.push_back({"Convocation adressée le", date_in_words(*sent, Language::french)});
    }
    if (const auto& before = meeting_.convocation.predecessor) {
      facts.push_back({"Assemblée précédente", fmt::format("réunie le {} sans atteindre le quorum (réf. {})",
                                                           date_in_words(before->date, Language::french), before->id)});
    }
    facts.push_back({"Clôture du vote électronique", date_and_hour(times.closes.wall) + ", heure de Paris"});
    facts.push_back({"Inscription en compte au", date_and_hour(times.record.wall) + ", heure de Paris"});
    add(facts_table(facts));
  }

  void write_bureau() {
    add(Heading{2, "2. Bureau"});
    std::vector<Fact> facts;
    for (const auto& member : session_.bureau) {
      facts.push_back({std::string(name_of(member.role)),
                       member.quality.empty() ? member.name : member.name + ", " + member.quality});
    }
    add(facts_table(facts));
  }

  void write_agenda() {
    add(Heading{2, "3. Ordre du jour"});
    add_all(agenda_blocks(meeting_, input_.acts));
  }

  void write_attendance() {
    add(Heading{2, "4. Participation"});
    Table table{.columns = {{"Mode de participation", Alignment::left, 9},
                            {"Participations", Alignment::right, 4},
                            {"Actions", Alignment::right, 4},
                            {"Voix", Alignment::right, 4}},
                .stays_whole = true};
    const auto row = [](std::string_view name, const Present& present, bool is_strong) {
      return TableRow{
          {std::string(name), in_groups(present.participations), in_groups(present.shares), in_groups(present.votes)},
          is_strong};
    };
    for (const auto& [word, way] : cast_by_words) {
      table.rows.push_back(row(name_of(way), input_.tally.present[static_cast<std::size_t>(way)], false));
    }
    table.rows.push_back(row("Total", input_.tally.all_present, true));
    add(std::move(table));
    const auto& totals = input_.tally.totals;
    say(
        fmt::format("Registre arrêté à la date d'inscription en compte : {} ; {}, dont {} auto-détenues ; {} ayant le "
                    "droit de vote, portant {}.",
                    counted_words(totals.shareholders, "actionnaire", "actionnaires"),
                    counted_words(totals.shares, "action", "actions"), in_groups(totals.treasury),
                    in_groups(totals.shares_with_vote), counted_words(totals.votes, "voix", "voix")));
    say("La feuille de présence, certifiée exacte par le bureau, est annexée au présent procès-verbal.");
  }

  // Resolutions of one rule and base share a line.
  void write_quorum() {
    add(Heading{2, "5. Quorum"});
    Table table{.columns = {{"Résolutions", Alignment::left, 6},
                            {"Quorum requis", Alignment::left, 4},
                            {"Actions ayant le droit de vote", Alignment::right, 5},
                            {"Requis", Alignment::right, 4},
                            {"Participantes", Alignment::right, 4},
                            {"Constat", Alignment::left, 4}},
                .is_dense = true,
                .stays_whole = true};
    const QuorumTally* last = nullptr;
    for (const auto& resolution : input_.tally.resolutions) {
      if (resolution.status != ResolutionStatus::voted) continue;
      const auto& quorum = resolution.quorum;
      if (last && *last == quorum) {
        table.rows.back().cells.front() += ", n° " + resolution.label;
        continue;
      }
      last = &quorum;
      table.rows.push_back(
          {{"n° " + resolution.label,
            quorum.fraction ? fmt::format("{}/{}", quorum.fraction->numerator, quorum.fraction->denominator) : "aucun",
            in_groups(quorum.base), in_groups(quorum.required), in_groups(quorum.present),
            quorum.is_reached ? "atteint" : "non atteint"}});
    }
    add(std::move(table));
    say(quorum_conclusion());
  }

  std::string quorum_conclusion() const {
    std::size_t voted = 0, reached = 0;
    for (const auto& resolution : input_.tally.resolutions) {
      if (resolution.status != ResolutionStatus::voted) continue;
      ++voted;
      reached += resolution.quorum.is_reached ? 1 : 0;
    }
    if (reached == voted) return "Le quorum étant atteint, l'assemblée a pu valablement délibérer.";
    if (reached != 0) return "L'assemblée a pu valablement délibérer sur les résolutions dont le quorum est atteint.";
    return "Le quorum n'étant pas atteint, l'assemblée n'a pu délibérer ; le présent procès-verbal en fait état "
           "(art. R.\u00A0225-107 C.\u00A0com.).";
  }

  void write_list(const std::vector<std::string>& texts, std::string_view none) {
    if (texts.empty()) say(std::string(none));
    for (const auto& text : texts) say(text);
  }

  void write_documents() {
    add(Heading{2, "6. Documents déposés"});
    std::vector<std::string> texts;
    for (const auto& document : session_.documents) texts.push_back("– " + document);
    write_list(texts, "Aucun document n'a été déposé sur le bureau.");
  }

  void write_debates() {
    add(Heading{2, "7. Résumé des débats"});
    write_list(session_.debates, "Personne n'a demandé la parole.");
    add(Heading{3, "Incidents"});
    write_list(session_.incidents, "Aucun incident n'a été signalé.");
  }

  void write_resolutions() {
    add(Heading{2, "8. Résolutions et résultats"});
    add(Paragraph{fmt::format("L'abstention n'est pas un vote exprimé ({}). Le quorum compte des actions, la majorité "
                              "des voix. Les pourcentages sont tronqués, jamais arrondis.",
                              french_citation(LegalRule::L5)),
                  ParagraphStyle::small});
    std::vector<const Resolution*> all;
    for (const auto& resolution : meeting_.agenda) all.push_back(&resolution);
    for (const auto& resolution : input_.raised) all.push_back(&resolution);
    const auto count = std::min(all.size(), input_.tally.resolutions.size());
    for (std::size_t i = 0; i < count; ++i) add_all(resolution_blocks(*all[i], input_.tally.resolutions[i]));
  }

  void write_refused() {
    add(Heading{2, "9. Formulaires et pouvoirs non pris en compte"});
    add_all(refused_forms_blocks(input_.tally));
    add_all(ruling_blocks(input_.rulings));
  }

  void write_incidence() {
    add(Heading{2, "10. Incidence des votes écartés ou contestés"});
    add_all(influence_blocks(input_.influence));
  }

  void write_proof() {
    const auto& log = input_.log;
    add(Heading{2, "11. Preuve"});
    add(facts_table(
        {{"Journal clos le", instant_in_words(log.closed_at)},
         {"Horloge à la clôture", log.clock_was_degraded ? "dégradée : les sources de temps ne concordaient pas"
                                                         : "les sources de temps concordaient"},
         {"Inscriptions au journal", in_groups(log.entries)},
         {"Racine du journal", hex_lower(log.root)},
         {"Registre (SHA-256)", hex_lower(input_.tally.shares)},
         {"Ordre du jour (SHA-256)", hex_lower(input_.tally.agenda)},
         {"Dépouillement", "fichier joint tally.json, calculé par " + input_.tally.program}}));
    say("Chaque inscription du journal y figure une seule fois, avec la suite qui lui a été donnée. Tout actionnaire "
        "ayant voté par voie électronique peut y retrouver la sienne d'après son accusé de réception.");
  }

  void write_end() {
    say("De tout ce qui précède, il a été dressé le présent procès-verbal, signé par les membres du bureau.");
    add(signature_boxes(session_));
    add(where_signatures_are());
    add(Paragraph{"Textes : " + french_citations({LegalRule::L56, LegalRule::L57, LegalRule::L58, LegalRule::L40,
                                                  LegalRule::L41, LegalRule::L45, LegalRule::L46, LegalRule::L47}),
                  ParagraphStyle::small});
    document_.attachments = {{"tally.json", "application/json", "Dépouillement, forme canonique (RFC 8785)",
                              to_bytes(write_tally(input_.tally))},
                             {"influence.json", "application/json", "Incidence des votes écartés ou contestés",
                              to_bytes(write_influence(input_.influence))}};
  }

  const MinutesInput& input_;
  const Meeting& meeting_;
  const SessionRecord& session_;
  PageDocument document_;
};

}  // namespace

PageDocument minutes(const MinutesInput& input) { return MinutesWriter(input).write(); }

}  // namespace sceau
