// SPDX-License-Identifier: Apache-2.0
// One row of the error table each: the reason, the status and the code of its answer, and a signed refusal receipt. The
// same form without the change is admitted.
#include <functional>

#include "signer/sign_xml.h"
#include "tests/vote/intake_bench.h"
#include "vote/problem.h"

namespace sceau {
namespace {

using testing::IsEmpty;
using testing::Not;

struct Row {
  const char* name;
  std::string_view shareholder, code;
  std::function<void(Form&)> change;
  Reason reason;
  int status;
  std::string_view iso20022;
};
void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

class ErrorTable : public testing::TestWithParam<Row> {};

TEST_P(ErrorTable, RefusedWithItsReason) {
  IntakeBench bench;
  const auto& row = GetParam();
  auto form = bench.form_of(row.shareholder);
  row.change(form);
  const auto decision = bench.cast(form, row.code);
  ASSERT_THAT(decision.findings, Not(IsEmpty()));
  EXPECT_EQ(decision.findings.front().reason, row.reason) << stable_name(decision.findings.front().reason);
  ASSERT_TRUE(decision.receipt);
  EXPECT_EQ(decision.receipt->facts.reasons.front(), row.reason);
  EXPECT_EQ(http_status(row.reason), row.status);
  EXPECT_EQ(iso20022_code(row.reason), row.iso20022);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, ErrorTable,
    testing::Values(Row{"name missing", "s1", code_of_s1, [](Form& form) { form.identity.surname.clear(); },
                        Reason::vote_form_irregular, 422, "IREG"},
                    Row{"resolution missing", "s1", code_of_s1, [](Form& form) { form.choices.pop_back(); },
                        Reason::vote_resolution_invalid, 422, "RESN"},
                    Row{"out of order", "s1", code_of_s1,
                        [](Form& form) { std::swap(form.choices[0], form.choices[1]); },
                        Reason::vote_resolution_invalid, 422, "RESN"},
                    Row{"old agenda", "s1", code_of_s1, [](Form& form) { form.agenda_hash = std::string(64, '0'); },
                        Reason::vote_agenda_changed, 409, "RBIS"},
                    Row{"another meeting", "s1", code_of_s1, [](Form& form) { form.meeting = "ag1999"; },
                        Reason::vote_meeting_unknown, 404, "ULNK"},
                    Row{"more shares than held", "s1", code_of_s1, [](Form& form) { form.holdings[0].shares = 101; },
                        Reason::vote_overspent_votes, 422, "LACK"},
                    Row{"split by a person", "s1", code_of_s1,
                        [](Form& form) {
                          form.choices[0].vote = Vote::split;
                          form.choices[0].split = {100, 100, 0};
                        },
                        Reason::vote_split_not_allowed, 422, "SPLT"},
                    Row{"no such account", "s1", code_of_s1, [](Form& form) { form.holdings[0].account = "X-9"; },
                        Reason::vote_not_entitled, 403, "NPOS"},
                    Row{"right suspended", "s5", code_of_s5, [](Form&) {}, Reason::vote_right_suspended, 403, "NPOS"},
                    Row{"no certificate of participation", "s2", code_of_s2,
                        [](Form& form) { form.holdings[0].attestation.clear(); },
                        Reason::vote_entitlement_proof_missing, 422, "IPOS"},
                    Row{"a stranger as proxy", "s1", code_of_s1,
                        [](Form& form) {
                          const Person stranger{.surname = "Roy", .first_name = "Max", .domicile = "Nice"};
                          form.proxy = Proxy{ProxyKind::named, ProxyRelation::other, stranger};
                        },
                        Reason::vote_proxy_invalid, 422, "PRXY"}));

class SignedErrors : public testing::Test {
 protected:
  // With the access code too, so that whoever sends it is known whatever the signature is worth.
  Decision cast(
      const test::Issued& signer, const std::function<void(Bytes&)>& change = [](Bytes&) {}) {
    const auto form = bench.form_of("s1");
    auto document = *sign_xml(as_bytes(write_form(form)),
                              {signer.identity(), SignatureAlgorithm::ecdsa_sha256, bench.now, std::nullopt});
    change(document);
    auto request = bench.request(form);
    request.media = FormMedia::xml;
    request.form = SecretBytes(std::move(document));
    return bench.intake->accept(std::move(request), bench.credentials("s1", code_of_s1));
  }
  void expect_refused(const Decision& decision, Reason reason) {
    ASSERT_THAT(decision.findings, Not(IsEmpty()));
    EXPECT_EQ(decision.findings.front().reason, reason) << stable_name(decision.findings.front().reason);
    EXPECT_TRUE(decision.receipt);
  }
  IntakeBench bench;
};

TEST_F(SignedErrors, AChangedFormIsNotTheOneThatWasSigned) {
  const auto signer = signer_named(bench, "MARTIN", "Jeanne", true);
  const auto change = [](Bytes& document) {
    auto text = to_string(document);
    text.replace(text.find("against"), 7, "abstain");
    document = to_bytes(text);
  };
  expect_refused(cast(signer, change), Reason::vote_signature_invalid);
  EXPECT_THAT(cast(signer).findings, IsEmpty());
}

TEST_F(SignedErrors, NobodyVouchesForTheCertificate) {
  expect_refused(cast(test::issue({.common_name = "Jeanne MARTIN", .subject = {{"SN", "MARTIN"}, {"GN", "Jeanne"}}})),
                 Reason::vote_certificate_not_acceptable);
}

TEST_F(SignedErrors, AnotherPersonSigned) {
  expect_refused(cast(signer_named(bench, "DURAND", "Paul", true)), Reason::vote_signer_not_entitled);
}

TEST_F(SignedErrors, TheFormIsAnotherShareholders) {
  expect_refused(bench.intake->accept(bench.request(bench.form_of("s2")), bench.credentials("s1", code_of_s1)),
                 Reason::vote_signer_not_entitled);
}

TEST(SimpleSignature, L11_the_intake_takes_it_only_where_the_articles_do) {
  auto toml = changed(sample_toml(), "allow_simple_signature = true", "allow_simple_signature = false");
  toml = changed(toml, "simple_signature_reference = \"article 22, paragraph 3\"\n", "");
  toml = changed(toml, "identification_process = \"an access code of 80 bits sent by post\"\n", "");
  IntakeBench bench(toml);
  const auto simple = bench.cast(bench.form_of("s1"), code_of_s1);
  ASSERT_THAT(simple.findings, Not(IsEmpty()));
  EXPECT_EQ(simple.findings.front().reason, Reason::vote_signature_level_not_permitted);
  EXPECT_THAT(bench.cast_signed(bench.form_of("s1"), signer_named(bench, "MARTIN", "Jeanne", true)).findings,
              IsEmpty());
}

}  // namespace
}  // namespace sceau
