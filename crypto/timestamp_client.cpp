// SPDX-License-Identifier: Apache-2.0
#include "crypto/timestamp_client.h"

#include <openssl/crypto.h>

#include <algorithm>
#include <cctype>

#include "crypto/asn1_integer.h"
#include "crypto/object_name.h"
#include "crypto/openssl_error.h"
#include "crypto/timestamp_response.h"
#include "foundation/text_encoding.h"

namespace sceau {
namespace {

constexpr std::size_t nonce_bytes = 8;

Error wrong(std::string detail) { return Error{Reason::tsa_answer_wrong, std::move(detail)}; }

bool set_imprint(TS_REQ* request, const ImprintToStamp& imprint) {
  const Owned<TS_MSG_IMPRINT, TS_MSG_IMPRINT_free> value(TS_MSG_IMPRINT_new());
  const auto algorithm = digest_algorithm_identifier(imprint.algorithm);
  Bytes digest = imprint.digest;
  return value && algorithm && TS_MSG_IMPRINT_set_algo(value.get(), algorithm->get()) == 1 &&
         TS_MSG_IMPRINT_set_msg(value.get(), digest.data(), static_cast<int>(digest.size())) == 1 &&
         TS_REQ_set_msg_imprint(request, value.get()) == 1;
}

bool set_policy(TS_REQ* request, std::string_view policy) {
  if (policy.empty()) return true;
  const ObjectHandle object = object_named(policy);
  return object && TS_REQ_set_policy_id(request, object.get()) == 1;
}

// ---- What the answer must be, rule by rule ----

Status was_granted(const TimestampResponse& response) {
  constexpr long granted = 0;
  constexpr long granted_with_modifications = 1;
  if (response.status == granted || response.status == granted_with_modifications) return Done{};
  std::string detail = "status " + std::to_string(response.status);
  if (response.failure_bit) detail += ", failure " + std::to_string(*response.failure_bit);
  if (!response.text.empty()) detail += ", '" + printable(response.text) + "'";
  return Error{Reason::tsa_refused, std::move(detail)};
}

Status answers_this_request(const TimestampToken& token, const ImprintToStamp& imprint, const TimestampServer& server,
                            ByteView nonce) {
  const auto algorithm = token.imprint_algorithm();
  if (!algorithm || *algorithm != imprint.algorithm) return wrong("the imprint is of another digest algorithm");
  if (token.imprint != imprint.digest) return wrong("the imprint is of other data");
  if (!token.nonce) return wrong("the nonce is missing");
  if (*token.nonce != without_leading_zeros(nonce)) return wrong("the nonce is another");
  if (!server.policy.empty() && token.policy != server.policy) return wrong("the policy is " + token.policy);
  return Done{};
}

Status is_signed_by_an_accepted_authority(const TimestampToken& token, const TimestampServer& server) {
  if (!token.certificate()) return wrong("the certificate of the authority is not embedded");
  if (const auto findings = is_for_timestamping(token.certificate().get()); !findings.empty()) {
    return wrong("its certificate: " + findings.front().detail);
  }
  if (const auto findings = timestamp_signature_fits(token); !findings.empty()) {
    return wrong("its signature: " + findings.front().detail);
  }
  const auto is_it = [&token](const SharedX509& accepted) {
    return X509_cmp(accepted.get(), token.certificate().get()) == 0;
  };
  if (!server.accepted_certificates.empty() && std::ranges::none_of(server.accepted_certificates, is_it)) {
    return wrong("its certificate is none of the accepted ones");
  }
  return Done{};
}

// ---- HTTP ----

std::string media_type_of(const HttpResponse& response) {
  const std::string_view value = header(response.headers, "Content-Type");
  std::string type(value.substr(0, value.find_first_of("; \t")));
  std::ranges::transform(type, type.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return type;
}

HttpRequest http_request(Bytes body, const TimestampServer& server) {
  HttpRequest request;
  request.method = "POST";
  request.target = server.url;
  request.headers = server.headers;
  request.body = std::move(body);
  request.headers.emplace_back("Content-Type", "application/timestamp-query");
  request.headers.emplace_back("Accept", "application/timestamp-reply");
  if (server.basic) {
    const std::string_view password = server.basic->password ? server.basic->password->reveal() : std::string_view{};
    std::string pair = server.basic->user + ":" + std::string(password);
    request.headers.emplace_back("Authorization", "Basic " + base64(as_bytes(pair)));
    OPENSSL_cleanse(pair.data(), pair.size());
  }
  return request;
}

Result<Bytes> exchange_bytes(Bytes body, const TimestampServer& server, const HttpExchange& exchange) {
  HttpRequest request = http_request(std::move(body), server);
  const auto response = exchange(request);
  if (server.basic) OPENSSL_cleanse(request.headers.back().second.data(), request.headers.back().second.size());
  if (!response) return Error{Reason::tsa_unreachable, response.error().detail};
  if (response->status != 200) return Error{Reason::tsa_unreachable, "HTTP status " + std::to_string(response->status)};
  if (const auto type = media_type_of(*response); type != "application/timestamp-reply") {
    return wrong("the content type is '" + printable(type) + "'");
  }
  return response->body;
}

}  // namespace

Result<Bytes> timestamp_request(const ImprintToStamp& imprint, std::string_view policy, ByteView nonce) {
  const TimestampRequestHandle request(TS_REQ_new());
  const IntegerHandle number = integer_of(nonce);
  if (!request || !number || TS_REQ_set_version(request.get(), 1) != 1 || !set_imprint(request.get(), imprint) ||
      !set_policy(request.get(), policy) || TS_REQ_set_nonce(request.get(), number.get()) != 1 ||
      TS_REQ_set_cert_req(request.get(), 1) != 1) {
    return openssl_error(Reason::crypto_failed, "TimeStampReq");
  }
  return der_of<i2d_TS_REQ>(request.get());
}

Result<Bytes> token_from_response(ByteView response, const ImprintToStamp& imprint, const TimestampServer& server,
                                  ByteView nonce) {
  auto parsed = parse_timestamp_response(response);
  if (!parsed) return wrong(parsed.error().detail);
  if (auto granted = was_granted(*parsed); !granted) return granted.error();

  const auto token = parse_timestamp_token(parsed->token);
  if (!token) return wrong("the token: " + token.error().detail);
  if (auto answers = answers_this_request(*token, imprint, server, nonce); !answers) return answers.error();
  if (auto accepted = is_signed_by_an_accepted_authority(*token, server); !accepted) return accepted.error();
  return std::move(parsed->token);
}

Result<Bytes> request_timestamp(const ImprintToStamp& imprint, const TimestampServer& server,
                                const HttpExchange& exchange, const RandomSource& random) {
  const auto nonce = random_bytes(random, nonce_bytes);
  if (!nonce) return nonce.error();
  auto request = timestamp_request(imprint, server.policy, *nonce);
  if (!request) return request.error();
  const auto response = exchange_bytes(std::move(*request), server, exchange);
  if (!response) return response.error();
  return token_from_response(*response, imprint, server, *nonce);
}

Result<Bytes> request_timestamp(const ImprintToStamp& imprint, std::span<const TimestampServer> servers,
                                const HttpExchange& exchange, const RandomSource& random) {
  Error failures{Reason::tsa_needed, ""};
  for (const TimestampServer& server : servers) {
    auto token = request_timestamp(imprint, server, exchange, random);
    if (token) return token;
    failures.reason = token.error().reason;
    failures.detail += (failures.detail.empty() ? "" : "; ") + server.url + ": " + token.error().detail;
  }
  return failures;
}

}  // namespace sceau
