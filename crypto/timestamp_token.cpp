// SPDX-License-Identifier: Apache-2.0
#include "crypto/timestamp_token.h"

#include <openssl/obj_mac.h>

#include <algorithm>

#include "crypto/asn1_integer.h"
#include "crypto/asn1_time.h"
#include "crypto/object_name.h"
#include "crypto/openssl_error.h"

namespace sceau {
namespace {

Error malformed(std::string what) { return openssl_error(Reason::timestamp_malformed, std::move(what)); }

long value_of(const ASN1_INTEGER* integer) { return integer == nullptr ? 0 : ASN1_INTEGER_get(integer); }

std::optional<std::chrono::microseconds> accuracy_of(TS_TST_INFO* info) {
  const TS_ACCURACY* accuracy = TS_TST_INFO_get_accuracy(info);
  if (accuracy == nullptr) return std::nullopt;
  const long seconds = value_of(TS_ACCURACY_get_seconds(accuracy));
  const long millis = value_of(TS_ACCURACY_get_millis(accuracy));
  const long micros = value_of(TS_ACCURACY_get_micros(accuracy));
  constexpr long century = 3'200'000'000;
  if (seconds < 0 || seconds > century || millis < 0 || millis > 999 || micros < 0 || micros > 999) return std::nullopt;
  return std::chrono::microseconds(seconds * 1'000'000 + millis * 1'000 + micros);
}

// RFC 3161, 2.4.2: an extension that is critical and not known refuses the token; none is known here.
bool has_critical_extension(TS_TST_INFO* info) {
  const int count = TS_TST_INFO_get_ext_count(info);
  for (int at = 0; at < count; ++at) {
    if (X509_EXTENSION_get_critical(TS_TST_INFO_get_ext(info, at)) != 0) return true;
  }
  return false;
}

Status copy_info(TS_TST_INFO* info, TimestampToken& token) {
  TS_MSG_IMPRINT* imprint = TS_TST_INFO_get_msg_imprint(info);
  const ASN1_OBJECT* digest = nullptr;
  X509_ALGOR_get0(&digest, nullptr, nullptr, TS_MSG_IMPRINT_get_algo(imprint));
  const ASN1_OCTET_STRING* octets = TS_MSG_IMPRINT_get_msg(imprint);
  const unsigned char* data = ASN1_STRING_get0_data(octets);
  const auto serial = magnitude_of(TS_TST_INFO_get_serial(info));
  const auto time = instant_of(TS_TST_INFO_get_time(info));
  if (!serial) return malformed("a negative serial number");
  if (!time) return malformed("genTime: " + time.error().detail);

  token.policy = dotted_name(TS_TST_INFO_get_policy_id(info));
  token.imprint_oid = dotted_name(digest);
  token.imprint.assign(data, data + ASN1_STRING_length(octets));
  token.serial = *serial;
  token.time = *time;
  token.accuracy = accuracy_of(info);
  token.ordering = TS_TST_INFO_get_ordering(info) != 0;
  token.nonce = magnitude_of(TS_TST_INFO_get_nonce(info));
  return Done{};
}

// The rules of the token's own CMS, in the vocabulary of time-stamps.
Finding as_timestamp_finding(const Finding& finding) {
  switch (finding.reason) {
    case Reason::signing_certificate_missing:
    case Reason::algorithm_unknown: return finding;
    default: return {Reason::timestamp_value_wrong, std::string(stable_name(finding.reason)) + ": " + finding.detail};
  }
}

Findings unwrapped(const Error& error) { return {{error.reason, error.detail}}; }

Findings check_token_cms(const CmsSignature& cms) {
  const CmsSigner& signer = cms.signer();
  const auto algorithm = signer.digest();
  if (!algorithm) return unwrapped(algorithm.error());
  const auto content_digest = digest(*algorithm, *cms.content());
  if (!content_digest) return unwrapped(content_digest.error());

  Findings findings = content_type_is_signed(cms, signer);
  append(findings, message_digest_equals(signer, *content_digest));
  append(findings, algorithms_are_protected(signer));
  append(findings, certificate_is_embedded(signer));
  if (!signer.certificate) return findings;

  append(findings, signing_certificate_fits(signer, signer.certificate.get(), SigningCertificateAttribute::required));
  const auto key = public_key_of(signer.certificate.get());
  append(findings, key ? signature_value_fits(signer, *key, *content_digest) : unwrapped(key.error()));
  return findings;
}

}  // namespace

Result<DigestAlgorithm> TimestampToken::imprint_algorithm() const { return digest_from_oid(imprint_oid); }

Result<TimestampToken> parse_timestamp_token(ByteView encoded) {
  CertificatePool pool;
  return parse_timestamp_token(encoded, pool);
}

Result<TimestampToken> parse_timestamp_token(ByteView encoded, CertificatePool& pool) {
  auto cms = parse_cms(encoded, pool);
  if (!cms) return Error{Reason::timestamp_malformed, cms.error().detail};
  if (cms->content_type() != oid::timestamp_info || !cms->content()) return malformed("no TSTInfo inside");
  if (cms->signers().size() != 1) return malformed("not exactly one signer");

  const Bytes& content = *cms->content();
  const unsigned char* at = content.data();
  const TimestampInfoHandle info(d2i_TS_TST_INFO(nullptr, &at, static_cast<long>(content.size())));
  if (!info || at != content.data() + content.size()) return malformed("TSTInfo");
  if (TS_TST_INFO_get_version(info.get()) != 1) return malformed("TSTInfo is not of version 1");
  if (has_critical_extension(info.get())) return malformed("a critical extension that is not known");

  TimestampToken token{std::move(*cms), {}, {}, {}, {}, {}, {}, {}, {}};
  if (auto copied = copy_info(info.get(), token); !copied) return copied.error();
  return token;
}

Findings imprint_equals(const TimestampToken& token, ByteView data) {
  const auto algorithm = token.imprint_algorithm();
  if (!algorithm) return unwrapped(algorithm.error());
  const auto actual = digest(*algorithm, data);
  return actual ? imprint_equals_digest(token, *actual) : unwrapped(actual.error());
}

Findings imprint_equals_digest(const TimestampToken& token, ByteView digest) {
  if (std::ranges::equal(token.imprint, digest)) return {};
  return {{Reason::timestamp_imprint_mismatch, "the imprint differs"}};
}

Findings timestamp_signature_fits(const TimestampToken& token) {
  Findings findings = check_token_cms(token.cms);
  std::ranges::transform(findings, findings.begin(), as_timestamp_finding);
  return findings;
}

Findings is_for_timestamping(const X509* certificate) {
  int critical = -1;
  const ExtendedKeyUsageHandle usage(
      static_cast<EXTENDED_KEY_USAGE*>(X509_get_ext_d2i(certificate, NID_ext_key_usage, &critical, nullptr)));
  forget_openssl_errors();
  if (!usage) return {{Reason::timestamp_purpose, "no extended key usage"}};
  if (critical != 1) return {{Reason::timestamp_purpose, "the extended key usage is not critical"}};
  if (sk_ASN1_OBJECT_num(usage.get()) != 1 || OBJ_obj2nid(sk_ASN1_OBJECT_value(usage.get(), 0)) != NID_time_stamp) {
    return {{Reason::timestamp_purpose, "the extended key usage is not time-stamping alone"}};
  }
  return {};
}

Findings check_timestamp_token(const TimestampToken& token, ByteView data) {
  const auto algorithm = token.imprint_algorithm();
  if (!algorithm) return unwrapped(algorithm.error());
  const auto actual = digest(*algorithm, data);
  return actual ? check_timestamp_token_digest(token, *actual) : unwrapped(actual.error());
}

Findings check_timestamp_token_digest(const TimestampToken& token, ByteView digest) {
  Findings findings = imprint_equals_digest(token, digest);
  append(findings, timestamp_signature_fits(token));
  if (token.certificate()) append(findings, is_for_timestamping(token.certificate().get()));
  return findings;
}

}  // namespace sceau
