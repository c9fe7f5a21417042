// SPDX-License-Identifier: Apache-2.0
#include "verifier/verify_document.h"

#include "formats/document_kind.h"
#include "foundation/text_encoding.h"
#include "verifier/check_pdf.h"
#include "verifier/check_timestamp_file.h"
#include "verifier/check_timestamps.h"
#include "verifier/check_xml.h"
#include "verifier/judge.h"

namespace sceau {
namespace {

constexpr std::string_view baseline_b = "-BASELINE-B";

// A sound signature time-stamp lifts BASELINE-B to BASELINE-T; older levels keep their name.
std::string level_with_time(std::string level, bool has_sound_timestamp) {
  if (has_sound_timestamp && level.ends_with(baseline_b)) level.back() = 'T';
  return level;
}

std::optional<SignerEntry> describe_signer(const std::optional<Certificate>& signer) {
  if (!signer) return std::nullopt;
  return SignerEntry{signer->subject(), signer->serial(), hex_lower(signer->sha256())};
}

SignatureEntry entry_of(const CheckedSignature& checked) {
  return {.id = checked.id,
          .kind = checked.kind,
          .level = checked.base_level,
          .intact = checked.intact,
          .coverage = checked.coverage,
          .changes_after = checked.changes_after,
          .verdict = {},
          .signer = describe_signer(checked.signer),
          .claimed_time = checked.claimed_time};
}

SignatureEntry judge_as_timestamp(const CheckedSignature& checked, const ValidationContext& context) {
  const auto timestamp = check_timestamp(*checked.document_timestamp, checked, context);
  auto entry = entry_of(checked);
  entry.intact = checked.intact && timestamp.sound;
  if (timestamp.authority) entry.signer = describe_signer(timestamp.authority);
  entry.verdict = judge_timestamp(checked, timestamp);
  return entry;
}

SignatureEntry judge_as_signature(const CheckedSignature& checked, const ValidationContext& context) {
  const auto times = check_timestamps(checked, context);
  auto entry = entry_of(checked);
  entry.level = level_with_time(checked.base_level, times.has_sound_timestamp);
  entry.verdict = judge_signature(checked, times, context);
  return entry;
}

Result<std::vector<CheckedSignature>> check(DocumentKind kind, const DocumentToVerify& document,
                                            CertificatePool& pool) {
  switch (kind) {
    case DocumentKind::pdf: return check_pdf(document.bytes, document.password, pool);
    case DocumentKind::xml: return check_xml(document.bytes, pool);
    case DocumentKind::timestamp: return check_timestamp_file(document.bytes, document.content);
  }
  return Error{Reason::input_unknown_format, ""};
}

}  // namespace

DocumentReport verify_document(const DocumentToVerify& document, const ValidationContext& context) {
  DocumentReport report{.path = document.path, .format = "", .error = std::nullopt, .signatures = {}};
  const auto kind = recognise(document.bytes);
  if (!kind) {
    report.error = {Reason::input_unknown_format, document.bytes.empty() ? "the file is empty" : ""};
    return report;
  }
  report.format = name_of(*kind);
  const auto checked = check(*kind, document, *context.pool);
  if (!checked) {
    report.error = checked.error();
    return report;
  }
  for (const auto& signature : *checked) {
    report.signatures.push_back(signature.document_timestamp ? judge_as_timestamp(signature, context)
                                                             : judge_as_signature(signature, context));
  }
  return report;
}

}  // namespace sceau
