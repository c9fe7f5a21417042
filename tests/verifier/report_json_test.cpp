// SPDX-License-Identifier: Apache-2.0
// The JSON contract of docs/architecture.md, section 6. The expected text is written out by hand from that page.
#include "verifier/report_json.h"

#include <gtest/gtest.h>

namespace sceau {
namespace {

Instant at(const char* text) { return *from_rfc3339(text); }

SignatureEntry passed_signature() {
  return {.id = "Signature1",
          .kind = SignatureKind::signature,
          .level = "PAdES-BASELINE-T",
          .intact = true,
          .coverage = Coverage::whole_document,
          .changes_after = ChangesAfter::none,
          .verdict = {Indication::total_passed, std::nullopt, {}, at("2026-11-22T09:14:05Z")},
          .signer = SignerEntry{"CN=Jeanne Martin", "0A", "ff00"},
          .claimed_time = at("2026-11-22T09:14:03Z")};
}

Report report_of(DocumentReport document) { return {at("2026-11-22T09:15:00Z"), "2026-11.default", {document}}; }

TEST(ReportJson, a_passed_document_is_the_contract_to_the_letter) {
  EXPECT_EQ(report_json(report_of({"contract.pdf", "pdf", std::nullopt, {passed_signature()}})),
            R"({"report":"sceau.verify/1","time":"2026-11-22T09:15:00Z","policy":"2026-11.default","documents":[)"
            R"({"path":"contract.pdf","format":"pdf","indication":"TOTAL-PASSED","error":null,"signatures":[)"
            R"({"id":"Signature1","kind":"signature","level":"PAdES-BASELINE-T","indication":"TOTAL-PASSED",)"
            R"("sub_indication":null,"intact":true,"coverage":"whole-document","changes_after":"none","reasons":[],)"
            R"("signer":{"subject":"CN=Jeanne Martin","serial":"0A","sha256":"ff00"},)"
            R"("times":{"claimed":"2026-11-22T09:14:03Z","proven":"2026-11-22T09:14:05Z"}}]}]})");
}

TEST(ReportJson, a_failed_signature_names_its_reason_and_sub_indication) {
  auto entry = passed_signature();
  entry.intact = false;
  entry.signer = std::nullopt;
  entry.claimed_time = std::nullopt;
  entry.verdict = {Indication::total_failed, SubIndication::hash_failure, {{Reason::digest_mismatch, "r-1"}}, {}};
  const auto json = report_json(report_of({"a.pdf", "pdf", std::nullopt, {entry}}));
  EXPECT_NE(json.find(R"("indication":"TOTAL-FAILED","sub_indication":"HASH_FAILURE","intact":false)"),
            std::string::npos);
  EXPECT_NE(json.find(R"("reasons":[{"reason":"signature.digest","detail":"r-1"}],"signer":null)"), std::string::npos);
  EXPECT_NE(json.find(R"("times":{"claimed":null,"proven":null})"), std::string::npos);
}

TEST(ReportJson, a_document_that_cannot_be_judged_has_an_error_and_no_indication) {
  const auto json = report_json(report_of({"a.pdf", "", Error{Reason::pdf_truncated, "at byte 7"}, {}}));
  EXPECT_NE(json.find(R"({"path":"a.pdf","format":null,"indication":null,"error":{"reason":"pdf.truncated",)"
                      R"("detail":"at byte 7"},"signatures":[]})"),
            std::string::npos);
}

TEST(ReportJson, a_document_without_signatures_is_no_signature) {
  const auto json = report_json(report_of({"a.xml", "xml", std::nullopt, {}}));
  EXPECT_NE(json.find(R"("indication":"NO-SIGNATURE","error":null,"signatures":[])"), std::string::npos);
}

}  // namespace
}  // namespace sceau
