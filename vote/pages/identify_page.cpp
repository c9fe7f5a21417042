// SPDX-License-Identifier: Apache-2.0
#include "vote/pages/pages.h"

namespace sceau {

// The code is shown as it is typed: it is used once, and hiding it makes people mistype it.
Page identify_page(const PageSetting& setting, const IdentifyContent& content) {
  const auto language = setting.language;
  const auto& errors = content.errors;
  Page page{.title = std::string(words(Text::identify_title, language)),
            .step = Step::identify,
            .has_errors = !errors.empty()};
  if (!content.notice.empty()) page.content += element("p", {{"class", "notice"}}, content.notice);
  page.content += error_summary(errors, Text::errors_title, language);
  page.content += element("p", {{"class", "lead"}}, words(Text::identify_intro, language));
  page.content += post_form(setting, "identify",
                            {text_input({.name = "voter",
                                         .label = std::string(words(Text::identify_voter, language)),
                                         .value = std::string(content.voter),
                                         .autocomplete = "username"},
                                        errors, language),
                             text_input({.name = "code",
                                         .label = std::string(words(Text::identify_code, language)),
                                         .hint = std::string(words(Text::identify_code_hint, language))},
                                        errors, language),
                             hidden_fields(content.carried), submit_button(words(Text::identify_submit, language))});
  page.content += element("p", {{"class", "hint"}}, words(Text::identify_cookie, language));
  return page;
}

}  // namespace sceau
