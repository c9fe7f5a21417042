// SPDX-License-Identifier: Apache-2.0
#include "verifier/located_signature.h"

namespace sceau {

std::string_view name_of(SignatureKind kind) {
  switch (kind) {
    case SignatureKind::signature: return "signature";
    case SignatureKind::document_timestamp: return "document-timestamp";
    case SignatureKind::counter_signature: return "counter-signature";
    case SignatureKind::evidence_record: return "evidence-record";
  }
  return "";
}

std::string_view name_of(Coverage coverage) {
  switch (coverage) {
    case Coverage::whole_document: return "whole-document";
    case Coverage::whole_revision: return "whole-revision";
    case Coverage::partial: return "partial";
    case Coverage::none: return "none";
  }
  return "";
}

std::string_view name_of(ChangesAfter changes) {
  switch (changes) {
    case ChangesAfter::none: return "none";
    case ChangesAfter::lta: return "lta";
    case ChangesAfter::form_filling: return "form-filling";
    case ChangesAfter::annotations: return "annotations";
    case ChangesAfter::other: return "other";
  }
  return "";
}

}  // namespace sceau
