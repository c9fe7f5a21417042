// SPDX-License-Identifier: Apache-2.0
// The properties that XAdES (EN 319 132-1) adds to a ds:Signature, as values. Reading checks where they stand, so that
// nothing outside this signature can pose as its properties; whether they are signed, and what they are worth, is for
// the verifier.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "formats/xml/xml_signature.h"
#include "foundation/instant.h"

namespace sceau {

// One Cert of SigningCertificate or SigningCertificateV2.
struct XadesCertificateReference {
  std::string digest_uri;
  Bytes digest;                            // of the certificate's DER
  Bytes issuer_serial;                     // DER of IssuerSerial (RFC 5035); empty in the older form and where absent
  std::string issuer_name, serial_number;  // of the older form: text, as written
  bool has_uri = false;
};

struct DataObjectFormat {
  std::string object_reference, mime_type;
};

struct XadesTimestamp {
  XmlNode element;
  CanonicalForm form;         // of what it stamps; C14N 1.0 where nothing is said
  std::vector<Bytes> tokens;  // DER, unread
  Findings findings;          // whatever is here keeps it from being checked
};

struct XadesProperties {
  XmlNode qualifying_properties, signed_properties, unsigned_properties;  // null where absent
  bool is_current = false;                                                // of namespace 1.3.2
  bool is_for_this_signature = false;  // Target says so; where it stands says so in any case
  std::string signed_properties_id;
  std::vector<std::string> signing_times;  // as written
  std::optional<Instant> signing_time;
  std::vector<XadesCertificateReference> signing_certificates;
  std::size_t signing_certificate_count = 0, signing_certificate_v2_count = 0;  // of the properties, not of Cert
  bool has_policy = false;
  std::vector<DataObjectFormat> data_object_formats;
  std::vector<XadesTimestamp> signature_timestamps;
  std::vector<XmlNode> counter_signatures;  // the ds:Signature inside each
  std::vector<std::string> unsigned_names;  // local names of all unsigned signature properties, in order
  std::vector<Bytes> certificates,
      revocation_lists;  // of CertificateValues, RevocationValues and the like; DER, unread
  Findings findings;
};

// Nothing where the signature has no QualifyingProperties. Findings: xml.signature_structure (more than one of them,
// signed properties that cannot be read).
std::optional<XadesProperties> read_xades_properties(const XmlSignature& signature);

// Is it the reference by which the signature signs its properties (EN 319 132-1, 4.4.2)?
bool is_signed_properties_type(std::string_view reference_type);

}  // namespace sceau
