// SPDX-License-Identifier: Apache-2.0
#include "crypto/digest.h"

#include <gmock/gmock.h>

#include "foundation/text_encoding.h"
#include "tests/crypto/workbench.h"

namespace sceau::test {
namespace {

using enum DigestAlgorithm;

struct Case {
  DigestAlgorithm algorithm;
  std::string_view of_abc;  // FIPS 180-4 and FIPS 202 example "abc", printed by Python's hashlib
};

class DigestTest : public testing::TestWithParam<Case> {};

INSTANTIATE_TEST_SUITE_P(
    All, DigestTest,
    testing::Values(
        Case{sha1, "a9993e364706816aba3e25717850c26c9cd0d89d"},
        Case{sha224, "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7"},
        Case{sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        Case{sha384,
             "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7"},
        Case{sha512,
             "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d44236"
             "43ce80e2a9ac94fa54ca49f"},
        Case{sha3_256, "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532"},
        Case{sha3_384,
             "ec01498288516fc926459f58e2c6ad8df9b473cb0fc08c2596da7cf0e49be4b298d88cea927ac7f539f1edf228376d25"},
        Case{sha3_512,
             "b751850b1a57168a5693cd924b6b096e08f621827444f70d884f5d0240d2712e10e116e9192af3c91a7ec57647e3934057340b4cf"
             "408d5a56592f8274eec53f0"},
        Case{shake256,
             "483366601360a8771c6863080cc4114d8db44530f8f1e1ee4f94ea37e78b5739d5a15bef186a5386c75744c0527e1faa9f8726e46"
             "2a12a4feb06bd8801e751e4"}));

TEST_P(DigestTest, EqualsThePublishedValue) {
  EXPECT_EQ(hex_lower(value_of(digest(GetParam().algorithm, as_bytes("abc")))), GetParam().of_abc);
  EXPECT_EQ(digest_size(GetParam().algorithm), GetParam().of_abc.size() / 2);
}

TEST_P(DigestTest, PiecesAreOneMessage) {
  const std::array<ByteView, 3> pieces{as_bytes("a"), ByteView{}, as_bytes("bc")};
  EXPECT_EQ(hex_lower(value_of(digest(GetParam().algorithm, pieces))), GetParam().of_abc);
  auto digester = value_of(Digester::start(GetParam().algorithm));
  for (const char letter : {'a', 'b', 'c'}) digester.update(std::string_view(&letter, 1));
  EXPECT_EQ(hex_lower(value_of(digester.finish())), GetParam().of_abc);
}

TEST_P(DigestTest, NamesLeadBack) {
  const auto& row = row_of(GetParam().algorithm);
  EXPECT_EQ(row.algorithm, GetParam().algorithm);
  EXPECT_EQ(value_of(digest_from_oid(row.oid)), row.algorithm);
  EXPECT_EQ(value_of(digest_from_nid(row.nid)), row.algorithm);
  if (!row.xml_uri.empty()) {
    EXPECT_EQ(value_of(digest_from_xml_uri(row.xml_uri)), row.algorithm);
  }
}

TEST(Digest, UnknownNamesAreSaid) {
  for (const auto& result : {digest_from_oid("1.2.840.113549.2.5"), digest_from_xml_uri(""),
                             digest_from_xml_uri("http://www.w3.org/2001/04/xmldsig-more#md5"), digest_from_nid(4)}) {
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().reason, Reason::algorithm_unknown);
  }
}

}  // namespace
}  // namespace sceau::test
