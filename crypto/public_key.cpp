// SPDX-License-Identifier: Apache-2.0
#include "crypto/public_key.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/obj_mac.h>
#include <openssl/rsa.h>

#include <array>
#include <optional>
#include <string_view>

#include "crypto/openssl_error.h"

namespace sceau {
namespace {

using EcdsaHandle = Owned<ECDSA_SIG, ECDSA_SIG_free>;

std::optional<KeyKind> kind_of_key(EVP_PKEY* key) {
  switch (EVP_PKEY_get_base_id(key)) {
    case EVP_PKEY_RSA: return KeyKind::rsa;
    case EVP_PKEY_RSA_PSS: return KeyKind::rsa_pss;
    case EVP_PKEY_EC: return KeyKind::ec;
    case EVP_PKEY_ED25519: return KeyKind::ed25519;
    case EVP_PKEY_ED448: return KeyKind::ed448;
    default: return std::nullopt;
  }
}

// Empty where the curve was given by its parameters: a forger may choose a generator that fits somebody's key.
std::string curve_of(EVP_PKEY* key) {
  int is_explicit = 0;
  EVP_PKEY_get_int_param(key, OSSL_PKEY_PARAM_EC_DECODED_FROM_EXPLICIT_PARAMS, &is_explicit);
  if (is_explicit != 0) return {};
  std::array<char, 80> name{};
  if (EVP_PKEY_get_group_name(key, name.data(), name.size(), nullptr) != 1) return {};
  const char* nist = EC_curve_nid2nist(OBJ_txt2nid(name.data()));
  return nist != nullptr ? nist : name.data();
}

Error wrong_key(SignatureAlgorithm algorithm, const PublicKey& key) {
  return Error{Reason::algorithm_mismatch, std::string(row_of(algorithm).name) + " with a key of kind " + key.name()};
}

// RFC 8017: the salt length is not fixed by the table; the signature itself shows it.
bool prepare_pss(EVP_PKEY_CTX* context, SignatureScheme scheme) {
  if (scheme != SignatureScheme::rsa_pss) return true;
  return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) > 0 &&
         EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_AUTO) > 0;
}

bool is_eddsa(SignatureScheme scheme) { return scheme == SignatureScheme::ed25519 || scheme == SignatureScheme::ed448; }

Error wrong_value(SignatureAlgorithm algorithm) {
  return openssl_error(Reason::signature_value_wrong, std::string(row_of(algorithm).name));
}

// OpenSSL's DER decoder is lax about the lengths inside; only the exact encoding is accepted (no second signature
// value for one signature).
bool is_exact_ecdsa(ByteView der) {
  const unsigned char* at = der.data();
  const EcdsaHandle parsed(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())));
  if (!parsed) return false;
  const Bytes again = der_of<i2d_ECDSA_SIG>(parsed.get());
  return std::equal(again.begin(), again.end(), der.begin(), der.end());
}

std::size_t order_bytes(const PublicKey& key) { return (static_cast<std::size_t>(key.bits()) + 7) / 8; }

}  // namespace

std::string PublicKey::name() const {
  switch (kind_) {
    case KeyKind::rsa: return "RSA " + std::to_string(bits_);
    case KeyKind::rsa_pss: return "RSA-PSS " + std::to_string(bits_);
    case KeyKind::ec: return curve_;
    case KeyKind::ed25519: return "Ed25519";
    case KeyKind::ed448: return "Ed448";
  }
  return {};
}

struct PublicKeyMaker {
  static Result<PublicKey> make(EVP_PKEY* key, Bytes info) {
    const auto kind = kind_of_key(key);
    if (!kind) return Error{Reason::algorithm_unknown, "a key of a kind that is not in the table"};
    if (info.empty()) return openssl_error(Reason::algorithm_unknown, "a public key that cannot be encoded");
    PublicKey value;
    value.info_ = std::move(info);
    value.kind_ = *kind;
    value.bits_ = EVP_PKEY_get_bits(key);
    if (*kind == KeyKind::ec) value.curve_ = curve_of(key);
    if (*kind == KeyKind::ec && value.curve_.empty()) {
      return openssl_error(Reason::algorithm_unknown, "a curve without a name");
    }
    EVP_PKEY_up_ref(key);
    value.key_ = std::shared_ptr<EVP_PKEY>(key, EVP_PKEY_free);
    return value;
  }
};

Result<PublicKey> public_key_of(EVP_PKEY* key) {
  if (key == nullptr) return openssl_error(Reason::algorithm_unknown, "a public key that cannot be decoded");
  return PublicKeyMaker::make(key, der_of<i2d_PUBKEY>(key));
}

