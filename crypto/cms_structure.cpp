// SPDX-License-Identifier: Apache-2.0
#include "crypto/cms_structure.h"

#include <openssl/asn1t.h>

namespace sceau::asn1 {
namespace {

// SET OF elements that keep their order when written again: the signature covers them in the order they came in.
#define KEPT_SET_OF(structure, field) \
  ASN1_EX_TYPE(ASN1_TFLG_SEQUENCE_OF | ASN1_TFLG_IMPTAG | ASN1_TFLG_UNIVERSAL, V_ASN1_SET, structure, field, ASN1_ANY)

ASN1_CHOICE(SignerIdentifier) =
    {
        ASN1_SIMPLE(SignerIdentifier, value.issuer_and_serial, PKCS7_ISSUER_AND_SERIAL),
        ASN1_IMP(SignerIdentifier, value.key_identifier, ASN1_OCTET_STRING, 0),
} static_ASN1_CHOICE_END(SignerIdentifier)

        ASN1_SEQUENCE(SignerInfo) =
            {
                ASN1_SIMPLE(SignerInfo, version, ASN1_INTEGER),
                ASN1_SIMPLE(SignerInfo, identifier, SignerIdentifier),
                ASN1_SIMPLE(SignerInfo, digest_algorithm, X509_ALGOR),
                ASN1_IMP_SEQUENCE_OF_OPT(SignerInfo, signed_attributes, ASN1_ANY, 0),
                ASN1_SIMPLE(SignerInfo, signature_algorithm, X509_ALGOR),
                ASN1_SIMPLE(SignerInfo, signature, ASN1_OCTET_STRING),
                ASN1_IMP_SEQUENCE_OF_OPT(SignerInfo, unsigned_attributes, ASN1_ANY, 1),
} static_ASN1_SEQUENCE_END(SignerInfo)

                ASN1_SEQUENCE(EncapsulatedContent) =
                    {
                        ASN1_SIMPLE(EncapsulatedContent, type, ASN1_OBJECT),
                        ASN1_EXP_OPT(EncapsulatedContent, content, ASN1_OCTET_STRING, 0),
} static_ASN1_SEQUENCE_END(EncapsulatedContent)

                        ASN1_SEQUENCE(SignedData) =
                            {
                                ASN1_SIMPLE(SignedData, version, ASN1_INTEGER),
                                KEPT_SET_OF(SignedData, digest_algorithms),
                                ASN1_SIMPLE(SignedData, encapsulated, EncapsulatedContent),
                                ASN1_IMP_SEQUENCE_OF_OPT(SignedData, certificates, ASN1_ANY, 0),
                                ASN1_IMP_SEQUENCE_OF_OPT(SignedData, crls, ASN1_ANY, 1),
                                KEPT_SET_OF(SignedData, signers),
} static_ASN1_SEQUENCE_END(SignedData)

                                ASN1_SEQUENCE(ContentInfo) =
                                    {
                                        ASN1_SIMPLE(ContentInfo, type, ASN1_OBJECT),
                                        ASN1_EXP(ContentInfo, content, SignedData, 0),
} static_ASN1_SEQUENCE_END(ContentInfo)

                                        ASN1_SEQUENCE(IssuerSerial) =
                                            {
                                                ASN1_SEQUENCE_OF(IssuerSerial, issuer, GENERAL_NAME),
                                                ASN1_SIMPLE(IssuerSerial, serial, ASN1_INTEGER),
} static_ASN1_SEQUENCE_END(IssuerSerial)

                                                ASN1_SEQUENCE(CertificateId) =
                                                    {
                                                        ASN1_OPT(CertificateId, hash_algorithm, X509_ALGOR),
                                                        ASN1_SIMPLE(CertificateId, hash, ASN1_OCTET_STRING),
                                                        ASN1_OPT(CertificateId, issuer_serial, ASN1_ANY),
} static_ASN1_SEQUENCE_END(CertificateId)

                                                        ASN1_SEQUENCE(SigningCertificate) =
                                                            {
                                                                ASN1_SEQUENCE_OF(SigningCertificate, certificates,
                                                                                 ASN1_ANY),
                                                                ASN1_OPT(SigningCertificate, policies, ASN1_ANY),
} static_ASN1_SEQUENCE_END(SigningCertificate)

                                                                ASN1_SEQUENCE(AlgorithmProtection) =
                                                                    {
                                                                        ASN1_SIMPLE(AlgorithmProtection,
                                                                                    digest_algorithm, X509_ALGOR),
                                                                        ASN1_IMP_OPT(AlgorithmProtection,
                                                                                     signature_algorithm, X509_ALGOR,
                                                                                     1),
                                                                        ASN1_IMP_OPT(AlgorithmProtection, mac_algorithm,
                                                                                     X509_ALGOR, 2),
} static_ASN1_SEQUENCE_END(AlgorithmProtection)

