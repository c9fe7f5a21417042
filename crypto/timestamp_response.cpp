// SPDX-License-Identifier: Apache-2.0
#include "crypto/timestamp_response.h"

#include <openssl/asn1t.h>

#include "crypto/cms_structure.h"
#include "crypto/openssl_error.h"

namespace sceau {
namespace asn1 {

// PKIStatusInfo ::= SEQUENCE { status INTEGER, statusString SEQUENCE OF UTF8String OPTIONAL, failInfo BIT STRING
// OPTIONAL }
struct StatusInfo {
  ASN1_INTEGER* status;
  STACK_OF(ASN1_UTF8STRING) * text;
  ASN1_BIT_STRING* failure;
};

struct TimestampResponse {
  StatusInfo* status;
  ASN1_TYPE* token;
};

namespace {

ASN1_SEQUENCE(StatusInfo) =
    {
        ASN1_SIMPLE(StatusInfo, status, ASN1_INTEGER),
        ASN1_SEQUENCE_OF_OPT(StatusInfo, text, ASN1_UTF8STRING),
        ASN1_OPT(StatusInfo, failure, ASN1_BIT_STRING),
} static_ASN1_SEQUENCE_END(StatusInfo)

        ASN1_SEQUENCE(TimestampResponse) = {
            ASN1_SIMPLE(TimestampResponse, status, StatusInfo),
            ASN1_OPT(TimestampResponse, token, ASN1_ANY),
} static_ASN1_SEQUENCE_END(TimestampResponse)

}  // namespace

template <>
const ASN1_ITEM* item_of<TimestampResponse>() {
  return ASN1_ITEM_rptr(TimestampResponse);
}

}  // namespace asn1

namespace {

std::string text_of(const STACK_OF(ASN1_UTF8STRING) * lines) {
  std::string text;
  for (int at = 0; at < sk_ASN1_UTF8STRING_num(lines); ++at) {
    const ASN1_UTF8STRING* line = sk_ASN1_UTF8STRING_value(lines, at);
    if (!text.empty()) text += "; ";
    text += as_text({ASN1_STRING_get0_data(line), static_cast<std::size_t>(ASN1_STRING_length(line))});
  }
  return text;
}

std::optional<int> first_bit_of(const ASN1_BIT_STRING* bits) {
  constexpr int highest = 31;
  for (int bit = 0; bits != nullptr && bit <= highest; ++bit) {
    if (ASN1_BIT_STRING_get_bit(bits, bit) != 0) return bit;
  }
  return std::nullopt;
}

bool set_text(asn1::StatusInfo* status, const std::string& text) {
  Owned<ASN1_UTF8STRING, ASN1_UTF8STRING_free> line(ASN1_UTF8STRING_new());
  status->text = sk_ASN1_UTF8STRING_new_null();
  if (!line || status->text == nullptr ||
      ASN1_STRING_set(line.get(), text.data(), static_cast<int>(text.size())) != 1 ||
      sk_ASN1_UTF8STRING_push(status->text, line.get()) <= 0) {
    return false;
  }
  static_cast<void>(line.release());
  return true;
}

bool set_failure(asn1::StatusInfo* status, FailureInfo failure) {
  status->failure = ASN1_BIT_STRING_new();
  return status->failure != nullptr && ASN1_BIT_STRING_set_bit(status->failure, static_cast<int>(failure), 1) == 1;
}

}  // namespace

Result<TimestampResponse> parse_timestamp_response(ByteView encoded) {
  const auto response = asn1::decode<asn1::TimestampResponse>(encoded);
  if (!response) return openssl_error(Reason::timestamp_malformed, "no TimeStampResp");
  TimestampResponse value;
  value.status = ASN1_INTEGER_get(response->status->status);
  value.text = text_of(response->status->text);
  value.failure_bit = first_bit_of(response->status->failure);
  if (response->token != nullptr) value.token = asn1::encoded_any(response->token);
  return value;
}

Result<Bytes> token_in(ByteView response_or_token) {
  auto response = parse_timestamp_response(response_or_token);
  // A token begins with an OID, so it is no response; whether it is a token is parse_timestamp_token's question.
  if (!response) return Bytes(response_or_token.begin(), response_or_token.end());
  if (response->token.empty()) return Error{Reason::timestamp_malformed, "the response carries no token"};
  return std::move(response->token);
}

Result<Bytes> response_around(ByteView token) {
  const auto response = asn1::make<asn1::TimestampResponse>();
  AnyHandle any = asn1::decode_any(token);
  if (!any || ASN1_TYPE_get(any.get()) != V_ASN1_SEQUENCE) {
    return openssl_error(Reason::timestamp_malformed, "this is no token");
  }
  if (!response || ASN1_INTEGER_set(response->status->status, 0) != 1) {
    return openssl_error(Reason::crypto_failed, "TimeStampResp");
  }
  response->token = any.release();
  return asn1::encode(response.get());
}

Result<Bytes> rejected_response(FailureInfo failure, const std::string& text) {
  constexpr long rejection = 2;
  const auto response = asn1::make<asn1::TimestampResponse>();
  if (!response || ASN1_INTEGER_set(response->status->status, rejection) != 1 || !set_text(response->status, text) ||
      !set_failure(response->status, failure)) {
    return openssl_error(Reason::crypto_failed, "TimeStampResp");
  }
  return asn1::encode(response.get());
}

}  // namespace sceau
