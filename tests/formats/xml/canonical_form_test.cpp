// SPDX-License-Identifier: Apache-2.0
#include "formats/xml/canonical_form.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "formats/xml/xml_reader.h"
#include "foundation/file_bytes.h"

namespace sceau {
namespace {

struct Case {
  std::string_view name, method, source, expected;
};

class CanonicalFormTest : public testing::TestWithParam<Case> {};

TEST_P(CanonicalFormTest, OfAWholeDocument) {
  const auto& test = GetParam();
  std::string result;
  const auto written = canonicalize_document(as_bytes(test.source), canonical_form_named(test.method).value(),
                                             [&](ByteView piece) { result += as_text(piece); });
  ASSERT_TRUE(written) << written.error().detail;
  EXPECT_EQ(result, test.expected);
}

// Most of these are from the examples of Canonical XML 1.0, section 3.
INSTANTIATE_TEST_SUITE_P(
    Inclusive, CanonicalFormTest,
    testing::Values(
        Case{"outside the root", "c14n", "<?xml version='1.0'?>\n\n<?x y?>\n<a>b</a>\n<?z?>\n<!--c-->\n\n<!--d-->",
             "<?x y?>\n<a>b</a>\n<?z?>"},
        Case{"outside the root", "c14n+comments", "<?x y?>\n<a>b</a>\n<?z?>\n<!--c-->\n\n<!--d-->",
             "<?x y?>\n<a>b</a>\n<?z?>\n<!--c-->\n<!--d-->"},
        Case{"empty elements, attribute order", "c14n",
             "<e5 a:attr='out' b:attr='sorted' attr2='all' attr='I&apos;m' xmlns:b='http://www.ietf.org' "
             "xmlns:a='http://www.w3.org' xmlns='http://example.org'/>",
             "<e5 xmlns=\"http://example.org\" xmlns:a=\"http://www.w3.org\" xmlns:b=\"http://www.ietf.org\" "
             "attr=\"I'm\" attr2=\"all\" b:attr=\"sorted\" a:attr=\"out\"></e5>"},
        Case{"default namespace undone", "c14n", "<a xmlns='u:x'><b xmlns=''><c xmlns='u:x'/></b></a>",
             "<a xmlns=\"u:x\"><b xmlns=\"\"><c xmlns=\"u:x\"></c></b></a>"},
        Case{"superfluous declarations", "c14n", "<a xmlns:p='u:x'><b xmlns:p='u:x' xmlns=''/></a>",
             "<a xmlns:p=\"u:x\"><b></b></a>"},
        Case{"text", "c14n", "<a>&#13;\r\n&amp;&lt;&gt;\"<![CDATA[<&>]]>\t</a>",
             "<a>&#xD;\n&amp;&lt;&gt;\"&lt;&amp;&gt;\t</a>"},
        Case{"attribute value", "c14n", "<a b='&#9;&#10;&#13;\t&lt;&gt;&quot;&amp;'/>",
             "<a b=\"&#x9;&#xA;&#xD; &lt;>&quot;&amp;\"></a>"},
        Case{"a comment splits no text", "c14n", "<a>user@x<!---->.evil</a>", "<a>user@x.evil</a>"},
        Case{"Latin-1", "c14n", "<?xml version='1.0' encoding='ISO-8859-1'?><a>\xA9</a>", "<a>\xC2\xA9</a>"},
        Case{"Latin-2", "c14n", "<?xml version='1.0' encoding='iso-8859-2'?><a>\xF5</a>", "<a>\xC5\x91</a>"},
        Case{"xml prefix is never declared", "c14n",
             "<a xmlns:xml='http://www.w3.org/XML/1998/namespace' xml:lang='fr'/>", "<a xml:lang=\"fr\"></a>"}));

INSTANTIATE_TEST_SUITE_P(
    Exclusive, CanonicalFormTest,
    testing::Values(Case{"unused prefixes go", "exc-c14n", "<a xmlns:p='u:x' xmlns='u:y'><p:b/></a>",
                         "<a xmlns=\"u:y\"><p:b xmlns:p=\"u:x\"></p:b></a>"},
                    Case{"siblings declare alike", "exc-c14n", "<a xmlns:p='u:x'><p:b/><p:c/></a>",
                         "<a><p:b xmlns:p=\"u:x\"></p:b><p:c xmlns:p=\"u:x\"></p:c></a>"},
                    Case{"attributes use prefixes", "exc-c14n", "<a xmlns:p='u:x' xmlns:q='u:y' p:c=''/>",
                         "<a xmlns:p=\"u:x\" p:c=\"\"></a>"},
                    Case{"default undone where used", "exc-c14n",
                         "<a xmlns='u:x'><p:b xmlns:p='u:y' xmlns=''><c/></p:b></a>",
                         "<a xmlns=\"u:x\"><p:b xmlns:p=\"u:y\"><c xmlns=\"\"></c></p:b></a>"},
                    Case{"comments", "exc-c14n+comments", "<a><!--b--></a>", "<a><!--b--></a>"}));

struct SubtreeCase {
  std::string_view name, method, source, expected;
  std::vector<std::string> prefixes = {};
};

class SubtreeTest : public testing::TestWithParam<SubtreeCase> {};

TEST_P(SubtreeTest, OfTheElementX) {
  const auto& test = GetParam();
  const auto tree = read_xml(as_bytes(test.source));
  ASSERT_TRUE(tree);
  auto form = canonical_form_named(test.method).value();
  form.inclusive_prefixes = test.prefixes;
  const auto bytes = canonical_bytes(*tree, {.apex = *tree->element_with_id("x")}, form);
  ASSERT_TRUE(bytes);
  EXPECT_EQ(as_text(*bytes), test.expected);
}

INSTANTIATE_TEST_SUITE_P(
    Subtrees, SubtreeTest,
    testing::Values(SubtreeCase{"namespaces of ancestors", "c14n", "<a xmlns:p='u:x' xmlns='u:y'><b Id='x'/></a>",
                                "<b xmlns=\"u:y\" xmlns:p=\"u:x\" Id=\"x\"></b>"},
                    SubtreeCase{"default undone above", "c14n", "<a xmlns='u:y'><c xmlns=''><b Id='x'/></c></a>",
                                "<b Id=\"x\"></b>"},
                    SubtreeCase{
                        "xml attributes: nearest wins", "c14n",
                        "<a xml:lang='fr' xml:base='u:a'><c xml:lang='en'><b Id='x' xml:space='preserve'/></c></a>",
                        "<b Id=\"x\" xml:base=\"u:a\" xml:lang=\"en\" xml:space=\"preserve\"></b>"},
                    SubtreeCase{"1.1 joins xml:base, keeps xml:id", "c14n11",
                                "<a xml:lang='fr' xml:base='http://h/d/e' xml:id='i'><b Id='x' xml:base='../f'/></a>",
                                "<b Id=\"x\" xml:base=\"http://h/f\" xml:lang=\"fr\"></b>"},
                    SubtreeCase{"exclusive takes nothing over", "exc-c14n",
                                "<a xmlns:p='u:x' xml:lang='fr'><b Id='x'/></a>", "<b Id=\"x\"></b>"},
                    SubtreeCase{"but what is used", "exc-c14n", "<a xmlns:p='u:x'><p:b Id='x'/></a>",
                                "<p:b xmlns:p=\"u:x\" Id=\"x\"></p:b>"},
                    SubtreeCase{"and what is listed",
                                "exc-c14n",
                                "<a xmlns:p='u:x' xmlns:q='u:z' xmlns='u:y'><q:b Id='x'/></a>",
                                "<q:b xmlns=\"u:y\" xmlns:p=\"u:x\" xmlns:q=\"u:z\" Id=\"x\"></q:b>",
                                {"p", "#default"}}));

TEST(CanonicalFormTest, LeavesExcludedElementsOut) {
  const auto tree = read_xml(as_bytes("<a>1<b Id='x'>2</b>3<c/></a>"));
  const auto bytes = canonical_bytes(*tree, {.apex = tree->document(), .excluded = {*tree->element_with_id("x")}}, {});
  EXPECT_EQ(as_text(*bytes), "<a>13<c></c></a>");
}

TEST(CanonicalFormTest, IsNeverEmpty) {
  const auto tree = read_xml(as_bytes("<a><b Id='x'><c Id='y'/></b></a>"));
  const auto outer = *tree->element_with_id("x"), inner = *tree->element_with_id("y");
  for (const NodeSet& nodes :
       {NodeSet{}, NodeSet{.apex = tree->document(), .excluded = {tree->root()}},
        NodeSet{.apex = outer, .excluded = {outer}}, NodeSet{.apex = inner, .excluded = {outer}}}) {
    const auto bytes = canonical_bytes(*tree, nodes, {});
    ASSERT_FALSE(bytes);
    EXPECT_EQ(bytes.error().reason, Reason::xml_reference_not_found);
  }
  EXPECT_EQ(as_text(*canonical_bytes(*tree, {.apex = outer, .excluded = {inner}}, {})), "<b Id=\"x\"></b>");
}

// Canonical XML 1.0, section 1.3. An empty canonical form that is then hashed would let any document pass.
TEST(CanonicalFormTest, RefusesRelativeNamespacesBeforeTheFirstByte) {
  for (const std::string_view source : {"<a xmlns='x'/>", "<a><b xmlns:p='../x'/></a>", "<a xmlns='//h/x'/>"}) {
    bool called = false;
    const auto written = canonicalize_document(as_bytes(source), {}, [&](ByteView) { called = true; });
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().reason, Reason::xml_relative_namespace);
    EXPECT_FALSE(called);
  }
  EXPECT_TRUE(canonicalize_document(as_bytes("<a xmlns='urn:x'/>"), {}, [](ByteView) {}));
}

TEST(CanonicalFormTest, KnowsItsAlgorithms) {
  for (const std::string_view name :
       {"c14n", "c14n+comments", "c14n11", "c14n11+comments", "exc-c14n", "exc-c14n+comments"}) {
    const auto form = canonical_form_named(name);
    ASSERT_TRUE(form);
    EXPECT_EQ(canonical_form_of(algorithm_uri(*form)), form);
  }
  EXPECT_FALSE(canonical_form_named("c14n12"));
  EXPECT_FALSE(canonical_form_of("http://www.w3.org/2001/10/xml-exc-c14n"));
}

struct CorpusRow {
  std::string path, mode, expected;
};

std::vector<CorpusRow> read_rows(const Path& table_path) {
  std::vector<CorpusRow> rows;
  std::ifstream table(table_path);
  std::string line;
  std::getline(table, line);
  while (std::getline(table, line)) {
    std::istringstream fields(line);
    CorpusRow row;
    std::getline(fields, row.path, '\t');
    std::getline(fields, row.mode, '\t');
    std::getline(fields, row.expected, '\t');
    rows.push_back(row);
  }
  return rows;
}

TEST(CanonicalFormTest, MatchesTheCorpus) {
  const char* corpus = std::getenv("SCEAU_CORPUS");
  if (corpus == nullptr) GTEST_SKIP() << "SCEAU_CORPUS is not set";
  const auto folder = Path(corpus) / "c14n";
  for (const auto& row : read_rows(folder / "expected.tsv")) {
    if (row.expected.starts_with("sha256:")) continue;  // this room cannot hash
    const auto source = map_file(folder / row.path);
    ASSERT_TRUE(source) << row.path;
    std::string bytes;
    const auto written = canonicalize_document(source->bytes(), canonical_form_named(row.mode).value(),
                                               [&](ByteView piece) { bytes += as_text(piece); });
    EXPECT_EQ(static_cast<bool>(written), row.expected != "refuse") << row.path;
    if (!written) continue;
    const auto expected = map_file(folder / row.expected);
    ASSERT_TRUE(expected) << row.expected;
    EXPECT_TRUE(bytes == as_text(expected->bytes())) << row.path << ' ' << row.mode;
  }
}

}  // namespace
}  // namespace sceau
