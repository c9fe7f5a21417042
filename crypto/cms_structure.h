// SPDX-License-Identifier: Apache-2.0
// The ASN.1 of RFC 5652 and RFC 5035 as this program needs it: OpenSSL's own types do not give the raw attributes, and
// sign what they should not. What stands as `any` keeps its bytes when it is written again. Inside crypto/ only.
#pragma once

#include <openssl/asn1.h>
#include <openssl/pkcs7.h>

#include <optional>
#include <vector>

#include "crypto/openssl_handle.h"
#include "foundation/bytes.h"

namespace sceau::asn1 {

using AnyStack = STACK_OF(ASN1_TYPE);

// SignerIdentifier ::= CHOICE { issuerAndSerialNumber, [0] IMPLICIT SubjectKeyIdentifier }
struct SignerIdentifier {
  int type;  // 0 or 1, in that order
  union {
    PKCS7_ISSUER_AND_SERIAL* issuer_and_serial;
    ASN1_OCTET_STRING* key_identifier;
  } value;
};

// SignerInfo ::= SEQUENCE { version, sid, digestAlgorithm, [0] IMPLICIT SET OF Attribute OPTIONAL,
//                           signatureAlgorithm, signature OCTET STRING, [1] IMPLICIT SET OF Attribute OPTIONAL }
struct SignerInfo {
  ASN1_INTEGER* version;
  SignerIdentifier* identifier;
  X509_ALGOR* digest_algorithm;
  AnyStack* signed_attributes;
  X509_ALGOR* signature_algorithm;
  ASN1_OCTET_STRING* signature;
  AnyStack* unsigned_attributes;
};

struct EncapsulatedContent {
  ASN1_OBJECT* type;
  ASN1_OCTET_STRING* content;  // [0] EXPLICIT OPTIONAL
};

// SignedData ::= SEQUENCE { version, digestAlgorithms SET OF, encapContentInfo, [0] IMPLICIT certificates OPTIONAL,
//                           [1] IMPLICIT crls OPTIONAL, signerInfos SET OF }
struct SignedData {
  ASN1_INTEGER* version;
  AnyStack* digest_algorithms;
  EncapsulatedContent* encapsulated;
  AnyStack* certificates;
  AnyStack* crls;
  AnyStack* signers;
};

struct ContentInfo {
  ASN1_OBJECT* type;
  SignedData* content;  // [0] EXPLICIT
};

// IssuerSerial ::= SEQUENCE { issuer GeneralNames, serialNumber INTEGER }
struct IssuerSerial {
  GENERAL_NAMES* issuer;
  ASN1_INTEGER* serial;
};

// ESSCertIDv2 ::= SEQUENCE { hashAlgorithm DEFAULT sha256, certHash OCTET STRING, issuerSerial OPTIONAL };
// ESSCertID is the same without hashAlgorithm.
struct CertificateId {
  X509_ALGOR* hash_algorithm;
  ASN1_OCTET_STRING* hash;
  ASN1_TYPE* issuer_serial;
};

// SigningCertificate(V2) ::= SEQUENCE { certs SEQUENCE OF, policies OPTIONAL }
struct SigningCertificate {
  AnyStack* certificates;
  ASN1_TYPE* policies;
};

// CMSAlgorithmProtection (RFC 6211) ::= SEQUENCE { digestAlgorithm, [1] IMPLICIT signatureAlgorithm OPTIONAL,
//                                                [2] IMPLICIT macAlgorithm OPTIONAL }
struct AlgorithmProtection {
  X509_ALGOR* digest_algorithm;
  X509_ALGOR* signature_algorithm;
  X509_ALGOR* mac_algorithm;
};

// One ASN.1 type: decode, encode, free.
template <typename T>
const ASN1_ITEM* item_of();
template <>
const ASN1_ITEM* item_of<SignerInfo>();
template <>
const ASN1_ITEM* item_of<ContentInfo>();
template <>
const ASN1_ITEM* item_of<IssuerSerial>();
template <>
const ASN1_ITEM* item_of<CertificateId>();
template <>
const ASN1_ITEM* item_of<SigningCertificate>();
template <>
const ASN1_ITEM* item_of<AlgorithmProtection>();

template <typename T>
struct FreeItem {
  void operator()(T* object) const noexcept { ASN1_item_free(reinterpret_cast<ASN1_VALUE*>(object), item_of<T>()); }
};
template <typename T>
using Handle = std::unique_ptr<T, FreeItem<T>>;

template <typename T>
Handle<T> make() {
  return Handle<T>(reinterpret_cast<T*>(ASN1_item_new(item_of<T>())));
}

// Reads one object from the front and takes its bytes off the view; null where that fails.
template <typename T>
Handle<T> decode_front(ByteView& bytes) {
  const unsigned char* at = bytes.data();
  auto* object = ASN1_item_d2i(nullptr, &at, static_cast<long>(bytes.size()), item_of<T>());
  if (object != nullptr) bytes = bytes.subspan(static_cast<std::size_t>(at - bytes.data()));
  return Handle<T>(reinterpret_cast<T*>(object));
}

// Reads exactly one object: null where bytes are left over.
template <typename T>
Handle<T> decode(ByteView bytes) {
  auto object = decode_front<T>(bytes);
  return bytes.empty() ? std::move(object) : nullptr;
}

template <typename T>
Bytes encode(const T* object) {
  unsigned char* encoded = nullptr;
  const int size = ASN1_item_i2d(reinterpret_cast<const ASN1_VALUE*>(object), &encoded, item_of<T>());
  if (size <= 0) return {};
  const MemoryHandle owner(encoded);
  return Bytes(encoded, encoded + size);
}

// `any` values: with tag and length, as encoded.
Bytes encoded_any(const ASN1_TYPE* any);
AnyHandle decode_any(ByteView encoded);
std::vector<Bytes> encoded_elements(const AnyStack* stack);
// Appends to the stack, making it where it is null. False when OpenSSL cannot.
bool push_any(AnyStack*& stack, ByteView encoded);
bool replace_any(AnyStack* stack, int at, ByteView encoded);

// SET OF with tag 0x31: the elements in the order given, or sorted as DER wants it.
Bytes set_as_given(const std::vector<Bytes>& elements);
Bytes set_sorted(const std::vector<Bytes>& elements);
// The elements of a SET OF (tag 0x31), as encoded; nothing where it is none or bytes are left over.
std::optional<std::vector<Bytes>> elements_of_set(ByteView set);

}  // namespace sceau::asn1
