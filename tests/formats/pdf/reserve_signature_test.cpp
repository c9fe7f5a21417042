// SPDX-License-Identifier: Apache-2.0
#include "formats/pdf/reserve_signature.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/formats/pdf/outside_tools.h"
#include "tests/formats/pdf/pdf_builder.h"
#include "tests/formats/pdf/sign_dummy.h"

namespace sceau {
namespace {

struct Shape {
  std::string name;
  PdfShape shape;
};

const std::string two_fields = "/AcroForm << /Fields [5 0 R 6 0 R] /NeedAppearances true /DA (/Helv 0 Tf 0 g) >>";

std::vector<std::string> page_with_fields() {
  auto bodies = one_page(two_fields, "/Annots [5 0 R 6 0 R]");
  bodies.push_back("<< /Type /Annot /Subtype /Widget /FT /Sig /T (First) /Rect [10 10 90 40] /F 4 /P 3 0 R >>");
  bodies.push_back("<< /Type /Annot /Subtype /Widget /FT /Sig /T (Second) /Rect [100 10 190 40] /F 4 /P 3 0 R >>");
  return bodies;
}

std::vector<std::string> indirect_lists() {
  auto bodies = one_page("/AcroForm 5 0 R", "/Annots 6 0 R");
  bodies.insert(bodies.end(), {"<< /Fields 7 0 R /SigFlags 0 >>", "[8 0 R]", "[8 0 R]",
                               "<< /Type /Annot /Subtype /Widget /FT /Tx /T (Name) /Rect [10 10 90 40] /P 3 0 R >>"});
  return bodies;
}

std::vector<std::string> nested_pages() {
  auto bodies = one_page();
  bodies[1] = "<< /Type /Pages /Kids [5 0 R 6 0 R] /Count 1 >>";
  bodies[2].replace(bodies[2].find("/Parent 2"), 9, "/Parent 6");
  bodies.push_back("<< /Type /Pages /Parent 2 0 R /Kids [] /Count 0 >>");
  bodies.push_back("<< /Type /Pages /Parent 2 0 R /Kids [3 0 R] /Count 1 >>");
  return bodies;
}

std::vector<Shape> all_shapes() {
  return {{"table", {.bodies = one_page()}},
          {"table_cr", {.eol = "\r", .last_eol = "\r", .bodies = one_page()}},
          {"table_crlf", {.eol = "\r\n", .last_eol = "\r\n", .bodies = one_page()}},
          {"table_no_last_eol", {.last_eol = "", .bodies = one_page()}},
          {"no_id", {.bodies = one_page(), .trailer = ""}},
          {"stream", {.style = Style::stream, .bodies = one_page()}},
          {"object_streams", {.style = Style::object_streams, .last_eol = "", .bodies = one_page()}},
          {"hybrid", {.style = Style::hybrid, .bodies = one_page()}},
          {"fields", {.bodies = page_with_fields()}},
          {"fields_object_streams", {.style = Style::object_streams, .bodies = page_with_fields()}},
          {"indirect_lists", {.bodies = indirect_lists()}},
          {"indirect_lists_hybrid", {.style = Style::hybrid, .bodies = indirect_lists()}},
          {"nested_pages", {.bodies = nested_pages()}}};
}

class EveryShape : public testing::TestWithParam<Shape> {};
INSTANTIATE_TEST_SUITE_P(Shapes, EveryShape, testing::ValuesIn(all_shapes()),
                         [](const auto& shown) { return shown.param.name; });

XrefStyle expected_style(Style style) {
  return style == Style::stream || style == Style::object_streams ? XrefStyle::stream : XrefStyle::table;
}

TEST_P(EveryShape, IsSignedThriceAndEachSignatureStaysWhole) {
  const Bytes original = build_pdf(GetParam().shape);
  Bytes pdf = original;
  for (int times = 1; times <= 3; ++times) {
    auto next = sign_dummy(pdf);
    ASSERT_TRUE(next) << next.error().detail;
    ASSERT_TRUE(std::ranges::equal(pdf, ByteView(*next).first(pdf.size())));
    pdf = *next;
  }
  EXPECT_LE(qpdf_check(pdf), qpdf_check(original));
  const auto seen = look_at(pdf);
  ASSERT_TRUE(seen);
  ASSERT_EQ(seen->size(), 3u);
  for (const Seen& each : *seen) {
    SCOPED_TRACE(each.signature.field_name);
    const bool is_last = &each == &seen->back();
    EXPECT_TRUE(each.signature.findings.empty());
    EXPECT_TRUE(each.covered.findings.empty());
    EXPECT_EQ(each.covered.coverage, is_last ? ByteRangeCoverage::whole_document : ByteRangeCoverage::whole_revision);
    EXPECT_EQ(each.changes.level, is_last ? LaterChanges::none : LaterChanges::form_filling);
    EXPECT_TRUE(each.changes.findings.empty()) << each.changes.findings[0].detail;
  }
  const auto file = PdfFile::open(pdf);
  ASSERT_EQ(file->revisions().size(), 4u);
  EXPECT_EQ(file->revisions().back().style(), expected_style(GetParam().shape.style));
  EXPECT_EQ(file->revisions().back().end, pdf.size());
}

TEST_P(EveryShape, GivesTheSameBytesTwice) {
  const Bytes original = build_pdf(GetParam().shape);
  EXPECT_EQ(*sign_dummy(original), *sign_dummy(original));
}

TEST_P(EveryShape, DigestsAllButTheHole) {
  const Bytes original = build_pdf(GetParam().shape);
  const auto file = PdfFile::open(original);
  auto prepared = reserve_signature(*file, {.hole_bytes = 256});
  ASSERT_TRUE(prepared);
  Bytes digested;
  for (const ByteView piece : prepared->pieces()) append(digested, piece);
  const Bytes whole = *sign_dummy(original);
  const auto seen = look_at(whole);
  Bytes covered;
  for (const ByteView piece : seen->front().covered.pieces) append(covered, piece);
  EXPECT_EQ(digested, covered);
  EXPECT_EQ(whole.size() - covered.size(), 2 * 256 + 2u);
}

TEST(ReserveSignature, TableEntriesHaveTwentyBytesAndTrailerKeepsTheFirstId) {
  const std::string pdf = to_string(*sign_dummy(build_pdf({.bodies = one_page()})));
  const auto table = pdf.find("xref\n", pdf.find("%%EOF"));
  ASSERT_NE(table, std::string::npos);
  const std::string section = pdf.substr(table);
  EXPECT_NE(section.find("\n1 1\n"), std::string::npos);
  EXPECT_EQ(section.find(" n \n", 5), std::string_view("xref\n1 1\n0000000000 00000").size());
  EXPECT_NE(section.find("/ID [<0123456789abcdef0123456789abcdef> <00000000000000000000000000000000>]"),
            std::string::npos);
}

TEST(ReserveSignature, FillsTheNamedFieldAndLeavesTheOther) {
  const Bytes pdf = build_pdf({.bodies = page_with_fields()});
  const auto whole = sign_dummy(pdf, {.field_name = "Second", .reason = "Zust\xc3\xa4ndig", .hole_bytes = 256});
  ASSERT_TRUE(whole);
  const auto seen = look_at(*whole);
  ASSERT_EQ(seen->size(), 1u);
  EXPECT_EQ(seen->front().signature.field_name, "Second");
  EXPECT_EQ(seen->front().signature.reason, "Zust\xc3\xa4ndig");
  EXPECT_TRUE(seen->front().signature.is_visible);
  const std::string update = to_string(ByteView(*whole).subspan(pdf.size()));
  EXPECT_EQ(update.find("3 0 obj"), std::string::npos) << "the page did not need to change";
  EXPECT_EQ(update.find("NeedAppearances"), std::string::npos);
  EXPECT_NE(update.find("/SigFlags 3"), std::string::npos);
}

TEST(ReserveSignature, SecondSignatureFillsAFieldThatWasThere) {
  const auto first = sign_dummy(build_pdf({.bodies = page_with_fields()}), {.field_name = "First", .hole_bytes = 256});
  const auto second = sign_dummy(*first, {.field_name = "Second", .hole_bytes = 256});
  ASSERT_TRUE(second);
  const auto seen = look_at(*second);
  ASSERT_EQ(seen->size(), 2u);
  EXPECT_EQ(seen->front().changes.level, LaterChanges::form_filling);
  EXPECT_TRUE(seen->front().changes.findings.empty());
}

TEST(ReserveSignature, DocumentTimestampHasNoTimeAndNoTexts) {
  const auto whole = sign_dummy(build_pdf({.bodies = one_page()}),
                                {.sub_filter = SubFilter::rfc3161, .reason = "not allowed", .hole_bytes = 256});
  const auto seen = look_at(*whole);
  const auto& signature = seen->front().signature;
  EXPECT_TRUE(signature.is_document_timestamp());
  EXPECT_EQ(signature.type, "DocTimeStamp");
  for (const char* key : {"M", "Reason", "Name", "Location", "Cert"}) EXPECT_FALSE(signature.has_key(key)) << key;
  const auto after = look_at(*sign_dummy(*whole, {.sub_filter = SubFilter::rfc3161, .hole_bytes = 256}));
  EXPECT_EQ(after->front().changes.level, LaterChanges::lta);
}

TEST(ReserveSignature, HoleIsFilledToTheLastByteAndNotBeyond) {
  const Bytes pdf = build_pdf({.bodies = one_page()});
  const auto file = PdfFile::open(pdf);
  EXPECT_TRUE(fill_signature(*reserve_signature(*file, {.hole_bytes = 100}), Bytes(100, 1)));
  const auto too_much = fill_signature(*reserve_signature(*file, {.hole_bytes = 100}), Bytes(101, 1));
  ASSERT_FALSE(too_much);
  EXPECT_EQ(too_much.error().reason, Reason::pdf_hole_too_small);
}

std::vector<std::string> signed_with(const std::string& reference, const std::string& in_catalog = "",
                                     const std::string& in_field = "") {
  auto bodies = one_page("/AcroForm << /Fields [5 0 R] /SigFlags 3 >> " + in_catalog, "/Annots [5 0 R]");
  bodies.push_back("<< /Type /Annot /Subtype /Widget /FT /Sig /T (Old) /Rect [0 0 0 0] /F 132 /P 3 0 R /V 6 0 R " +
                   in_field + " >>");
  bodies.push_back(
      "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange [0 1 2 3] "
      "/Contents <00> " +
      reference + " >>");
  return bodies;
}

std::string transform(const std::string& method, const std::string& parameters) {
  return "/Reference [<< /Type /SigRef /TransformMethod /" + method + " /TransformParams << " + parameters + " >> >>]";
}

struct Permission {
  std::string name;
  std::vector<std::string> bodies;
  std::string field;
  std::optional<Reason> refused;
};

class Permissions : public testing::TestWithParam<Permission> {};

TEST_P(Permissions, AreKept) {
  SignatureReservation wanted{.hole_bytes = 256};
  if (!GetParam().field.empty()) wanted.field_name = GetParam().field;
  const auto whole = sign_dummy(build_pdf({.bodies = GetParam().bodies}), wanted);
  if (!GetParam().refused) {
    EXPECT_TRUE(whole) << whole.error().detail;
  } else {
    ASSERT_FALSE(whole);
    EXPECT_EQ(whole.error().reason, *GetParam().refused);
  }
}

const auto forbidden = Reason::pdf_change_forbidden;
INSTANTIATE_TEST_SUITE_P(
    Cases, Permissions,
    testing::Values(
        Permission{"certified_p2", signed_with(transform("DocMDP", "/P 2")), "", {}},
        Permission{"certified_without_p", signed_with(transform("DocMDP", "/V /1.2")), "", {}},
        Permission{"certified_p1", signed_with(transform("DocMDP", "/P 1")), "", forbidden},
        Permission{"certified_p1_in_perms", signed_with(transform("DocMDP", "/P 1"), "/Perms << /DocMDP 6 0 R >>"), "",
                   forbidden},
        Permission{"lock_p3", signed_with("", "", "/Lock << /Action /All /P 3 >>"), "", {}},
        Permission{"lock_p1", signed_with("", "", "/Lock << /Action /All /P 1 >>"), "", forbidden},
        Permission{"locks_another", signed_with(transform("FieldMDP", "/Action /Include /Fields [(Other)]")), "", {}},
        Permission{"locks_ours", signed_with(transform("FieldMDP", "/Action /Include /Fields [(Signature1)]")), "",
                   forbidden},
        Permission{"locks_all", signed_with(transform("FieldMDP", "/Action /All")), "", forbidden},
        Permission{
            "excludes_ours", signed_with(transform("FieldMDP", "/Action /Exclude /Fields [(Signature1)]")), "", {}},
        Permission{"excludes_another", signed_with(transform("FieldMDP", "/Action /Exclude /Fields [(Other)]")), "",
                   forbidden},
        Permission{"named_field_is_free", page_with_fields(), "First", {}},
        Permission{"named_field_is_signed", signed_with(""), "Old", Reason::pdf_field_unknown},
        Permission{"named_field_is_not_there", page_with_fields(), "Third", Reason::pdf_field_unknown},
        Permission{"form_is_no_dictionary", one_page("/AcroForm [1 2]"), "", Reason::pdf_malformed},
        Permission{"annotations_are_no_array", one_page("", "/Annots << >>"), "", Reason::pdf_malformed},
        Permission{"pages_lead_to_themselves",
                   {"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R] /Count 1 >>"},
                   "",
                   Reason::pdf_no_page},
        Permission{"damaged_page", one_page("", "(not a key)"), "", Reason::pdf_malformed},
        Permission{"damaged_catalog", one_page("(not a key)"), "", Reason::pdf_malformed},
        Permission{"no_pages", {"<< /Type /Catalog >>"}, "", Reason::pdf_no_page}),
    [](const auto& shown) { return shown.param.name; });

TEST(ReserveSignature, LockOfTheFieldGoesIntoTheSignature) {
  auto bodies = page_with_fields();
  bodies[4].replace(bodies[4].rfind(">>"), 2, "/Lock << /Type /SigFieldLock /Action /Include /Fields [(Second)] >> >>");
  const auto first = sign_dummy(build_pdf({.bodies = bodies}), {.field_name = "First", .hole_bytes = 256});
  ASSERT_TRUE(first);
  const auto second = sign_dummy(*first, {.field_name = "Second", .hole_bytes = 256});
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().reason, Reason::pdf_change_forbidden);
  EXPECT_TRUE(sign_dummy(*first));
}

TEST(ReserveSignature, EncryptedFilesAreRefused) {
  if (!is_installed("qpdf")) GTEST_SKIP() << "qpdf is not installed";
  const TemporaryFile plain(build_pdf({.bodies = one_page()}));
  for (const auto& [password, reason] :
       {std::pair{"''", Reason::pdf_encrypted}, {"secret", Reason::pdf_password_needed}}) {
    const std::string out = (plain.folder() / "encrypted.pdf").string();
    const std::string command = "qpdf --encrypt " + std::string(password) + " owner 256 -- " + plain.path() + " " + out;
    ASSERT_EQ(std::system(command.c_str()), 0);
    const auto whole = sign_dummy(*read_file(out, 1 << 20));
    ASSERT_FALSE(whole);
    EXPECT_EQ(whole.error().reason, reason);
  }
}

}  // namespace
}  // namespace sceau
