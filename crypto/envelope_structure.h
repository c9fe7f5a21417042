// SPDX-License-Identifier: Apache-2.0
// The ASN.1 of RFC 5083 and RFC 5753, as far as this program writes envelopes: what stands as `any` is compared byte
// for byte. An envelope with anything else in it (further attributes, an originator's certificate) does not decode.
// Inside crypto/ only.
#pragma once

#include "crypto/cms_structure.h"

namespace sceau::asn1 {

// KeyTransRecipientInfo ::= SEQUENCE { version, rid, keyEncryptionAlgorithm, encryptedKey OCTET STRING }
struct KeyTransport {
  ASN1_INTEGER* version;
  ASN1_TYPE* recipient;  // IssuerAndSerialNumber
  ASN1_TYPE* algorithm;
  ASN1_OCTET_STRING* encrypted_key;
};

// OriginatorPublicKey ::= SEQUENCE { algorithm, publicKey BIT STRING }
struct OriginatorKey {
  ASN1_TYPE* algorithm;
  ASN1_BIT_STRING* point;
};

// OriginatorIdentifierOrKey ::= CHOICE { ..., originatorKey [1] IMPLICIT OriginatorPublicKey }
struct Originator {
  int type;  // 0
  union {
    OriginatorKey* key;
  } value;
};

// RecipientEncryptedKey ::= SEQUENCE { rid, encryptedKey OCTET STRING }
struct AgreedKey {
  ASN1_TYPE* recipient;  // IssuerAndSerialNumber
  ASN1_OCTET_STRING* encrypted_key;
};

// RecipientEncryptedKeys ::= SEQUENCE OF RecipientEncryptedKey: one of them
struct AgreedKeys {
  AgreedKey* key;
};

// KeyAgreeRecipientInfo ::= SEQUENCE { version, originator [0] EXPLICIT, keyEncryptionAlgorithm,
//                                      recipientEncryptedKeys }
struct KeyAgreement {
  ASN1_INTEGER* version;
  Originator* originator;
  ASN1_TYPE* algorithm;
  AgreedKeys* keys;
};

// RecipientInfo ::= CHOICE { ktri, [1] IMPLICIT kari, ... }
struct RecipientInfo {
  int type;  // 0 or 1, in that order
  union {
    KeyTransport* transport;
    KeyAgreement* agreement;
  } value;
};

// EncryptedContentInfo ::= SEQUENCE { contentType, contentEncryptionAlgorithm, [0] IMPLICIT OCTET STRING }
struct EncryptedContent {
  ASN1_OBJECT* type;
  ASN1_TYPE* algorithm;
  ASN1_OCTET_STRING* encrypted;
};

// RecipientInfos ::= SET OF RecipientInfo: one of them
struct RecipientInfos {
  RecipientInfo* recipient;
};

// AuthEnvelopedData ::= SEQUENCE { version, recipientInfos, authEncryptedContentInfo, mac OCTET STRING }
struct AuthEnvelopedData {
  ASN1_INTEGER* version;
  RecipientInfos* recipients;
  EncryptedContent* content;
  ASN1_OCTET_STRING* tag;
};

struct Envelope {
  ASN1_OBJECT* type;
  AuthEnvelopedData* data;  // [0] EXPLICIT
};

template <>
const ASN1_ITEM* item_of<KeyTransport>();
template <>
const ASN1_ITEM* item_of<KeyAgreement>();
template <>
const ASN1_ITEM* item_of<OriginatorKey>();
template <>
const ASN1_ITEM* item_of<Envelope>();

}  // namespace sceau::asn1
