// SPDX-License-Identifier: Apache-2.0
#include "certs/authority/demo_authority.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <thread>

#include "certs/check_chain.h"
#include "tests/certs/scratch_folder.h"

namespace sceau {
namespace {

using std::chrono::days;

const Instant day_one = *from_rfc3339("2026-11-22T12:00:00Z");

class DemoAuthorityTest : public testing::Test {
 protected:
  Path folder() const { return scratch_.path() / "share" / "sceau" / "demo"; }
  Result<DemoAuthority> open(Instant now = day_one) const {
    return open_or_make_demo_authority(folder(), now, system_random());
  }
  void expect_not_made(Instant now = day_one) const {
    const auto authority = open(now);
    ASSERT_FALSE(authority);
    EXPECT_EQ(authority.error().reason, Reason::authority_not_made) << authority.error().detail;
  }
  std::string in_folder(const std::string& command) const { return scratch_.run("cd share/sceau/demo && " + command); }
  const test::ScratchFolder scratch_;
};

Findings check(const SigningIdentity& identity, const DemoAuthority& authority, Instant now, Purpose purpose) {
  std::vector<Certificate> untrusted;
  for (const auto& each : identity.chain) untrusted.push_back(*certificate_from(each));
  const ChainOptions options{.anchors = authority.trust, .untrusted = untrusted, .time = now, .purpose = purpose};
  return check_chain(*certificate_from(identity.certificate), options, {}).findings;
}

TEST_F(DemoAuthorityTest, IsTrustedByItsTrustFolder) {
  const auto authority = open();
  ASSERT_TRUE(authority) << authority.error().detail;
  EXPECT_EQ(certificate_from(authority->p256_signer.certificate)->subject(),
            "CN=DEMO Jeanne Martin, O=DEMO Company, C=FR");
  EXPECT_EQ(authority->rsa_signer.key->public_key().name(), "RSA 3072");
  for (const auto* identity : {&authority->rsa_signer, &authority->p256_signer}) {
    EXPECT_EQ(check(*identity, *authority, day_one, Purpose::any), Findings{});
    EXPECT_TRUE(contains(check(*identity, *authority, day_one, Purpose::timestamping), Reason::wrong_purpose));
  }
  EXPECT_EQ(check(authority->timestamp_authority.identity, *authority, day_one, Purpose::timestamping), Findings{});
  EXPECT_EQ(authority->trust_folder, folder() / "trust");
}

TEST_F(DemoAuthorityTest, IsAcceptedByOpenssl) {
  ASSERT_TRUE(open());
  const std::string verify =
      "cat trust/*.crl.pem > ../lists.pem && openssl verify -attime 1795435200 -x509_strict -CAfile trust/root.crt.pem "
      "-crl_check_all -CRLfile ../lists.pem -untrusted issuing.crt.pem ";
  EXPECT_EQ(in_folder(verify + "p256-signer.crt.pem rsa-signer.crt.pem"),
            "p256-signer.crt.pem: OK\nrsa-signer.crt.pem: OK\n");
  EXPECT_EQ(in_folder(verify + "-purpose timestampsign timestamp.crt.pem"), "timestamp.crt.pem: OK\n");
}

TEST_F(DemoAuthorityTest, SaysDemoInEverySubject) {
  ASSERT_TRUE(open());
  EXPECT_EQ(in_folder("for f in *.crt.pem; do openssl x509 -in $f -noout -subject -nameopt multiline | grep -c "
                      "'commonName.*DEMO'; done"),
            "1\n1\n1\n1\n1\n");
}

TEST_F(DemoAuthorityTest, KeepsItsKeysToItself) {
  ASSERT_TRUE(open());
  EXPECT_EQ(in_folder("find . -type f ! -perm 0600; find . -type d ! -perm 0700"), "");
}

TEST_F(DemoAuthorityTest, IsTheSameWhenOpenedAgain) {
  const auto first = open();
  const auto second = open(day_one + days(3));
  ASSERT_TRUE(first && second);
  EXPECT_EQ(X509_cmp(first->rsa_signer.certificate.get(), second->rsa_signer.certificate.get()), 0);
  EXPECT_EQ(first->trust.revocation_lists, second->trust.revocation_lists);
}

TEST_F(DemoAuthorityTest, IsMadeOnceByManyAtOnce) {
  std::vector<Bytes> seen(6);
  {
    std::vector<std::jthread> threads;
    for (auto& der : seen) {
      threads.emplace_back([&] {
        if (const auto authority = open()) der = certificate_der(authority->p256_signer.certificate);
      });
    }
  }
  ASSERT_FALSE(seen[0].empty());
  for (const auto& der : seen) EXPECT_EQ(der, seen[0]);
  EXPECT_EQ(scratch_.run("ls share/sceau"), "demo\ndemo.lock\n");
}

// A making that dies half-way is neither used nor in the way.
TEST_F(DemoAuthorityTest, SurvivesAnInterruptedMaking) {
  const pid_t child = ::fork();
  if (child == 0) {
    int left = 2;
    const RandomSource dies = [&](std::span<std::uint8_t> into) {
      if (left-- == 0) ::_exit(0);
      return system_random()(into);
    };
    static_cast<void>(open_or_make_demo_authority(folder(), day_one, dies));
    ::_exit(1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  ASSERT_EQ(status, 0);
  EXPECT_EQ(scratch_.run("ls share/sceau"), "demo.lock\ndemo.making\n");
  EXPECT_TRUE(open());
  EXPECT_EQ(scratch_.run("ls share/sceau"), "demo\ndemo.lock\n");
}

TEST_F(DemoAuthorityTest, LeavesNothingWhereMakingFails) {
  const RandomSource none = [](std::span<std::uint8_t>) -> Status { return Error{Reason::crypto_failed, "none"}; };
  const auto authority = open_or_make_demo_authority(folder(), day_one, none);
  ASSERT_FALSE(authority);
  EXPECT_EQ(authority.error().reason, Reason::crypto_failed);
  EXPECT_EQ(scratch_.run("ls share/sceau"), "demo.lock\n");
}

TEST_F(DemoAuthorityTest, IssuesItsListsAnewBeforeTheyRunOut) {
  const auto first = open();
  const auto later = open(day_one + days(20));
  ASSERT_TRUE(first && later);
  EXPECT_NE(first->trust.revocation_lists, later->trust.revocation_lists);
  const auto now = day_one + days(40);
  EXPECT_TRUE(contains(check(first->p256_signer, *first, now, Purpose::any), Reason::revocation_unknown));
  EXPECT_EQ(check(later->p256_signer, *later, now, Purpose::any), Findings{});
}

TEST_F(DemoAuthorityTest, IsNotUsedOnceItHasExpired) {
  ASSERT_TRUE(open());
  expect_not_made(day_one + days(3 * 366));
}

TEST_F(DemoAuthorityTest, IsNotRepaired) {
  ASSERT_TRUE(open());
  for (const auto* file :
       {"rsa-signer.key.pem", "timestamp.crt.pem", "trust/root.crt.pem", "trust/root.crl.pem", "format"}) {
    in_folder(std::string("cp ") + file + " ../kept && echo broken > " + file);
    expect_not_made();
    in_folder(std::string("mv ../kept ") + file);
    EXPECT_TRUE(open()) << file;
  }
  in_folder("rm format");
  expect_not_made();
}

TEST_F(DemoAuthorityTest, NeedsAFolderItMayMake) {
  scratch_.write("share", "a file");
  expect_not_made();
}

}  // namespace
}  // namespace sceau
