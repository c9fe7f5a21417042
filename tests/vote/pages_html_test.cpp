// SPDX-License-Identifier: Apache-2.0
#include "vote/pages/html.h"

#include <gmock/gmock.h>

#include "tests/vote/page_browser.h"
#include "vote/pages/form_fields.h"

namespace sceau {
namespace {

using testing::ElementsAre;
using testing::Pair;

struct EscapeCase {
  std::string_view text, markup;
};

class HtmlText : public testing::TestWithParam<EscapeCase> {};

TEST_P(HtmlText, is_escaped_in_content_and_attributes) {
  EXPECT_EQ(Html(GetParam().text).markup(), GetParam().markup);
  EXPECT_EQ(element("p", {{"title", std::string(GetParam().text)}}, "x").markup(),
            "<p title=\"" + std::string(GetParam().markup) + "\">x</p>");
}

INSTANTIATE_TEST_SUITE_P(Texts, HtmlText,
                         testing::Values(EscapeCase{"plain, é and 漢", "plain, é and 漢"},
                                         EscapeCase{"<script>", "&lt;script&gt;"}, EscapeCase{"a & b", "a &amp; b"},
                                         EscapeCase{"\" onclick='x'", "&quot; onclick=&#39;x&#39;"},
                                         EscapeCase{"&amp;", "&amp;amp;"}, EscapeCase{"line\nline", "line\nline"},
                                         EscapeCase{"bell\a", "bell\xEF\xBF\xBD"},
                                         EscapeCase{"\xC3<", "\xEF\xBF\xBD&lt;"},
                                         EscapeCase{"\xEF\xBF\xBE", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"}));

TEST(Html, parts_are_joined_and_elements_nest) {
  EXPECT_EQ(element("ul", {element("li", "<1>"), element("li", {{"id", "b"}}, "2")}).markup(),
            "<ul><li>&lt;1&gt;</li><li id=\"b\">2</li></ul>");
  EXPECT_EQ(void_element("input", {{"name", "a"}}).markup(), "<input name=\"a\" />");
  EXPECT_TRUE(Html().empty());
}

TEST(FormFields, are_decoded) {
  auto fields = read_form_fields(as_bytes("a=1&b=%C3%A9+x&c=&d&e=%20t%0D%0A"));
  ASSERT_TRUE(fields);
  EXPECT_THAT(*fields,
              ElementsAre(Pair("a", "1"), Pair("b", "é x"), Pair("c", ""), Pair("d", ""), Pair("e", " t\r\n")));
  EXPECT_EQ(field(*fields, "e"), "t");
  EXPECT_EQ(field(*fields, "absent"), "");
  wipe(*fields);
  EXPECT_TRUE(fields->empty());
}

TEST(FormFields, what_is_no_form_is_malformed) {
  std::string many;
  for (int i = 0; i < 2001; ++i) many += "f" + std::to_string(i) + "=&";
  for (const std::string& body : {std::string("a=1&a=2"), std::string("a=%"), std::string("a=%4"), std::string("a=%zz"),
                                  std::string("a=%FF"), std::string("a=%00"), std::string("%07=a"), many}) {
    const auto fields = read_form_fields(as_bytes(body));
    ASSERT_FALSE(fields) << body.substr(0, 20);
    EXPECT_EQ(fields.error().reason, Reason::vote_malformed);
  }
  EXPECT_TRUE(read_form_fields({}));
}

}  // namespace
}  // namespace sceau
