// SPDX-License-Identifier: Apache-2.0
#include "foundation/http_message.h"

#include <gmock/gmock.h>

namespace sceau {
namespace {

TEST(HttpMessageTest, HeaderNamesAreComparedWithoutCase) {
  const HttpHeaders headers{{"content-type", "text/plain"}, {"Content-Type", "second"}, {"Content", "short"}};
  EXPECT_EQ(header(headers, "Content-Type"), "text/plain");
  EXPECT_EQ(header(headers, "CONTENT"), "short");
  EXPECT_EQ(header(headers, "Content-Typ"), "");
  EXPECT_EQ(header({}, "Content-Type"), "");
}

}  // namespace
}  // namespace sceau
