// SPDX-License-Identifier: Apache-2.0
// A document of the urn: the form as its shareholder signed it (urn:sceau:vote:form:1), or with the evidence of
// identification, sealed by the company (urn:sceau:vote:ballot:1). Signatures are not looked at here.
#pragma once

#include "formats/xml/xml_tree.h"
#include "foundation/instant.h"
#include "verifier/audit/form.h"
#include "verifier/audit/frozen_meeting.h"

namespace sceau::audit {

struct Evidence {
  Instant identified_at{}, received_at{};
  Hash submitted{};
};

struct Signer {
  std::string capacity;  // "shareholder", "legal-representative", ...
  std::string surname, first_name;
};

struct UrnDocument {
  Form form;
  Person shareholder;
  Signer signer;
  std::string language;  // "fr" or "en"
  Hash form_template{};
  std::vector<Mention> mentions;
  std::optional<Evidence> evidence;  // of a form that came with an access code
};

struct UrnDocumentReading {
  UrnDocument document;
  Findings findings;  // value.*; with any of them no form can be read
};

// `agenda` gives the resolutions their places. What the schema allows is taken, and nothing else.
UrnDocumentReading read_urn_document(const XmlTree& tree, std::span<const Resolution> agenda);

}  // namespace sceau::audit
