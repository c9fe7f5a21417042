// SPDX-License-Identifier: Apache-2.0
// The end of the act: the receipt, or the notice of a refusal.
#include "vote/pages/pages.h"
#include "vote/pages/shown_time.h"

namespace sceau {
namespace {

std::vector<ShownFact> receipt_facts(const PageSetting& setting, const ShownReceipt& receipt) {
  const auto language = setting.language;
  const auto name = [&](Text text) { return std::string(words(text, language)); };
  const auto& meeting = setting.meeting->meeting();
  std::vector<ShownFact> facts = {
      {name(Text::receipt_meeting), meeting.issuer.name + ", " + meeting_in_words(meeting, language)},
      {name(Text::receipt_received), time_in_words(receipt.received_at, paris, language, TimeDetail::microseconds)}};
  if (meeting.zone != paris) {
    facts.push_back({"", time_in_words(receipt.received_at, meeting.zone, language, TimeDetail::microseconds)});
  }
  facts.push_back({name(Text::receipt_received_utc), to_rfc3339(receipt.received_at)});
  facts.push_back({name(Text::deadline_label), legal_time_in_words(setting.meeting->times().closes, language)});
  facts.push_back({name(Text::receipt_id), element("code", receipt.id)});
  facts.push_back({name(Text::receipt_index), std::to_string(receipt.log_index)});
  facts.push_back({name(Text::receipt_digest), element("code", receipt.form_digest)});
  return facts;
}

Html clock_remarks(const ShownReceipt& receipt, Language language) {
  Html remarks;
  const auto remark = [&](Text text) { remarks += element("p", {{"class", "notice"}}, words(text, language)); };
  if (receipt.is_litigious) remark(Text::receipt_litigious);
  if (receipt.clock_is_degraded) remark(Text::receipt_degraded);
  return remarks;
}

Html keeping(const PageSetting& setting, Text download) {
  const auto language = setting.language;
  const auto file = element("a",
                            {{"class", "button"},
                             {"href", page_address(language, "receipt.json")},
                             {"download", "receipt-" + setting.meeting->meeting().id + ".json"}},
                            words(download, language));
  return {element("p", file), element("p", {{"class", "unprinted"}}, words(Text::receipt_print, language))};
}

Html checking(const PageSetting& setting) {
  const auto language = setting.language;
  const auto link = element("a", {{"href", page_address(language, "check")}}, words(Text::check_link, language));
  return section(words(Text::receipt_check, language),
                 {paragraph(words(Text::receipt_check_short, language)), element("p", link),
                  element("p", {{"class", "unprinted"}}, words(Text::receipt_leave_hint, language))});
}

// D8: kindly, and with the rule that was kept.
Html refusal_reason(const ShownReceipt& receipt, Reason reason, Language language) {
  const auto told = problem_words(reason, language);
  const bool came_late = reason == Reason::vote_deadline_passed && receipt.was_identified_in_time;
  Html content = paragraph(told.advice);
  if (came_late) content += paragraph(words(Text::refused_late, language));
  return {warning_box(told.title, content),
          fact_list({{std::string(words(Text::problem_code, language)), element("code", stable_name(reason))}})};
}

Page refusal_page(const PageSetting& setting, const ShownReceipt& receipt, Reason reason) {
  const auto language = setting.language;
  Page page{.title = std::string(words(Text::refused_title, language)), .step = Step::receipt};
  page.content = {element("p", {{"class", "lead"}}, words(Text::refused_intro, language)),
                  refusal_reason(receipt, reason, language),
                  section(words(Text::refused_facts, language), fact_list(receipt_facts(setting, receipt))),
                  keeping(setting, Text::refused_download)};
  if (setting.timeliness != Timeliness::late) {
    page.content += element("p", link_button(setting, "read", words(Text::refused_retry, language)));
  }
  return page;
}

}  // namespace

Page receipt_page(const PageSetting& setting, const ShownReceipt& receipt) {
  if (receipt.refused_for) return refusal_page(setting, receipt, *receipt.refused_for);
  const auto language = setting.language;
  const auto title = receipt.is_proxy ? Text::receipt_title_proxy : Text::receipt_title;
  Page page{.title = std::string(words(title, language)), .step = Step::receipt};
  page.content = {element("p", {{"class", "lead"}}, words(Text::receipt_intro, language)),
                  clock_remarks(receipt, language),
                  section(words(Text::receipt_facts, language), fact_list(receipt_facts(setting, receipt))),
                  keeping(setting, Text::receipt_download), checking(setting)};
  if (setting.meeting->meeting().articles.allow_mode_change && setting.timeliness == Timeliness::in_time) {
    const auto link = element("a", {{"href", page_address(language, "read")}}, words(Text::receipt_change, language));
    page.content += element("p", {{"class", "unprinted"}}, link);
  }
  return page;
}

}  // namespace sceau
