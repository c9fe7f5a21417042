// SPDX-License-Identifier: Apache-2.0
#include "vote/pages/pages.h"

namespace sceau {
namespace {

Html home(const PageSetting& setting) {
  const auto link =
      element("a", {{"href", page_address(setting.language, "")}}, words(Text::home_link, setting.language));
  return element("p", link);
}

// Opens with the focus on what went wrong.
Html focused_box(std::string_view title, const Html& content) {
  return element(
      "div",
      {{"class", "summary"}, {"id", "summary"}, {"role", "alert"}, {"tabindex", "-1"}, {"autofocus", "autofocus"}},
      {element("p", element("strong", title)), content});
}

Html resending(const PageSetting& setting, const FormFields& resend) {
  if (resend.empty()) return {};
  return post_form(setting, "cast",
                   {hidden_fields(resend), submit_button(words(Text::problem_resend, setting.language))});
}

Page plain_problem(const PageSetting& setting, Text title, Text advice) {
  Page page{.title = std::string(words(title, setting.language))};
  page.content = {focused_box(words(advice, setting.language), {}), home(setting)};
  return page;
}

bool has_receipt(Reason reason) {
  return reason == Reason::vote_already_voted || reason == Reason::vote_mode_already_chosen;
}

}  // namespace

Page problem_page(const PageSetting& setting, Reason reason, const FormFields& resend) {
  const auto language = setting.language;
  const auto told = problem_words(reason, language);
  Page page{.title = std::string(told.title)};
  const Html recorded = has_receipt(reason) ? Html() : paragraph(words(Text::problem_not_recorded, language));
  page.content = {focused_box(told.advice, recorded), resending(setting, resend)};
  if (has_receipt(reason) && setting.session_ends) {
    page.content += element("p", link_button(setting, "receipt", words(Text::problem_find_receipt, language)));
  }
  page.content +=
      {home(setting),
       fact_list({{std::string(words(Text::problem_code, language)), element("code", stable_name(reason))}})};
  return page;
}

Page unknown_page(const PageSetting& setting) {
  return plain_problem(setting, Text::problem_unknown_page_title, Text::problem_unknown_page);
}

Page stale_page(const PageSetting& setting) {
  return plain_problem(setting, Text::problem_stale_title, Text::problem_stale);
}

}  // namespace sceau
