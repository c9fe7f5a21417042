// SPDX-License-Identifier: Apache-2.0
#include "crypto/wrapped_key.h"

#include <algorithm>
#include <array>

#include "crypto/key_agreement.h"
#include "crypto/key_derivation.h"
#include "crypto/openssl_error.h"

namespace sceau {
namespace {

using CipherHandle = Owned<EVP_CIPHER, EVP_CIPHER_free>;
using CipherContextHandle = Owned<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free>;

constexpr std::size_t wrapped_key_bytes = SymmetricKey::size_bytes + 8;  // RFC 3394

// RSAES-OAEP-params with SHA-256 twice (RFC 4055), id-ecPublicKey without parameters (RFC 5753, 7.1.2).
constexpr std::uint8_t oaep_sha256[] = {0x30, 0x38, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01,
                                        0x07, 0x30, 0x2b, 0xa0, 0x0d, 0x30, 0x0b, 0x06, 0x09, 0x60, 0x86, 0x48,
                                        0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0xa1, 0x1a, 0x30, 0x18, 0x06, 0x09,
                                        0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x08, 0x30, 0x0b, 0x06,
                                        0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01};
constexpr std::uint8_t ec_public_key[] = {0x30, 0x09, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01};

// ECC-CMS-SharedInfo (RFC 5753, 7.2): id-aes256-wrap, and the length of its key, 256 bits.
constexpr std::uint8_t shared_info[] = {0x30, 0x15, 0x30, 0x0b, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03,
                                        0x04, 0x01, 0x2d, 0xa2, 0x06, 0x04, 0x04, 0x00, 0x00, 0x01, 0x00};

// dhSinglePass-stdDH-sha...kdf-scheme with id-aes256-wrap: one octet apart.
struct AgreementRow {
  DigestAlgorithm digest;
  std::string_view curve;  // on which this program uses it
  std::uint8_t last_arc;
};
constexpr AgreementRow agreements[] = {{DigestAlgorithm::sha256, "P-256", 1},
                                       {DigestAlgorithm::sha384, "P-384", 2},
                                       {DigestAlgorithm::sha512, "P-521", 3}};

Bytes identifier_of(const AgreementRow& row) {
  return {0x30, 0x15, 0x06, 0x06, 0x2b, 0x81, 0x04, 0x01, 0x0b, row.last_arc, 0x30, 0x0b,
          0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x01,         0x2d};
}

Error failed(const char* what) { return openssl_error(Reason::crypto_failed, what); }
Error malformed(const char* what) { return openssl_error(Reason::envelope_malformed, what); }

// ---- AES-256 key wrap (RFC 3394) ----

const EVP_CIPHER* aes_256_wrap() {
  static const CipherHandle cipher(EVP_CIPHER_fetch(nullptr, "AES-256-WRAP", nullptr));
  return cipher.get();
}

enum class Direction { unwrap = 0, wrap = 1 };

bool run_key_wrap(const SymmetricKey& wrapping, ByteView from, std::span<std::uint8_t> to, Direction direction) {
  const CipherContextHandle context(EVP_CIPHER_CTX_new());
  int count = 0;
  if (!context || aes_256_wrap() == nullptr) return false;
  EVP_CIPHER_CTX_set_flags(context.get(), EVP_CIPHER_CTX_FLAG_WRAP_ALLOW);
  return EVP_CipherInit_ex2(context.get(), aes_256_wrap(), wrapping.reveal().data(), nullptr,
                            static_cast<int>(direction), nullptr) == 1 &&
         EVP_CipherUpdate(context.get(), to.data(), &count, from.data(), static_cast<int>(from.size())) == 1 &&
         count == static_cast<int>(to.size());
}

Result<Bytes> wrapped(const SymmetricKey& content_key, const SymmetricKey& wrapping) {
  Bytes octets(wrapped_key_bytes);
  if (!run_key_wrap(wrapping, content_key.reveal(), octets, Direction::wrap)) return failed("AES key wrap");
  return octets;
}

Result<SymmetricKey> unwrapped(ByteView octets, const SymmetricKey& wrapping) {
  SecretBytes key(SymmetricKey::size_bytes);
  if (octets.size() != wrapped_key_bytes || !run_key_wrap(wrapping, octets, key.writable(), Direction::unwrap)) {
    return openssl_error(Reason::encrypted_data_altered, "AES key wrap");
  }
  return symmetric_key_from(std::move(key));
}

// ---- Fields ----

ByteView octets_of(const ASN1_STRING* text) {
  return {ASN1_STRING_get0_data(text), static_cast<std::size_t>(ASN1_STRING_length(text))};
}

bool set_any(ASN1_TYPE*& field, ByteView encoded) {
  auto any = asn1::decode_any(encoded);
  if (!any) return false;
  ASN1_TYPE_free(field);
  field = any.release();
  return true;
}

bool set_octets(ASN1_STRING* field, ByteView octets) {
  return ASN1_STRING_set(field, octets.data(), static_cast<int>(octets.size())) == 1;
}

constexpr long unused_bits = ASN1_STRING_FLAG_BITS_LEFT | 7;

// Without the flag OpenSSL would leave away the zeros at the end.
bool set_bits(ASN1_BIT_STRING* field, ByteView octets) {
  field->flags = (field->flags & ~unused_bits) | ASN1_STRING_FLAG_BITS_LEFT;
  return set_octets(field, octets);
}

bool equals(const ASN1_TYPE* any, ByteView encoded) { return std::ranges::equal(asn1::encoded_any(any), encoded); }

// ---- RSA ----

Status fill(asn1::KeyTransport& info, const EnvelopeRecipient& to, const SymmetricKey& content_key) {
  const auto encrypted = encrypt_oaep(to.public_key().handle(), content_key.reveal());
  if (!encrypted) return encrypted.error();
  if (ASN1_INTEGER_set(info.version, 0) != 1 || !set_any(info.recipient, to.name()) ||
      !set_any(info.algorithm, oaep_sha256) || !set_octets(info.encrypted_key, *encrypted)) {
    return failed("KeyTransRecipientInfo");
  }
  return Done{};
}

Result<SymmetricKey> content_key_in(const asn1::KeyTransport& info, const DecryptionKey& key) {
  if (ASN1_INTEGER_get(info.version) != 0 || !equals(info.algorithm, oaep_sha256)) {
    return malformed("the content key is not encrypted with RSA-OAEP and SHA-256");
  }
  auto content_key = key.decrypt_oaep(octets_of(info.encrypted_key));
  if (!content_key) return content_key.error();
  if (content_key->size() != SymmetricKey::size_bytes) return malformed("the content key is not 32 octets long");
  return symmetric_key_from(std::move(*content_key));
}

// ---- Elliptic curves ----

struct Ephemeral {
  PrivateKeyHandle key;
  Bytes point;
};

Result<Ephemeral> make_ephemeral(const std::string& curve) {
  Ephemeral made{PrivateKeyHandle(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", curve.c_str())), {}};
  unsigned char* point = nullptr;
  const auto size = made.key ? EVP_PKEY_get1_encoded_public_key(made.key.get(), &point) : 0;
  if (size == 0) return failed("ephemeral key");
  const MemoryHandle owner(point);
  made.point.assign(point, point + size);
  return made;
}

// The recipient's point; empty where OpenSSL cannot.
Bytes point_of(const PublicKey& key) {
  unsigned char* point = nullptr;
  const auto size = EVP_PKEY_get1_encoded_public_key(key.handle(), &point);
  const MemoryHandle owner(point);
  return Bytes(point, point + size);
}

Result<Bytes> agreed_key(const Ephemeral& ephemeral, const EnvelopeRecipient& to, const AgreementRow& row,
                         const SymmetricKey& content_key) {
  const auto shared = agree_on(ephemeral.key.get(), point_of(to.public_key()));
  if (!shared) return failed("key agreement");
  const auto wrapping = x963(row.digest, shared->reveal(), shared_info);
  if (!wrapping) return wrapping.error();
  return wrapped(content_key, *wrapping);
}

Status fill(asn1::KeyAgreement& info, const EnvelopeRecipient& to, const SymmetricKey& content_key) {
  const auto* row = std::ranges::find(agreements, to.public_key().curve(), &AgreementRow::curve);
  if (row == std::end(agreements)) return failed("no such curve");
  const auto ephemeral = make_ephemeral(to.public_key().curve());
  if (!ephemeral) return ephemeral.error();
  const auto encrypted = agreed_key(*ephemeral, to, *row, content_key);
  if (!encrypted) return encrypted.error();

  asn1::OriginatorKey* originator = asn1::make<asn1::OriginatorKey>().release();
  info.originator->type = 0;
  info.originator->value.key = originator;
  if (originator == nullptr || ASN1_INTEGER_set(info.version, 3) != 1 ||
      !set_any(originator->algorithm, ec_public_key) || !set_bits(originator->point, ephemeral->point) ||
      !set_any(info.algorithm, identifier_of(*row)) || !set_any(info.keys->key->recipient, to.name()) ||
      !set_octets(info.keys->key->encrypted_key, *encrypted)) {
    return failed("KeyAgreeRecipientInfo");
  }
  return Done{};
}

Result<SymmetricKey> content_key_in(const asn1::KeyAgreement& info, const DecryptionKey& key) {
  const auto* row = std::ranges::find_if(
      agreements, [&info](const AgreementRow& each) { return equals(info.algorithm, identifier_of(each)); });
  const asn1::OriginatorKey& originator = *info.originator->value.key;
  if (ASN1_INTEGER_get(info.version) != 3 || row == std::end(agreements) ||
      !equals(originator.algorithm, ec_public_key) || (originator.point->flags & 7) != 0) {
    return malformed("the content key is not agreed on with a SHA-2 KDF and AES-256 key wrap");
  }
  const auto shared = key.agree(octets_of(originator.point));
  if (!shared) return shared.error();
  const auto wrapping = x963(row->digest, shared->reveal(), shared_info);
  if (!wrapping) return wrapping.error();
  return unwrapped(octets_of(info.keys->key->encrypted_key), *wrapping);
}

constexpr int transport = 0;
constexpr int agreement = 1;

}  // namespace

Status wrap_key(const SymmetricKey& content_key, const EnvelopeRecipient& to, asn1::RecipientInfo* info) {
  if (to.public_key().kind() == KeyKind::rsa) {
    info->value.transport = asn1::make<asn1::KeyTransport>().release();
    info->type = transport;
    return info->value.transport == nullptr ? failed("KeyTransRecipientInfo")
                                            : fill(*info->value.transport, to, content_key);
  }
  info->value.agreement = asn1::make<asn1::KeyAgreement>().release();
  info->type = agreement;
  return info->value.agreement == nullptr ? failed("KeyAgreeRecipientInfo")
                                          : fill(*info->value.agreement, to, content_key);
}

Bytes recipient_named(const asn1::RecipientInfo* info) {
  return asn1::encoded_any(info->type == transport ? info->value.transport->recipient
                                                   : info->value.agreement->keys->key->recipient);
}

Result<SymmetricKey> unwrap_key(const asn1::RecipientInfo* info, const DecryptionKey& key) {
  return info->type == transport ? content_key_in(*info->value.transport, key)
                                 : content_key_in(*info->value.agreement, key);
}

}  // namespace sceau
