// SPDX-License-Identifier: Apache-2.0
#include "vote/form.h"

#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>

#include "tests/vote/sample_meeting.h"
#include "vote/plain_line.h"

namespace sceau {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

Form signed_by_intermediary() {
  auto form = sample_form(sample_frozen());
  form.shareholder = "s3";
  form.identity = {.company = "Banque & \"Fils\" <SA>", .registration = "732 829 320 RCS Paris", .domicile = "Paris"};
  form.signer = {Capacity::intermediary, "Noël", "Zoé"};
  form.holdings = {{"A-3", HoldingKind::administered, "FR0000000001", 1000, ""},
                   {"P-7", HoldingKind::bearer, "", 1, "attestation 7/2027"}};
  form.choices[0] = {"1", Vote::split, {600, 300, 101}};
  form.choices[1] = {"2", Vote::named};
  form.new_resolutions = Vote::named;
  form.language = Language::english;
  form.proxy = Proxy{ProxyKind::named, ProxyRelation::other, {.surname = "X", .first_name = "Y", .domicile = "Z"}};
  return form;
}

Form proxy_alone() {
  auto form = sample_form(sample_frozen());
  form.choices.clear();
  form.new_resolutions.reset();
  form.proxy = Proxy{};
  return form;
}

std::vector<Form> sample_forms() {
  return {sample_form(sample_frozen()), signed_by_intermediary(), proxy_alone(), Form{}};
}

TEST(Form, XmlAndJsonSayTheSame) {
  for (const auto& form : sample_forms()) {
    ASSERT_TRUE(are_form_texts(form));
    const auto from_xml = read_form(as_bytes(write_form(form)));
    ASSERT_TRUE(from_xml) << from_xml.error().detail;
    EXPECT_EQ(from_xml->form, form);
    const auto from_json = read_form_json(as_bytes(write_form_json(form)));
    ASSERT_TRUE(from_json) << from_json.error().detail;
    EXPECT_EQ(from_json->form, form);
  }
  EXPECT_THAT(read_form(as_bytes(write_form(signed_by_intermediary())))->findings, IsEmpty());
  EXPECT_THAT(read_form_json(as_bytes(write_form_json(signed_by_intermediary())))->findings, IsEmpty());
}

bool schema_accepts(const std::string& xml) {
  const auto file = std::filesystem::temp_directory_path() / "sceau-form-test.xml";
  std::ofstream(file, std::ios::binary) << xml;
  const auto command = "xmllint --nonet --noout --schema " SCEAU_SOURCE_DIR "/vote/schema/form-1.xsd " + file.string() +
                       " >/dev/null 2>&1";
  const int result = std::system(command.c_str());
  std::filesystem::remove(file);
  return result == 0;
}

bool has_xmllint() { return std::system("xmllint --version >/dev/null 2>&1") == 0; }

// xmllint is the other opinion on every form that is written, accepted or refused here.
TEST(Form, TheSchemaAcceptsWhatIsWritten) {
  if (!has_xmllint()) GTEST_SKIP() << "xmllint is not installed";
  EXPECT_TRUE(schema_accepts(write_form(sample_form(sample_frozen()))));
  EXPECT_TRUE(schema_accepts(write_form(signed_by_intermediary())));
  EXPECT_TRUE(schema_accepts(write_form(proxy_alone())));
}

TEST(Form, ASignatureAtTheEndIsSteppedOver) {
  const auto xml = changed(write_form(proxy_alone()), "</Form>",
                           "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><a/></ds:Signature></Form>");
  const auto reading = read_form(as_bytes(xml));
  ASSERT_TRUE(reading) << reading.error().detail;
  EXPECT_THAT(reading->findings, IsEmpty());
  EXPECT_EQ(reading->form, proxy_alone());
}

struct XmlChange {
  std::string name, from, to;
  Reason reason;
  std::string detail;
  bool schema_agrees = true;
};
void PrintTo(const XmlChange& row, std::ostream* out) { *out << row.name; }
class FormXmlRefusedTest : public testing::TestWithParam<XmlChange> {};
TEST_P(FormXmlRefusedTest, SaysWhere) {
  const auto xml = changed(write_form(sample_form(sample_frozen())), GetParam().from, GetParam().to);
  const auto reading = read_form(as_bytes(xml));
  ASSERT_TRUE(reading) << reading.error().detail;
  ASSERT_FALSE(reading->findings.empty());
  EXPECT_EQ(reading->findings.front().reason, GetParam().reason);
  EXPECT_THAT(reading->findings.front().detail, HasSubstr(GetParam().detail));
  if (has_xmllint()) {
    EXPECT_NE(schema_accepts(xml), GetParam().schema_agrees);
  }
}
INSTANTIATE_TEST_SUITE_P(
    Xml, FormXmlRefusedTest,
    testing::Values(
        XmlChange{"unknown choice", "label=\"1\" choice=\"for\"", "label=\"1\" choice=\"yes\"",
                  Reason::vote_resolution_invalid, "/Form/Instructions/Resolution[1]/@choice"},
        XmlChange{"no choice", "label=\"2\" choice=\"against\"", "label=\"2\"", Reason::vote_resolution_invalid,
                  "/Form/Instructions/Resolution[2]/@choice"},
        XmlChange{"choice in capitals", "label=\"1\" choice=\"for\"", "label=\"1\" choice=\"For\"",
                  Reason::vote_resolution_invalid, "Resolution[1]"},
        XmlChange{"unknown attribute", "label=\"1\"", "label=\"1\" weight=\"2\"", Reason::value_unknown_key, "@weight"},
        // The schema cannot say that the numbers belong to a split alone.
        XmlChange{"numbers without a split", "label=\"1\" choice=\"for\"", "label=\"1\" choice=\"for\" for=\"2\"",
                  Reason::value_unknown_key, "@for", false},
        XmlChange{"split without numbers", "label=\"1\" choice=\"for\"", "label=\"1\" choice=\"split\" for=\"2\"",
                  Reason::value_missing, "@against", false},
        XmlChange{"unknown element", "<Holdings>", "<Extra/><Holdings>", Reason::value_missing, "/Form/Holdings"},
        XmlChange{"element twice", "</Form>", "<Instructions/></Form>", Reason::value_unknown_key,
                  "/Form/Instructions"},
        XmlChange{"text between elements", "<Holdings>", "<Holdings>x", Reason::value_wrong, "/Form/Holdings"},
        XmlChange{"a comment", "<Holdings>", "<Holdings><!-- x -->", Reason::value_wrong, "/Form/Holdings", false},
        XmlChange{"a comment inside a name", "Martin", "Mar<!-- x -->tin", Reason::value_wrong, "Surname", false},
        XmlChange{"an element inside a name", "Martin", "Mar<b/>tin", Reason::value_wrong, "Surname"},
        XmlChange{"an instruction", "<Holdings>", "<Holdings><?x y?>", Reason::value_wrong, "/Form/Holdings", false},
        XmlChange{"leading zero", "shares=\"100\"", "shares=\"0100\"", Reason::value_wrong, "@shares"},
        XmlChange{"negative", "shares=\"100\"", "shares=\"-100\"", Reason::value_wrong, "@shares"},
        XmlChange{"beyond 64 bits", "shares=\"100\"", "shares=\"99999999999999999999\"", Reason::value_wrong,
                  "@shares"},
        XmlChange{"unknown kind", "kind=\"registered\"", "kind=\"nominatif\"", Reason::value_wrong, "@kind"},
        XmlChange{"unknown language", "language=\"fr\"", "language=\"de\"", Reason::value_wrong, "@language"},
        XmlChange{"unknown rule", "rule=\"L8\"", "rule=\"L99\"", Reason::value_wrong, "@rule", false},
        XmlChange{"another namespace", "urn:sceau:vote:form:1", "urn:sceau:vote:form:2", Reason::value_wrong, "root"},
        XmlChange{"a line end in a name", "Martin", "Mar\ntin", Reason::value_wrong, "plain line"},
        XmlChange{"a space before a name", "Martin", " Martin", Reason::value_wrong, "plain line"}));

struct Unreadable {
  std::string name, xml;
  Reason reason;
};
void PrintTo(const Unreadable& row, std::ostream* out) { *out << row.name; }
class FormUnreadableTest : public testing::TestWithParam<Unreadable> {};
TEST_P(FormUnreadableTest, IsRefused) {
  const auto reading = read_form(as_bytes(GetParam().xml));
  ASSERT_FALSE(reading);
  EXPECT_EQ(reading.error().reason, GetParam().reason);
}
INSTANTIATE_TEST_SUITE_P(
    Xml, FormUnreadableTest,
    testing::Values(Unreadable{"nothing", "", Reason::xml_malformed}, Unreadable{"JSON", "{}", Reason::xml_malformed},
                    Unreadable{"a DOCTYPE", "<!DOCTYPE Form [<!ENTITY x \"y\">]><Form/>", Reason::xml_doctype},
                    Unreadable{"too large", std::string((64U << 10) + 1, ' '), Reason::vote_malformed},
                    Unreadable{"too deep",
                               [] {
                                 std::string xml;
                                 for (int i = 0; i < 30; ++i) xml += "<a>";
                                 return xml;
                               }(),
                               Reason::xml_too_deep}));

struct JsonChange {
  std::string name, from, to;
  Reason reason;
  std::string detail;
};
void PrintTo(const JsonChange& row, std::ostream* out) { *out << row.name; }
class FormJsonRefusedTest : public testing::TestWithParam<JsonChange> {};
TEST_P(FormJsonRefusedTest, SaysWhere) {
  const auto json = changed(write_form_json(sample_form(sample_frozen())), GetParam().from, GetParam().to);
  const auto reading = read_form_json(as_bytes(json));
  ASSERT_TRUE(reading) << reading.error().detail;
  ASSERT_FALSE(reading->findings.empty());
  EXPECT_EQ(reading->findings.front().reason, GetParam().reason);
  EXPECT_THAT(reading->findings.front().detail, HasSubstr(GetParam().detail));
}
INSTANTIATE_TEST_SUITE_P(
    Json, FormJsonRefusedTest,
    testing::Values(
        JsonChange{"unknown choice", "\"choice\":\"for\"", "\"choice\":\"yes\"", Reason::vote_resolution_invalid,
                   "/choices/0/choice"},
        JsonChange{"unknown key", "\"choice\":\"for\"", "\"choice\":\"for\",\"weight\":2", Reason::value_unknown_key,
                   "/choices/0/weight"},
        JsonChange{"a number as text", "\"shares\":100", "\"shares\":\"100\"", Reason::value_wrong,
                   "/holdings/0/shares"},
        JsonChange{"negative", "\"shares\":100", "\"shares\":-1", Reason::value_wrong, "/holdings/0/shares"},
        JsonChange{"new resolutions null", "\"new_resolutions\":\"against\"", "\"new_resolutions\":null",
                   Reason::value_wrong, "/new_resolutions"},
        JsonChange{"another format", "sceau.form/1", "sceau.form/2", Reason::value_wrong, "/format"},
        JsonChange{"a control character", "\"Martin\"", "\"Mar\\ttin\"", Reason::value_wrong, "plain line"}));

TEST(Form, ATwinThatIsNoJsonIsRefused) {
  EXPECT_EQ(read_form_json(as_bytes("{\"a\":1,\"a\":2}")).error().reason, Reason::json_malformed);
  EXPECT_EQ(read_form_json(as_bytes(std::string((64U << 10) + 1, ' '))).error().reason, Reason::vote_malformed);
}

TEST(Form, TextsArePlainLines) {
  for (const auto* text : {"", "Dupont", "L'Haÿ-les-Roses", "a  b"}) EXPECT_TRUE(is_plain_line(text)) << text;
  for (const auto* text : {" a", "a ", "a\nb", "a\tb", "\x7F", "\xFF", "\xEF\xBF\xBF"})
    EXPECT_FALSE(is_plain_line(text));
  EXPECT_TRUE(is_plain_line(std::string(2000, 'x')));
  EXPECT_FALSE(is_plain_line(std::string(2001, 'x')));
}

// Random choices, holdings and awkward names: XML, JSON and the value stay the same.
TEST(Form, RandomFormsSurviveBothEncodings) {
  std::mt19937 random(4);
  const auto number = [&](int high) { return std::uniform_int_distribution<int>(0, high)(random); };
  constexpr std::array names = {"d'Estaing", "<b>", "&amp;", "\"", "Ünal", "𝔄", "]]>", "--", "\\u0041", "x"};
  for (int i = 0; i < 300; ++i) {
    auto form = sample_form(sample_frozen());
    form.identity.surname = names[static_cast<std::size_t>(number(9))];
    form.holdings[0].shares = number(1'000'000);
    form.choices.clear();
    for (int n = number(30); n > 0; --n) {
      const auto vote = static_cast<Vote>(number(5));
      const Split split = vote == Vote::split ? Split{number(9), number(9), number(9)} : Split{};
      form.choices.push_back({std::to_string(n), vote, split});
    }
    form.proxy = number(1) == 0 ? std::nullopt : std::optional(Proxy{ProxyKind::chair, {}, {}});
    EXPECT_EQ(read_form(as_bytes(write_form(form)))->form, form);
    EXPECT_EQ(read_form_json(as_bytes(write_form_json(form)))->form, form);
  }
}

}  // namespace
}  // namespace sceau
