// SPDX-License-Identifier: Apache-2.0
// What all pages have in common: head, issuer and meeting, choice of language, steps, deadline and time of the server.
#pragma once

#include <optional>
#include <string>

#include "vote/frozen_meeting.h"
#include "vote/pages/form_fields.h"
#include "vote/pages/html.h"

namespace sceau {

enum class Step { none, identify, read, choose, review, receipt };

// Where and when a page is shown, and to whom.
struct PageSetting {
  const FrozenMeeting* meeting;
  Language language = Language::french;
  Instant now;
  Timeliness timeliness = Timeliness::in_time;  // of a form that would arrive now: decide()
  std::string path = {};                        // this page's, without the language: "vote"; empty for the first page
  std::string token = {};                       // goes with every form that is sent from the page
  std::optional<Instant> session_ends = {};     // none: nobody is identified
  FormFields resent = {};  // what the page was made from, where it answers a form: the other language needs it too
};

struct Page {
  std::string title;  // differs from that of every other page
  Step step = Step::none;
  Html content = {};
  bool has_errors = false;
};

// The whole document, UTF-8, beginning with its DOCTYPE; the rest is well-formed XML.
std::string html_page(const PageSetting& setting, const Page& page);

std::string page_address(Language language, std::string_view path);       // "/fr/vote"
std::string meeting_in_words(const Meeting& meeting, Language language);  // "Assemblée générale mixte du 12 mai 2027"

}  // namespace sceau
