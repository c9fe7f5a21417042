// SPDX-License-Identifier: Apache-2.0
// The main job of the verifier: one document in, its report out.
#pragma once

#include <optional>
#include <string>

#include "foundation/secret.h"
#include "verifier/report.h"
#include "verifier/validation_context.h"

namespace sceau {

struct DocumentToVerify {
  std::string path;  // only for the report
  ByteView bytes;
  const Secret& password;             // of an encrypted PDF
  std::optional<ByteView> content{};  // what a detached time-stamp is for
};

// Always a report: what could not be judged is its `error`. Trusts nothing but `context`; reads no clock, no file, no
// network.
DocumentReport verify_document(const DocumentToVerify& document, const ValidationContext& context);

}  // namespace sceau
