// SPDX-License-Identifier: Apache-2.0
// The two pages on which a shareholder chooses: a vote on each resolution (L7), or a proxy (L21 to L24).
#include <algorithm>

#include "vote/pages/choose_fields.h"

namespace sceau {
namespace {

// What the parts of one page share.
struct Choosing {
  const PageSetting& setting;
  const BallotPaper& paper;
  const FormFields& chosen;
  const FieldErrors& errors;

  Language language() const { return setting.language; }
  std::string say(Text text) const { return std::string(words(text, setting.language)); }
  std::string_view value(std::string_view name) const { return field(chosen, name); }
};

Html person_input(const Choosing& page, std::string name, Text label) {
  const std::string value(page.value(name));
  return text_input({.name = std::move(name), .label = page.say(label), .value = value}, page.errors, page.language());
}

Html split_inputs(const Choosing& page, const std::string& name) {
  const auto input = [&](const std::string& part, Text label) {
    const auto full = name + "-votes-" + part;
    return text_input(
        {.name = full, .label = page.say(label), .value = std::string(page.value(full)), .is_number = true},
        page.errors, page.language());
  };
  return element(
      "div", {{"class", "split"}},
      {input("for", Text::split_for), input("against", Text::split_against), input("abstain", Text::split_abstain)});
}

std::vector<Option> vote_options(const Choosing& page, const std::string& name, const ResolutionEntitlement& entitled) {
  const Option abstain{.value = "abstain", .label = page.say(Text::choice_abstain)};
  if (entitled.is_suspended) return {abstain};
  std::vector<Option> options = {{.value = "for", .label = page.say(Text::choice_for)},
                                 {.value = "against", .label = page.say(Text::choice_against)},
                                 abstain};
  if (page.paper.entitlement.may_split) {
    const auto votes = counted(entitled.votes, Text::vote_one, Text::vote_many, page.language());
    options.push_back({.value = "split",
                       .label = words(Text::choice_split, page.language(), {{"votes", votes}}),
                       .more = split_inputs(page, name)});
  }
  return options;
}

Html draft_to_reread(const Choosing& page, const Resolution& resolution) {
  return element("details", {element("summary", page.say(Text::resolution_text)),
                             element("p", {{"class", "draft"}}, resolution.text.in(page.language()))});
}

Html notices(const Choosing& page, const ResolutionEntitlement& entitled) {
  const auto notice = [&](Text text) { return element("p", {{"class", "notice"}}, page.say(text)); };
  const auto& withdrawn = page.paper.withdrawn;
  Html shown;
  if (entitled.is_suspended) shown += notice(Text::choice_suspended);
  if (std::ranges::find(withdrawn, entitled.label) != withdrawn.end()) shown += notice(Text::resolution_withdrawn);
  return shown;
}

Html resolution_group(const Choosing& page, std::size_t index) {
  const auto& entitled = page.paper.entitlement.resolutions[index];
  const auto& agenda = page.setting.meeting->meeting().agenda;
  const auto resolution = std::ranges::find(agenda, entitled.label, &Resolution::label);
  if (resolution == agenda.end()) return {};
  const auto name = resolution_field(index);
  return choice_group({.name = name,
                       .legend = words(Text::resolution_heading, page.language(),
                                       {{"label", entitled.label}, {"title", resolution->title.in(page.language())}}),
                       .options = vote_options(page, name, entitled),
                       .chosen = page.value(name),
                       .before = {draft_to_reread(page, *resolution), notices(page, entitled)}},
                      page.errors, page.language());
}

// L24: there is no "for".
Html new_resolutions_group(const Choosing& page) {
  return choice_group({.name = "new",
                       .legend = page.say(Text::new_title),
                       .options = {{.value = "abstain", .label = page.say(Text::new_abstain)},
                                   {.value = "against", .label = page.say(Text::new_against)},
                                   {.value = "chair", .label = page.say(Text::new_chair)},
                                   {.value = "named", .label = page.say(Text::new_named)}},
                       .chosen = page.value("new"),
                       .hint = page.say(Text::new_hint)},
                      page.errors, page.language());
}

// L20: in an unlisted company only some may be proxy.
Html relation_input(const Choosing& page) {
  std::vector<Option> options = {{.value = "", .label = page.say(Text::relation_choose)},
                                 {.value = "shareholder", .label = page.say(Text::relation_shareholder)},
                                 {.value = "spouse", .label = page.say(Text::relation_spouse)},
                                 {.value = "civil-partner", .label = page.say(Text::relation_civil_partner)}};
  if (page.setting.meeting->meeting().issuer.is_listed) {
    options.push_back({.value = "other", .label = page.say(Text::relation_other)});
  }
  return select_input({.name = "person-relation",
                       .label = page.say(Text::person_relation),
                       .options = std::move(options),
                       .chosen = page.value("person-relation")},
                      page.errors, page.language());
}

Html person_group(const Choosing& page) {
  return element("fieldset", {{"aria-describedby", "person-hint"}},
                 {element("legend", page.say(Text::person_title)),
                  element("p", {{"class", "hint"}, {"id", "person-hint"}}, page.say(Text::person_hint)),
                  person_input(page, "person-surname", Text::person_surname),
                  person_input(page, "person-first-name", Text::person_first_name),
                  person_input(page, "person-company", Text::person_company),
                  person_input(page, "person-domicile", Text::person_domicile), relation_input(page)});
}

// Where there is only one way to sign, it needs no choice.
std::vector<Option> capacities(const Choosing& page) {
  const auto option = [&](std::string value, Text label) {
    return Option{.value = std::move(value), .label = page.say(label)};
  };
  if (page.paper.entitlement.may_split) return {option("intermediary", Text::capacity_intermediary)};
  std::vector<Option> options;
  if (page.paper.form.identity.company.empty()) options.push_back(option("shareholder", Text::capacity_shareholder));
  options.push_back(option("legal-representative", Text::capacity_legal));
  options.push_back(option("judicial-representative", Text::capacity_judicial));
  return options;
}

Html signer_group(const Choosing& page) {
  const auto options = capacities(page);
  const bool may_sign_alone = options.front().value == "shareholder";
  const auto chosen = page.value("capacity");
  Html content = {
      element("legend", page.say(Text::signer_title)), element("p", {{"class", "hint"}}, page.say(Text::signer_hint)),
      select_input({.name = "capacity", .label = page.say(Text::signer_capacity), .options = options, .chosen = chosen},
                   page.errors, page.language())};
  if (may_sign_alone) content += element("p", {{"class", "hint"}}, page.say(Text::signer_only_representative));
  content += {person_input(page, "signer-surname", Text::signer_surname),
              person_input(page, "signer-first-name", Text::signer_first_name)};
  return element("fieldset", content);
}

Html closing_part(const Choosing& page) {
  return {deadline_part(page.setting),
          element("p", {{"class", "actions"}},
                  {submit_button(page.say(Text::choose_submit)), " ",
                   element("a", {{"href", page_address(page.language(), "read")}}, page.say(Text::choose_back))})};
}

Page finish(const Choosing& page, Text title, Text intro, std::string mode, const Html& groups) {
  Page made{.title = page.say(title), .step = Step::choose, .has_errors = !page.errors.empty()};
  made.content = {error_summary(page.errors, Text::errors_title, page.language()),
                  element("p", {{"class", "lead"}}, page.say(intro)),
                  post_form(page.setting, "review",
                            {hidden_field("mode", std::move(mode)), groups, signer_group(page), closing_part(page)})};
  return made;
}

Html abstention_reminder(const Choosing& page) {
  const auto& mentions = page.paper.form.mentions;
  const auto found = std::ranges::find(mentions, LegalRule::L8, &Mention::rule);
  if (found == mentions.end()) return {};
  return warning_box(page.say(Text::read_warning_title), paragraph(found->text));
}

}  // namespace

Page vote_page(const PageSetting& setting, const BallotPaper& paper, const FormFields& chosen,
               const FieldErrors& errors) {
  const Choosing page{setting, paper, chosen, errors};
  Html groups = abstention_reminder(page);
  for (std::size_t i = 0; i < paper.entitlement.resolutions.size(); ++i) groups += resolution_group(page, i);
  groups += {new_resolutions_group(page), person_group(page)};
  return finish(page, Text::vote_title, Text::vote_intro, "vote", groups);
}

Page proxy_page(const PageSetting& setting, const BallotPaper& paper, const FormFields& chosen,
                const FieldErrors& errors) {
  const Choosing page{setting, paper, chosen, errors};
  const auto to = choice_group(
      {.name = "proxy",
       .legend = page.say(Text::proxy_to),
       .options = {{.value = "chair", .label = page.say(Text::proxy_chair)},
                   {.value = "blank", .label = page.say(Text::proxy_blank), .hint = page.say(Text::proxy_blank_hint)},
                   {.value = "named", .label = page.say(Text::proxy_named)}},
       .chosen = page.value("proxy")},
      errors, setting.language);
  return finish(page, Text::proxy_title, Text::proxy_intro, "proxy",
                {to, person_group(page), new_resolutions_group(page)});
}

}  // namespace sceau
