// SPDX-License-Identifier: Apache-2.0
#include "crypto/envelope_structure.h"

#include <openssl/asn1t.h>

namespace sceau::asn1 {
namespace {

// clang-format off: it takes the macros for nested expressions.
ASN1_SEQUENCE(KeyTransport) =
    {
        ASN1_SIMPLE(KeyTransport, version, ASN1_INTEGER),
        ASN1_SIMPLE(KeyTransport, recipient, ASN1_ANY),
        ASN1_SIMPLE(KeyTransport, algorithm, ASN1_ANY),
        ASN1_SIMPLE(KeyTransport, encrypted_key, ASN1_OCTET_STRING),
} static_ASN1_SEQUENCE_END(KeyTransport)

        ASN1_SEQUENCE(OriginatorKey) =
            {
                ASN1_SIMPLE(OriginatorKey, algorithm, ASN1_ANY),
                ASN1_SIMPLE(OriginatorKey, point, ASN1_BIT_STRING),
} static_ASN1_SEQUENCE_END(OriginatorKey)

                ASN1_CHOICE(Originator) =
                    {
                        ASN1_IMP(Originator, value.key, OriginatorKey, 1),
} static_ASN1_CHOICE_END(Originator)

                        ASN1_SEQUENCE(AgreedKey) =
                            {
                                ASN1_SIMPLE(AgreedKey, recipient, ASN1_ANY),
                                ASN1_SIMPLE(AgreedKey, encrypted_key, ASN1_OCTET_STRING),
} static_ASN1_SEQUENCE_END(AgreedKey)

                                ASN1_SEQUENCE(AgreedKeys) =
                                    {
                                        ASN1_SIMPLE(AgreedKeys, key, AgreedKey),
} static_ASN1_SEQUENCE_END(AgreedKeys)

                                        ASN1_SEQUENCE(KeyAgreement) =
                                            {
                                                ASN1_SIMPLE(KeyAgreement, version, ASN1_INTEGER),
                                                ASN1_EXP(KeyAgreement, originator, Originator, 0),
                                                ASN1_SIMPLE(KeyAgreement, algorithm, ASN1_ANY),
                                                ASN1_SIMPLE(KeyAgreement, keys, AgreedKeys),
} static_ASN1_SEQUENCE_END(KeyAgreement)

                                                ASN1_CHOICE(RecipientInfo) =
                                                    {
                                                        ASN1_SIMPLE(RecipientInfo, value.transport, KeyTransport),
                                                        ASN1_IMP(RecipientInfo, value.agreement, KeyAgreement, 1),
} static_ASN1_CHOICE_END(RecipientInfo)

                                                        ASN1_SEQUENCE(EncryptedContent) =
                                                            {
                                                                ASN1_SIMPLE(EncryptedContent, type, ASN1_OBJECT),
                                                                ASN1_SIMPLE(EncryptedContent, algorithm, ASN1_ANY),
                                                                ASN1_IMP(EncryptedContent, encrypted, ASN1_OCTET_STRING,
                                                                         0),
} static_ASN1_SEQUENCE_END(EncryptedContent)

    // A SET of exactly one element is a SEQUENCE with another tag.
    ASN1_SEQUENCE(RecipientInfos) =
        {
            ASN1_SIMPLE(RecipientInfos, recipient, RecipientInfo),
} static_ASN1_SEQUENCE_END(RecipientInfos)

            ASN1_SEQUENCE(AuthEnvelopedData) =
                {
                    ASN1_SIMPLE(AuthEnvelopedData, version, ASN1_INTEGER),
                    ASN1_EX_TYPE(ASN1_TFLG_IMPTAG | ASN1_TFLG_UNIVERSAL, V_ASN1_SET, AuthEnvelopedData, recipients,
                                 RecipientInfos),
                    ASN1_SIMPLE(AuthEnvelopedData, content, EncryptedContent),
                    ASN1_SIMPLE(AuthEnvelopedData, tag, ASN1_OCTET_STRING),
} static_ASN1_SEQUENCE_END(AuthEnvelopedData)

                    ASN1_SEQUENCE(Envelope) = {
                        ASN1_SIMPLE(Envelope, type, ASN1_OBJECT),
                        ASN1_EXP(Envelope, data, AuthEnvelopedData, 0),
} static_ASN1_SEQUENCE_END(Envelope)
// clang-format on

}  // namespace

template <>
const ASN1_ITEM* item_of<KeyTransport>() {
  return ASN1_ITEM_rptr(KeyTransport);
}
template <>
const ASN1_ITEM* item_of<KeyAgreement>() {
  return ASN1_ITEM_rptr(KeyAgreement);
}
template <>
const ASN1_ITEM* item_of<OriginatorKey>() {
  return ASN1_ITEM_rptr(OriginatorKey);
}
template <>
const ASN1_ITEM* item_of<Envelope>() {
  return ASN1_ITEM_rptr(Envelope);
}

}  // namespace sceau::asn1
