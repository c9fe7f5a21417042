// SPDX-License-Identifier: Apache-2.0
// Answers of the pages: every one with the headers that keep it to itself, and nothing kept by caches but the style.
#pragma once

#include <string>
#include <string_view>

#include "foundation/http_message.h"
#include "vote/receipt.h"

namespace sceau {

HttpResponse html_answer(int status, const std::string& page);
HttpResponse see_other(std::string_view address);  // 303: what is asked for next is a page, whatever was sent
HttpResponse method_not_allowed(std::string_view allowed, const std::string& page);
HttpResponse receipt_file(const Receipt& receipt, std::string_view meeting);
HttpResponse style_sheet(const HttpRequest& request);  // 304 where the browser has it

// A cookie for this host alone, for no script, for no request from another site, gone with the browser's session.
void set_cookie(HttpResponse& response, std::string_view session_id);
void drop_cookie(HttpResponse& response);

}  // namespace sceau
