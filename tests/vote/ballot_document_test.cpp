// SPDX-License-Identifier: Apache-2.0
#include "vote/ballot_document.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "tests/pki/test_pki.h"
#include "tests/vote/sample_meeting.h"
#include "verifier/check_xml.h"

namespace sceau {
namespace {

IdentificationEvidence sample_evidence() {
  return {.process = "code d'accès <envoyé> par \"lettre\" & retour",
          .code_generation = 2,
          .session = std::string(64, 'a'),
          .identified_at = *from_rfc3339("2027-05-11T12:58:00Z"),
          .received_at = *from_rfc3339("2027-05-11T12:59:59.900000Z"),
          .submitted_sha256 = std::string(64, 'b')};
}

SigningOptions company_seal() {
  static const auto seal = test::issue({.common_name = "Company seal"});
  return {seal.identity(), SignatureAlgorithm::ecdsa_sha256, *from_rfc3339("2026-11-22T09:14:03Z"), std::nullopt};
}

TEST(BallotDocument, IsReadBackAsItWasWritten) {
  const auto form = sample_form(sample_frozen());
  const auto text = write_ballot(form, sample_evidence());
  const auto reading = read_ballot(as_bytes(text));
  ASSERT_TRUE(reading);
  EXPECT_TRUE(reading->findings.empty() && reading->form.findings.empty());
  EXPECT_EQ(reading->form.form, form);
  EXPECT_EQ(reading->evidence, sample_evidence());
  EXPECT_EQ(write_ballot(reading->form.form, *reading->evidence), text);
}

TEST(BallotDocument, IsSealedAsAWhole) {
  const auto sealed = seal_simple_ballot(sample_form(sample_frozen()), sample_evidence(), company_seal());
  ASSERT_TRUE(sealed);
  CertificatePool pool;
  const auto checked = check_xml(*sealed, pool);
  ASSERT_TRUE(checked);
  ASSERT_EQ(checked->size(), 1u);
  EXPECT_TRUE(checked->front().intact);
  EXPECT_EQ(checked->front().coverage, Coverage::whole_document);
  const auto reading = read_ballot(*sealed);
  ASSERT_TRUE(reading);
  EXPECT_TRUE(reading->findings.empty());
  EXPECT_EQ(reading->evidence, sample_evidence());
}

TEST(BallotDocument, AFormSignedByItsShareholderHasNoEvidence) {
  const auto form = sample_form(sample_frozen());
  const auto reading = read_ballot(as_bytes(write_form(form)));
  ASSERT_TRUE(reading);
  EXPECT_EQ(reading->form.form, form);
  EXPECT_FALSE(reading->evidence);
}

TEST(BallotDocument, WhatIsMissingOrTooMuchIsFound) {
  const auto text = write_ballot(sample_form(sample_frozen()), sample_evidence());
  const auto form = write_form(sample_form(sample_frozen()));
  const auto element = form.substr(form.find('\n') + 1);
  const std::string end = "</Ballot>\n";
  for (const auto& broken :
       {changed(text, " codeGeneration=\"2\"", ""),
        changed(text, "identifiedAt=\"2027-05-11T12:58:00Z\"", "identifiedAt=\"noon\""),
        changed(text, end, element + end), changed(text, element, ""), changed(text, end, "<Extra/>" + end)}) {
    const auto reading = read_ballot(as_bytes(broken));
    ASSERT_TRUE(reading);
    EXPECT_FALSE(reading->findings.empty()) << broken;
  }
}

// xmllint is the judge of the schema.
TEST(BallotDocument, TheSchemaAcceptsIt) {
  const auto path = testing::TempDir() + "ballot.xml";
  std::ofstream(path) << write_ballot(sample_form(sample_frozen()), sample_evidence());
  const auto accepts = [&] {
    return std::system(
        ("xmllint --noout --nonet --schema " SCEAU_SOURCE_DIR "/vote/schema/ballot-1.xsd " + path + " 2>/dev/null")
            .c_str());
  };
  EXPECT_EQ(accepts(), 0);
  std::ofstream(path) << changed(write_ballot(sample_form(sample_frozen()), sample_evidence()), " codeGeneration=\"2\"",
                                 "");
  EXPECT_NE(accepts(), 0);
}

}  // namespace
}  // namespace sceau
