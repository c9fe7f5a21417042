// SPDX-License-Identifier: Apache-2.0
#include "formats/xml/xml_reader.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

#include "formats/xml/canonical_form.h"
#include "foundation/file_bytes.h"

namespace sceau {
namespace {

using namespace std::string_literals;

std::string repeat(std::string_view text, std::size_t count) {
  std::string result;
  for (std::size_t i = 0; i < count; ++i) result += text;
  return result;
}

std::string nested(std::size_t depth) { return repeat("<a>", depth) + repeat("</a>", depth); }

std::string with_attributes(std::size_t count) {
  std::string element = "<a";
  for (std::size_t i = 0; i < count; ++i) element += " a" + std::to_string(i) + "=''";
  return element + "/>";
}

std::string nested_with_attributes(std::size_t depth) {
  const auto element = with_attributes(256);
  return repeat(element.substr(0, element.size() - 2) + ">", depth) + repeat("</a>", depth);
}

std::string utf16(std::string_view ascii, bool little, bool with_mark) {
  std::string result;
  const auto put = [&](char high, char low) { result += little ? std::string{low, high} : std::string{high, low}; };
  if (with_mark) put('\xFE', '\xFF');
  for (const char c : ascii) put('\0', c);
  return result;
}

struct Case {
  std::string name;
  std::string source;
  std::optional<Reason> refused;
};

class XmlReaderTest : public testing::TestWithParam<Case> {};

TEST_P(XmlReaderTest, AcceptsOrRefuses) {
  const auto tree = read_xml(as_bytes(GetParam().source));
  ASSERT_EQ(!tree, GetParam().refused.has_value()) << (tree ? "" : tree.error().detail);
  if (tree) return;
  EXPECT_EQ(stable_name(tree.error().reason), stable_name(*GetParam().refused)) << tree.error().detail;
}

INSTANTIATE_TEST_SUITE_P(
    WellFormed, XmlReaderTest,
    testing::Values(Case{"one element", "<a/>", {}}, Case{"nothing", "", Reason::xml_malformed},
                    Case{"text only", "a", Reason::xml_malformed}, Case{"two roots", "<a/><b/>", Reason::xml_malformed},
                    Case{"comments around", "<!--x--><a/><!--y-->", {}},
                    Case{"text behind", "<a/>x", Reason::xml_malformed},
                    Case{"a null behind", "<a/>\0<b/>"s, Reason::xml_malformed},
                    Case{"a null reference", "<a>good&#0;evil</a>", Reason::xml_malformed},
                    Case{"the highest character", "<a>&#x10FFFF;</a>", {}},
                    Case{"an overflowing reference", "<a>&#x100000041;</a>", Reason::xml_malformed},
                    Case{"an attribute twice", "<a b='' b=''/>", Reason::xml_malformed},
                    Case{"an unknown entity", "<a>&evil;</a>", Reason::xml_malformed},
                    Case{"the five entities", "<a>&amp;&lt;&gt;&quot;&apos;</a>", {}}));

INSTANTIATE_TEST_SUITE_P(Namespaces, XmlReaderTest,
                         testing::Values(Case{"bound", "<p:a xmlns:p='u:x'/>", {}},
                                         Case{"unbound", "<p:a/>", Reason::xml_malformed},
                                         Case{"unbound attribute", "<a p:b=''/>", Reason::xml_malformed},
                                         Case{"two colons", "<p:a:b xmlns:p='u:x'/>", Reason::xml_malformed},
                                         Case{"prefix undone", "<a xmlns:p=''/>", Reason::xml_malformed},
                                         Case{"default undone", "<a xmlns='u:x'><b xmlns=''/></a>", {}},
                                         Case{"xmlns rebound", "<a xmlns:xmlns='u:x'/>", Reason::xml_malformed},
                                         Case{"same name twice by two prefixes",
                                              "<a xmlns:p='u:x' xmlns:q='u:x' p:b='' q:b=''/>", Reason::xml_malformed},
                                         Case{"relative is well-formed", "<a xmlns='x'/>", {}}));

INSTANTIATE_TEST_SUITE_P(
    Doctypes, XmlReaderTest,
    testing::Values(Case{"plain", "<!DOCTYPE a><a/>", Reason::xml_doctype},
                    Case{"entities", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", Reason::xml_doctype},
                    Case{"external", "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>", Reason::xml_doctype},
                    Case{"in a comment", "<!--<!DOCTYPE a>--><a/>", {}}));

INSTANTIATE_TEST_SUITE_P(
    Encodings, XmlReaderTest,
    testing::Values(Case{"UTF-8 with mark", "\xEF\xBB\xBF<a/>", {}},
                    Case{"UTF-16 little", utf16("<a/>", true, true), {}},
                    Case{"UTF-16 big", utf16("<a/>", false, true), {}},
                    Case{"Latin-1", "<?xml version='1.0' encoding='ISO-8859-1'?><a>\xE9</a>", {}},
                    Case{"Latin-1 undeclared", "<a>\xE9</a>", Reason::xml_malformed},
                    Case{"ASCII", "<?xml version='1.0' encoding='us-ascii'?><a>e</a>", {}},
                    Case{"ASCII with more", "<?xml version='1.0' encoding='us-ascii'?><a>\xE9</a>",
                         Reason::xml_malformed},
                    Case{"windows-1252", "<?xml version='1.0' encoding='windows-1252'?><a/>", Reason::xml_encoding},
                    Case{"a lie", "<?xml version='1.0' encoding='UTF-16'?><a/>", Reason::xml_encoding},
                    Case{"XML 1.1", "<?xml version='1.1'?><a/>", Reason::xml_malformed}));

INSTANTIATE_TEST_SUITE_P(
    Limits, XmlReaderTest,
    testing::Values(Case{"256 levels", nested(256), {}}, Case{"257 levels", nested(257), Reason::xml_too_deep},
                    Case{"10,000 levels", nested(10'000), Reason::xml_too_deep},
                    Case{"256 attributes", with_attributes(256), {}},
                    Case{"257 attributes", with_attributes(257), Reason::xml_too_complex},
                    Case{"1024 attributes in scope", nested_with_attributes(4), {}},
                    Case{"more in scope", nested_with_attributes(5), Reason::xml_too_complex},
                    Case{"16 MB of text", "<a>" + std::string(std::size_t{16} << 20, 'x') + "</a>", {}},
                    Case{"a byte more", "<a>" + std::string((std::size_t{16} << 20) + 1, 'x') + "</a>",
                         Reason::xml_too_complex}));

// Ids and prefixes are chosen by whoever made the file: finding them must not depend on how.
TEST(XmlReaderTest, ManyIdsAndPrefixesCostLittle) {
  std::string source = "<a>";
  for (int i = 0; i < 50'000; ++i) {
    const auto number = std::to_string(i);
    source += "<p" + number + ":b xmlns:p" + number + "='urn:x' Id='" + std::to_string(i % 25'000) + "'/>";
  }
  const auto tree = read_xml(as_bytes(source + "</a>"));
  ASSERT_TRUE(tree) << tree.error().detail;
  EXPECT_EQ(tree->duplicate_ids().size(), 25'000U);
  EXPECT_TRUE(canonical_bytes(*tree, {.apex = tree->document()}, {.method = CanonicalMethod::exclusive_1_0}));
}

TEST(XmlReaderTest, HasConfigurableLimits) {
  const auto source = "<a><b/><c/></a>"s;
  EXPECT_TRUE(read_xml(as_bytes(source), {.nodes = 3}));
  EXPECT_EQ(read_xml(as_bytes(source), {.nodes = 2}).error().reason, Reason::xml_too_complex);
  EXPECT_TRUE(read_xml(as_bytes(source), {.document_bytes = source.size()}));
  EXPECT_EQ(read_xml(as_bytes(source), {.document_bytes = source.size() - 1}).error().reason, Reason::input_too_large);
}

TEST(XmlReaderTest, NamesThePlaceOfAnError) {
  const auto tree = read_xml(as_bytes("<a>\n  <b></c></a>"));
  ASSERT_FALSE(tree);
  EXPECT_EQ(tree.error().detail, "line 2, column 8: mismatched tag");
}

TEST(XmlReaderTest, FindsElementsById) {
  const auto tree = read_xml(as_bytes("<a Id='1'><b ID='2'/><c id='3'/><d xml:id='4'/><e name='5'/></a>"));
  for (const auto& [id, name] : {std::pair{"1", "a"}, {"2", "b"}, {"3", "c"}, {"4", "d"}}) {
    EXPECT_EQ(tree->element_with_id(id)->name(), name);
  }
  EXPECT_EQ(tree->element_with_id("5").error().reason, Reason::xml_reference_not_found);
  EXPECT_TRUE(tree->duplicate_ids().empty());
}

TEST(XmlReaderTest, RemembersDuplicateIds) {
  const auto tree = read_xml(as_bytes("<a Id='1'><b id='1'/><c Id='2' ID='2'/></a>"));
  EXPECT_EQ(tree->duplicate_ids(), (std::set<std::string, std::less<>>{"1"}));
  EXPECT_EQ(tree->element_with_id("1").error().reason, Reason::xml_duplicate_id);
  EXPECT_EQ(tree->element_with_id("2")->name(), "c");  // one element, though under two names
}

struct RootEndCase {
  std::string source;
  RootEnd expected;
};

TEST(XmlReaderTest, KnowsWhereTheRootEnds) {
  const std::vector<RootEndCase> cases = {
      {"<a>x</a>", {4, false}},
      {"<!--<a/>--><a>x</a >\n<!--y-->", {15, false}},
      {"<a/>", {2, true}},
      {"<a b='/>' />\n", {10, true}},
      {"\xEF\xBB\xBF<a/>", {5, true}},
      {utf16("<a>x</a>", true, true), {10, false}},
      {utf16("<a/>", false, true), {6, true}},
      // A name that ends in U+012F: one of its two bytes is that of a slash.
      {"\xFE\xFF"s + "\0<\0a"s + "\x01\x2F"s + "\0>\0<\0/\0a"s + "\x01\x2F"s + "\0>"s, {10, false}},
  };
  for (const auto& [source, expected] : cases) {
    const auto tree = read_xml(as_bytes(source));
    ASSERT_TRUE(tree) << source << tree.error().detail;
    EXPECT_EQ(tree->root_end().offset, expected.offset) << source;
    EXPECT_EQ(tree->root_end().self_closing, expected.self_closing) << source;
  }
}

// The rows of a corpus table: path, expectation.
std::vector<std::pair<std::string, std::string>> read_expectations(const Path& folder) {
  std::vector<std::pair<std::string, std::string>> rows;
  std::ifstream table(folder / "expected.tsv");
  std::string line;
  std::getline(table, line);
  while (std::getline(table, line)) {
    const auto tab = line.find('\t');
    rows.emplace_back(line.substr(0, tab), line.substr(tab + 1, line.find('\t', tab + 1) - tab - 1));
  }
  return rows;
}

TEST(XmlReaderTest, MatchesTheStrictCorpus) {
  const char* corpus = std::getenv("SCEAU_CORPUS");
  if (corpus == nullptr) GTEST_SKIP() << "SCEAU_CORPUS is not set";
  const auto folder = Path(corpus) / "xml-strict";
  for (const auto& [path, expectation] : read_expectations(folder)) {
    if (expectation == "either") continue;
    const auto file = read_file(folder / path, 1 << 20);
    ASSERT_TRUE(file) << path;
    const auto written = canonicalize_document(*file, {}, [](ByteView) {});
    EXPECT_EQ(static_cast<bool>(written), expectation == "accept") << path;
  }
}

}  // namespace
}  // namespace sceau
