// SPDX-License-Identifier: Apache-2.0
// Examples and rules of RFC 7512.
#include "crypto/pkcs11_uri.h"

#include <gmock/gmock.h>

namespace sceau {
namespace {

struct Accepted {
  std::string text;
  Pkcs11Uri uri;
};
void PrintTo(const Accepted& accepted, std::ostream* out) { *out << accepted.text; }
class Pkcs11UriAccepted : public testing::TestWithParam<Accepted> {};
TEST_P(Pkcs11UriAccepted, IsRead) {
  const auto uri = read_pkcs11_uri(GetParam().text);
  ASSERT_TRUE(uri) << uri.error().detail;
  EXPECT_EQ(*uri, GetParam().uri);
}
INSTANTIATE_TEST_SUITE_P(
    Uris, Pkcs11UriAccepted,
    testing::Values(
        Accepted{"pkcs11:", {}}, Accepted{"pkcs11:object=my-sign-key;type=private", {.object = "my-sign-key"}},
        Accepted{"pkcs11:token=The%20Software%20PKCS%2311%20Softtoken;manufacturer=Snake%20Oil,%20Inc.;model=1.0;"
                 "object=my-certificate;type=private;id=%69%95%3E%5C%F4%BD%EC%91;serial=",
                 {.token = "The Software PKCS#11 Softtoken",
                  .manufacturer = "Snake Oil, Inc.",
                  .model = "1.0",
                  .serial = "",
                  .object = "my-certificate",
                  .id = "\x69\x95\x3e\x5c\xf4\xbd\xec\x91"}},
        Accepted{"pkcs11:slot-description=Sun%20Metaslot;slot-id=7;slot-manufacturer=x",
                 {.slot_manufacturer = "x", .slot_description = "Sun Metaslot", .slot_id = "7"}},
        Accepted{"pkcs11:library-manufacturer=Snake%20Oil;library-description=Soft%20Token",
                 {.library_manufacturer = "Snake Oil", .library_description = "Soft Token"}},
        Accepted{"pkcs11:object=a%3Bb%3Fc?module-path=/usr/lib/p11%20kit.so",
                 {.object = "a;b?c", .module_path = "/usr/lib/p11 kit.so"}},
        Accepted{"pkcs11:id=%00%ff", {.id = std::string("\0\xff", 2)}},
        Accepted{"pkcs11:object=a=b", {.object = "a=b"}},
        Accepted{"pkcs11:token=%C3%A9lan", {.token = "\xc3\xa9lan"}}));

struct Refused {
  std::string text;
  Reason reason = Reason::key_uri_malformed;
};
void PrintTo(const Refused& refused, std::ostream* out) { *out << refused.text; }
class Pkcs11UriRefused : public testing::TestWithParam<Refused> {};
TEST_P(Pkcs11UriRefused, IsNotRead) {
  const auto uri = read_pkcs11_uri(GetParam().text);
  ASSERT_FALSE(uri);
  EXPECT_EQ(uri.error().reason, GetParam().reason);
  EXPECT_EQ(uri.error().detail.find("1234"), std::string::npos);
}
INSTANTIATE_TEST_SUITE_P(
    Uris, Pkcs11UriRefused,
    testing::Values(Refused{""}, Refused{"pkcs12:object=a"}, Refused{"PKCS11:object=a"},
                    Refused{"pkcs11:object=a;object=a"}, Refused{"pkcs11:type=cert"}, Refused{"pkcs11:type=public"},
                    Refused{"pkcs11:type="}, Refused{"pkcs11:object"}, Refused{"pkcs11:;"}, Refused{"pkcs11:object=a;"},
                    Refused{"pkcs11:object=a;;token=b"}, Refused{"pkcs11:x-made-up=1"},
                    Refused{"pkcs11:library-version=3"}, Refused{"pkcs11:module-path=/usr/lib/p11.so"},
                    Refused{"pkcs11:object=a b"}, Refused{"pkcs11:object=\xc3\xa9"}, Refused{"pkcs11:object=%"},
                    Refused{"pkcs11:object=%4"}, Refused{"pkcs11:object=%zz"}, Refused{"pkcs11:object=%00"},
                    Refused{"pkcs11:token=%ff"}, Refused{"pkcs11:slot-id="}, Refused{"pkcs11:slot-id=-1"},
                    Refused{"pkcs11:slot-id=0x1"}, Refused{"pkcs11:slot-id=123456789012345678901"},
                    Refused{"pkcs11:?module-name=p11"}, Refused{"pkcs11:?module-path=/a&module-path=/a"},
                    Refused{"pkcs11:object=a?module-path=/a?b=1&c"},
                    Refused{"pkcs11:object=a?pin-value=1234", Reason::key_pin_in_uri},
                    Refused{"pkcs11:object=a?module-path=/a&pin-source=file:/etc/pin", Reason::key_pin_in_uri},
                    Refused{"pkcs11:object=%?pin-value=1234", Reason::key_pin_in_uri}));

}  // namespace
}  // namespace sceau
