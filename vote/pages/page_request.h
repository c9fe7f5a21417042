// SPDX-License-Identifier: Apache-2.0
// What a browser asks of the pages, taken apart.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "foundation/http_message.h"
#include "vote/pages/form_fields.h"
#include "vote/resolution.h"

namespace sceau {

inline constexpr std::string_view session_cookie = "__Host-sceau";

struct PageAddress {
  std::optional<Language> language;  // none: the page is for both, or the language is still to be chosen
  std::string_view page;             // "vote" of "/fr/vote"; "style.css" of "/style.css"
};

// The query plays no part in it. Nothing where the path begins with neither language and is neither "/" nor the style
// sheet: then it belongs to somebody else.
std::optional<PageAddress> page_address_of(std::string_view target);

// ?lang=, else the better of the two in Accept-Language (RFC 9110, 12.5.4), else French.
Language wanted_language(const HttpRequest& request);

// The value of the session's cookie where it has the shape of one; else empty.
std::string_view cookie_of(const HttpRequest& request);

// A form that another site made the browser send (Sec-Fetch-Site, or an Origin that is not the Host). Pages are sent
// with `no-referrer`, for which browsers say "Origin: null": that alone says nothing.
bool is_from_another_site(const HttpRequest& request);

// Errors: vote.unsupported_media_type, vote.malformed.
Result<FormFields> posted_fields(const HttpRequest& request);

}  // namespace sceau
