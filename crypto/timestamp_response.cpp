// SPDX-License-Identifier: Apache-2.0
#include "crypto/timestamp_response.h"

#include <openssl/asn1t.h>

#include "crypto/openssl_error.h"
#include "crypto/openssl_handle.h"

namespace sceau {
namespace {

// TimeStampResp ::= SEQUENCE { status PKIStatusInfo, timeStampToken ContentInfo OPTIONAL }
// PKIStatusInfo ::= SEQUENCE { status INTEGER, statusString OPTIONAL, failInfo OPTIONAL }
struct Response {
  ASN1_TYPE* status;
  ASN1_TYPE* token;
};

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wold-style-cast"
#pragma GCC diagnostic ignored "-Wpedantic"
// clang-format off
ASN1_SEQUENCE(Response) = {
    ASN1_SIMPLE(Response, status, ASN1_ANY),
    ASN1_OPT(Response, token, ASN1_ANY),
} static_ASN1_SEQUENCE_END(Response)
// clang-format on
#pragma GCC diagnostic pop

void free_response(Response* response) {
  ASN1_item_free(reinterpret_cast<ASN1_VALUE*>(response), ASN1_ITEM_rptr(Response));
}
using ResponseHandle = Owned<Response, free_response>;

ResponseHandle parse_response(ByteView encoded) {
  const auto* at = encoded.data();
  auto* value = ASN1_item_d2i(nullptr, &at, static_cast<long>(encoded.size()), ASN1_ITEM_rptr(Response));
  return ResponseHandle(reinterpret_cast<Response*>(value));
}

Bytes encoded_sequence(const ASN1_TYPE* value) {
  const ASN1_STRING* sequence = value->value.sequence;
  const auto* data = ASN1_STRING_get0_data(sequence);
  return {data, data + ASN1_STRING_length(sequence)};
}

bool is_sequence(const ASN1_TYPE* value) { return value != nullptr && value->type == V_ASN1_SEQUENCE; }

// SEQUENCE { INTEGER 0 }: granted, without text.
constexpr std::uint8_t granted[] = {0x30, 0x03, 0x02, 0x01, 0x00};

}  // namespace

Result<Bytes> token_in(ByteView response_or_token) {
  const auto response = parse_response(response_or_token);
  if (!response) {
    // A token begins with an OID, so it is no response; whether it is a token is parse_timestamp_token's question.
    openssl_error(Reason::timestamp_malformed, "");
    return Bytes(response_or_token.begin(), response_or_token.end());
  }
  if (is_sequence(response->status) && is_sequence(response->token)) return encoded_sequence(response->token);
  if (response->status->type == V_ASN1_OBJECT) return Bytes(response_or_token.begin(), response_or_token.end());
  return Error{Reason::timestamp_malformed, "the response carries no token"};
}

Result<Bytes> response_around(ByteView token) {
  ResponseHandle response(reinterpret_cast<Response*>(ASN1_item_new(ASN1_ITEM_rptr(Response))));
  const auto* status_at = granted;
  const auto* token_at = token.data();
  if (!response) return openssl_error(Reason::crypto_failed, "TimeStampResp");
  ASN1_TYPE_free(response->status);
  response->status = d2i_ASN1_TYPE(nullptr, &status_at, sizeof granted);
  response->token = d2i_ASN1_TYPE(nullptr, &token_at, static_cast<long>(token.size()));
  if (!is_sequence(response->token)) return openssl_error(Reason::timestamp_malformed, "not a token");
  unsigned char* encoded = nullptr;
  const int length =
      ASN1_item_i2d(reinterpret_cast<ASN1_VALUE*>(response.get()), &encoded, ASN1_ITEM_rptr(Response));
  if (length <= 0) return openssl_error(Reason::crypto_failed, "TimeStampResp");
  Bytes bytes(encoded, encoded + length);
  OPENSSL_free(encoded);
  return bytes;
}

}  // namespace sceau
