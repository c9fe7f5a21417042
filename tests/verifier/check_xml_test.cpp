// SPDX-License-Identifier: Apache-2.0
#include "verifier/check_xml.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "foundation/file_bytes.h"
#include "foundation/text_encoding.h"
#include "signer/sign_xml.h"
#include "tests/pki/test_pki.h"

namespace sceau {
namespace {

const test::Issued& root() {
  static const auto issued = test::issue_root("Root");
  return issued;
}

const test::Issued& signer() {
  static const auto issued = test::issue({.common_name = "Signer", .issuer = &root()});
  return issued;
}

std::string sign(std::string_view document) {
  const SigningOptions options{signer().identity(), SignatureAlgorithm::ecdsa_sha256,
                               *from_rfc3339("2026-11-22T09:14:03Z"), std::nullopt};
  const auto result = sign_xml(as_bytes(document), options);
  EXPECT_TRUE(result);
  return to_string(*result);
}

const std::string& signed_letter() {
  static const auto document = sign("<letter><to>Jeanne</to><sum>3200</sum></letter>");
  return document;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

std::string between(std::string_view text, std::string_view begin, std::string_view end) {
  const auto from = text.find(begin), to = text.find(end, from) + end.size();
  return std::string(text.substr(from, to - from));
}

struct ChangeCase {
  std::string name;
  std::function<std::string(const std::string&)> change;
  std::optional<Reason> finding;  // nothing: still sound
};

class ChangeTest : public testing::TestWithParam<ChangeCase> {};

TEST_P(ChangeTest, IsFoundOrHarmless) {
  CertificatePool pool;
  const auto checked = check_xml(as_bytes(GetParam().change(signed_letter())), pool);
  ASSERT_TRUE(checked) << checked.error().detail;
  ASSERT_EQ(checked->size(), 1U);
  const auto& signature = checked->front();
  EXPECT_EQ(signature.intact && signature.findings.empty(), !GetParam().finding);
  if (GetParam().finding) {
    EXPECT_TRUE(contains(signature.findings, *GetParam().finding));
  } else {
    EXPECT_TRUE(signature.findings.empty());
    EXPECT_EQ(signature.coverage, Coverage::whole_document);
    EXPECT_EQ(signature.base_level, "XAdES-BASELINE-B");
    EXPECT_EQ(signature.signer->der(), signer().certificate.der());
  }
}

auto replacing(std::string from, std::string to) {
  return [=](const std::string& document) { return replaced(document, from, to); };
}

std::string properties_twice(const std::string& document) {
  const auto object = between(document, "<ds:Object>", "</ds:Object>");
  return replaced(document, object, object + replaced(object, "Id=\"signature-1-properties\"", ""));
}

std::string properties_outside(const std::string& document) {
  const auto object = between(document, "<ds:Object>", "</ds:Object>");
  const auto moved = replaced(object, "<ds:Object>", "<ds:Object xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">");
  return replaced(replaced(document, object, ""), "<letter>", "<letter>" + moved);
}

std::string signature_moved_up(const std::string& document) {
  const auto signature = between(document, "<ds:Signature ", "</ds:Signature>");
  return replaced(replaced(document, signature, ""), "<letter>", "<letter>" + signature);
}

std::string another_certificate(const std::string& document) {
  static const auto other = test::issue({.common_name = "Other", .issuer = &root()});
  return replaced(document, base64(signer().certificate.der()), base64(other.certificate.der()));
}

INSTANTIATE_TEST_SUITE_P(
    Documents, ChangeTest,
    testing::Values(ChangeCase{"untouched", [](const std::string& document) { return document; }, {}},
                    ChangeCase{"another way to write it", replacing("<letter><to>", "<letter\n><to  >"), {}},
                    ChangeCase{"a comment", replacing("3200", "3200<!-- euros -->"), {}},
                    ChangeCase{"moved inside the root", signature_moved_up, {}},
                    ChangeCase{"a digit", replacing("3200", "9200"), Reason::digest_mismatch},
                    ChangeCase{"white space", replacing("3200", " 3200"), Reason::digest_mismatch},
                    ChangeCase{"an element more", replacing("<letter>", "<letter><x/>"), Reason::digest_mismatch},
                    ChangeCase{"an instruction", replacing("<letter>", "<?x?><letter>"), Reason::digest_mismatch},
                    ChangeCase{"the root", [](const std::string& document) { return "<x>" + document + "</x>"; },
                               Reason::digest_mismatch}));

INSTANTIATE_TEST_SUITE_P(
    Signatures, ChangeTest,
    testing::Values(
        ChangeCase{"signing time", replacing("09:14:03Z", "09:14:04Z"), Reason::digest_mismatch},
        ChangeCase{"comment in a leaf", replacing("</ds:SignatureValue>", "<!----></ds:SignatureValue>"),
                   Reason::xml_signature_malformed},
        ChangeCase{"another algorithm", replacing("ecdsa-sha256", "ecdsa-sha384"), Reason::signature_value_wrong},
        ChangeCase{"unknown algorithm", replacing("ecdsa-sha256", "ecdsa-sha257"), Reason::algorithm_unknown},
        ChangeCase{"HMAC", replacing("xmldsig-more#ecdsa-sha256", "xmldsig-more#hmac-sha256"),
                   Reason::algorithm_unknown},
        ChangeCase{"another certificate", another_certificate, Reason::signing_certificate_mismatch},
        ChangeCase{"no certificate",
                   [](const std::string& document) {
                     return replaced(document, between(document, "<ds:KeyInfo>", "</ds:KeyInfo>"), "");
                   },
                   Reason::signing_certificate_missing},
        ChangeCase{"external reference", replacing("URI=\"\"", "URI=\"letter.xml\""), Reason::xml_reference_external},
        ChangeCase{"another XPath", replacing("/descendant::ds:Signature", "/descendant::*"),
                   Reason::xml_transform_refused},
        ChangeCase{"properties twice", properties_twice, Reason::xml_signature_malformed},
        ChangeCase{"properties outside", properties_outside, Reason::xml_signature_malformed},
        ChangeCase{"only properties signed",
                   [](const std::string& document) {
                     return replaced(document,
                                     between(document, "<ds:Reference Id=\"signature-1-document\"", "</ds:Reference>"),
                                     "");
                   },
                   Reason::xml_nothing_signed}));

TEST(CheckXml, AnswersWithoutSignatures) {
  CertificatePool pool;
  const auto checked = check_xml(as_bytes("<a/>"), pool);
  ASSERT_TRUE(checked);
  EXPECT_TRUE(checked->empty());
}

struct Refusal {
  std::string document;
  Reason reason;
};

TEST(CheckXml, RefusesWhatCannotBeJudged) {
  std::string signatures = "<a>";
  for (int i = 0; i <= 100; ++i) signatures += "<Signature xmlns='http://www.w3.org/2000/09/xmldsig#'/>";
  for (const auto& [document, reason] :
       {Refusal{"<a>", Reason::xml_malformed}, Refusal{"<!DOCTYPE a>" + signed_letter(), Reason::xml_doctype},
        Refusal{replaced(signed_letter(), "<letter>", "<letter id=\"signature-1-properties\">"),
                Reason::xml_duplicate_id},
        Refusal{signatures + "</a>", Reason::xml_too_complex}}) {
    CertificatePool pool;
    const auto checked = check_xml(as_bytes(document), pool);
    ASSERT_FALSE(checked);
    EXPECT_EQ(stable_name(checked.error().reason), stable_name(reason));
  }
}

// Business documents number their parts; where no signature refers to them, that is no ambiguity.
TEST(CheckXml, ToleratesDuplicateIdsNobodyRefersTo) {
  CertificatePool pool;
  const auto checked = check_xml(as_bytes(replaced(signed_letter(), "<to>", "<to id='1'/><to id='1'>")), pool);
  ASSERT_TRUE(checked);
  EXPECT_TRUE(contains(checked->front().findings, Reason::digest_mismatch));
}

struct CorpusRow {
  std::string path, expectation, level;
};

std::vector<CorpusRow> read_rows(const Path& folder) {
  std::vector<CorpusRow> rows;
  std::ifstream table(folder / "expected.tsv");
  std::string line;
  std::getline(table, line);
  while (std::getline(table, line)) {
    std::istringstream fields(line);
    CorpusRow row;
    std::getline(fields, row.path, '\t');
    std::getline(fields, row.expectation, '\t');
    std::getline(fields, row.level, '\t');
    rows.push_back(row);
  }
  return rows;
}

bool is_broken(const CheckedSignature& signature) {
  return !signature.intact || signature.coverage == Coverage::partial || signature.coverage == Coverage::none ||
         !signature.findings.empty();
}

// No trust, no clock: what is left of the corpus's expectations. Every digest of an intact file is recomputed here.
bool is_as_expected(const std::string& expectation, const Result<std::vector<CheckedSignature>>& checked) {
  if (expectation == "unreadable") return !checked;
  if (expectation == "rejected") return !checked || std::ranges::any_of(*checked, is_broken);
  if (!checked || checked->empty()) return false;
  return std::ranges::all_of(*checked, [&](const CheckedSignature& signature) {
    const bool whole = signature.coverage == Coverage::whole_document;
    return signature.intact && (whole || (expectation == "intact-part" && signature.coverage == Coverage::partial));
  });
}

TEST(CheckXml, MatchesTheCorpus) {
  const char* corpus = std::getenv("SCEAU_CORPUS");
  if (corpus == nullptr) GTEST_SKIP() << "SCEAU_CORPUS is not set";
  const auto folder = Path(corpus) / "xml-signed";
  for (const auto& row : read_rows(folder)) {
    const auto file = map_file(folder / row.path);
    ASSERT_TRUE(file) << row.path;
    CertificatePool pool;
    const auto checked = check_xml(file->bytes(), pool);
    if (row.expectation == "verdict") continue;
    EXPECT_TRUE(is_as_expected(row.expectation, checked)) << row.path;
    if (!checked || row.level.empty()) continue;
    const bool is_baseline = row.level.starts_with("XAdES-BASELINE-");
    EXPECT_EQ(checked->front().base_level, is_baseline ? "XAdES-BASELINE-B" : row.level) << row.path;
  }
}

}  // namespace
}  // namespace sceau