                                                                        ASN1_ITEM_TEMPLATE(KeptSet) =
                                                                            ASN1_EX_TEMPLATE_TYPE(
                                                                                ASN1_TFLG_SEQUENCE_OF |
                                                                                    ASN1_TFLG_IMPTAG |
                                                                                    ASN1_TFLG_UNIVERSAL,
                                                                                V_ASN1_SET, KeptSet, ASN1_ANY)
                                                                                static_ASN1_ITEM_TEMPLATE_END(KeptSet)

                                                                                    ASN1_ITEM_TEMPLATE(SortedSet) =
                                                                                        ASN1_EX_TEMPLATE_TYPE(
                                                                                            ASN1_TFLG_SET_OF, 0,
                                                                                            SortedSet, ASN1_ANY)
                                                                                            static_ASN1_ITEM_TEMPLATE_END(
                                                                                                SortedSet)

                                                                                                void free_any_stack(
                                                                                                    AnyStack * stack) {
  sk_ASN1_TYPE_pop_free(stack, ASN1_TYPE_free);
}
using AnyStackHandle = Owned<AnyStack, free_any_stack>;

Bytes set_of(const std::vector<Bytes>& elements, const ASN1_ITEM* item) {
  AnyStack* stack = sk_ASN1_TYPE_new_null();
  const AnyStackHandle owner(stack);
  for (const Bytes& element : elements) {
    if (!push_any(stack, element)) return {};
  }
  unsigned char* encoded = nullptr;
  const int size = ASN1_item_i2d(reinterpret_cast<const ASN1_VALUE*>(stack), &encoded, item);
  if (size <= 0) return {};
  const MemoryHandle memory(encoded);
  return Bytes(encoded, encoded + size);
}

}  // namespace

template <>
const ASN1_ITEM* item_of<SignerInfo>() {
  return ASN1_ITEM_rptr(SignerInfo);
}
template <>
const ASN1_ITEM* item_of<ContentInfo>() {
  return ASN1_ITEM_rptr(ContentInfo);
}
template <>
const ASN1_ITEM* item_of<IssuerSerial>() {
  return ASN1_ITEM_rptr(IssuerSerial);
}
template <>
const ASN1_ITEM* item_of<CertificateId>() {
  return ASN1_ITEM_rptr(CertificateId);
}
template <>
const ASN1_ITEM* item_of<SigningCertificate>() {
  return ASN1_ITEM_rptr(SigningCertificate);
}

template <>
const ASN1_ITEM* item_of<AlgorithmProtection>() {
  return ASN1_ITEM_rptr(AlgorithmProtection);
}

Bytes encoded_any(const ASN1_TYPE* any) { return der_of<i2d_ASN1_TYPE>(any); }

AnyHandle decode_any(ByteView encoded) {
  const unsigned char* at = encoded.data();
  AnyHandle any(d2i_ASN1_TYPE(nullptr, &at, static_cast<long>(encoded.size())));
  return at == encoded.data() + encoded.size() ? std::move(any) : nullptr;
}

std::vector<Bytes> encoded_elements(const AnyStack* stack) {
  std::vector<Bytes> elements;
  for (int at = 0; at < sk_ASN1_TYPE_num(stack); ++at) {
    elements.push_back(encoded_any(sk_ASN1_TYPE_value(stack, at)));
  }
  return elements;
}

bool push_any(AnyStack*& stack, ByteView encoded) {
  AnyHandle any = decode_any(encoded);
  if (stack == nullptr) stack = sk_ASN1_TYPE_new_null();
  if (!any || stack == nullptr || sk_ASN1_TYPE_push(stack, any.get()) <= 0) return false;
  static_cast<void>(any.release());
  return true;
}

bool replace_any(AnyStack* stack, int at, ByteView encoded) {
  AnyHandle any = decode_any(encoded);
  if (!any || at >= sk_ASN1_TYPE_num(stack)) return false;
  const AnyHandle replaced(sk_ASN1_TYPE_value(stack, at));
  sk_ASN1_TYPE_set(stack, at, any.release());
  return true;
}

Bytes set_as_given(const std::vector<Bytes>& elements) { return set_of(elements, ASN1_ITEM_rptr(KeptSet)); }
Bytes set_sorted(const std::vector<Bytes>& elements) { return set_of(elements, ASN1_ITEM_rptr(SortedSet)); }

std::optional<std::vector<Bytes>> elements_of_set(ByteView set) {
  const unsigned char* at = set.data();
  auto* decoded = ASN1_item_d2i(nullptr, &at, static_cast<long>(set.size()), ASN1_ITEM_rptr(KeptSet));
  const AnyStackHandle stack(reinterpret_cast<AnyStack*>(decoded));
  if (!stack || at != set.data() + set.size()) return std::nullopt;
  return encoded_elements(stack.get());
}

}  // namespace sceau::asn1
