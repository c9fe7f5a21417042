// SPDX-License-Identifier: Apache-2.0
// The expected answers are those of the table of errors that the API promises, row by row.
#include "vote/problem.h"

#include <gmock/gmock.h>

namespace sceau {
namespace {

struct Row {
  Reason reason;
  int status;
  std::string type, iso20022;
};
void PrintTo(const Row& row, std::ostream* out) { *out << row.type; }
class ProblemTest : public testing::TestWithParam<Row> {};
TEST_P(ProblemTest, IsAnsweredAsPromised) {
  EXPECT_EQ(http_status(GetParam().reason), GetParam().status);
  EXPECT_EQ(problem_type(GetParam().reason), GetParam().type);
  EXPECT_EQ(iso20022_code(GetParam().reason), GetParam().iso20022);
}
INSTANTIATE_TEST_SUITE_P(
    Table, ProblemTest,
    testing::Values(Row{Reason::vote_deadline_passed, 403, "deadline-passed", "LATE"},
                    Row{Reason::vote_not_open, 403, "voting-not-open", "OTHR"},
                    Row{Reason::vote_meeting_unknown, 404, "meeting-unknown", "ULNK"},
                    Row{Reason::vote_meeting_cancelled, 410, "meeting-cancelled", "MCAN"},
                    Row{Reason::vote_authentication_failed, 401, "authentication-failed", ""},
                    Row{Reason::vote_attempts_exceeded, 429, "attempts-exceeded", ""},
                    Row{Reason::vote_idempotency_conflict, 422, "idempotency-conflict", "DUPL"},
                    Row{Reason::vote_already_voted, 409, "already-voted", "DUPL"},
                    Row{Reason::vote_mode_already_chosen, 409, "participation-mode-already-chosen", "PRXY"},
                    Row{Reason::vote_malformed, 400, "malformed", "OTHR"},
                    Row{Reason::vote_form_irregular, 422, "form-irregular", "IREG"},
                    Row{Reason::vote_resolution_invalid, 422, "resolution-invalid", "RESN"},
                    Row{Reason::vote_agenda_changed, 409, "agenda-changed", "RBIS"},
                    Row{Reason::vote_digest_mismatch, 400, "digest-mismatch", ""},
                    Row{Reason::vote_signature_invalid, 422, "signature-invalid", "IREG"},
                    Row{Reason::vote_certificate_not_acceptable, 422, "certificate-not-acceptable", "IREG"},
                    Row{Reason::vote_signer_not_entitled, 403, "signer-not-entitled", "IPOA"},
                    Row{Reason::vote_signature_level_not_permitted, 403, "signature-level-not-permitted", "IREG"},
                    Row{Reason::vote_not_entitled, 403, "not-entitled", "NPOS"},
                    Row{Reason::vote_right_suspended, 403, "voting-right-suspended", "NPOS"},
                    Row{Reason::vote_overspent_votes, 422, "overspent-votes", "LACK"},
                    Row{Reason::vote_split_not_allowed, 422, "split-not-allowed", "SPLT"},
                    Row{Reason::vote_entitlement_proof_missing, 422, "entitlement-proof-missing", "IPOS"},
                    Row{Reason::vote_proxy_invalid, 422, "proxy-invalid", "PRXY"},
                    Row{Reason::vote_too_large, 413, "too-large", ""},
                    Row{Reason::vote_unsupported_media_type, 415, "unsupported-media-type", ""},
                    Row{Reason::vote_headers_too_large, 431, "headers-too-large", ""},
                    Row{Reason::vote_request_timeout, 408, "request-timeout", ""},
                    Row{Reason::vote_wrong_origin, 421, "wrong-origin", ""},
                    Row{Reason::vote_method_not_allowed, 405, "method-not-allowed", ""},
                    Row{Reason::vote_not_acceptable, 406, "not-acceptable", ""},
                    Row{Reason::vote_overloaded, 503, "overloaded", ""},
                    Row{Reason::vote_not_recorded, 503, "not-recorded", ""},
                    Row{Reason::vote_rate_limited, 429, "rate-limited", ""},
                    Row{Reason::vote_sealed, 403, "sealed", ""}));

// Reasons of other rooms are answered by their kind.
INSTANTIATE_TEST_SUITE_P(Kinds, ProblemTest,
                         testing::Values(Row{Reason::xml_malformed, 400, "xml.malformed", ""},
                                         Row{Reason::file_no_space, 507, "file.no-space", ""},
                                         Row{Reason::internal_error, 500, "internal.error", ""},
                                         Row{Reason::digest_mismatch, 422, "signature.digest", ""},
                                         Row{Reason::revocation_unknown, 422, "certificate.revocation-unknown", ""},
                                         Row{Reason::tsa_unreachable, 503, "timestamp.unreachable", ""}));

TEST(Problem, WhatIsTemporaryMayBeTriedAgain) {
  for (const auto reason : {Reason::vote_overloaded, Reason::vote_not_recorded, Reason::vote_rate_limited,
                            Reason::vote_request_timeout, Reason::vote_attempts_exceeded, Reason::file_no_space}) {
    EXPECT_TRUE(is_retryable(reason)) << stable_name(reason);
  }
  for (const auto reason : {Reason::vote_deadline_passed, Reason::vote_already_voted, Reason::vote_form_irregular,
                            Reason::vote_sealed, Reason::internal_error}) {
    EXPECT_FALSE(is_retryable(reason)) << stable_name(reason);
  }
}

}  // namespace
}  // namespace sceau
