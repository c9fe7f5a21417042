// SPDX-License-Identifier: Apache-2.0
// What is done to a signed document afterwards, by hand: harmless things and attacks side by side.
#include "formats/pdf/revision_changes.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "tests/formats/pdf/pdf_builder.h"
#include "tests/formats/pdf/sign_dummy.h"

namespace sceau {
namespace {

// Objects 1 to 4: the page; 5: the signature, 6: its field; 7 on: free. Object 77 is referred to and not there.
const Bytes& signed_page() {
  static const Bytes pdf = *sign_dummy(build_pdf({.bodies = one_page("", "/Annots [77 0 R]")}));
  return pdf;
}

using Objects = std::vector<std::pair<int, std::string>>;

Bytes updated(const Objects& objects, Bytes pdf = signed_page()) {
  std::string entries;
  int highest = 90;
  for (const auto& [number, body] : objects) {
    entries += std::to_string(number) + " 1\n{" + std::to_string(number) + "} 00000 n \n";
    highest = std::max(highest, number);
  }
  return append_by_hand(std::move(pdf), objects, entries, "/Size " + std::to_string(highest + 1));
}

std::string body_of(int number) {
  const std::string text = to_string(signed_page());
  const std::string head = "\n" + std::to_string(number) + " 0 obj\n";
  const auto at = text.rfind(head) + head.size();
  return text.substr(at, text.find("\nendobj", at) - at);
}

std::string with(std::string body, std::string_view from, std::string_view to) {
  return to_string(replaced(to_bytes(body), from, to));
}

std::string with_entry(std::string body, std::string_view entry) {
  return body.replace(body.rfind(">>"), 2, std::string(entry) + " >>");
}

struct Case {
  std::string name;
  Bytes pdf;
  LaterChanges level;
};

std::vector<Case> all_cases() {
  const auto none = LaterChanges::none, other = LaterChanges::other;
  const std::string field = "<< /Type /Annot /Subtype /Widget /FT /Sig /T (New) /F 132 /P 3 0 R ";
  const std::string catalog = body_of(1), page = body_of(3);
  const auto add_field = [&](const std::string& body, const std::string& value = "") {
    Objects objects{{1, with(catalog, "/Fields [ 6 0 R", "/Fields [ 6 0 R 90 0 R")},
                    {3, with(page, "/Annots [ 77 0 R 6 0 R", "/Annots [ 77 0 R 6 0 R 90 0 R")},
                    {90, body}};
    if (!value.empty()) objects.push_back({91, value});
    return updated(objects);
  };
  const std::string signature = "<< /Type /Sig /SubFilter /ETSI.CAdES.detached /ByteRange [0 1 2 3] /Contents <00> >>";
  Bytes commented = signed_page();
  append(commented, "% a remark\n");
  Bytes appended = signed_page();
  append(appended, "4 0 obj\n<< /Length 0 >>\nstream\n\nendstream\nendobj\n");
  Bytes spaced = signed_page();
  append(spaced, "\n  \n");
  return {
      {"nothing", signed_page(), none},
      {"white_space_behind", spaced, none},
      {"empty_update", append_by_hand(signed_page(), {}, "0 0\n", "/Size 91"), none},
      {"page_written_again", updated({{3, page}}), none},
      {"contents_written_again", updated({{4, body_of(4)}}), none},
      {"object_that_nothing_uses", updated({{95, "<< /Nothing true >>"}}), none},
      {"information",
       append_by_hand(signed_page(), {{95, "<< /Producer (Other) >>"}}, "95 1\n{95} 00000 n \n",
                      "/Size 96 /Info 95 0 R"),
       none},
      {"metadata_added",
       updated({{1, with_entry(catalog, "/Metadata 95 0 R")},
                {95, "<< /Type /Metadata /Subtype /XML /Length 0 >>\nstream\n\nendstream"}}),
       LaterChanges::form_filling},
      {"invisible_signed_field", add_field(field + "/Rect [0 0 0 0] /V 91 0 R >>", signature),
       LaterChanges::form_filling},
      {"visible_signed_field", add_field(field + "/Rect [0 0 90 90] /V 91 0 R >>", signature),
       LaterChanges::form_filling},
      {"visible_unsigned_field", add_field(field + "/Rect [0 0 90 90] >>"), other},
      {"field_with_action", add_field(field + "/Rect [0 0 0 0] /AA << >> /V 91 0 R >>", signature), other},
      {"field_of_text", add_field("<< /Subtype /Widget /FT /Tx /T (New) /Rect [0 0 0 0] /P 3 0 R >>"), other},
      {"field_named_as_another",
       add_field(with(field, "(New)", "(Signature1)") + "/Rect [0 0 0 0] /V 91 0 R >>", signature), other},
      {"field_taking_the_old_signature", add_field(field + "/Rect [0 0 0 0] /V 5 0 R >>"), other},
      {"contents_changed", updated({{4, with(body_of(4), "100 EUR", "900 EUR")}}), other},
      {"page_changed", updated({{3, with(page, "300 200", "300 100")}}), other},
      {"page_added",
       updated({{2, "<< /Type /Pages /Kids [3 0 R 95 0 R] /Count 2 >>"}, {95, "<< /Type /Page /Parent 2 0 R >>"}}),
       other},
      {"annotation_added", updated({{3, with(page, "6 0 R ]", "6 0 R 95 0 R ]")}, {95, "<< /Subtype /FreeText >>"}}),
       other},
      {"annotation_removed", updated({{3, with(page, "77 0 R", "")}}), other},
      {"prepared_reference_comes_alive", updated({{77, "<< /Subtype /FreeText >>"}}), other},
      {"open_action", updated({{1, with_entry(catalog, "/OpenAction << /S /JavaScript /JS (app.alert()) >>")}}), other},
      {"form_replaced", updated({{1, with(catalog, "/Fields [ 6 0 R", "/Fields [ 6 0 R 6 0 R")}}), other},
      {"object_freed", append_by_hand(signed_page(), {}, "4 1\n0000000000 00001 f \n", "/Size 91"), other},
      {"other_root", replaced(updated({{95, catalog}}), "/Root 1 0 R /Prev", "/Root 95 0 R /Prev"), other},
      {"bytes_behind", commented, other},
      {"objects_behind", appended, other},
  };
}

class LaterRevision : public testing::TestWithParam<Case> {};
INSTANTIATE_TEST_SUITE_P(Cases, LaterRevision, testing::ValuesIn(all_cases()),
                         [](const auto& shown) { return shown.param.name; });

TEST_P(LaterRevision, IsJudged) {
  const auto seen = look_at(GetParam().pdf);
  ASSERT_TRUE(seen) << seen.error().detail;
  ASSERT_FALSE(seen->empty());
  const auto& changes = seen->front().changes;
  EXPECT_EQ(changes.level, GetParam().level) << (changes.findings.empty() ? "" : changes.findings[0].detail);
  EXPECT_EQ(contains(changes.findings, Reason::changed_after_signing), GetParam().level == LaterChanges::other);
}

// Object 5 is the list of what the page shows; what the separators hide stands in it.
LaterChanges level_after_adding_77(const std::string& list) {
  auto bodies = one_page();
  bodies[2] = with(bodies[2], "/Contents 4 0 R", "/Contents 5 0 R");
  bodies.push_back(list);
  const auto pdf = sign_dummy(build_pdf({.bodies = bodies}));
  if (!pdf) throw std::runtime_error(pdf.error().detail);
  const auto seen = look_at(updated({{77, "<< /Length 1 >>\nstream\nn\nendstream"}}, *pdf));
  if (!seen || seen->size() != 1) throw std::runtime_error("no signature");
  return seen->front().changes.level;
}

TEST(RevisionChanges, PreparedReferenceIsSeenBehindEverySeparator) {
  const std::string zero(1, '\0');
  const std::vector<std::string> separators{" ",           "\t",         "\n",    "\r",      "\f",
                                            zero,          "%x\n",       "%x\r",  " %x\r\n", "%\n",
                                            "%a\n%b\n \n", "%50 0 %x\n", "%7%\r", " %(\n\f", "%x\n\n %y\r"};
  for (const std::string& separator : separators) {
    EXPECT_EQ(level_after_adding_77("[4 0 R 77 0" + separator + "R]"), LaterChanges::other) << separator;
    EXPECT_EQ(level_after_adding_77("[4 0 R 77" + separator + "0 R]"), LaterChanges::other) << separator;
    EXPECT_EQ(level_after_adding_77("[4 0 R 77" + separator + "0" + separator + "R]"), LaterChanges::other)
        << separator;
    EXPECT_EQ(level_after_adding_77("[4 0" + separator + "R 4 0 R]"), LaterChanges::none) << separator;
    EXPECT_EQ(level_after_adding_77("[4" + separator + "0 R (77 0 0 R)]"), LaterChanges::none) << separator;
  }
  EXPECT_EQ(level_after_adding_77("[4 0 R (77 0 %\\) 77 0 %a%b\nR)]"), LaterChanges::other);  // one too many
  EXPECT_EQ(level_after_adding_77("[4 0 R +77 0 R]"), LaterChanges::other);
}

// A key in a comment must not make a prepared use of a stream look like metadata.
TEST(RevisionChanges, MetadataUsedElsewhereToo) {
  const std::string stream = "<< /Type /Metadata /Subtype /XML /Length 1 >>\nstream\nn\nendstream";
  for (const auto& [more, level] : {std::pair{"", LaterChanges::none},
                                    {"/Metadata\n5 0 R", LaterChanges::none},
                                    {"/PieceInfo 5 0 R", LaterChanges::other},
                                    {"/PieceInfo %/Metadata\n5 0 R", LaterChanges::other},
                                    {"/PieceInfo 5 %/Metadata 5\n0 R", LaterChanges::other}}) {
    auto bodies = one_page("/Metadata 5 0 R");
    bodies.push_back(stream);
    bodies.push_back("<< " + std::string(more) + " >>");
    const auto pdf = sign_dummy(build_pdf({.bodies = bodies}));
    ASSERT_TRUE(pdf);
    const auto seen = look_at(updated({{5, with(stream, "\nn\n", "\nm\n")}}, *pdf));
    ASSERT_TRUE(seen);
    EXPECT_EQ(seen->front().changes.level, level) << more;
  }
}

TEST(RevisionChanges, SignatureSwappedForAnotherIsNoticed) {
  const std::string old_field = body_of(6);
  const Bytes pdf = updated({{6, with(old_field, "/V 5 0 R", "/V 95 0 R")}, {95, body_of(5)}});
  const auto seen = look_at(pdf);
  ASSERT_EQ(seen->size(), 1u);
  EXPECT_EQ(seen->front().covered.coverage, ByteRangeCoverage::partial);
  EXPECT_EQ(seen->front().changes.level, LaterChanges::other);
}

TEST(RevisionChanges, CertifiedDocumentsTakeNoVisibleField) {
  for (const auto& [permission, is_visible, level] : {std::tuple{2, false, LaterChanges::form_filling},
                                                      {2, true, LaterChanges::other},
                                                      {1, false, LaterChanges::other}}) {
    auto bodies = one_page("/AcroForm << /Fields [5 0 R 7 0 R] /SigFlags 3 >>", "/Annots [5 0 R]");
    bodies.push_back("<< /Type /Annot /Subtype /Widget /FT /Sig /T (Old) /Rect [0 0 0 0] /F 132 /P 3 0 R /V 6 0 R >>");
    bodies.push_back(
        "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /Contents <00> /ByteRange [0 " +
        std::string(60, ' ') + "] /Reference [<< /Type /SigRef /TransformMethod /DocMDP /TransformParams << /P " +
        std::to_string(permission) + " >> >>] >>");
    bodies.push_back("<< /FT /Sig /T (Empty) >>");
    std::string text = to_string(build_pdf({.bodies = bodies}));
    const auto open = text.find("<00>"), range = text.find("/ByteRange [0 ") + 14;
    const std::string numbers =
        std::to_string(open) + " " + std::to_string(open + 4) + " " + std::to_string(text.size() - open - 4);
    text.replace(range, numbers.size(), numbers);
    const std::string rectangle = is_visible ? "/Rect [0 0 50 50]" : "/Rect [0 0 0 0]";
    const Bytes pdf = append_by_hand(
        to_bytes(text),
        {{1, with(bodies[0], "7 0 R]", "7 0 R 90 0 R]")},
         {3, with(bodies[2], "5 0 R]", "5 0 R 90 0 R]")},
         {90, "<< /Type /Annot /Subtype /Widget /FT /Sig /T (New) /F 132 /P 3 0 R /V 91 0 R " + rectangle + " >>"},
         {91, "<< /Type /Sig /SubFilter /ETSI.CAdES.detached /ByteRange [0 1 2 3] /Contents <00> >>"}},
        "1 1\n{1} 00000 n \n3 1\n{3} 00000 n \n90 2\n{90} 00000 n \n{91} 00000 n \n", "/Size 92");
    const auto seen = look_at(pdf);
    ASSERT_TRUE(seen);
    EXPECT_EQ(seen->front().covered.coverage, ByteRangeCoverage::whole_revision);
    EXPECT_EQ(seen->front().changes.level, level) << permission << is_visible;
  }
}

}  // namespace
}  // namespace sceau
