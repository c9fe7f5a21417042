// SPDX-License-Identifier: Apache-2.0
#include "vote/pages/page_frame.h"

#include <array>
#include <utility>

#include "vote/pages/page_parts.h"
#include "vote/pages/shown_time.h"
#include "vote/pages/texts.h"

namespace sceau {
namespace {

constexpr std::array<std::pair<Step, Text>, 5> steps = {{{Step::identify, Text::step_identify},
                                                         {Step::read, Text::step_read},
                                                         {Step::choose, Text::step_choose},
                                                         {Step::review, Text::step_review},
                                                         {Step::receipt, Text::step_receipt}}};

Text kind_in_words(MeetingKind kind) {
  switch (kind) {
    case MeetingKind::ordinary: return Text::kind_ordinary;
    case MeetingKind::extraordinary: return Text::kind_extraordinary;
    case MeetingKind::mixed: return Text::kind_mixed;
    case MeetingKind::special: return Text::kind_special;
  }
  return Text::kind_ordinary;
}

std::string full_title(const PageSetting& setting, const Page& page) {
  const auto language = setting.language;
  const auto title = page.has_errors ? words(Text::title_with_error, language, {{"title", page.title}}) : page.title;
  const auto meeting =
      meeting_in_words(setting.meeting->meeting(), language) + ", " + setting.meeting->meeting().issuer.name;
  return words(Text::title_with_meeting, language, {{"page", title}, {"meeting", meeting}});
}

Html head(const PageSetting& setting, const Page& page) {
  return element(
      "head",
      {void_element("meta", {{"charset", "utf-8"}}),
       void_element("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}}),
       void_element("meta", {{"name", "robots"}, {"content", "noindex"}}), element("title", full_title(setting, page)),
       void_element("link", {{"rel", "stylesheet"}, {"href", "/style.css"}})});
}

// A page that answers a form is asked for again with the same fields, so that no choice is lost.
Html other_language(const PageSetting& setting) {
  const auto other = setting.language == Language::french ? Language::english : Language::french;
  const auto name = words(Text::other_language, setting.language);
  const std::string code(word_of(language_words, other));
  const auto address = page_address(other, setting.path);
  Html choice;
  if (setting.resent.empty()) {
    choice = element("a", {{"href", address}, {"hreflang", code}, {"lang", code}}, name);
  } else {
    choice = element("form", {{"method", "post"}, {"action", address}},
                     {hidden_fields(setting.resent), hidden_field("token", setting.token),
                      element("button", {{"type", "submit"}, {"class", "link"}, {"lang", code}}, name)});
  }
  return element("div", {{"class", "language"}}, choice);
}

Html header(const PageSetting& setting) {
  const auto& meeting = setting.meeting->meeting();
  const auto issuer = meeting.issuer.name;
  return element(
      "header",
      {element("div", {{"class", "issuer"}},
               {element("p", {{"class", "name"}}, issuer), element("p", meeting_in_words(meeting, setting.language))}),
       other_language(setting)});
}

// The step at hand is marked for screen readers by aria-current, those before it by a word.
Html step_list(const PageSetting& setting, Step current) {
  if (current == Step::none) return {};
  Html items;
  for (const auto& [step, name] : steps) {
    HtmlAttributes attributes;
    Html label = words(name, setting.language);
    if (step == current) attributes = {{"aria-current", "step"}};
    if (step < current) {
      attributes = {{"class", "done"}};
      label += {" ", element("span", {{"class", "unseen"}}, words(Text::step_done, setting.language))};
    }
    items += element("li", attributes, label);
  }
  return element("nav", {{"class", "steps"}, {"aria-label", std::string(words(Text::steps, setting.language))}},
                 element("ol", items));
}

Html session_part(const PageSetting& setting) {
  if (!setting.session_ends) return {};
  const auto left = std::chrono::ceil<std::chrono::minutes>(*setting.session_ends - setting.now).count();
  const auto warning = words(
      Text::session_warning, setting.language,
      {{"time", time_in_words(*setting.session_ends, paris, setting.language)}, {"minutes", std::to_string(left)}});
  return {element("p", {{"class", "session"}}, warning),
          post_form(setting, "leave",
                    element("button", {{"type", "submit"}, {"class", "quiet"}}, words(Text::leave, setting.language)))};
}

Html footer(const PageSetting& setting) {
  const auto language = setting.language;
  const auto time =
      words(Text::server_time, language, {{"time", time_in_words(setting.now, paris, language, TimeDetail::seconds)}});
  const auto link = [&](std::string_view path, Text name) {
    return element("li", element("a", {{"href", page_address(language, path)}}, words(name, language)));
  };
  return element(
      "footer",
      {session_part(setting), element("p", time),
       element("ul", {link("", Text::home_link), link("check", Text::check_link), link("about", Text::about_link)})});
}

}  // namespace

std::string page_address(Language language, std::string_view path) {
  return std::string("/").append(word_of(language_words, language)).append("/").append(path);
}

std::string meeting_in_words(const Meeting& meeting, Language language) {
  return words(
      Text::meeting_of, language,
      {{"kind", words(kind_in_words(meeting.kind), language)}, {"date", date_in_words(meeting.date(), language)}});
}

std::string html_page(const PageSetting& setting, const Page& page) {
  const std::string code(word_of(language_words, setting.language));
  const auto skip = element("a", {{"class", "skip"}, {"href", "#content"}}, words(Text::skip, setting.language));
  const auto main = element("main", {{"id", "content"}, {"tabindex", "-1"}}, {element("h1", page.title), page.content});
  const auto body = element("body", {skip, header(setting), step_list(setting, page.step), main, footer(setting)});
  return "<!DOCTYPE html>\n" + element("html", {{"lang", code}}, {head(setting, page), body}).markup() + "\n";
}

}  // namespace sceau
