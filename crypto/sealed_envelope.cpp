// SPDX-License-Identifier: Apache-2.0
#include "crypto/sealed_envelope.h"

#include <algorithm>
#include <array>

#include "crypto/authenticated_cipher.h"
#include "crypto/object_name.h"
#include "crypto/openssl_error.h"
#include "crypto/wrapped_key.h"

namespace sceau {
namespace {

constexpr std::string_view auth_enveloped_data = "1.2.840.113549.1.9.16.1.23";
constexpr std::string_view data = "1.2.840.113549.1.7.1";
constexpr int least_rsa_bits = 3072;

Error failed(const char* what) { return openssl_error(Reason::crypto_failed, what); }
Error malformed(const char* what) { return openssl_error(Reason::envelope_malformed, what); }

// ---- Recipient ----

std::string_view why_not(const X509* certificate, const PublicKey& key) {
  constexpr std::array curves{std::string_view("P-256"), std::string_view("P-384"), std::string_view("P-521")};
  const auto usage = X509_get_key_usage(const_cast<X509*>(certificate));  // all bits set where there is none
  if (key.kind() == KeyKind::rsa) {
    if (key.bits() < least_rsa_bits) return "an RSA key of less than 3072 bits";
    return (usage & KU_KEY_ENCIPHERMENT) != 0 ? "" : "its key usage lacks keyEncipherment";
  }
  if (key.kind() != KeyKind::ec) return "its key signs, and cannot decrypt";
  if (std::ranges::find(curves, key.curve()) == curves.end()) return "its curve is none of P-256, P-384 and P-521";
  return (usage & KU_KEY_AGREEMENT) != 0 ? "" : "its key usage lacks keyAgreement";
}

struct FreeIssuerAndSerial {
  void operator()(PKCS7_ISSUER_AND_SERIAL* name) const noexcept { PKCS7_ISSUER_AND_SERIAL_free(name); }
};

Bytes issuer_and_serial(const X509* certificate) {
  const std::unique_ptr<PKCS7_ISSUER_AND_SERIAL, FreeIssuerAndSerial> name(PKCS7_ISSUER_AND_SERIAL_new());
  if (!name || X509_NAME_set(&name->issuer, X509_get_issuer_name(certificate)) != 1 ||
      ASN1_STRING_copy(name->serial, X509_get0_serialNumber(certificate)) != 1) {
    return {};
  }
  return der_of<i2d_PKCS7_ISSUER_AND_SERIAL>(name.get());
}

// ---- Content ----

// GCMParameters (RFC 5084): the nonce, and a tag of 16 octets.
Bytes gcm_identifier(ByteView nonce) {
  Bytes identifier{0x30, 0x1e, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01,           0x65,
                   0x03, 0x04, 0x01, 0x2e, 0x30, 0x11, 0x04, gcm_nonce_bytes};
  append(identifier, nonce);
  append(identifier, Bytes{0x02, 0x01, gcm_tag_bytes});
  return identifier;
}

Result<Bytes> nonce_in(const asn1::EncryptedContent& content) {
  constexpr std::size_t before = 17;
  const Bytes identifier = asn1::encoded_any(content.algorithm);
  if (identifier.size() != gcm_identifier(Bytes(gcm_nonce_bytes)).size()) return malformed("not AES-256-GCM");
  Bytes nonce(identifier.begin() + before, identifier.begin() + before + gcm_nonce_bytes);
  if (identifier != gcm_identifier(nonce)) return malformed("not AES-256-GCM");
  return nonce;
}

bool set_object(ASN1_OBJECT*& field, std::string_view dotted) {
  ASN1_OBJECT_free(field);
  field = object_named(dotted).release();
  return field != nullptr;
}

bool set_octets(ASN1_OCTET_STRING* field, ByteView octets) {
  return ASN1_OCTET_STRING_set(field, octets.data(), static_cast<int>(octets.size())) == 1;
}

ByteView octets_of(const ASN1_OCTET_STRING* text) {
  return {ASN1_STRING_get0_data(text), static_cast<std::size_t>(ASN1_STRING_length(text))};
}

bool set_content(asn1::EncryptedContent& content, ByteView nonce, const GcmText& text) {
  ASN1_TYPE_free(content.algorithm);
  content.algorithm = asn1::decode_any(gcm_identifier(nonce)).release();
  return content.algorithm != nullptr && set_object(content.type, data) &&
         set_octets(content.encrypted, text.encrypted);
}

// Only what this program would have written in the same way: then every octet of it counts.
Result<asn1::Handle<asn1::Envelope>> decode_envelope(ByteView encoded) {
  auto envelope = asn1::decode<asn1::Envelope>(encoded);
  if (!envelope || !std::ranges::equal(asn1::encode(envelope.get()), encoded)) {
    return malformed("no AuthEnvelopedData for one recipient in DER");
  }
  if (dotted_name(envelope->type) != auth_enveloped_data || ASN1_INTEGER_get(envelope->data->version) != 0 ||
      dotted_name(envelope->data->content->type) != data) {
    return malformed("no AuthEnvelopedData, version 0, of id-data");
  }
  return envelope;
}

}  // namespace

Result<EnvelopeRecipient> envelope_recipient(const X509* certificate) {
  auto key = public_key_of(certificate);
  if (!key) return Error{Reason::recipient_refused, key.error().detail};
  const auto why = why_not(certificate, *key);
  if (!why.empty()) return Error{Reason::recipient_refused, std::string(why)};
  auto name = issuer_and_serial(certificate);
  if (name.empty()) return failed("IssuerAndSerialNumber");
  return EnvelopeRecipient(std::move(*key), std::move(name));
}

Result<Bytes> seal_envelope(const EnvelopeRecipient& to, ByteView content, const RandomSource& random) {
  const auto content_key = new_symmetric_key(random);
  if (!content_key) return content_key.error();
  const auto nonce = random_bytes(random, gcm_nonce_bytes);
  if (!nonce) return nonce.error();
  const auto text = gcm_encrypt(*content_key, *nonce, content, {});
  if (!text) return text.error();

  const auto envelope = asn1::make<asn1::Envelope>();
  if (!envelope) return failed("AuthEnvelopedData");
  asn1::AuthEnvelopedData& enveloped = *envelope->data;
  if (auto done = wrap_key(*content_key, to, enveloped.recipients->recipient); !done) return done.error();
  if (!set_object(envelope->type, auth_enveloped_data) || ASN1_INTEGER_set(enveloped.version, 0) != 1 ||
      !set_content(*enveloped.content, *nonce, *text) || !set_octets(enveloped.tag, text->tag)) {
    return failed("AuthEnvelopedData");
  }
  return asn1::encode(envelope.get());
}

bool is_envelope(ByteView bytes) { return static_cast<bool>(decode_envelope(bytes)); }

Result<bool> is_addressed_to(ByteView envelope, const EnvelopeRecipient& recipient) {
  const auto decoded = decode_envelope(envelope);
  if (!decoded) return decoded.error();
  return recipient_named((*decoded)->data->recipients->recipient) == recipient.name();
}

Result<SecretBytes> open_envelope(ByteView envelope, const EnvelopeRecipient& recipient, const DecryptionKey& key) {
  const auto decoded = decode_envelope(envelope);
  if (!decoded) return decoded.error();
  const asn1::AuthEnvelopedData& enveloped = *(*decoded)->data;
  if (recipient_named(enveloped.recipients->recipient) != recipient.name()) {
    return Error{Reason::envelope_for_another, "another issuer or serial number"};
  }
  if (key.public_key() != recipient.public_key()) {
    return Error{Reason::key_does_not_fit, "the key is not that of the recipient's certificate"};
  }
  const auto nonce = nonce_in(*enveloped.content);
  if (!nonce) return nonce.error();
  const auto content_key = unwrap_key(enveloped.recipients->recipient, key);
  if (!content_key) return content_key.error();
  return gcm_decrypt(*content_key, *nonce, octets_of(enveloped.content->encrypted), octets_of(enveloped.tag), {});
}

}  // namespace sceau
