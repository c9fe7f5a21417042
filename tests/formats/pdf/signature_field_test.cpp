// SPDX-License-Identifier: Apache-2.0
#include "formats/pdf/signature_field.h"

#include <gtest/gtest.h>

#include "tests/formats/pdf/pdf_builder.h"
#include "tests/formats/pdf/sign_dummy.h"

namespace sceau {
namespace {

std::vector<std::string> with_signature(const std::string& entries, const std::string& field_value = "6 0 R") {
  auto bodies = one_page("/AcroForm << /Fields [5 0 R] /SigFlags 3 >>", "/Annots [5 0 R]");
  bodies.push_back("<< /Type /Annot /Subtype /Widget /FT /Sig /T (Sig) /Rect [0 0 0 0] /F 132 /P 3 0 R /V " +
                   field_value + " >>");
  bodies.push_back("<< /Type /Sig /Filter /Adobe.PPKLite " + entries + " >>");
  return bodies;
}

struct Shape {
  std::string name, entries;
  std::optional<Reason> found;
};

class SignatureShape : public testing::TestWithParam<Shape> {};

const std::string sub = "/SubFilter /ETSI.CAdES.detached ";
const std::string range = "/ByteRange [0 10 20 30] ";
const std::string hex = "/Contents <3080> ";
const auto bad_dictionary = Reason::signature_dictionary_malformed;
const auto bad_range = Reason::byte_range_malformed;

INSTANTIATE_TEST_SUITE_P(
    UniversalForgery, SignatureShape,
    testing::Values(Shape{"sound", sub + range + hex, {}},
                    Shape{"zero_padded_range", sub + "/ByteRange [0 0000000010 20 30]" + hex, {}},
                    Shape{"no_sub_filter", range + hex, bad_dictionary},
                    Shape{"unknown_type", "/Type /Catalog " + sub + range + hex, bad_dictionary},
                    Shape{"no_contents", sub + range, bad_dictionary},
                    Shape{"null_contents", sub + range + "/Contents null", bad_dictionary},
                    Shape{"empty_contents", sub + range + "/Contents <>", bad_dictionary},
                    Shape{"odd_contents", sub + range + "/Contents <123>", bad_dictionary},
                    Shape{"literal_contents", sub + range + "/Contents (abc)", bad_dictionary},
                    Shape{"indirect_contents", sub + range + "/Contents 4 0 R", bad_dictionary},
                    Shape{"contents_with_junk", sub + range + "/Contents <30 zz 80>", bad_dictionary},
                    Shape{"two_contents", sub + range + hex + hex, bad_dictionary},
                    Shape{"no_range", sub + hex, bad_range},
                    Shape{"null_range", sub + hex + "/ByteRange null", bad_range},
                    Shape{"indirect_range", sub + hex + "/ByteRange 4 0 R", bad_range},
                    Shape{"range_with_references", sub + hex + "/ByteRange [0 4 0 R 20 30]", bad_range},
                    Shape{"range_with_reals", sub + hex + "/ByteRange [0 1.5 20 30]", bad_range},
                    Shape{"two_ranges", sub + hex + range + range, bad_range}),
    [](const auto& shown) { return shown.param.name; });

TEST_P(SignatureShape, IsListedWithWhatIsWrong) {
  const auto seen = look_at(build_pdf({.bodies = with_signature(GetParam().entries)}));
  ASSERT_TRUE(seen);
  ASSERT_EQ(seen->size(), 1u);
  const auto& findings = seen->front().signature.findings;
  if (!GetParam().found) {
    EXPECT_TRUE(findings.empty()) << findings[0].detail;
    EXPECT_EQ(seen->front().signature.byte_range, (std::vector<std::int64_t>{0, 10, 20, 30}));
  } else {
    EXPECT_TRUE(contains(findings, *GetParam().found));
  }
}

TEST(SignatureField, ValueThatIsNothingIsStillListed) {
  for (const char* value : {"99 0 R", "4 0 R", "[]", "(text)"}) {
    const auto seen = look_at(build_pdf({.bodies = with_signature(sub + range + hex, value)}));
    ASSERT_EQ(seen->size(), 1u) << value;
    EXPECT_TRUE(contains(seen->front().signature.findings, bad_dictionary)) << value;
  }
}

TEST(SignatureField, DictionaryMayStandInItsField) {
  const auto seen = look_at(build_pdf({.bodies = with_signature("", "<< /Type /Sig " + sub + range + hex + ">>")}));
  ASSERT_EQ(seen->size(), 1u);
  EXPECT_TRUE(seen->front().signature.findings.empty());
  EXPECT_EQ(seen->front().signature.cms, (Bytes{0x30, 0x80}));
}

TEST(SignatureField, DictionaryInAnObjectStreamIsFoundWanting) {
  const PdfShape packed{.style = Style::object_streams, .bodies = with_signature(sub + range + hex)};
  EXPECT_TRUE(contains(look_at(build_pdf(packed))->front().signature.findings, bad_dictionary));
}

TEST(SignatureField, FieldsWithKidsAndCyclesAreWalked) {
  auto bodies = with_signature(sub + range + hex);
  bodies[0] = "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [7 0 R 7 0 R] >> >>";
  bodies[4] = "<< /T (Chair) /Parent 7 0 R /V 6 0 R /Kids [7 0 R 5 0 R] >>";
  bodies.push_back("<< /T (Board) /FT /Sig /Kids [5 0 R 7 0 R] >>");
  const auto seen = look_at(build_pdf({.bodies = bodies}));
  ASSERT_TRUE(seen);
  ASSERT_EQ(seen->size(), 1u);
  EXPECT_EQ(seen->front().signature.field_name, "Board.Chair");
}

TEST(SignatureField, EntriesAreRead) {
  const auto seen = look_at(
      build_pdf({.bodies = with_signature(
                     sub + range + hex +
                     "/M (D:20261101102030Z) /Name (Jos\\351) /Reason <FEFF00e9> /Location (Lyon) /ContactInfo (me) "
                     "/Cert <00> /Reference [<< /TransformMethod /DocMDP /TransformParams << /P 3 >> >>]")}));
  const auto& signature = seen->front().signature;
  EXPECT_EQ(signature.claimed_time, *from_rfc3339("2026-11-01T10:20:30Z"));
  EXPECT_EQ(signature.name, "Jos\xc3\xa9");
  EXPECT_EQ(signature.reason, "\xc3\xa9");
  EXPECT_EQ(signature.location, "Lyon");
  EXPECT_EQ(signature.contact_info, "me");
  EXPECT_EQ(signature.doc_mdp, 3);
  EXPECT_TRUE(signature.has_key("Cert"));
  EXPECT_EQ(signature.object, (ObjectId{6, 0}));
}

// The range is written over in place; the file keeps its size.
struct Range {
  std::string name;
  std::function<std::vector<std::int64_t>(std::vector<std::int64_t>)> change;
  ByteRangeCoverage coverage;
  std::optional<Reason> found;
};

class ByteRanges : public testing::TestWithParam<Range> {};

using Numbers = std::vector<std::int64_t>;
INSTANTIATE_TEST_SUITE_P(
    Cases, ByteRanges,
    testing::Values(
        Range{"as_written", [](Numbers n) { return n; }, ByteRangeCoverage::whole_document, {}},
        Range{"does_not_begin_at_0", [](Numbers n) { return n[0] = 1, n; }, ByteRangeCoverage::none, bad_range},
        Range{"leaves_a_byte_before_the_hole", [](Numbers n) { return --n[1], n; }, ByteRangeCoverage::partial,
              Reason::byte_range_has_gap},
        Range{"covers_a_byte_of_the_hole", [](Numbers n) { return ++n[1], n; }, ByteRangeCoverage::partial,
              Reason::byte_range_has_gap},
        Range{"leaves_a_byte_after_the_hole", [](Numbers n) { return ++n[2], --n[3], n; }, ByteRangeCoverage::partial,
              Reason::byte_range_has_gap},
        Range{
            "ends_before_the_last_newline", [](Numbers n) { return --n[3], n; }, ByteRangeCoverage::whole_revision, {}},
        Range{"ends_inside_the_end_marker", [](Numbers n) { return n[3] -= 2, n; }, ByteRangeCoverage::partial,
              Reason::byte_range_has_gap},
        Range{"ends_after_the_file", [](Numbers n) { return ++n[3], n; }, ByteRangeCoverage::none, bad_range},
        Range{"negative", [](Numbers n) { return n[1] = -n[1], n; }, ByteRangeCoverage::none, bad_range},
        Range{"overflowing", [](Numbers n) { return n[3] = std::numeric_limits<std::int64_t>::max(), n; },
              ByteRangeCoverage::none, bad_range},
        Range{"two_numbers",
              [](Numbers n) {
                return Numbers{n[0], n[1]};
              },
              ByteRangeCoverage::none, bad_range},
        Range{"six_numbers",
              [](Numbers n) {
                return n.insert(n.end(), {1, 1}), n;
              },
              ByteRangeCoverage::none, bad_range},
        Range{"zeros",
              [](Numbers) {
                return Numbers{0, 0, 0, 0};
              },
              ByteRangeCoverage::none, bad_range}),
    [](const auto& shown) { return shown.param.name; });

TEST_P(ByteRanges, AreJudgedOnRawBytes) {
  const Bytes whole = *sign_dummy(build_pdf({.bodies = one_page()}));
  std::string written;
  for (const auto number : GetParam().change(look_at(whole)->front().signature.byte_range))
    written += std::to_string(number) + " ";
  std::string text = to_string(whole);
  const auto place = text.find("/ByteRange [") + 12;
  const auto contents = text.find("/Contents", place);
  text.replace(place, contents - place, written + "]" + std::string(contents - place - written.size() - 1, ' '));
  ASSERT_EQ(text.size(), whole.size());
  const auto covered = look_at(as_bytes(text))->front().covered;
  EXPECT_EQ(covered.coverage, GetParam().coverage);
  EXPECT_EQ(covered.findings.empty() ? std::nullopt : std::optional(covered.findings[0].reason), GetParam().found);
}

TEST(HiddenSignature, StandsBehindTheNewestRevision) {
  const auto hides = [](const Bytes& pdf) { return hides_a_signature(*PdfFile::open(pdf)); };
  for (const Style style : {Style::table, Style::stream, Style::object_streams, Style::hybrid}) {
    const Bytes plain = build_pdf({.style = style, .bodies = one_page()});
    const std::string old_start = "startxref\n" + std::to_string(last_startxref_of(plain)) + "\n%%EOF\n";
    Bytes pdf = *sign_dummy(plain);
    EXPECT_FALSE(hides(plain));
    EXPECT_FALSE(hides(pdf));
    append(pdf, old_start);
    EXPECT_TRUE(hides(pdf));
    Bytes twice = plain;
    append(twice, old_start);
    EXPECT_FALSE(hides(twice));
  }
}

}  // namespace
}  // namespace sceau
