// SPDX-License-Identifier: Apache-2.0
// The references of an XML signature: each digest against the data it stands for, and what they cover together.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "crypto/digest.h"
#include "formats/xml/signature_reference.h"
#include "formats/xml/xades_properties.h"
#include "foundation/finding.h"
#include "verifier/located_signature.h"

namespace sceau {

struct CheckedReferences {
  bool all_hold = false;  // every reference was resolved and its digest equals
  Coverage coverage = Coverage::none;
  bool signs_properties = false;  // one reference of the right type leads to the SignedProperties
  std::vector<XmlNode> targets;   // what the references that hold lead to
  std::vector<DigestAlgorithm> digests;
  Findings findings;
};

// How many octets may be digested for one document in all. A file of many signatures with many references to the whole
// document would otherwise take hours. What is over is xml.too_complex.
class DigestBudget {
 public:
  static constexpr std::size_t octets_per_reference = std::size_t{64} << 10;  // what finding its data costs, at most

  void spend(std::size_t octets) { left_ -= static_cast<std::int64_t>(octets); }
  bool is_spent() const { return left_ < 0; }

 private:
  std::int64_t left_ = std::int64_t{2} << 30;
};

// References of ds:Manifest elements that the signature refers to are checked with them. Data is what is neither
// KeyInfo nor properties. Findings: signature.digest, signature.algorithm_unknown, xml.reference_not_found,
// xml.reference_external, xml.transform_refused, xml.signature_structure, xml.nothing_signed, xml.too_complex.
CheckedReferences check_references(const XmlTree& tree, const XmlSignature& signature,
                                   const std::optional<XadesProperties>& properties, DigestBudget& budget);

}  // namespace sceau
