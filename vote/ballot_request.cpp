// SPDX-License-Identifier: Apache-2.0
#include "vote/ballot_request.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "crypto/digest.h"
#include "foundation/text_encoding.h"

namespace sceau {
namespace {

constexpr std::size_t most_bytes = std::size_t{64} << 10;
constexpr std::size_t longest_key = 128;

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

// "application/json; charset=utf-8": only UTF-8 is taken.
Result<FormMedia> media_of(const HttpHeaders& headers) {
  const auto type = lower(header(headers, "Content-Type"));
  const auto semicolon = type.find(';');
  const auto name = trimmed(std::string_view(type).substr(0, semicolon));
  const auto parameter = semicolon == type.npos ? "" : trimmed(std::string_view(type).substr(semicolon + 1));
  const bool is_utf8 = parameter.empty() || parameter == "charset=utf-8" || parameter == "charset=\"utf-8\"";
  if (is_utf8 && name == "application/json") return FormMedia::json;
  if (is_utf8 && (name == "application/xml" || name == "text/xml")) return FormMedia::xml;
  return Error{Reason::vote_unsupported_media_type, "application/xml and application/json in UTF-8 are taken"};
}

Status encoding_is_plain(const HttpHeaders& headers) {
  const auto encoding = lower(trimmed(header(headers, "Content-Encoding")));
  if (encoding.empty() || encoding == "identity") return Done{};
  return Error{Reason::vote_unsupported_media_type, "no Content-Encoding is taken"};
}

// One member of the dictionary: "sha-256=:base64:". Unknown algorithms are passed over (RFC 9530, section 2).
Status digest_member_fits(std::string_view member, ByteView body) {
  constexpr std::array known{std::pair(std::string_view("sha-256"), DigestAlgorithm::sha256),
                             std::pair(std::string_view("sha-512"), DigestAlgorithm::sha512)};
  const auto equals = member.find('=');
  const auto name = trimmed(member.substr(0, equals));
  const auto row = std::ranges::find(known, name, &std::pair<std::string_view, DigestAlgorithm>::first);
  if (row == known.end()) return Done{};
  const auto value = equals == member.npos ? "" : trimmed(member.substr(equals + 1));
  const bool is_framed = value.size() > 2 && value.front() == ':' && value.back() == ':';
  const auto stated = from_base64(is_framed ? value.substr(1, value.size() - 2) : "");
  const auto computed = digest(row->second, body);
  if (!computed) return computed.error();
  if (is_framed && stated && *stated == *computed) return Done{};
  return Error{Reason::vote_digest_mismatch, std::string(name)};
}

Status content_digest_fits(const HttpHeaders& headers, ByteView body) {
  auto rest = header(headers, "Content-Digest");
  while (!rest.empty()) {
    const auto comma = rest.find(',');
    const auto fits = digest_member_fits(trimmed(rest.substr(0, comma)), body);
    if (!fits) return fits.error();
    rest = comma == rest.npos ? "" : rest.substr(comma + 1);
  }
  return Done{};
}

// A key that is there but empty is none: whoever sent it would believe that the ballot can be sent again.
Result<std::string> idempotency_key_of(const HttpHeaders& headers) {
  constexpr std::string_view name = "Idempotency-Key";
  const auto count =
      std::ranges::count_if(headers, [&](const auto& field) { return lower(field.first) == lower(name); });
  if (count == 0) return std::string();
  const auto key = header(headers, name);
  const bool is_visible = std::ranges::all_of(key, [](char c) { return c > ' ' && c < '\x7f'; });
  if (count == 1 && !key.empty() && key.size() <= longest_key && is_visible) return std::string(key);
  return Error{Reason::vote_malformed, "Idempotency-Key: once, 1 to 128 visible ASCII characters"};
}

}  // namespace

Result<BallotRequest> read_ballot_request(RequestKind kind, const HttpRequest& request) {
  BallotRequest read{.kind = kind, .caller = {request.remote_address, request.received_at}};
  if (request.body.size() > most_bytes) return Error{Reason::vote_too_large, "64 kB are taken"};
  const auto encoding = encoding_is_plain(request.headers);
  if (!encoding) return encoding.error();
  const bool may_be_empty = kind == RequestKind::revocation;
  const auto media = media_of(request.headers);
  if (!media && !(may_be_empty && request.body.empty())) return media.error();
  if (media) read.media = *media;
  const auto fits = content_digest_fits(request.headers, request.body);
  if (!fits) return fits.error();
  auto key = idempotency_key_of(request.headers);
  if (!key) return key.error();
  read.idempotency_key = std::move(*key);
  read.form = SecretBytes(Bytes(request.body));
  return read;
}

Result<std::optional<Credentials>> read_credentials(const HttpRequest& request) {
  constexpr std::string_view scheme = "basic ";
  const auto text = header(request.headers, "Authorization");
  if (text.empty()) return std::optional<Credentials>();
  const Error failed{Reason::vote_authentication_failed, "Authorization: Basic is taken"};
  if (lower(text.substr(0, scheme.size())) != scheme) return failed;
  auto decoded = from_base64(trimmed(text.substr(scheme.size())));
  if (!decoded) return failed;
  const SecretBytes pair(std::move(*decoded));
  const auto words = as_text(pair.reveal());
  const auto colon = words.find(':');
  if (colon == words.npos || !is_utf8(words)) return failed;
  return std::optional(Credentials{std::string(words.substr(0, colon)), Secret(std::string(words.substr(colon + 1)))});
}

}  // namespace sceau
