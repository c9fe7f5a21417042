// SPDX-License-Identifier: Apache-2.0
// The form as it will be recorded, to be read once more before it is sent (WCAG 2.2, 3.3.4).
#include <algorithm>

#include "vote/pages/choose_fields.h"

namespace sceau {
namespace {

std::string choice_in_words(const ResolutionChoice& choice, Language language) {
  switch (choice.vote.value_or(Vote::abstain)) {
    case Vote::in_favour: return std::string(words(Text::choice_for, language));
    case Vote::against: return std::string(words(Text::choice_against, language));
    case Vote::abstain: return std::string(words(Text::choice_abstain, language));
    case Vote::chair: return std::string(words(Text::review_new_chair, language));
    case Vote::named: return std::string(words(Text::new_named, language));
    case Vote::split: break;
  }
  return words(Text::review_split, language,
               {{"for", number_in_words(choice.split.in_favour, language)},
                {"against", number_in_words(choice.split.against, language)},
                {"abstain", number_in_words(choice.split.abstain, language)}});
}

std::string new_resolutions_in_words(const Form& form, Language language) {
  if (form.new_resolutions == Vote::named && form.proxy) {
    return words(Text::review_new_named, language, {{"name", spoken_name(form.proxy->holder)}});
  }
  if (form.new_resolutions == Vote::chair) return std::string(words(Text::review_new_chair, language));
  const bool is_against = form.new_resolutions == Vote::against;
  return std::string(words(is_against ? Text::choice_against : Text::choice_abstain, language));
}

std::string proxy_in_words(const Proxy& proxy, Language language) {
  switch (proxy.kind) {
    case ProxyKind::chair: return std::string(words(Text::review_proxy_chair, language));
    case ProxyKind::blank: return std::string(words(Text::review_proxy_blank, language));
    case ProxyKind::named: break;
  }
  return words(Text::review_proxy_named, language,
               {{"name", spoken_name(proxy.holder)}, {"domicile", proxy.holder.domicile}});
}

Text capacity_in_words(Capacity capacity) {
  switch (capacity) {
    case Capacity::shareholder: return Text::capacity_shareholder;
    case Capacity::legal_representative: return Text::capacity_legal;
    case Capacity::judicial_representative: return Text::capacity_judicial;
    case Capacity::intermediary: return Text::capacity_intermediary;
  }
  return Text::capacity_shareholder;
}

std::string signer_in_words(const Form& form, Language language) {
  if (form.signer.capacity == Capacity::shareholder) {
    return words(Text::review_signer_self, language, {{"name", spoken_name(form.identity)}});
  }
  const auto name = form.signer.first_name + " " + form.signer.surname;
  return words(Text::review_signer_for, language,
               {{"name", name}, {"capacity", words(capacity_in_words(form.signer.capacity), language)}});
}

Html choice_row(const PageSetting& setting, const ResolutionChoice& choice) {
  const auto language = setting.language;
  const auto& agenda = setting.meeting->meeting().agenda;
  const auto resolution = std::ranges::find(agenda, choice.label, &Resolution::label);
  const auto title = resolution == agenda.end() ? std::string() : resolution->title.in(language);
  const auto heading = words(Text::resolution_heading, language, {{"label", choice.label}, {"title", title}});
  return element("tr", {element("th", {{"scope", "row"}}, heading),
                        element("td", element("strong", choice_in_words(choice, language)))});
}

Html choices_table(const PageSetting& setting, const Form& form) {
  const auto language = setting.language;
  const auto column = [&](Text name) { return element("th", {{"scope", "col"}}, words(name, language)); };
  Html rows;
  for (const auto& choice : form.choices) rows += choice_row(setting, choice);
  rows += element("tr", {element("th", {{"scope", "row"}}, words(Text::review_new, language)),
                         element("td", element("strong", new_resolutions_in_words(form, language)))});
  const auto head = element("tr", {column(Text::review_resolution), column(Text::review_choice)});
  return element("table", {element("caption", words(Text::review_choices, language)), element("thead", head),
                           element("tbody", rows)});
}

std::vector<ShownFact> other_facts(const Form& form, Language language) {
  const auto name = [&](Text text) { return std::string(words(text, language)); };
  std::vector<ShownFact> facts = {{name(Text::read_name), spoken_name(form.identity)}};
  if (form.proxy) {
    facts.push_back({name(Text::review_proxy), element("strong", proxy_in_words(*form.proxy, language))});
  }
  facts.push_back({name(Text::review_signer), signer_in_words(form, language)});
  return facts;
}

Html level_part(const Meeting& meeting, Language language) {
  return paragraph(words(Text::review_level, language,
                         {{"reference", meeting.articles.simple_signature_reference},
                          {"process", meeting.articles.identification_process}}));
}

Html mention_list(const Form& form, Language language) {
  Html items;
  for (const auto& mention : form.mentions) items += element("li", mention.text);
  return element("details", {element("summary", words(Text::review_mentions, language)), element("ul", items)});
}

Html casting(const PageSetting& setting, const FormFields& fields, const std::string& idempotency_key) {
  const auto language = setting.language;
  const bool is_final = !setting.meeting->meeting().articles.allow_mode_change;
  Html cast = hidden_fields(fields);
  cast += hidden_field("key", idempotency_key);
  if (is_final) cast += element("p", {{"class", "lead"}}, words(Text::review_final, language));
  cast += submit_button(words(Text::review_cast, language));
  const auto change =
      element("button", {{"type", "submit"}, {"class", "second"}}, words(Text::review_change, language));
  const auto page = is_proxy_mode(fields) ? "proxy" : "vote";
  return {post_form(setting, "cast", cast), post_form(setting, page, {hidden_fields(fields), change})};
}

}  // namespace

Page review_page(const PageSetting& setting, const Form& form, const FormFields& fields,
                 const std::string& idempotency_key) {
  const auto language = setting.language;
  Page page{.title = std::string(words(Text::review_title, language)), .step = Step::review};
  page.content = {element("p", {{"class", "lead"}}, words(Text::review_intro, language)),
                  choices_table(setting, form),
                  fact_list(other_facts(form, language)),
                  level_part(setting.meeting->meeting(), language),
                  mention_list(form, language),
                  deadline_part(setting),
                  paragraph(words(Text::review_print, language)),
                  casting(setting, fields, idempotency_key)};
  return page;
}

}  // namespace sceau
