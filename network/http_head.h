// SPDX-License-Identifier: Apache-2.0
// The heads of HTTP/1.1 messages (RFC 9112), read strictly: whatever two readers could understand in two ways is
// refused, for that is how requests are smuggled past a proxy.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "foundation/http_message.h"

namespace sceau {

struct RequestHead {
  std::string method;
  std::string target;
  HttpHeaders headers;
  std::size_t content_length = 0;
  bool keeps_alive = false;
  bool expects_continue = false;
};

struct ParsedRequestHead {
  RequestHead head;
  int refused_with = 0;  // the status to answer with and close; 0 where the head is good
};

// `text` is everything up to and with the empty line.
ParsedRequestHead parse_request_head(std::string_view text);

enum class BodyFraming { none, length, chunked, until_close };

struct ResponseHead {
  int status = 0;
  HttpHeaders headers;
  BodyFraming framing = BodyFraming::until_close;
  std::size_t content_length = 0;
};

// The head of the answer to a request of that method; nothing where it is no HTTP/1.0 or 1.1 or is ambiguous.
std::optional<ResponseHead> parse_response_head(std::string_view text, std::string_view method);

// Can the field be written without changing the message around it?
bool is_field(std::string_view name, std::string_view value);

std::string head_text(std::string_view first_line, const HttpHeaders& headers);

// "OK", "Not Found"; "Unknown" for what this program never answers.
std::string_view reason_phrase(int status);

}  // namespace sceau
