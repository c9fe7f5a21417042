// SPDX-License-Identifier: Apache-2.0
#include "formats/xml/xml_signature.h"

#include <gtest/gtest.h>

#include "formats/xml/signature_reference.h"
#include "formats/xml/xml_reader.h"

namespace sceau {
namespace {

using namespace std::string_literals;

constexpr std::string_view exclusive = "http://www.w3.org/2001/10/xml-exc-c14n#";

struct Parts {
  std::string canonicalization = R"(<CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>)";
  std::string method = R"(<SignatureMethod Algorithm="urn:method"/>)";
  std::string attributes = R"(URI="")";
  std::string transforms = "";
  std::string digest = R"(<DigestMethod Algorithm="urn:digest"/><DigestValue>AAAA</DigestValue>)";
  std::string value = "<SignatureValue>BBBB</SignatureValue>";
  std::string rest = "";
};

std::string reference(const Parts& parts) {
  const auto transforms = parts.transforms.empty() ? "" : "<Transforms>" + parts.transforms + "</Transforms>";
  return "<Reference " + parts.attributes + ">" + transforms + parts.digest + "</Reference>";
}

std::string signature(const Parts& parts) {
  return R"(<Signature xmlns="http://www.w3.org/2000/09/xmldsig#" Id="s"><SignedInfo>)" + parts.canonicalization +
         parts.method + reference(parts) + "</SignedInfo>" + parts.value + parts.rest + "</Signature>";
}

struct StructureCase {
  std::string name;
  std::string source;
  std::optional<Reason> finding;
};

class StructureTest : public testing::TestWithParam<StructureCase> {};

TEST_P(StructureTest, IsFoundOrNot) {
  const auto tree = read_xml(as_bytes(GetParam().source));
  ASSERT_TRUE(tree) << tree.error().detail;
  ASSERT_EQ(tree->signatures().size(), 1U);
  auto read = read_signature(tree->signatures().front());
  for (const auto& each : read.references) append(read.findings, each.findings);
  if (!GetParam().finding) {
    EXPECT_TRUE(read.findings.empty()) << read.findings.front().detail;
  } else {
    EXPECT_TRUE(contains(read.findings, *GetParam().finding));
  }
}

std::string many(std::string_view text, std::size_t count) {
  std::string result;
  for (std::size_t i = 0; i < count; ++i) result += text;
  return result;
}

std::string transform(std::string_view uri, std::string_view content = "") {
  return "<Transform Algorithm=\"" + std::string(uri) + "\">" + std::string(content) + "</Transform>";
}

constexpr auto malformed = Reason::xml_signature_malformed;
constexpr auto refused = Reason::xml_transform_refused;

INSTANTIATE_TEST_SUITE_P(
    Elements, StructureTest,
    testing::Values(
        StructureCase{"complete", signature({}), {}},
        StructureCase{"with objects", signature({.rest = "<KeyInfo/><Object/><Object/>"}), {}},
        StructureCase{"two KeyInfo", signature({.rest = "<KeyInfo/><KeyInfo/>"}), malformed},
        StructureCase{"KeyInfo behind Object", signature({.rest = "<Object/><KeyInfo/>"}), malformed},
        StructureCase{"foreign element", signature({.rest = "<x xmlns='urn:x'/>"}), malformed},
        StructureCase{"no value", signature({.value = ""}), malformed},
        StructureCase{"value not base64", signature({.value = "<SignatureValue>B</SignatureValue>"}), malformed},
        StructureCase{"value in lines", signature({.value = "<SignatureValue>\nBB\r\nBB\n</SignatureValue>"}), {}},
        StructureCase{"comment in value", signature({.value = "<SignatureValue>BB<!---->BB</SignatureValue>"}),
                      malformed},
        StructureCase{"instruction in value", signature({.value = "<SignatureValue>BB<?x?>BB</SignatureValue>"}),
                      malformed},
        StructureCase{"CDATA is text", signature({.value = "<SignatureValue>BB<![CDATA[BB]]></SignatureValue>"}), {}},
        StructureCase{"no canonicalization", signature({.canonicalization = ""}), refused},
        StructureCase{"unknown canonicalization",
                      signature({.canonicalization = "<CanonicalizationMethod Algorithm='urn:x'/>"}), refused},
        StructureCase{"method with parameters",
                      signature({.method = "<SignatureMethod Algorithm='urn:x'><HMACOutputLength>1</HMACOutputLength>"
                                           "</SignatureMethod>"}),
                      Reason::algorithm_unknown}));

INSTANTIATE_TEST_SUITE_P(
    References, StructureTest,
    testing::Values(
        StructureCase{"no digest", signature({.digest = ""}), malformed},
        StructureCase{"empty digest", signature({.digest = "<DigestMethod Algorithm='urn:x'/><DigestValue/>"}),
                      malformed},
        StructureCase{"comment in digest",
                      signature({.digest = "<DigestMethod Algorithm='u:x'/><DigestValue>AA<!---->AA</DigestValue>"}),
                      malformed},
        StructureCase{"digest twice",
                      signature({.digest = "<DigestMethod Algorithm='u:x'/><DigestValue>AAAA</DigestValue>"
                                           "<DigestValue>AAAA</DigestValue>"}),
                      malformed},
        StructureCase{"five transforms", signature({.transforms = many(transform(exclusive), 5)}), {}},
        StructureCase{"six transforms", signature({.transforms = many(transform(exclusive), 6)}), malformed}));

std::string filter2(std::string_view text, std::string_view filter = "subtract") {
  return transform("http://www.w3.org/2002/06/xmldsig-filter2",
                   "<f:XPath xmlns:f='http://www.w3.org/2002/06/xmldsig-filter2' "
                   "xmlns:d='http://www.w3.org/2000/09/xmldsig#' xmlns:e='urn:x' Filter='" +
                       std::string(filter) + "'>" + std::string(text) + "</f:XPath>");
}

std::string xpath(std::string_view text) {
  return transform("http://www.w3.org/TR/1999/REC-xpath-19991116",
                   "<XPath xmlns:d='http://www.w3.org/2000/09/xmldsig#'>" + std::string(text) + "</XPath>");
}

INSTANTIATE_TEST_SUITE_P(
    Transforms, StructureTest,
    testing::Values(
        StructureCase{"enveloped",
                      signature({.transforms = transform("http://www.w3.org/2000/09/xmldsig#enveloped-signature")}),
                      {}},
        StructureCase{"base64", signature({.transforms = transform("http://www.w3.org/2000/09/xmldsig#base64")}), {}},
        StructureCase{"filter: all", signature({.transforms = filter2(" /descendant::d:Signature\n")}), {}},
        StructureCase{"filter: of the root", signature({.transforms = filter2("/*/d:Signature")}), {}},
        StructureCase{"filter: another prefix", signature({.transforms = filter2("/descendant::e:Signature")}),
                      refused},
        StructureCase{"filter: unbound prefix", signature({.transforms = filter2("/descendant::q:Signature")}),
                      refused},
        StructureCase{"filter: no prefix", signature({.transforms = filter2("/descendant::Signature")}), refused},
        StructureCase{"filter: intersect", signature({.transforms = filter2("/descendant::d:Signature", "intersect")}),
                      refused},
        StructureCase{"filter: more", signature({.transforms = filter2("/descendant::d:Signature | /x")}), refused},
        StructureCase{"XPath", signature({.transforms = xpath("not(ancestor-or-self::d:Signature)")}), {}},
        StructureCase{"XPath: other", signature({.transforms = xpath("not(ancestor-or-self::d:Object)")}), refused},
        StructureCase{"XPath: comment inside",
                      signature({.transforms = xpath("not(<!---->ancestor-or-self::d:Signature)")}), malformed},
        StructureCase{"XSLT", signature({.transforms = transform("http://www.w3.org/TR/1999/REC-xslt-19991116")}),
                      refused},
        StructureCase{"inclusive prefixes",
                      signature({.transforms = transform(exclusive,
                                                         "<i:InclusiveNamespaces PrefixList='a #default' "
                                                         "xmlns:i='http://www.w3.org/2001/10/xml-exc-c14n#'/>")}),
                      {}},
        StructureCase{"another parameter", signature({.transforms = transform(exclusive, "<XPath/>")}), malformed}));

struct ResolutionCase {
  std::string name;
  Parts parts;
  std::string expected;  // the octets, or empty where it is refused
  std::optional<Reason> refused = std::nullopt;
};

class ResolutionTest : public testing::TestWithParam<ResolutionCase> {};

TEST_P(ResolutionTest, GivesOctetsOrRefuses) {
  const auto& test = GetParam();
  const auto source = "<a><b Id='b'>1<!--c--></b>" + signature(test.parts) + "</a>";
  const auto tree = read_xml(as_bytes(source));
  ASSERT_TRUE(tree);
  const auto read = read_signature(tree->signatures().front());
  Bytes octets;
  const auto data = resolve_reference(*tree, read, read.references.front());
  const auto written =
      data ? write_octets(*tree, *data, [&](ByteView piece) { append(octets, piece); }) : Status(data.error());
  ASSERT_EQ(!written, test.refused.has_value());
  if (test.refused) {
    EXPECT_EQ(stable_name(written.error().reason), stable_name(*test.refused));
  } else {
    EXPECT_EQ(as_text(octets), test.expected);
  }
}

const auto enveloped = transform("http://www.w3.org/2000/09/xmldsig#enveloped-signature");
const auto with_comments = transform("http://www.w3.org/2001/10/xml-exc-c14n#WithComments");
const auto base64_transform = transform("http://www.w3.org/2000/09/xmldsig#base64");

INSTANTIATE_TEST_SUITE_P(
    Uris, ResolutionTest,
    testing::Values(
        ResolutionCase{"document", {.transforms = enveloped}, "<a><b Id=\"b\">1</b></a>"},
        ResolutionCase{
            "document, comments are no part", {.transforms = enveloped + with_comments}, "<a><b Id=\"b\">1</b></a>"},
        ResolutionCase{"document by pointer",
                       {.attributes = "URI='#xpointer(/)'", .transforms = enveloped + with_comments},
                       "<a><b Id=\"b\">1<!--c--></b></a>"},
        ResolutionCase{"element", {.attributes = "URI='#b'", .transforms = with_comments}, "<b Id=\"b\">1</b>"},
        ResolutionCase{"element by pointer",
                       {.attributes = "URI=\"#xpointer(id('b'))\"", .transforms = with_comments},
                       "<b Id=\"b\">1<!--c--></b>"},
        ResolutionCase{"element by pointer, other quotes",
                       {.attributes = "URI='#xpointer(id(\"b\"))'", .transforms = with_comments},
                       "<b Id=\"b\">1<!--c--></b>"},
        ResolutionCase{"no such element", {.attributes = "URI='#c'"}, "", Reason::xml_reference_not_found},
        ResolutionCase{"another pointer", {.attributes = "URI='#xpointer(//b)'"}, "", refused},
        ResolutionCase{"a file", {.attributes = "URI='b.xml'"}, "", Reason::xml_reference_external},
        ResolutionCase{"the web", {.attributes = "URI='http://example.org/'"}, "", Reason::xml_reference_external},
        ResolutionCase{"no URI", {.attributes = ""}, "", Reason::xml_reference_external},
        ResolutionCase{
            "base64",
            {.attributes = "URI='#v'", .transforms = base64_transform, .rest = "<Object Id='v'>Qk<!--x-->I=</Object>"},
            "BB"},
        ResolutionCase{"not base64", {.attributes = "URI='#b'", .transforms = base64_transform}, "", malformed},
        ResolutionCase{"a transform of octets", {.transforms = with_comments + enveloped}, "", refused},
        ResolutionCase{"itself less all signatures",
                       {.attributes = "URI='#s'", .transforms = filter2("/descendant::d:Signature")},
                       "",
                       Reason::xml_reference_not_found}));

TEST(ResolutionTest, RefusesAnAmbiguousId) {
  const auto source = "<a><b Id='b'/><c ID='b'/>" + signature({.attributes = "URI='#b'"}) + "</a>";
  const auto tree = read_xml(as_bytes(source));
  const auto read = read_signature(tree->signatures().front());
  const auto data = resolve_reference(*tree, read, read.references.front());
  ASSERT_FALSE(data);
  EXPECT_EQ(data.error().reason, Reason::xml_duplicate_id);
}

struct ScopeCase {
  std::string name;
  std::string source;
  SignedScope expected;
};

class ScopeTest : public testing::TestWithParam<ScopeCase> {};

TEST_P(ScopeTest, IsJudgedByWhatIsReferredTo) {
  const auto tree = read_xml(as_bytes(GetParam().source));
  const auto read = read_signature(tree->signatures().front());
  const auto data = resolve_reference(*tree, read, read.references.front());
  ASSERT_TRUE(data) << data.error().detail;
  EXPECT_EQ(signed_scope(*tree, read, {*data}), GetParam().expected);
  EXPECT_EQ(signed_scope(*tree, read, {}), SignedScope::nothing);
}

const Parts to_x{.attributes = "URI='#x'"};
const Parts to_object{.attributes = "URI='#x'", .rest = "<Object Id='x'>1</Object>"};
const Parts to_inner{.attributes = "URI='#x'", .rest = "<Object><i Id='x'/></Object>"};
const Parts to_wrapped{.attributes = "URI='#x'",
                       .rest = "<Object>evil</Object><Object><w><Object Id='x'/></w></Object>"};
const Parts to_one_of_two{.attributes = "URI='#x'", .rest = "<Object><i Id='x'/><evil/></Object>"};

INSTANTIATE_TEST_SUITE_P(
    Scopes, ScopeTest,
    testing::Values(
        ScopeCase{"document", "<a>" + signature({.transforms = enveloped}) + "</a>", SignedScope::whole_document},
        ScopeCase{"root", "<a Id='x'>" + signature(to_x) + "</a>", SignedScope::whole_document},
        ScopeCase{"beside other content", "<a><b Id='x'/><evil/>" + signature(to_x) + "</a>", SignedScope::part},
        ScopeCase{"moved into a wrapper", "<evil><a Id='x'/>" + signature(to_x) + "</evil>", SignedScope::part},
        ScopeCase{"enveloping", signature(to_object), SignedScope::whole_document},
        ScopeCase{"enveloping an element", signature(to_inner), SignedScope::whole_document},
        ScopeCase{"enveloping one of two", signature(to_one_of_two), SignedScope::part},
        ScopeCase{"wrapped in another object", signature(to_wrapped), SignedScope::part},
        ScopeCase{"enveloping, but inside", "<a>" + signature(to_object) + "</a>", SignedScope::part}));

}  // namespace
}  // namespace sceau