Result<PublicKey> public_key_of(const X509* certificate) {
  EVP_PKEY* key = X509_get0_pubkey(certificate);
  if (key == nullptr) return openssl_error(Reason::algorithm_unknown, "a public key that cannot be decoded");
  // The bytes as they stand in the certificate: to encode the key again takes as long as a signature.
  return PublicKeyMaker::make(key, der_of<i2d_X509_PUBKEY>(X509_get_X509_PUBKEY(certificate)));
}

Result<PublicKey> public_key_from_info(ByteView subject_public_key_info) {
  const unsigned char* at = subject_public_key_info.data();
  const PrivateKeyHandle key(d2i_PUBKEY(nullptr, &at, static_cast<long>(subject_public_key_info.size())));
  return public_key_of(key.get());
}

Status verify(const PublicKey& key, SignatureAlgorithm algorithm, ByteView message, ByteView signature) {
  const auto& row = row_of(algorithm);
  if (!fits(algorithm, key.kind())) return wrong_key(algorithm, key);
  if (row.scheme == SignatureScheme::ecdsa && !is_exact_ecdsa(signature)) return wrong_value(algorithm);

  const DigestHandle context(EVP_MD_CTX_new());
  const EVP_MD* digest = is_eddsa(row.scheme) ? nullptr : openssl_digest(row.digest);
  EVP_PKEY_CTX* key_context = nullptr;
  if (!context || EVP_DigestVerifyInit(context.get(), &key_context, digest, nullptr, key.handle()) != 1 ||
      !prepare_pss(key_context, row.scheme) ||
      EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(), message.size()) != 1) {
    return wrong_value(algorithm);
  }
  return Done{};
}

Status verify_digest(const PublicKey& key, SignatureAlgorithm algorithm, ByteView digest, ByteView signature) {
  const auto& row = row_of(algorithm);
  if (!fits(algorithm, key.kind()) || is_eddsa(row.scheme)) return wrong_key(algorithm, key);
  if (row.scheme == SignatureScheme::ecdsa && !is_exact_ecdsa(signature)) return wrong_value(algorithm);

  const KeyContextHandle context(EVP_PKEY_CTX_new_from_pkey(nullptr, key.handle(), nullptr));
  if (!context || EVP_PKEY_verify_init(context.get()) <= 0 || !prepare_pss(context.get(), row.scheme) ||
      EVP_PKEY_CTX_set_signature_md(context.get(), openssl_digest(row.digest)) <= 0 ||
      EVP_PKEY_verify(context.get(), signature.data(), signature.size(), digest.data(), digest.size()) != 1) {
    return wrong_value(algorithm);
  }
  return Done{};
}

Result<Bytes> ecdsa_der_from_concatenated(ByteView r_and_s, const PublicKey& key) {
  const std::size_t half = order_bytes(key);
  if (key.kind() != KeyKind::ec || r_and_s.size() != 2 * half) {
    return Error{Reason::signature_value_wrong, "an ECDSA value of " + std::to_string(r_and_s.size()) + " bytes"};
  }
  const int length = static_cast<int>(half);
  BigNumberHandle r(BN_bin2bn(r_and_s.data(), length, nullptr));
  BigNumberHandle s(BN_bin2bn(r_and_s.data() + half, length, nullptr));
  const EcdsaHandle value(ECDSA_SIG_new());
  if (!r || !s || !value || ECDSA_SIG_set0(value.get(), r.get(), s.get()) != 1) {
    return openssl_error(Reason::crypto_failed, "ECDSA value");
  }
  static_cast<void>(r.release());
  static_cast<void>(s.release());
  return der_of<i2d_ECDSA_SIG>(value.get());
}

Result<Bytes> ecdsa_concatenated_from_der(ByteView der, const PublicKey& key) {
  const unsigned char* at = der.data();
  const EcdsaHandle value(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())));
  const int half = static_cast<int>(order_bytes(key));
  Bytes both(2 * order_bytes(key));
  if (key.kind() != KeyKind::ec || !value || !is_exact_ecdsa(der) ||
      BN_bn2binpad(ECDSA_SIG_get0_r(value.get()), both.data(), half) != half ||
      BN_bn2binpad(ECDSA_SIG_get0_s(value.get()), both.data() + half, half) != half) {
    return openssl_error(Reason::signature_value_wrong, "an ECDSA value that is no pair of numbers of this curve");
  }
  return both;
}

}  // namespace sceau
