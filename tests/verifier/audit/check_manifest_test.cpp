// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/check_manifest.h"

#include <gmock/gmock.h>
#include <unistd.h>

#include "crypto/digest.h"
#include "formats/zip/zip_writer.h"
#include "foundation/text_encoding.h"
#include "signer/sign_xml.h"
#include "tests/pki/test_pki.h"

namespace sceau {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Files = std::map<std::string, std::string>;

const test::Issued& root() {
  static const auto issued = test::issue_root("Root");
  return issued;
}
const test::Issued& seal() {
  static const auto issued = test::issue({.common_name = "Seal", .issuer = &root()});
  return issued;
}

std::string manifest_of(const Files& files) {
  std::string xml = "<bundle xmlns=\"urn:sceau:vote:bundle:1\" meeting=\"m\" made=\"2026-11-22T10:00:00Z\">";
  for (const auto& [name, content] : files) {
    xml += "<file name=\"" + name + "\" size=\"" + std::to_string(content.size()) + "\" sha256=\"" +
           hex_lower(*digest(DigestAlgorithm::sha256, as_bytes(content))) + "\"/>";
  }
  return xml + "</bundle>";
}

std::string signed_by(const test::Issued& signer, const std::string& xml) {
  const auto made = sign_xml(as_bytes(xml), {signer.identity(), SignatureAlgorithm::ecdsa_sha256,
                                             *from_rfc3339("2026-11-22T09:59:00Z"), std::nullopt});
  return made ? to_string(*made) : made.error().detail;
}

ValidationContext trusting_root() {
  ValidationContext context{.time = *from_rfc3339("2040-01-01T00:00:00Z"), .anchors = {}, .revocation_lists = {}};
  context.anchors.certificates = {root().certificate};
  context.revocation_lists.push_back(test::issue_list(root()));
  return context;
}

Bytes zip_of(const Files& files) {
  const Path path = Path(testing::TempDir()) / ("check_manifest_test." + std::to_string(::getpid()) + ".zip");
  std::filesystem::remove(path);
  auto zip = create_zip(path);
  for (const auto& [name, content] : files) EXPECT_TRUE(zip->add(name, as_bytes(content)));
  EXPECT_TRUE(zip->finish());
  auto bytes = *read_file(path, 1 << 20);
  std::filesystem::remove(path);
  return bytes;
}

std::vector<Reason> reasons_of(const Files& files, const std::string& manifest_xml,
                               const ValidationContext& context = trusting_root()) {
  const auto bytes = zip_of(files);
  const auto zip = open_zip(bytes);
  EXPECT_TRUE(zip);
  const auto manifest = read_manifest(as_bytes(manifest_xml));
  if (!manifest) return {manifest.error().reason};
  std::vector<Reason> reasons;
  for (const auto& finding : check_manifest(*zip, *manifest, as_bytes(manifest_xml), context).findings) {
    reasons.push_back(finding.reason);
  }
  return reasons;
}

const Files sample = {{"ballots.jsonl", "{}\n"}, {"tally.json", "{\"for\":1}"}};

TEST(CheckManifestTest, ABundleThatIsWhatItSaysPasses_WheneverItIsJudged) {
  EXPECT_THAT(reasons_of(sample, signed_by(seal(), manifest_of(sample))), IsEmpty());
}

TEST(CheckManifestTest, ChangedMissingAndExtraFilesAreFound) {
  const auto manifest = signed_by(seal(), manifest_of(sample));
  EXPECT_THAT(reasons_of({{"ballots.jsonl", "{}\n"}, {"tally.json", "{\"for\":2}"}}, manifest),
              ElementsAre(Reason::audit_manifest_mismatch));
  EXPECT_THAT(reasons_of({{"ballots.jsonl", "{}\n"}, {"tally.json", "{\"for\":10}"}}, manifest),
              ElementsAre(Reason::audit_manifest_mismatch));
  EXPECT_THAT(reasons_of({{"ballots.jsonl", "{}\n"}}, manifest), ElementsAre(Reason::audit_file_missing));
  auto more = sample;
  more["room.csv"] = "x";
  EXPECT_THAT(reasons_of(more, manifest), ElementsAre(Reason::audit_file_extra));
}

TEST(CheckManifestTest, TheSignatureMustHoldAndItsSignerBeTrusted) {
  auto changed = signed_by(seal(), manifest_of(sample));
  changed.replace(changed.find("meeting=\"m\""), 11, "meeting=\"n\"");
  EXPECT_THAT(reasons_of(sample, changed), testing::Contains(Reason::audit_manifest_signature));
  EXPECT_THAT(reasons_of(sample, manifest_of(sample)), ElementsAre(Reason::audit_manifest_signature));

  const auto stranger = test::issue({.common_name = "Stranger"});
  EXPECT_THAT(reasons_of(sample, signed_by(stranger, manifest_of(sample))),
              testing::Contains(Reason::audit_manifest_signature));
}

TEST(CheckManifestTest, AManifestOfAnotherFormIsRefused) {
  const std::string head = "<bundle xmlns=\"urn:sceau:vote:bundle:1\" meeting=\"m\" made=\"2026-11-22T10:00:00Z\">";
  const std::string a = "<file name=\"a\" size=\"0\" sha256=\"\"/>", b = "<file name=\"b\" size=\"0\" sha256=\"\"/>";
  EXPECT_TRUE(read_manifest(as_bytes(head + a + b + "</bundle>")));
  for (const auto& body : {b + a, a + a, std::string("<file name=\"manifest.xml\" size=\"0\" sha256=\"\"/>"),
                           std::string("<file name=\"a\" size=\"-1\" sha256=\"\"/>"), a + "<other/>",
                           std::string("<file name=\"a\" sha256=\"\"/>")}) {
    const auto read = read_manifest(as_bytes(head + body + "</bundle>"));
    ASSERT_FALSE(read) << body;
    EXPECT_EQ(read.error().reason, Reason::audit_manifest_mismatch) << body;
  }
}

}  // namespace
}  // namespace sceau
