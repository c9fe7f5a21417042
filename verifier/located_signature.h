// SPDX-License-Identifier: Apache-2.0
// Where a signature stands in its document, in the terms of the report.
#pragma once

#include <string_view>

namespace sceau {

enum class SignatureKind { signature, document_timestamp, counter_signature, evidence_record };

// How much of the file the signature covers, judged on raw bytes.
enum class Coverage { whole_document, whole_revision, partial, none };

// What later revisions did to the document, in rising order of concern.
enum class ChangesAfter { none, lta, form_filling, annotations, other };

std::string_view name_of(SignatureKind kind);    // "document-timestamp"
std::string_view name_of(Coverage coverage);     // "whole-revision"
std::string_view name_of(ChangesAfter changes);  // "form-filling"

}  // namespace sceau
