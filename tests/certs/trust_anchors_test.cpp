// SPDX-License-Identifier: Apache-2.0
#include "certs/trust_anchors.h"

#include <gtest/gtest.h>

#include "tests/certs/scratch_folder.h"
#include "tests/pki/test_pki.h"

namespace sceau {
namespace {

class TrustAnchorsTest : public testing::Test {
 protected:
  Result<TrustAnchors> load(const std::vector<std::string>& names) const {
    std::vector<Path> places;
    for (const auto& name : names) places.push_back(folder_.path() / name);
    return load_trust_anchors(places);
  }
  void expect_error(const std::vector<std::string>& names, Reason reason) const {
    const auto anchors = load(names);
    ASSERT_FALSE(anchors);
    EXPECT_EQ(anchors.error().reason, reason) << anchors.error().detail;
  }

  const test::Issued root_ = test::issue_root("Root");
  const test::Issued other_ = test::issue_root("Other");
  const test::ScratchFolder folder_;
};

TEST_F(TrustAnchorsTest, AreReadFromFilesAndFolders) {
  folder_.write("file.pem", to_pem(root_.certificate));
  folder_.write("folder/b.der", to_string(other_.certificate.der()));
  folder_.write("folder/list.crl", to_string(test::issue_list(other_).der()));
  folder_.write("folder/notes.txt", "not a certificate");
  folder_.write("folder/broken.pem", to_pem(root_.certificate).substr(0, 100));
  folder_.write("folder/below/c.pem", to_pem(root_.certificate));
  const auto anchors = load({"file.pem", "folder"});
  ASSERT_TRUE(anchors);
  EXPECT_EQ(anchors->certificates, (std::vector{root_.certificate, other_.certificate}));
  EXPECT_EQ(anchors->revocation_lists.size(), 1U);
}

TEST_F(TrustAnchorsTest, TakesTheListsThatAFileHoldsToo) {
  folder_.write("both.pem", to_pem(root_.certificate) + to_pem(test::issue_list(root_)));
  const auto anchors = load({"both.pem"});
  ASSERT_TRUE(anchors);
  EXPECT_EQ(anchors->revocation_lists.size(), 1U);
}

TEST_F(TrustAnchorsTest, AreMissingWhereThereIsNone) {
  folder_.write("folder/notes.txt", "not a certificate");
  folder_.write("lists/list.crl", to_string(test::issue_list(root_).der()));
  expect_error({"folder"}, Reason::trust_anchors_missing);
  expect_error({"lists"}, Reason::trust_anchors_missing);
  expect_error({}, Reason::trust_anchors_missing);
}

TEST_F(TrustAnchorsTest, NamesTheFileThatHoldsNone) {
  folder_.write("good.pem", to_pem(root_.certificate));
  folder_.write("bad.pem", "not a certificate");
  expect_error({"good.pem", "bad.pem"}, Reason::certificate_malformed);
  expect_error({"good.pem", "absent.pem"}, Reason::file_not_found);
}

}  // namespace
}  // namespace sceau
