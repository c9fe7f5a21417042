// SPDX-License-Identifier: Apache-2.0
#include "vote/operator_statement.h"

#include <gmock/gmock.h>

#include "foundation/text_encoding.h"
#include "tests/pki/test_pki.h"
#include "tests/vote/sample_meeting.h"
#include "verifier/check_xml.h"

namespace sceau {
namespace {

constexpr std::string_view table = "number,arrived\r\nP-1,2027-05-09T16:05\r\n";

OperatorStatement sample() {
  const auto statement = state(TypedTableKind::paper, "ag2027", as_bytes(table), "Zoé \"N\" & Noël",
                               *from_rfc3339("2027-05-10T08:00:00Z"));
  EXPECT_TRUE(statement);
  return statement ? *statement : OperatorStatement{};
}

TEST(OperatorStatement, L61_the_table_is_signed_by_who_typed_it) {
  const auto identity = test::issue({.common_name = "Operator"});
  const auto signed_at = *from_rfc3339("2027-05-10T08:00:00Z");
  const auto document =
      sign_statement(sample(), {identity.identity(), SignatureAlgorithm::ecdsa_sha256, signed_at, std::nullopt});
  ASSERT_TRUE(document);
  CertificatePool pool;
  const auto checked = check_xml(*document, pool);
  ASSERT_TRUE(checked);
  ASSERT_EQ(checked->size(), 1u);
  EXPECT_TRUE(checked->front().intact);
  EXPECT_EQ(checked->front().coverage, Coverage::whole_document);
  const auto statement = read_statement(*document);
  ASSERT_TRUE(statement) << statement.error().detail;
  EXPECT_EQ(*statement, sample());
}

TEST(OperatorStatement, HashIsThatOfTheBytes) {
  // printf 'number,arrived\r\nP-1,2027-05-09T16:05\r\n' | sha256sum
  EXPECT_EQ(hex_lower(sample().sha256), "2bc64eeae172abd2b8295c530bf63e6826e5a2ee308a660c0004710ca3f77551");
}

TEST(OperatorStatement, IsAboutOneTableOfOneMeeting) {
  EXPECT_TRUE(is_about(sample(), TypedTableKind::paper, "ag2027", as_bytes(table)));
  for (const auto& result : {is_about(sample(), TypedTableKind::room, "ag2027", as_bytes(table)),
                             is_about(sample(), TypedTableKind::paper, "ag2028", as_bytes(table)),
                             is_about(sample(), TypedTableKind::paper, "ag2027", as_bytes("number,arrived\r\n"))}) {
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().reason, Reason::vote_statement_mismatch);
  }
}

struct Damage {
  std::string name, from, to;
  Reason reason;
};

class DamagedStatement : public testing::TestWithParam<Damage> {};

TEST_P(DamagedStatement, IsNotRead) {
  const auto& [name, from, to, expected] = GetParam();
  const auto reading = read_statement(as_bytes(changed(write_statement(sample()), from, to)));
  ASSERT_FALSE(reading);
  EXPECT_EQ(reading.error().reason, expected);
}

INSTANTIATE_TEST_SUITE_P(OperatorStatement, DamagedStatement,
                         testing::Values(Damage{"namespace", "urn:sceau:vote:statement:1", "urn:other",
                                                Reason::value_wrong},
                                         Damage{"table", "table=\"paper\"", "table=\"papers\"", Reason::value_wrong},
                                         Damage{"no_meeting", " meeting=\"ag2027\"", "", Reason::value_missing},
                                         Damage{"hash", " sha256=\"", " sha256=\"0", Reason::value_wrong},
                                         Damage{"time", "2027-05-10T08", "10 May 2027 at 8", Reason::value_wrong},
                                         Damage{"more", " table=", " extra=\"1\" table=", Reason::value_unknown_key},
                                         Damage{"not_xml", "</Statement>", "", Reason::xml_malformed}),
                         [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace sceau
