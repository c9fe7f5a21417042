// SPDX-License-Identifier: Apache-2.0
#include "formats/pdf/revisions.h"

#include <gtest/gtest.h>

#include "formats/pdf/pdf_file.h"
#include "tests/formats/pdf/outside_tools.h"
#include "tests/formats/pdf/pdf_builder.h"
#include "tests/formats/pdf/sign_dummy.h"

namespace sceau {
namespace {

std::optional<Reason> problem_with(ByteView pdf) {
  const auto file = PdfFile::open(pdf);
  return file ? std::nullopt : std::optional(file.error().reason);
}

struct Ending {
  std::string name, last_eol;
};

class EveryEnding : public testing::TestWithParam<Ending> {};
INSTANTIATE_TEST_SUITE_P(Endings, EveryEnding,
                         testing::Values(Ending{"none", ""}, Ending{"lf", "\n"}, Ending{"cr", "\r"},
                                         Ending{"crlf", "\r\n"}),
                         [](const auto& shown) { return shown.param.name; });

TEST_P(EveryEnding, BelongsToTheRevision) {
  const Bytes pdf = build_pdf({.last_eol = GetParam().last_eol, .bodies = one_page()});
  const auto revisions = read_revisions(pdf);
  ASSERT_TRUE(revisions);
  ASSERT_EQ(revisions->size(), 1u);
  EXPECT_EQ(revisions->front().end, pdf.size());
  EXPECT_EQ(revisions->front().eof_end, pdf.size() - GetParam().last_eol.size());
}

TEST_P(EveryEnding, OfTheSignedRevisionVerifiesAfterAnotherSignature) {
  const auto first = sign_dummy(build_pdf({.bodies = one_page()}));
  Bytes ended = *first;
  ended.pop_back();
  append(ended, GetParam().last_eol);
  // The second piece of the byte range is as long as what follows the hole.
  const auto seen = look_at(ended);
  ASSERT_TRUE(seen);
  const auto& range = seen->front().signature.byte_range;
  const std::string old_range = "[0 " + std::to_string(range[1]) + " " + std::to_string(range[2]) + " ";
  const std::string length = std::to_string(ended.size() - std::size_t(range[2])) + "] ";
  const std::string text = to_string(ended);
  const auto place = text.find(old_range);
  const auto old_end = text.find(']', place);
  ended = to_bytes(text.substr(0, place) + old_range + length +
                   std::string(old_end + 2 - place - old_range.size() - length.size(), ' ') + text.substr(old_end + 2));
  const auto second = sign_dummy(ended);
  ASSERT_TRUE(second);
  const auto both = look_at(*second);
  ASSERT_EQ(both->size(), 2u);
  EXPECT_EQ(both->front().covered.coverage, ByteRangeCoverage::whole_revision);
  EXPECT_EQ(both->front().changes.level, LaterChanges::form_filling);
}

TEST(Revisions, StylesAreTold) {
  const auto style = [](Style wanted) {
    return PdfFile::open(build_pdf({.style = wanted, .bodies = one_page()}))->revisions().front().style();
  };
  EXPECT_EQ(style(Style::table), XrefStyle::table);
  EXPECT_EQ(style(Style::stream), XrefStyle::stream);
  EXPECT_EQ(style(Style::object_streams), XrefStyle::stream);
  EXPECT_EQ(style(Style::hybrid), XrefStyle::hybrid);
}

TEST(Revisions, LinearizedFileIsOneRevision) {
  if (!is_installed("qpdf")) GTEST_SKIP() << "qpdf is not installed";
  for (const char* streams : {"disable", "generate"}) {
    const TemporaryFile plain(build_pdf({.bodies = one_page()}));
    const std::string out = (plain.folder() / "linear.pdf").string();
    const std::string command =
        "qpdf --linearize --object-streams=" + std::string(streams) + " " + plain.path() + " " + out;
    ASSERT_EQ(std::system(command.c_str()), 0);
    const Bytes pdf = *read_file(out, 1 << 20);
    const auto file = PdfFile::open(pdf);
    ASSERT_TRUE(file);
    ASSERT_EQ(file->revisions().size(), 1u);
    EXPECT_EQ(file->revisions().front().end, pdf.size());
    const auto twice = sign_dummy(*sign_dummy(pdf));
    ASSERT_TRUE(twice);
    const auto seen = look_at(*twice);
    EXPECT_EQ(seen->front().covered.coverage, ByteRangeCoverage::whole_revision);
    EXPECT_EQ(seen->front().changes.level, LaterChanges::form_filling);
  }
}

TEST(Revisions, DamageIsNamed) {
  const Bytes sound = build_pdf({.bodies = one_page()});
  EXPECT_EQ(problem_with(sound), std::nullopt);
  EXPECT_EQ(problem_with(as_bytes("")), Reason::pdf_not_a_pdf);
  EXPECT_EQ(problem_with(as_bytes("PK\3\4")), Reason::pdf_not_a_pdf);
  EXPECT_EQ(problem_with(replaced(sound, "%PDF-1.7", "%PDF-%1.7")), Reason::pdf_not_a_pdf);
  Bytes shifted = to_bytes("junk\n");
  append(shifted, sound);
  EXPECT_EQ(problem_with(shifted), Reason::pdf_not_a_pdf);
  EXPECT_EQ(problem_with(ByteView(sound).first(sound.size() / 2)), Reason::pdf_truncated);
  EXPECT_EQ(problem_with(replaced(sound, "startxref\n", "startxref\n9")), Reason::pdf_malformed);
  EXPECT_EQ(problem_with(replaced(sound, "xref\n0 5", "xref\n0 9")), Reason::pdf_malformed);
  EXPECT_EQ(problem_with(replaced(sound, "/Root 1 0 R", "/Root 9 0 R")), Reason::pdf_malformed);
  EXPECT_EQ(problem_with(replaced(sound, "/Root 1 0 R", "/Root 1 0 R /Prev 999999")), Reason::pdf_malformed);
}

TEST(Revisions, LoopIsRefused) {
  const Bytes sound = build_pdf({.bodies = one_page()});
  const std::string start = std::to_string(last_startxref_of(sound));
  EXPECT_EQ(problem_with(replaced(sound, "/Root 1 0 R", "/Root 1 0 R /Prev " + start)), Reason::pdf_malformed);
  EXPECT_EQ(problem_with(replaced(sound, "/Root 1 0 R", "/Root 1 0 R /Prev 0")), std::nullopt);
}

TEST(Revisions, TruncatedFilesShowAnEarlierRevisionOrAnError) {
  const Bytes whole = *sign_dummy(build_pdf({.style = Style::stream, .bodies = one_page()}));
  const std::size_t last_end_marker = 11;
  for (std::size_t size = 0; size + last_end_marker < whole.size(); ++size) {
    const auto file = PdfFile::open(ByteView(whole).first(size));
    ASSERT_TRUE(!file || file->revisions().size() == 1) << size;
  }
}

}  // namespace
}  // namespace sceau
