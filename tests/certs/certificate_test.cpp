// SPDX-License-Identifier: Apache-2.0
// What a certificate says, compared with what the openssl command reads.
#include "certs/certificate.h"

#include <gtest/gtest.h>

#include "certs/revocation_list.h"
#include "foundation/text_encoding.h"
#include "tests/certs/scratch_folder.h"
#include "tests/pki/test_pki.h"

namespace sceau {
namespace {

constexpr const char* new_key = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout k ";

std::string trimmed(std::string text) {
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

Certificate made_by_openssl(const test::ScratchFolder& folder, const std::string& options) {
  folder.run(new_key + options + " -out c.pem");
  return certificates_from(folder.read("c.pem"))->front();
}

TEST(Certificate, SaysWhatOpensslReads) {
  const test::ScratchFolder folder;
  const auto certificate = made_by_openssl(
      folder,
      "-utf8 -subj '/C=FR/O=Société Générale, Paris/CN=Jeanne Martin' -set_serial 0x0A1B2C -days 30 "
      "-addext keyUsage=critical,digitalSignature,nonRepudiation -addext extendedKeyUsage=timeStamping,1.2.3.4");
  EXPECT_EQ(certificate.subject(), "CN=Jeanne Martin, O=Société Générale\\, Paris, C=FR");
  EXPECT_EQ(certificate.issuer(), certificate.subject());
  EXPECT_EQ(certificate.common_name(), "Jeanne Martin");
  EXPECT_EQ("serial=" + certificate.serial(), trimmed(folder.run("openssl x509 -in c.pem -noout -serial")));
  EXPECT_EQ(hex_lower(certificate.sha256()),
            folder.run("openssl x509 -in c.pem -outform DER | sha256sum").substr(0, 64));
  const auto end =
      folder.run("date -u -d \"$(openssl x509 -in c.pem -noout -enddate | cut -d= -f2)\" +%Y-%m-%dT%H:%M:%SZ");
  EXPECT_EQ(to_rfc3339(certificate.not_after()), trimmed(end));
  EXPECT_EQ(certificate.extended_key_usage(), (std::vector<std::string>{"1.3.6.1.5.5.7.3.8", "1.2.3.4"}));
  EXPECT_TRUE(certificate.allows(KeyUsage::digital_signature));
  EXPECT_TRUE(certificate.allows(KeyUsage::non_repudiation));
  EXPECT_FALSE(certificate.allows(KeyUsage::certificate_signing));
  EXPECT_EQ(certificate.public_key()->name(), "P-256");
}

TEST(Certificate, ShowsControlCharactersEscaped) {
  const test::ScratchFolder folder;
  const auto certificate = made_by_openssl(folder, "-subj \"$(printf '/CN=a\\033[31mb\\nc')\"");
  EXPECT_EQ(certificate.subject(), "CN=a\\1B[31mb\\0Ac");
}

TEST(Certificate, KnowsAuthoritiesAndAbsentUsages) {
  const auto root = test::issue_root("Root");
  const auto person = test::issue({.common_name = "Person", .issuer = &root, .key_usage = ""});
  EXPECT_TRUE(root.certificate.is_ca());
  EXPECT_TRUE(root.certificate.is_self_issued());
  EXPECT_FALSE(person.certificate.is_ca());
  EXPECT_FALSE(person.certificate.is_self_issued());
  EXPECT_FALSE(person.certificate.has_key_usage());
  EXPECT_TRUE(person.certificate.allows(KeyUsage::crl_signing));
  EXPECT_TRUE(person.certificate.extended_key_usage().empty());
}

TEST(Certificate, IsValidOnBothItsDates) {
  const auto root = test::issue_root("Root").certificate;
  EXPECT_TRUE(root.is_valid_at(root.not_before()));
  EXPECT_TRUE(root.is_valid_at(root.not_after()));
  EXPECT_FALSE(root.is_valid_at(root.not_before() - std::chrono::seconds(1)));
  EXPECT_FALSE(root.is_valid_at(root.not_after() + std::chrono::seconds(1)));
}

TEST(Certificate, ReadsBackWhatItWrites) {
  const auto root = test::issue_root("Root").certificate;
  const auto again = certificates_from(as_bytes(to_pem(root)));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->front(), root);
  EXPECT_NE(again->front(), test::issue_root("Root").certificate);
  const test::ScratchFolder folder;
  folder.write("ours.pem", to_pem(root));
  EXPECT_EQ(folder.run("openssl x509 -in ours.pem"), to_pem(root));
}

struct FileCase {
  const char* name;
  std::string (*content)(const Certificate& root, const RevocationList& list);
  std::size_t certificates;  // 0: refused
  std::size_t lists;
};
void PrintTo(const FileCase& c, std::ostream* out) { *out << c.name; }

class MaterialTest : public testing::TestWithParam<FileCase> {};

TEST_P(MaterialTest, IsReadOrRefused) {
  const auto root = test::issue_root("Root");
  const auto list = test::issue_list(root);
  const auto content = GetParam().content(root.certificate, list);
  const auto certificates = certificates_from(as_bytes(content));
  const auto lists = revocation_lists_from(as_bytes(content));
  EXPECT_EQ(certificates ? certificates->size() : 0, GetParam().certificates);
  EXPECT_EQ(lists ? lists->size() : 0, GetParam().lists);
  if (!certificates) {
    EXPECT_EQ(certificates.error().reason, Reason::certificate_malformed);
  }
  if (!lists) {
    EXPECT_EQ(lists.error().reason, Reason::crl_malformed);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Files, MaterialTest,
    testing::Values(
        FileCase{"DER", [](auto& root, auto&) { return to_string(root.der()); }, 1, 0},
        FileCase{"DER cut short",
                 [](auto& root, auto&) {
                   auto der = to_string(root.der());
                   der.pop_back();
                   return der;
                 },
                 0, 0},
        FileCase{"DER and a byte", [](auto& root, auto&) { return to_string(root.der()) + "x"; }, 0, 0},
        FileCase{"DER of a list", [](auto&, auto& list) { return to_string(list.der()); }, 0, 1},
        FileCase{"DER of a list and a byte", [](auto&, auto& list) { return to_string(list.der()) + "x"; }, 0, 0},
        FileCase{"PEM", [](auto& root, auto&) { return to_pem(root); }, 1, 0},
        FileCase{"PEM twice with words between",
                 [](auto& root, auto&) { return "one\n" + to_pem(root) + "two\n" + to_pem(root); }, 2, 0},
        FileCase{"PEM of both kinds", [](auto& root, auto& list) { return to_pem(list) + to_pem(root); }, 1, 1},
        FileCase{"PEM with CRLF",
                 [](auto& root, auto&) {
                   std::string text;
                   for (const char c : to_pem(root)) text += c == '\n' ? std::string("\r\n") : std::string(1, c);
                   return text;
                 },
                 1, 0},
        FileCase{"PEM without an end", [](auto& root, auto&) { return to_pem(root).substr(0, 200); }, 0, 0},
        FileCase{"PEM with a broken second block",
                 [](auto& root, auto&) {
                   return to_pem(root) + "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
                 },
                 0, 0},
        FileCase{
            "PEM that is no base64",
            [](auto&, auto&) { return std::string("-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n"); }, 0,
            0},
        FileCase{"words", [](auto&, auto&) { return std::string("a certificate"); }, 0, 0},
        FileCase{"nothing", [](auto&, auto&) { return std::string(); }, 0, 0}));

TEST(Certificate, OfNobodyIsRefused) {
  const auto none = certificate_from(nullptr);
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().reason, Reason::certificate_malformed);
  const auto no_list = revocation_list_from(nullptr);
  ASSERT_FALSE(no_list);
  EXPECT_EQ(no_list.error().reason, Reason::crl_malformed);
}

TEST(RevocationList, SaysWhatOpensslReads) {
  const auto root = test::issue_root("Root");
  const auto list = test::issue_list(root);
  const test::ScratchFolder folder;
  folder.write("l.pem", to_pem(list));
  EXPECT_EQ(folder.run("openssl crl -in l.pem"), to_pem(list));
  EXPECT_EQ(list.issuer(), "CN=Root");
  EXPECT_EQ(to_rfc3339(list.this_update()), "2026-06-01T00:00:00Z");
  EXPECT_EQ(to_rfc3339(*list.next_update()), "2027-06-01T00:00:00Z");
  EXPECT_FALSE(list.is_delta());
  EXPECT_FALSE(list.keeps_expired_certificates());
}

}  // namespace
}  // namespace sceau
