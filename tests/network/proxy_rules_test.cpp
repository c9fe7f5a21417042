// SPDX-License-Identifier: Apache-2.0
#include "network/proxy_rules.h"

#include <gtest/gtest.h>

namespace sceau {
namespace {

struct BypassCase {
  const char* none_for;
  const char* host;
  std::uint16_t port;
  bool bypasses;
};

class BypassTest : public testing::TestWithParam<BypassCase> {};

TEST_P(BypassTest, FollowsTheList) {
  const auto& [none_for, host, port, bypasses] = GetParam();
  EXPECT_EQ(bypasses_proxy(none_for, host, port), bypasses) << none_for << " for " << host;
}

INSTANTIATE_TEST_SUITE_P(
    NoProxy, BypassTest,
    testing::Values(
        BypassCase{"", "example.org", 80, false}, BypassCase{"*", "example.org", 80, true},
        BypassCase{"example.org", "example.org", 80, true}, BypassCase{"example.org", "tsa.example.org", 80, true},
        BypassCase{"example.org", "TSA.Example.ORG", 80, true}, BypassCase{"example.org", "notexample.org", 80, false},
        BypassCase{"example.org", "example.org.evil", 80, false},
        BypassCase{".example.org", "tsa.example.org", 80, true}, BypassCase{".example.org", "example.org", 80, false},
        BypassCase{" a.org , example.org ", "example.org", 80, true},
        BypassCase{"example.org:8080", "example.org", 8080, true},
        BypassCase{"example.org:8080", "example.org", 80, false}, BypassCase{"10.0.0.1", "10.0.0.1", 80, true},
        BypassCase{"10.0.0.1", "10.0.0.10", 80, false}, BypassCase{"10.0.0.0/8", "10.1.2.3", 80, true},
        BypassCase{"10.0.0.0/8", "11.1.2.3", 80, false}, BypassCase{"10.0.0.0/99", "10.1.2.3", 80, false},
        BypassCase{"::1", "::1", 80, true}, BypassCase{"[::1]:80", "::1", 80, true},
        BypassCase{"[::1]:80", "::1", 81, false}, BypassCase{"0.0.1", "10.0.0.1", 80, false},
        BypassCase{",:,.,", "example.org", 80, false}));

TEST(Proxy, IsReadFromItsUsualForms) {
  const auto whole = proxy_from("http://jeanne:s%40fe@proxy.example:3128/");
  ASSERT_TRUE(whole);
  EXPECT_EQ(whole->host, "proxy.example");
  EXPECT_EQ(whole->port, 3128);
  EXPECT_EQ(whole->credentials, "jeanne:s@fe");
  EXPECT_EQ(proxy_from("proxy.example:3128").value_or(HttpProxy{}).port, 3128);
  EXPECT_EQ(proxy_from("http://[::1]:3128").value_or(HttpProxy{}).host, "::1");
}

TEST(Proxy, OfAnotherKindIsRefused) {
  EXPECT_FALSE(proxy_from("socks5://proxy.example:1080"));
  EXPECT_FALSE(proxy_from("https://proxy.example:3128"));
  EXPECT_FALSE(proxy_from("http://:3128"));
}

}  // namespace
}  // namespace sceau
