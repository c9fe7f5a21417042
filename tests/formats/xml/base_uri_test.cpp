// SPDX-License-Identifier: Apache-2.0
#include "formats/xml/base_uri.h"

#include <gtest/gtest.h>

#include <array>

namespace sceau {
namespace {

struct Case {
  std::string_view base, reference, expected;
};

// RFC 3986, section 5.4.1 (without the fragment); the second half from Canonical XML 1.1, section 2.4.
constexpr std::array cases = {
    Case{"http://a/b/c/d;p?q", "g:h", "g:h"},
    Case{"http://a/b/c/d;p?q", "g", "http://a/b/c/g"},
    Case{"http://a/b/c/d;p?q", "./g", "http://a/b/c/g"},
    Case{"http://a/b/c/d;p?q", "g/", "http://a/b/c/g/"},
    Case{"http://a/b/c/d;p?q", "/g", "http://a/g"},
    Case{"http://a/b/c/d;p?q", "//g", "http://g"},
    Case{"http://a/b/c/d;p?q", "?y", "http://a/b/c/d;p?y"},
    Case{"http://a/b/c/d;p?q", "g?y", "http://a/b/c/g?y"},
    Case{"http://a/b/c/d;p?q", ";x", "http://a/b/c/;x"},
    Case{"http://a/b/c/d;p?q", "", "http://a/b/c/d;p?q"},
    Case{"http://a/b/c/d;p?q", ".", "http://a/b/c/"},
    Case{"http://a/b/c/d;p?q", "..", "http://a/b/"},
    Case{"http://a/b/c/d;p?q", "../g", "http://a/b/g"},
    Case{"http://a/b/c/d;p?q", "../..", "http://a/"},
    Case{"http://a/b/c/d;p?q", "../../g", "http://a/g"},
    Case{"http://a", "g", "http://a/g"},
    Case{"abc/", "../", ""},
    Case{"../abc/", "..", "../"},
    Case{"..", "..", "../../"},
    Case{"foo/bar", "x", "foo/x"},
    Case{"foo//bar/", "x", "foo/bar/x"},
};

TEST(BaseUriTest, Joins) {
  for (const auto& [base, reference, expected] : cases) {
    EXPECT_EQ(join_uri(base, reference), expected) << base << " + " << reference;
  }
}

}  // namespace
}  // namespace sceau
