// SPDX-License-Identifier: Apache-2.0
// What is sealed into the urn: always an XML document with an XAdES signature. Either the form as its shareholder
// signed it, byte for byte; or a form that came with an access code, wrapped with the evidence of identification and
// sealed by the company (art. R. 225-77 3° C. com.). The second kind is a simple signature and nowhere called more.
#pragma once

#include <optional>
#include <string>

#include "formats/xml/xml_tree.h"
#include "signer/signing_options.h"
#include "vote/form.h"

namespace sceau {

inline constexpr std::string_view ballot_namespace = "urn:sceau:vote:ballot:1";

// By what the company recognised a voter whose form bears no signature of his or her own.
struct IdentificationEvidence {
  std::string process;               // as the articles define it
  std::int64_t code_generation = 1;  // which of the codes that the voter was given
  std::string session;               // SHA-256 in hex of what held the visit together; empty where there was no visit
  Instant identified_at;             // when the code was right
  Instant received_at;               // last byte of the form
  std::string submitted_sha256;      // in hex, of the bytes that the voter sent
  bool operator==(const IdentificationEvidence&) const = default;
};

// The same values, the same bytes; vote/schema/ballot-1.xsd accepts them. Precondition: are_form_texts(form) and a
// process that is a plain line.
std::string write_ballot(const Form& form, const IdentificationEvidence& evidence);

// write_ballot, signed with the company's seal. Errors: those of sign_xml.
Result<Bytes> seal_simple_ballot(const Form& form, const IdentificationEvidence& evidence,
                                 const SigningOptions& company_seal);

struct BallotReading {
  FormReading form;
  std::optional<IdentificationEvidence> evidence;  // none: the form's own signature is what counts
  Findings findings;                               // of what stands around the form
};

// The document as a tree, for read_ballot() and check_signature(). Errors: those of read_xml; vote.malformed (larger
// than 128 kB).
Result<XmlTree> read_ballot_tree(ByteView xml);

// Reads either kind; checks no signature.
BallotReading read_ballot(const XmlTree& tree);
Result<BallotReading> read_ballot(ByteView xml);  // both steps

}  // namespace sceau
