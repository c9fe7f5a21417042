// SPDX-License-Identifier: Apache-2.0
// The authority's side: a request in, a response with a token out, through the same CMS path as every signature.
#include <array>

#include "crypto/asn1_integer.h"
#include "crypto/asn1_time.h"
#include "crypto/object_name.h"
#include "crypto/openssl_error.h"
#include "crypto/timestamp_response.h"
#include "crypto/timestamp_token.h"

namespace sceau {
namespace {

struct Refusal {
  FailureInfo failure;
  const char* text;
};

bool is_acceptable(DigestAlgorithm algorithm) {
  using enum DigestAlgorithm;
  for (const auto strong : {sha256, sha384, sha512, sha3_256, sha3_384, sha3_512}) {
    if (algorithm == strong) return true;
  }
  return false;
}

TimestampRequestHandle decode_request(ByteView encoded) {
  const unsigned char* at = encoded.data();
  TimestampRequestHandle request(d2i_TS_REQ(nullptr, &at, static_cast<long>(encoded.size())));
  return at == encoded.data() + encoded.size() ? std::move(request) : nullptr;
}

std::optional<Refusal> refusal_of_imprint(TS_REQ* request) {
  TS_MSG_IMPRINT* imprint = TS_REQ_get_msg_imprint(request);
  const ASN1_OBJECT* object = nullptr;
  X509_ALGOR_get0(&object, nullptr, nullptr, TS_MSG_IMPRINT_get_algo(imprint));
  const auto algorithm = digest_from_oid(dotted_name(object));
  if (!algorithm || !is_acceptable(*algorithm)) return Refusal{FailureInfo::bad_algorithm, "digest not accepted"};
  const int length = ASN1_STRING_length(TS_MSG_IMPRINT_get_msg(imprint));
  if (static_cast<std::size_t>(length) == digest_size(*algorithm)) return std::nullopt;
  return Refusal{FailureInfo::bad_data_format, "the imprint is not as long as its digest"};
}

std::optional<Refusal> refusal_of(TS_REQ* request, const std::string& policy) {
  if (request == nullptr) return Refusal{FailureInfo::bad_data_format, "this is no TimeStampReq"};
  if (TS_REQ_get_version(request) != 1) return Refusal{FailureInfo::bad_request, "version 1 is known, no other"};
  if (auto refusal = refusal_of_imprint(request)) return refusal;
  const ASN1_OBJECT* wanted = TS_REQ_get_policy_id(request);
  if (wanted != nullptr && dotted_name(wanted) != policy) {
    return Refusal{FailureInfo::unaccepted_policy, "that policy is not served here"};
  }
  if (TS_REQ_get_ext_count(request) > 0) return Refusal{FailureInfo::unaccepted_extension, "no extension is known"};
  return std::nullopt;
}

bool set_accuracy(TS_TST_INFO* info, std::optional<std::chrono::seconds> accuracy) {
  if (!accuracy) return true;
  const Owned<TS_ACCURACY, TS_ACCURACY_free> value(TS_ACCURACY_new());
  const IntegerHandle seconds(ASN1_INTEGER_new());
  return value && seconds && ASN1_INTEGER_set_int64(seconds.get(), accuracy->count()) == 1 &&
         TS_ACCURACY_set_seconds(value.get(), seconds.get()) == 1 && TS_TST_INFO_set_accuracy(info, value.get()) == 1;
}

bool set_nonce(TS_TST_INFO* info, TS_REQ* request) {
  const ASN1_INTEGER* nonce = TS_REQ_get_nonce(request);
  return nonce == nullptr || TS_TST_INFO_set_nonce(info, nonce) == 1;
}

Result<Bytes> timestamp_info(TS_REQ* request, const TimestampAuthority& authority, Instant now, ByteView serial) {
  const TimestampInfoHandle info(TS_TST_INFO_new());
  const ObjectHandle policy = object_named(authority.policy);
  const IntegerHandle number = integer_of(serial);
  const auto time = generalized_time(now);
  if (!info || !policy || !number || !time || TS_TST_INFO_set_version(info.get(), 1) != 1 ||
      TS_TST_INFO_set_policy_id(info.get(), policy.get()) != 1 ||
      TS_TST_INFO_set_msg_imprint(info.get(), TS_REQ_get_msg_imprint(request)) != 1 ||
      TS_TST_INFO_set_serial(info.get(), number.get()) != 1 || TS_TST_INFO_set_time(info.get(), time->get()) != 1 ||
      !set_accuracy(info.get(), authority.accuracy) || !set_nonce(info.get(), request)) {
    return openssl_error(Reason::crypto_failed, "TSTInfo");
  }
  return der_of<i2d_TS_TST_INFO>(info.get());
}

Result<CmsSignature> sign_info(Bytes info, const SigningIdentity& identity, EmbeddedCertificates embedded) {
  const auto algorithm = default_algorithm(identity.key->public_key());
  if (!algorithm) return algorithm.error();
  auto info_digest = digest(digest_of(*algorithm), info);
  if (!info_digest) return info_digest.error();
  const auto attributes = encode_signed_attributes({.message_digest = std::move(*info_digest),
                                                    .certificate = identity.certificate,
                                                    .content_type = std::string(oid::timestamp_info)});
  if (!attributes) return attributes.error();
  return make_cms(*attributes, identity, *algorithm,
                  {.type = std::string(oid::timestamp_info), .attached = std::move(info)}, embedded);
}

}  // namespace

Result<Bytes> make_timestamp_response(ByteView request, const TimestampAuthority& authority, Instant now,
                                      ByteView serial) {
  const auto asked = decode_request(request);
  forget_openssl_errors();
  if (const auto refusal = refusal_of(asked.get(), authority.policy)) {
    return rejected_response(refusal->failure, refusal->text);
  }
  auto info = timestamp_info(asked.get(), authority, now, serial);
  if (!info) return info.error();
  // RFC 3161, 2.4.1: without certReq no certificate may be embedded.
  const auto embedded =
      TS_REQ_get_cert_req(asked.get()) != 0 ? EmbeddedCertificates::chain : EmbeddedCertificates::none;
  const auto token = sign_info(std::move(*info), authority.identity, embedded);
  if (!token) return token.error();
  return response_around(token->encoded());
}

}  // namespace sceau
