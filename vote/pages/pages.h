// SPDX-License-Identifier: Apache-2.0
// The pages of the act of voting, each a function of its values. None knows HTTP; none decides anything.
#pragma once

#include <chrono>
#include <optional>

#include "vote/entitlement.h"
#include "vote/form.h"
#include "vote/meeting_act.h"
#include "vote/pages/page_frame.h"
#include "vote/pages/page_parts.h"

namespace sceau {

Page welcome_page(const PageSetting& setting, const MeetingState& state);
Page about_page(const PageSetting& setting);
Page check_page(const PageSetting& setting);
Page left_page(const PageSetting& setting);

// `notice` says why somebody is asked (again); `carried` are choices made before a session ended.
struct IdentifyContent {
  std::string_view voter = {};
  FieldErrors errors = {};
  std::string_view notice = {};
  FormFields carried = {};
};
Page identify_page(const PageSetting& setting, const IdentifyContent& content);

// Who votes with what: the form without choices, and what its shares may do.
struct BallotPaper {
  Form form;
  Entitlement entitlement;
  std::vector<std::string> withdrawn = {};  // labels of resolutions that will not be counted any more
};
Page read_page(const PageSetting& setting, const BallotPaper& paper);

// The fields that the shareholder sees; `chosen` are those sent before, with what is wrong in them.
Page vote_page(const PageSetting& setting, const BallotPaper& paper, const FormFields& chosen,
               const FieldErrors& errors);
Page proxy_page(const PageSetting& setting, const BallotPaper& paper, const FormFields& chosen,
                const FieldErrors& errors);

// `form` is what will be sent; `fields` say the same and travel with the page, so that nothing is kept at the server.
Page review_page(const PageSetting& setting, const Form& form, const FormFields& fields,
                 const std::string& idempotency_key);

// What the pages show of a receipt.
struct ShownReceipt {
  std::string id, form_digest;  // SHA-256 in hex
  Instant received_at;
  std::uint64_t log_index = 0;
  bool is_proxy = false, is_litigious = false, clock_is_degraded = false;
  std::optional<Reason> refused_for = {};
  bool was_identified_in_time = false;  // D8: the form came after the close, its sender before
};
Page receipt_page(const PageSetting& setting, const ShownReceipt& receipt);

// A problem without a receipt. `resend`: the form once more, with its key, where sending it again may help.
Page problem_page(const PageSetting& setting, Reason reason, const FormFields& resend = {});
Page unknown_page(const PageSetting& setting);
Page stale_page(const PageSetting& setting);  // a token that is not this session's, or a request from another site

std::string spoken_name(const Person& person);

}  // namespace sceau
