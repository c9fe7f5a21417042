// SPDX-License-Identifier: Apache-2.0
// The pages that anybody may read: welcome, personal data and accessibility, how to check a receipt, good-bye.
#include "vote/pages/pages.h"
#include "vote/pages/shown_time.h"

namespace sceau {
namespace {

Html item(Text text, Language language) { return element("li", words(text, language)); }

Html how_it_goes(const Meeting& meeting, Language language) {
  const bool is_final = !meeting.articles.allow_mode_change;
  return element("ol", {item(Text::welcome_how_read, language), item(Text::welcome_how_choose, language),
                        item(is_final ? Text::welcome_how_review : Text::welcome_how_review_change, language),
                        item(Text::welcome_how_receipt, language)});
}

// What keeps anybody from beginning: the meeting is off, or its articles ask for more than a code.
std::optional<Reason> obstacle(const Meeting& meeting, const MeetingState& state) {
  if (const auto taken = takes_ballots(state); !taken) return taken.error().reason;
  if (!meeting.articles.allow_simple_signature) return Reason::vote_signature_level_not_permitted;
  return std::nullopt;
}

Html beginning(const PageSetting& setting, const MeetingState& state) {
  const auto language = setting.language;
  if (const auto reason = obstacle(setting.meeting->meeting(), state)) {
    const auto told = problem_words(*reason, language);
    return warning_box(told.title, paragraph(told.advice));
  }
  if (setting.timeliness == Timeliness::late || setting.timeliness == Timeliness::too_early) return {};
  return element("p", link_button(setting, "identify", words(Text::welcome_start, language)));
}

Html paper_form(const Meeting& meeting, Language language) {
  if (!meeting.cutoffs.paper) return {};
  return section(
      words(Text::welcome_paper, language),
      paragraph(words(Text::welcome_paper_how, language,
                      {{"date", date_in_words(*meeting.cutoffs.paper, language)}, {"seat", meeting.issuer.seat}})));
}

Html found_again(const PageSetting& setting) {
  const auto language = setting.language;
  const auto link =
      element("a", {{"href", page_address(language, "identify")}}, words(Text::welcome_again_start, language));
  return section(words(Text::welcome_again, language),
                 {paragraph(words(Text::welcome_again_how, language)), element("p", link)});
}

}  // namespace

Page welcome_page(const PageSetting& setting, const MeetingState& state) {
  const auto language = setting.language;
  const auto& meeting = setting.meeting->meeting();
  const auto starts = legal_time_in_words(setting.meeting->times().starts, language);
  Page page{.title = std::string(words(Text::welcome_title, language))};
  page.content = {
      element("p", {{"class", "lead"}}, words(Text::welcome_invitation, language, {{"issuer", meeting.issuer.name}})),
      paragraph(words(Text::welcome_meeting, language, {{"time", starts}, {"place", meeting.place}})),
      deadline_part(setting),
      beginning(setting, state),
      section(words(Text::welcome_needs, language),
              element("ul", {item(Text::welcome_needs_letter, language), item(Text::welcome_needs_minutes, language)})),
      section(words(Text::welcome_how, language),
              {how_it_goes(meeting, language), paragraph(words(Text::welcome_clock, language))}),
      found_again(setting),
      paper_form(meeting, language)};
  return page;
}

Page about_page(const PageSetting& setting) {
  const auto language = setting.language;
  const auto& issuer = setting.meeting->meeting().issuer;
  const TextValues who = {{"issuer", issuer.name}, {"seat", issuer.seat}};
  const auto text = [&](Text of) { return paragraph(words(of, language, who)); };
  Page page{.title = std::string(words(Text::about_title, language))};
  page.content = {
      section(words(Text::about_data, language),
              {text(Text::about_controller), text(Text::about_kept), text(Text::about_secrecy),
               text(Text::about_rights), text(Text::about_cookie)}),
      section(words(Text::about_access, language), {text(Text::about_access_text), text(Text::about_access_help)})};
  return page;
}

Page check_page(const PageSetting& setting) {
  const auto language = setting.language;
  const auto command = element("pre", element("code", "sceau vote receipt check"));
  Page page{.title = std::string(words(Text::check_title, language))};
  page.content = {element("p", {{"class", "lead"}}, words(Text::check_intro, language)),
                  element("ol", {item(Text::check_step_file, language), item(Text::check_step_program, language),
                                 element("li", {words(Text::check_step_run, language), command}),
                                 item(Text::check_step_compare, language)}),
                  paragraph(words(Text::check_limits, language))};
  return page;
}

Page left_page(const PageSetting& setting) {
  Page page{.title = std::string(words(Text::left_title, setting.language))};
  page.content = paragraph(words(Text::left_text, setting.language));
  return page;
}

}  // namespace sceau
