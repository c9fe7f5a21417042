// SPDX-License-Identifier: Apache-2.0
#include "verifier/pades_level.h"

namespace sceau {
namespace {

constexpr std::string_view policy_identifier = "1.2.840.113549.1.9.16.2.15";
constexpr std::string_view commitment_type = "1.2.840.113549.1.9.16.2.16";

bool signs(const CmsSigner& signer, std::string_view attribute) {
  return signer.signed_attributes && find_attribute(signer.signed_attributes->attributes, attribute);
}

// EN 319 142-1, 6.3, table 1: the signature dictionary.
bool dictionary_is_baseline(const SignatureDictionary& dictionary) {
  return dictionary.findings.empty() && !dictionary.filter.empty() && dictionary.claimed_time.has_value() &&
         dictionary.type != "DocTimeStamp" && !dictionary.has_key("Cert");
}

// EN 319 142-1, 6.3, letters d and m: a reason stands in the dictionary or is said by the signed attributes, not both.
bool reason_is_said_once(const SignatureDictionary& dictionary, const CmsSigner& signer) {
  return !dictionary.has_key("Reason") || (!signs(signer, policy_identifier) && !signs(signer, commitment_type));
}

// EN 319 142-1, 4.1, 5.2 and 6.3: one signer, detached, the three attributes, no signing-time.
bool cms_is_baseline(const CmsSignature& cms) {
  const CmsSigner& signer = cms.signer();
  return cms.signers().size() == 1 && !cms.content() && signer.certificate != nullptr &&
         signs(signer, oid::content_type) && signs(signer, oid::message_digest) && !signs(signer, oid::signing_time);
}

}  // namespace

std::string pades_level(const SignatureDictionary& dictionary, const CmsSignature& cms) {
  const CmsSigner& signer = cms.signer();
  if (dictionary.sub_filter == "adbe.pkcs7.detached") return "PDF-PKCS7";
  if (!signs(signer, oid::signing_certificate_v2) && !signs(signer, oid::signing_certificate)) return "CMS";
  const bool is_baseline =
      dictionary_is_baseline(dictionary) && cms_is_baseline(cms) && reason_is_said_once(dictionary, signer);
  if (is_baseline) return "PAdES-BASELINE-B";
  return signs(signer, policy_identifier) ? "PAdES-EPES" : "PAdES-BES";
}

}  // namespace sceau
