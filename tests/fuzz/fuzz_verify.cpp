// SPDX-License-Identifier: Apache-2.0
// Any bytes are judged without harm, and nobody is trusted: whatever comes in, TOTAL-PASSED must not come out.
#include <cstdlib>

#include "verifier/report_json.h"
#include "verifier/report_text.h"
#include "verifier/verify_document.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const sceau::Secret no_password;
  static const sceau::ValidationContext context{.time = *sceau::from_rfc3339("2026-11-24T00:00:00Z")};
  const auto report = sceau::verify_document({"fuzzed", sceau::ByteView(data, size), no_password}, context);
  if (!report.error && report.indication() == sceau::Indication::total_passed) std::abort();
  (void)sceau::report_text(report);
  (void)sceau::report_json({context.time, context.policy, {report}});
  return 0;
}
