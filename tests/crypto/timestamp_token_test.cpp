// SPDX-License-Identifier: Apache-2.0
#include "crypto/timestamp_token.h"

#include <gmock/gmock.h>

#include "crypto/asn1_time.h"
#include "crypto/timestamp_response.h"
#include "foundation/text_encoding.h"
#include "tests/crypto/workbench.h"

namespace sceau::test {
namespace {

const Bytes data = to_bytes("Bon pour accord.\n");
constexpr const char* tsa_extensions = "-addext extendedKeyUsage=critical,timeStamping";
const Instant now = value_of(from_rfc3339("2026-11-22T09:14:03.250Z"));

TimestampAuthority authority(const Workbench& bench, const std::string& kind, const std::string& extensions) {
  return {make_identity(bench, "TSA", kind, extensions), "1.2.3.4.5", std::chrono::seconds(1)};
}

TimestampToken token_for(const TimestampAuthority& tsa, const Bytes& request) {
  const auto response = value_of(make_timestamp_response(request, tsa, now, Bytes{0x12, 0x34}));
  return value_of(parse_timestamp_token(value_of(token_in(response))));
}

Bytes query(const Workbench& bench, const std::string& options) {
  bench.write("data", data);
  bench.must("openssl ts -query -data data -out q " + options);
  return bench.read("q");
}

std::vector<Reason> reasons(const Findings& findings) {
  std::vector<Reason> list;
  for (const auto& finding : findings) list.push_back(finding.reason);
  return list;
}

class EachTsaKey : public testing::TestWithParam<const char*> {};
INSTANTIATE_TEST_SUITE_P(All, EachTsaKey, testing::Values("rsa:3072", "p256", "p384", "ed25519"));

TEST_P(EachTsaKey, MakesTokensThatHold) {
  const Workbench bench;
  const auto tsa = authority(bench, GetParam(), tsa_extensions);
  const Bytes request = query(bench, "-sha256 -cert");
  const Bytes response = value_of(make_timestamp_response(request, tsa, now, Bytes{0x12, 0x34}));
  const auto token = value_of(parse_timestamp_token(value_of(token_in(response))));
  EXPECT_EQ(reasons(check_timestamp_token(token, data)), std::vector<Reason>{});
  EXPECT_EQ(token.time, now);
  EXPECT_EQ(token.policy, "1.2.3.4.5");
  EXPECT_EQ(token.serial, (Bytes{0x12, 0x34}));
  EXPECT_EQ(token.accuracy, std::chrono::seconds(1));

  bench.write("r", response);
  EXPECT_THAT(bench.run("openssl ts -reply -in r -text").output, testing::HasSubstr("Nov 22 09:14:03.25 2026 GMT"));
  if (std::string_view(GetParam()) == "ed25519") return;  // OpenSSL 3.0 knows no Ed25519 in CMS
  const auto verdict = bench.run("openssl ts -verify -queryfile q -in r -CAfile TSA.crt");
  EXPECT_EQ(verdict.status, 0) << verdict.output;
}

TEST(TimestampAuthority, EmbedsCertificatesOnlyWhenAsked) {
  const Workbench bench;
  const auto tsa = authority(bench, "p256", tsa_extensions);
  EXPECT_TRUE(token_for(tsa, query(bench, "-sha256 -cert")).certificate());
  const auto bare = token_for(tsa, query(bench, "-sha256"));
  EXPECT_FALSE(bare.certificate());
  EXPECT_EQ(reasons(check_timestamp_token(bare, data)), std::vector{Reason::signing_certificate_missing});
}

TEST(TimestampAuthority, RefusesWhatItDoesNotServe) {
  const Workbench bench;
  const auto tsa = authority(bench, "p256", tsa_extensions);
  struct Case {
    Bytes request;
    std::optional<FailureInfo> failure;
  };
  Bytes version_2 = query(bench, "-sha256");
  version_2[4] = 2;
  Bytes longer = query(bench, "-sha256");
  longer.push_back(0);
  const std::array cases{Case{query(bench, "-sha256"), std::nullopt},
                         Case{query(bench, "-sha512 -tspolicy 1.2.3.4.5"), std::nullopt},
                         Case{query(bench, "-sha256 -tspolicy 1.2.3.4.6"), FailureInfo::unaccepted_policy},
                         Case{query(bench, "-sha1"), FailureInfo::bad_algorithm},
                         Case{version_2, FailureInfo::bad_request},
                         Case{longer, FailureInfo::bad_data_format},
                         Case{to_bytes("nonsense"), FailureInfo::bad_data_format},
                         Case{{}, FailureInfo::bad_data_format}};
  for (const auto& each : cases) {
    const Bytes bytes = value_of(make_timestamp_response(each.request, tsa, now, Bytes{1}));
    const auto response = value_of(parse_timestamp_response(bytes));
    EXPECT_EQ(response.status, each.failure ? 2 : 0);
    EXPECT_EQ(response.token.empty(), each.failure.has_value());
    if (each.failure) {
      EXPECT_EQ(response.failure_bit, static_cast<int>(*each.failure));
      EXPECT_FALSE(response.text.empty());
      bench.write("r", bytes);
      EXPECT_THAT(bench.run("openssl ts -reply -in r -text").output, testing::HasSubstr("Rejected"));
    }
  }
}

TEST(TimestampToken, OfOpensslIsRead) {
  const auto token = value_of(parse_timestamp_token(fixture("openssl.tst")));
  EXPECT_EQ(reasons(check_timestamp_token(token, fixture("imprint.txt"))), std::vector<Reason>{});
  EXPECT_EQ(token.policy, "1.2.3.4.1");
  EXPECT_EQ(token.serial, Bytes{2});
  EXPECT_EQ(token.accuracy, std::chrono::microseconds(1'500'100));
  EXPECT_TRUE(token.nonce);
  EXPECT_EQ(value_of(token_in(fixture("openssl.tsr"))), fixture("openssl.tst"));
  EXPECT_EQ(value_of(token_in(fixture("openssl.tst"))), fixture("openssl.tst"));
  EXPECT_EQ(value_of(response_around(fixture("openssl.tst"))).size(), fixture("openssl.tst").size() + 9);
}

TEST(TimestampToken, OfOtherDataIsFound) {
  const auto token = value_of(parse_timestamp_token(fixture("openssl.tst")));
  EXPECT_EQ(reasons(check_timestamp_token(token, data)), std::vector<Reason>{});  // the same text
  EXPECT_EQ(reasons(check_timestamp_token(token, to_bytes("other"))), std::vector{Reason::timestamp_imprint_mismatch});
  EXPECT_EQ(reasons(imprint_equals_digest(token, Bytes(32))), std::vector{Reason::timestamp_imprint_mismatch});
}

struct Usage {
  const char* name;
  const char* extensions;
  bool good;
};

class TsaCertificate : public testing::TestWithParam<Usage> {};
INSTANTIATE_TEST_SUITE_P(All, TsaCertificate,
                         testing::Values(Usage{"critical_and_alone", tsa_extensions, true}, Usage{"absent", "", false},
                                         Usage{"not_critical", "-addext extendedKeyUsage=timeStamping", false},
                                         Usage{"with_another",
                                               "-addext extendedKeyUsage=critical,timeStamping,emailProtection", false},
                                         Usage{"another", "-addext extendedKeyUsage=critical,codeSigning", false}),
                         [](const auto& each) { return std::string(each.param.name); });

TEST_P(TsaCertificate, IsForTimestampingAlone) {
  const Workbench bench;
  const auto token = token_for(authority(bench, "p256", GetParam().extensions), query(bench, "-sha256 -cert"));
  const auto expected = GetParam().good ? std::vector<Reason>{} : std::vector{Reason::timestamp_purpose};
  EXPECT_EQ(reasons(check_timestamp_token(token, data)), expected);
}

TEST(TimestampToken, WithAnyFlippedBitIsRefusedOrUnchanged) {
  const Bytes encoded = fixture("openssl.tst");
  const auto token = value_of(parse_timestamp_token(encoded));
  int value_wrong = 0;
  for (std::size_t bit = 0; bit < encoded.size() * 8; ++bit) {
    Bytes flipped = encoded;
    flipped[bit / 8] = static_cast<std::uint8_t>(flipped[bit / 8] ^ (1u << (bit % 8)));
    const auto parsed = parse_timestamp_token(flipped);
    const auto found =
        parsed ? reasons(check_timestamp_token(*parsed, data)) : std::vector{Reason::timestamp_malformed};
    if (std::ranges::count(found, Reason::timestamp_value_wrong) != 0) ++value_wrong;
    if (!found.empty()) continue;
    EXPECT_EQ(parsed->time, token.time) << bit;
    EXPECT_EQ(parsed->cms.content(), token.cms.content()) << bit;
    EXPECT_EQ(parsed->cms.signer().signature, token.cms.signer().signature) << bit;
  }
  EXPECT_GT(value_wrong, 1000);
}

TEST(TimestampToken, MalformedOnesAreRefused) {
  const Workbench bench;
  const auto identity = make_identity(bench, "Jeanne", "p256");
  const Bytes no_token = value_of(make_cms(attributes_over(data, identity, SignatureAlgorithm::ecdsa_sha256), identity,
                                           SignatureAlgorithm::ecdsa_sha256))
                             .encoded();
  Bytes behind = fixture("openssl.tst");
  behind.push_back(1);
  for (const Bytes& wrong : {Bytes{}, to_bytes("nonsense"), no_token, behind, fixture("openssl.tsr")}) {
    const auto token = parse_timestamp_token(wrong);
    ASSERT_FALSE(token);
    EXPECT_EQ(token.error().reason, Reason::timestamp_malformed);
  }
  Bytes padded = fixture("openssl.tst");
  padded.resize(padded.size() + 100);
  EXPECT_TRUE(parse_timestamp_token(padded));
}

TEST(TimestampFiles, WithoutATokenAreRefused) {
  const auto rejected = value_of(rejected_response(FailureInfo::bad_request, "no"));
  EXPECT_EQ(token_in(rejected).error().reason, Reason::timestamp_malformed);
  EXPECT_EQ(response_around(to_bytes("nonsense")).error().reason, Reason::timestamp_malformed);
}

// RFC 3161, 2.4.2: no trailing zeros, no empty fraction.
TEST(GeneralizedTime, HasTheFractionOfTheInstant) {
  const std::array cases{std::pair{"2026-11-22T09:14:03Z", "20261122091403Z"},
                         std::pair{"2026-11-22T09:14:03.5Z", "20261122091403.5Z"},
                         std::pair{"2026-11-22T09:14:03.050Z", "20261122091403.05Z"},
                         std::pair{"2026-11-22T09:14:03.000001Z", "20261122091403.000001Z"}};
  for (const auto& [instant, expected] : cases) {
    const auto time = value_of(generalized_time(value_of(from_rfc3339(instant))));
    EXPECT_EQ(as_text({ASN1_STRING_get0_data(time.get()), static_cast<std::size_t>(ASN1_STRING_length(time.get()))}),
              expected);
    EXPECT_EQ(to_rfc3339(value_of(instant_of(time.get()))), to_rfc3339(value_of(from_rfc3339(instant))));
  }
}

}  // namespace
}  // namespace sceau::test
