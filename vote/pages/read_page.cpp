// SPDX-License-Identifier: Apache-2.0
// What a shareholder reads before choosing: the warning on abstention first (L8), then who votes with what, until when,
// the drafts with their reasons and authors (L9), and the other mentions of the form.
#include <algorithm>

#include "vote/pages/pages.h"
#include "vote/pages/shown_time.h"

namespace sceau {
namespace {

Text kind_in_words(std::optional<HoldingKind> kind) {
  switch (kind.value_or(HoldingKind::registered)) {
    case HoldingKind::registered: return Text::holding_registered;
    case HoldingKind::administered: return Text::holding_administered;
    case HoldingKind::bearer: return Text::holding_bearer;
  }
  return Text::holding_registered;
}

Text author_in_words(Author author) {
  switch (author) {
    case Author::board: return Text::author_board;
    case Author::shareholder: return Text::author_shareholder;
    case Author::other: return Text::author_other;
  }
  return Text::author_other;
}

Text kind_in_words(ResolutionKind kind) {
  switch (kind) {
    case ResolutionKind::ordinary: return Text::resolution_ordinary;
    case ResolutionKind::extraordinary: return Text::resolution_extraordinary;
    case ResolutionKind::reserves_increase: return Text::resolution_reserves;
    case ResolutionKind::special: return Text::resolution_special;
  }
  return Text::resolution_ordinary;
}

Html abstention_warning(const std::vector<Mention>& mentions, Language language) {
  const auto found = std::ranges::find(mentions, LegalRule::L8, &Mention::rule);
  if (found == mentions.end()) return {};
  return warning_box(words(Text::read_warning_title, language), paragraph(found->text));
}

Html column(Text name, Language language, bool is_number = false) {
  HtmlAttributes attributes = {{"scope", "col"}};
  if (is_number) attributes.push_back({"class", "number"});
  return element("th", attributes, words(name, language));
}

Html number_cell(std::int64_t number, Language language) {
  return element("td", {{"class", "number"}}, number_in_words(number, language));
}

Html holdings_table(const BallotPaper& paper, Language language) {
  Html rows;
  for (std::size_t i = 0; i < paper.form.holdings.size(); ++i) {
    const auto& holding = paper.form.holdings[i];
    rows += element("tr", {element("th", {{"scope", "row"}}, holding.account),
                           element("td", words(kind_in_words(holding.kind), language)),
                           number_cell(holding.shares.value_or(0), language),
                           number_cell(paper.entitlement.holding_votes.at(i), language)});
  }
  const auto head =
      element("tr", {column(Text::read_account, language), column(Text::read_holding_kind, language),
                     column(Text::read_shares, language, true), column(Text::read_votes, language, true)});
  const auto caption = element("caption", words(Text::read_holdings, language));
  return element("table", {caption, element("thead", head), element("tbody", rows)});
}

Html voter_part(const BallotPaper& paper, Language language) {
  const auto& identity = paper.form.identity;
  return section(words(Text::read_who, language),
                 {fact_list({{std::string(words(Text::read_name, language)), spoken_name(identity)},
                             {std::string(words(Text::read_domicile, language)), identity.domicile}}),
                  holdings_table(paper, language)});
}

std::vector<ShownFact> resolution_facts(const Resolution& resolution, Language language) {
  const auto fact = [&](Text name, Text value) {
    return ShownFact{std::string(words(name, language)), words(value, language)};
  };
  std::vector<ShownFact> facts = {fact(Text::resolution_author, author_in_words(resolution.author)),
                                  fact(Text::resolution_kind, kind_in_words(resolution.kind))};
  if (resolution.recommendation == Recommendation::vote_for) {
    facts.push_back(fact(Text::resolution_recommendation, Text::recommends_for));
  } else if (resolution.recommendation == Recommendation::vote_against) {
    facts.push_back(fact(Text::resolution_recommendation, Text::recommends_against));
  }
  return facts;
}

Html draft(const Resolution& resolution, bool is_withdrawn, Language language) {
  const auto heading = words(Text::resolution_heading, language,
                             {{"label", resolution.label}, {"title", resolution.title.in(language)}});
  Html content = {element("h3", heading)};
  if (is_withdrawn) content += element("p", {{"class", "notice"}}, words(Text::resolution_withdrawn, language));
  if (resolution.is_information_only) {
    content += element("p", {{"class", "notice"}}, words(Text::resolution_information, language));
  }
  content += {element("h4", words(Text::resolution_text, language)),
              element("p", {{"class", "draft"}}, resolution.text.in(language)),
              element("h4", words(Text::resolution_reasons, language)),
              element("p", {{"class", "draft"}}, resolution.reasons.in(language)),
              fact_list(resolution_facts(resolution, language))};
  return element("article", content);
}

Html agenda_part(const Meeting& meeting, const std::vector<std::string>& withdrawn, Language language) {
  Html drafts;
  for (const auto& resolution : meeting.agenda) {
    const bool is_withdrawn = std::ranges::find(withdrawn, resolution.label) != withdrawn.end();
    drafts += draft(resolution, is_withdrawn, language);
  }
  return section(words(Text::read_agenda, language), drafts);
}

Html other_mentions(const std::vector<Mention>& mentions, Language language) {
  Html items;
  for (const auto& mention : mentions) {
    if (mention.rule != LegalRule::L8) items += element("li", mention.text);
  }
  return section(words(Text::read_mentions, language), element("ul", items));
}

Html next_part(const PageSetting& setting) {
  const auto language = setting.language;
  if (setting.timeliness == Timeliness::late || setting.timeliness == Timeliness::too_early) return {};
  return section(words(Text::read_next, language),
                 element("p", {{"class", "actions"}},
                         {link_button(setting, "vote", words(Text::read_next_vote, language)), " ",
                          element("a", {{"class", "button second"}, {"href", page_address(language, "proxy")}},
                                  words(Text::read_next_proxy, language))}));
}

}  // namespace

std::string spoken_name(const Person& person) {
  if (!person.company.empty()) return person.company;
  return person.first_name + " " + person.surname;
}

Page read_page(const PageSetting& setting, const BallotPaper& paper) {
  const auto language = setting.language;
  Page page{.title = std::string(words(Text::read_title, language)), .step = Step::read};
  page.content = {abstention_warning(paper.form.mentions, language),
                  voter_part(paper, language),
                  section(words(Text::read_deadline, language), deadline_part(setting)),
                  agenda_part(setting.meeting->meeting(), paper.withdrawn, language),
                  other_mentions(paper.form.mentions, language),
                  next_part(setting)};
  return page;
}

}  // namespace sceau
