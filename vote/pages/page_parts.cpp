// SPDX-License-Identifier: Apache-2.0
#include "vote/pages/page_parts.h"

#include <algorithm>

#include "vote/pages/shown_time.h"

namespace sceau {
namespace {

const FieldError* error_of(const FieldErrors& errors, std::string_view name) {
  const auto found = std::ranges::find(errors, name, &FieldError::field);
  return found == errors.end() ? nullptr : &*found;
}

Html error_line(const FieldError* error, const std::string& id, Language language) {
  if (!error) return {};
  return element("p", {{"class", "error"}, {"id", id + "-error"}},
                 words(Text::error_label, language, {{"what", error->message}}));
}

Html hint_line(const std::string& hint, const std::string& id) {
  if (hint.empty()) return {};
  return element("p", {{"class", "hint"}, {"id", id + "-hint"}}, hint);
}

// aria-describedby and aria-invalid, for whatever describes the control.
void describe(HtmlAttributes& attributes, const std::string& id, bool has_hint, bool has_error) {
  std::string ids = has_hint ? id + "-hint" : "";
  if (has_error) ids += (ids.empty() ? "" : " ") + id + "-error";
  if (!ids.empty()) attributes.push_back({"aria-describedby", ids});
  if (has_error) attributes.push_back({"aria-invalid", "true"});
}

Html radio(const ChoiceGroup& group, const Option& option) {
  const auto id = group.name + "-" + option.value;
  HtmlAttributes attributes = {{"type", "radio"}, {"id", id}, {"name", group.name}, {"value", option.value}};
  if (option.value == group.chosen) attributes.push_back({"checked", "checked"});
  if (!option.hint.empty()) attributes.push_back({"aria-describedby", id + "-hint"});
  return element("div", {{"class", "option"}},
                 {void_element("input", attributes), element("label", {{"for", id}}, option.label),
                  hint_line(option.hint, id), option.more});
}

}  // namespace

Html hidden_field(std::string name, std::string value) {
  return void_element("input", {{"type", "hidden"}, {"name", std::move(name)}, {"value", std::move(value)}});
}

Html hidden_fields(const FormFields& fields) {
  Html hidden;
  for (const auto& [name, value] : fields) hidden += hidden_field(name, value);
  return hidden;
}

Html post_form(const PageSetting& setting, std::string_view path, const Html& content) {
  return element("form", {{"method", "post"}, {"action", page_address(setting.language, path)}},
                 {hidden_field("token", setting.token), content});
}

Html submit_button(std::string_view label) { return element("button", {{"type", "submit"}}, label); }

Html link_button(const PageSetting& setting, std::string_view path, std::string_view label) {
  return element("a", {{"class", "button"}, {"href", page_address(setting.language, path)}}, label);
}

Html paragraph(std::string_view text) { return element("p", text); }

Html section(std::string_view heading, const Html& content) {
  return element("section", {element("h2", heading), content});
}

Html warning_box(std::string_view heading, const Html& content) {
  return element("section", {{"class", "warning"}}, {element("h2", heading), content});
}

Html fact_list(const std::vector<ShownFact>& facts) {
  Html list;
  for (const auto& fact : facts) {
    list += element("div", {element("dt", fact.name), element("dd", fact.value)});
  }
  return element("dl", list);
}

Html text_input(const TextInput& input, const FieldErrors& errors, Language language) {
  const auto* error = error_of(errors, input.name);
  HtmlAttributes attributes = {{"type", "text"}, {"id", input.name}, {"name", input.name}, {"value", input.value}};
  attributes.push_back({"autocomplete", input.autocomplete});
  if (input.is_number) attributes.push_back({"inputmode", "numeric"});
  describe(attributes, input.name, !input.hint.empty(), error);
  return element("div", {{"class", input.is_number ? "field number" : "field"}},
                 {element("label", {{"for", input.name}}, input.label), hint_line(input.hint, input.name),
                  error_line(error, input.name, language), void_element("input", attributes)});
}

Html choice_group(const ChoiceGroup& group, const FieldErrors& errors, Language language) {
  const auto* error = error_of(errors, group.name);
  HtmlAttributes attributes = {{"class", error ? "choice wrong" : "choice"}};
  describe(attributes, group.name, !group.hint.empty(), error);
  std::erase_if(attributes, [](const HtmlAttribute& one) { return one.name.text() == "aria-invalid"; });
  Html content = {element("legend", group.legend), group.before, hint_line(group.hint, group.name),
                  error_line(error, group.name, language)};
  for (const auto& option : group.options) content += radio(group, option);
  return element("fieldset", attributes, content);
}

Html select_input(const Select& select, const FieldErrors& errors, Language language) {
  const auto* error = error_of(errors, select.name);
  HtmlAttributes attributes = {{"id", select.name}, {"name", select.name}};
  describe(attributes, select.name, false, error);
  Html options;
  for (const auto& option : select.options) {
    HtmlAttributes chosen = {{"value", option.value}};
    if (option.value == select.chosen && !select.chosen.empty()) chosen.push_back({"selected", "selected"});
    options += element("option", chosen, option.label);
  }
  return element("div", {{"class", "field"}},
                 {element("label", {{"for", select.name}}, select.label), error_line(error, select.name, language),
                  element("select", attributes, options)});
}

Html error_summary(const FieldErrors& errors, Text heading, Language language) {
  if (errors.empty()) return {};
  Html items;
  for (const auto& error : errors) {
    items += element("li", element("a", {{"href", "#" + error.id}}, error.message));
  }
  return element(
      "div",
      {{"class", "summary"}, {"id", "summary"}, {"role", "alert"}, {"tabindex", "-1"}, {"autofocus", "autofocus"}},
      {element("h2", words(heading, language)), paragraph(words(Text::errors_intro, language)), element("ul", items)});
}

Html deadline_part(const PageSetting& setting) {
  const auto language = setting.language;
  const auto& times = setting.meeting->times();
  const auto& zone = setting.meeting->meeting().zone;
  Html when = element("strong", legal_time_in_words(times.closes, language));
  if (zone != paris) {
    const auto there = time_in_words(times.closes.utc, zone, language);
    when += {", ", Html(words(Text::deadline_at_place, language, {{"time", there}}))};
  }
  std::vector<ShownFact> facts = {{std::string(words(Text::deadline_label, language)), when}};
  if (times.proxies.utc != times.closes.utc) {
    facts.push_back({std::string(words(Text::proxies_close_label, language)),
                     element("strong", legal_time_in_words(times.proxies, language))});
  }
  if (setting.timeliness == Timeliness::late) {
    return {fact_list(facts), element("p", {{"class", "closed"}}, words(Text::vote_is_closed, language))};
  }
  if (setting.timeliness == Timeliness::too_early && times.opens) {
    const auto opens = legal_time_in_words(*times.opens, language);
    return {fact_list(facts), paragraph(words(Text::vote_opens, language, {{"time", opens}}))};
  }
  const auto left = duration_in_words(times.closes.utc - setting.now, language);
  return {fact_list(facts), left.empty() ? Html() : paragraph(words(Text::time_left, language, {{"time", left}}))};
}

}  // namespace sceau
