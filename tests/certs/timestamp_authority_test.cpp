// SPDX-License-Identifier: Apache-2.0
// The time-stamp authority over HTTP messages, asked and judged by `openssl ts`.
#include "certs/authority/timestamp_authority.h"

#include <gtest/gtest.h>

#include "certs/authority/demo_authority.h"
#include "crypto/timestamp_client.h"
#include "tests/certs/scratch_folder.h"

namespace sceau {
namespace {

const Instant day_one = *from_rfc3339("2026-11-22T12:00:00Z");

class TimestampAuthorityTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    scratch_ = new test::ScratchFolder;
    demo_ = new DemoAuthority(*open_or_make_demo_authority(scratch_->path() / "demo", day_one, system_random()));
  }
  static void TearDownTestSuite() {
    delete demo_;
    delete scratch_;
  }
  static HttpRequest query(const std::string& options) {
    scratch_->run("echo data > data && openssl ts -query -data data -out q " + options);
    HttpRequest request;
    request.method = "POST";
    request.headers = {{"Content-Type", "application/timestamp-query"}};
    request.body = scratch_->read("q");
    return request;
  }
  static HttpResponse answer(const HttpRequest& request, Instant now = day_one) {
    return answer_timestamp_request(request, demo_->timestamp_authority, now, system_random());
  }
  static std::string text_of(const HttpResponse& response) {
    scratch_->write("r", as_text(response.body));
    return scratch_->run("openssl ts -reply -in r -text");
  }

  static inline test::ScratchFolder* scratch_ = nullptr;
  static inline DemoAuthority* demo_ = nullptr;
};

TEST_F(TimestampAuthorityTest, StampsWhatOpensslAsksFor) {
  for (const auto* options : {"-sha256 -cert", "-sha384 -cert", "-sha512 -cert -no_nonce"}) {
    const auto response = answer(query(options));
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(header(response.headers, "content-type"), "application/timestamp-reply");
    EXPECT_NE(text_of(response).find("Time stamp: Nov 22 12:00:00 2026 GMT"), std::string::npos);
    int status = -1;
    scratch_->run(
        "openssl ts -verify -queryfile q -in r -CAfile demo/trust/root.crt.pem -untrusted demo/issuing.crt.pem -attime "
        "1795435200",
        &status);
    EXPECT_EQ(status, 0) << options;
  }
}

TEST_F(TimestampAuthorityTest, NeverGivesASerialTwice) {
  const auto request = query("-sha256");
  const auto serial = [&] {
    const auto text = text_of(answer(request));
    return text.substr(text.find("Serial number"), 50);
  };
  EXPECT_NE(serial(), serial());
}

TEST_F(TimestampAuthorityTest, RejectsWithinTheProtocol) {
  EXPECT_NE(text_of(answer(query("-sha1"))).find("unrecognized or unsupported algorithm"), std::string::npos);
  EXPECT_NE(text_of(answer(query("-sha256 -tspolicy 1.2.3.4"))).find("policy is not supported"), std::string::npos);
  auto broken = query("-sha256");
  broken.body.pop_back();
  const auto response = answer(broken);
  EXPECT_EQ(response.status, 200);
  EXPECT_NE(text_of(response).find("data submitted has the wrong format"), std::string::npos);
}

TEST_F(TimestampAuthorityTest, RefusesWhatIsNoTimestampQuery) {
  const auto sound = query("-sha256");
  EXPECT_EQ(answer(sound).status, 200);
  auto request = sound;
  request.method = "GET";
  EXPECT_EQ(answer(request).status, 405);
  EXPECT_EQ(header(answer(request).headers, "Allow"), "POST");
  for (const auto* type : {"", "text/plain", "application/timestamp-query-x", ";application/timestamp-query"}) {
    request = sound;
    request.headers = {{"Content-Type", type}};
    EXPECT_EQ(answer(request).status, 415) << type;
  }
  request.headers = {{"content-type", "Application/Timestamp-Query ; x=y"}};
  EXPECT_EQ(answer(request).status, 200);
  request = sound;
  request.body.clear();
  EXPECT_EQ(answer(request).status, 400);
  request.body.assign(timestamp_request_limit_bytes + 1, 0);
  EXPECT_EQ(answer(request).status, 413);
}

TEST_F(TimestampAuthorityTest, StampsOnlyWhileItsCertificateIsValid) {
  const auto request = query("-sha256");
  EXPECT_EQ(answer(request, day_one + std::chrono::days(1000)).status, 200);
  EXPECT_EQ(answer(request, day_one + std::chrono::days(3 * 366)).status, 503);
  EXPECT_EQ(answer(request, day_one - std::chrono::days(1)).status, 503);
}

TEST_F(TimestampAuthorityTest, GivesNoStampWithoutASerial) {
  const RandomSource none = [](std::span<std::uint8_t>) -> Status { return Error{Reason::crypto_failed, "none"}; };
  EXPECT_EQ(answer_timestamp_request(query("-sha256"), demo_->timestamp_authority, day_one, none).status, 503);
}

TEST_F(TimestampAuthorityTest, ServesOurOwnClientInProcess) {
  const auto exchange = timestamp_exchange(
      demo_->timestamp_authority, [] { return day_one; }, system_random());
  const auto value = digest(DigestAlgorithm::sha256, as_bytes("data"));
  const auto token =
      request_timestamp({DigestAlgorithm::sha256, *value}, TimestampServer{.url = "demo:"}, exchange, system_random());
  ASSERT_TRUE(token) << token.error().detail;
  EXPECT_EQ(to_rfc3339(parse_timestamp_token(*token)->time), "2026-11-22T12:00:00Z");
}

}  // namespace
}  // namespace sceau
