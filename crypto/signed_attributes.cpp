// SPDX-License-Identifier: Apache-2.0
#include "crypto/signed_attributes.h"

#include <algorithm>
#include <map>
#include <ranges>

#include "crypto/asn1_time.h"
#include "crypto/cms_attribute.h"
#include "crypto/cms_structure.h"
#include "crypto/object_name.h"
#include "crypto/openssl_error.h"

namespace sceau {
namespace {

// The one value of an attribute that stands exactly once; null otherwise.
const Bytes* only_value(const std::vector<CmsAttribute>& attributes, std::string_view oid) {
  const CmsAttribute* found = find_attribute(attributes, oid);
  const auto count = std::ranges::count(attributes, oid, &CmsAttribute::oid);
  return found != nullptr && count == 1 && found->values.size() == 1 ? &found->values.front() : nullptr;
}

// The value, if it is of that universal type; it keeps the string alive.
AnyHandle value_of_type(const std::vector<CmsAttribute>& attributes, std::string_view oid, int type) {
  const Bytes* value = only_value(attributes, oid);
  AnyHandle any = value != nullptr ? asn1::decode_any(*value) : nullptr;
  forget_openssl_errors();
  return any && ASN1_TYPE_get(any.get()) == type ? std::move(any) : nullptr;
}

Result<CmsAttribute> content_type_attribute(std::string_view type) {
  const ObjectHandle object = object_named(type);
  if (!object) return openssl_error(Reason::crypto_failed, "content type");
  return CmsAttribute{std::string(oid::content_type), {der_of<i2d_ASN1_OBJECT>(object.get())}};
}

Result<CmsAttribute> message_digest_attribute(ByteView digest) {
  const OctetStringHandle octets(ASN1_OCTET_STRING_new());
  if (!octets || ASN1_OCTET_STRING_set(octets.get(), digest.data(), static_cast<int>(digest.size())) != 1) {
    return openssl_error(Reason::crypto_failed, "message digest");
  }
  return CmsAttribute{std::string(oid::message_digest), {der_of<i2d_ASN1_OCTET_STRING>(octets.get())}};
}

Result<CmsAttribute> signing_time_attribute(Instant instant) {
  const auto time = asn1_time(instant);
  if (!time) return time.error();
  return CmsAttribute{std::string(oid::signing_time), {der_of<i2d_ASN1_TIME>(time->get())}};
}

Result<CmsAttribute> signing_certificate_attribute(const X509* certificate) {
  auto value = signing_certificate_v2_der(certificate);
  if (!value) return value.error();
  return CmsAttribute{std::string(oid::signing_certificate_v2), {std::move(*value)}};
}

}  // namespace

const CmsAttribute* find_attribute(const std::vector<CmsAttribute>& attributes, std::string_view oid) {
  const auto found = std::ranges::find(attributes, oid, &CmsAttribute::oid);
  return found == attributes.end() ? nullptr : &*found;
}

std::optional<std::string> SignedAttributes::content_type() const {
  const AnyHandle any = value_of_type(attributes, oid::content_type, V_ASN1_OBJECT);
  if (!any) return std::nullopt;
  return dotted_name(any->value.object);
}

std::optional<Bytes> SignedAttributes::message_digest() const {
  const AnyHandle any = value_of_type(attributes, oid::message_digest, V_ASN1_OCTET_STRING);
  if (!any) return std::nullopt;
  const unsigned char* data = ASN1_STRING_get0_data(any->value.octet_string);
  return Bytes(data, data + ASN1_STRING_length(any->value.octet_string));
}

std::optional<Instant> SignedAttributes::signing_time() const {
  const Bytes* value = only_value(attributes, oid::signing_time);
  if (value == nullptr) return std::nullopt;
  const unsigned char* at = value->data();
  const TimeHandle time(d2i_ASN1_TIME(nullptr, &at, static_cast<long>(value->size())));
  const auto instant = instant_of(time.get());
  if (!instant) return std::nullopt;
  return *instant;
}

std::vector<CertificateReference> SignedAttributes::signing_certificates() const {
  if (const Bytes* value = only_value(attributes, oid::signing_certificate_v2)) {
    return certificate_references(*value, "2.16.840.1.101.3.4.2.1");
  }
  if (const Bytes* value = only_value(attributes, oid::signing_certificate)) {
    return certificate_references(*value, "1.3.14.3.2.26");
  }
  return {};
}

Result<SignedAttributes> encode_signed_attributes(const AttributesToSign& attributes) {
  std::vector<Result<CmsAttribute>> made;
  made.push_back(content_type_attribute(attributes.content_type));
  made.push_back(message_digest_attribute(attributes.message_digest));
  made.push_back(signing_certificate_attribute(attributes.certificate.get()));
  if (attributes.signing_time) made.push_back(signing_time_attribute(*attributes.signing_time));

  std::map<Bytes, CmsAttribute> by_encoding;  // X.690, 11.6: the order of a SET OF in DER
  for (auto& attribute : made) {
    if (!attribute) return attribute.error();
    auto encoded = encode_attribute(*attribute);
    if (!encoded) return encoded.error();
    by_encoding.emplace(std::move(*encoded), std::move(*attribute));
  }
  const auto elements = std::views::keys(by_encoding);
  const auto values = std::views::values(by_encoding);
  return SignedAttributes{asn1::set_as_given({elements.begin(), elements.end()}), {values.begin(), values.end()}};
}

Result<SignedAttributes> parse_signed_attributes(ByteView set_of) {
  auto elements = asn1::elements_of_set(set_of);
  if (!elements) return openssl_error(Reason::cms_malformed, "signed attributes");
  auto attributes = decode_attributes(*elements);
  if (!attributes) return attributes.error();
  return SignedAttributes{asn1::set_as_given(*elements), std::move(*attributes)};
}

}  // namespace sceau
