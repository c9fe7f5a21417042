// SPDX-License-Identifier: Apache-2.0
#include "formats/pdf/attached_files.h"

#include <gtest/gtest.h>

#include "formats/pdf/signature_field.h"
#include "tests/formats/pdf/pdf_builder.h"

namespace sceau {
namespace {

// One page whose name tree EmbeddedFiles has these entries; objects 5 and 6 are a file and its specification.
Bytes with_files(const std::string& names, const std::string& specification = "/EF << /F 5 0 R >>") {
  auto bodies = one_page("/Names << /EmbeddedFiles << /Names [" + names + "] >> >>");
  bodies.push_back("<< /Type /EmbeddedFile /Length 7 >>\nstream\n{\"a\":1}\nendstream");
  bodies.push_back("<< /Type /Filespec /F (a.json) " + specification + " >>");
  return build_pdf({.bodies = bodies});
}

Result<std::vector<CarriedFile>> files_of(const Bytes& pdf, std::size_t limit = 1000) {
  const auto file = PdfFile::open(pdf);
  if (!file) return file.error();
  return carried_files(*file, limit);
}

TEST(AttachedFiles, ComeOutUnderTheirNames) {
  const auto files = files_of(with_files("(a.json) 6 0 R (b.json) 6 0 R"));
  ASSERT_TRUE(files) << files.error().detail;
  ASSERT_EQ(files->size(), 2u);
  EXPECT_EQ(files->front().name, "a.json");
  EXPECT_EQ(to_string(files->front().bytes), "{\"a\":1}");
  EXPECT_EQ(files->back().name, "b.json");
}

TEST(AttachedFiles, ThereMayBeNone) {
  const auto files = files_of(build_pdf({.bodies = one_page("")}));
  ASSERT_TRUE(files);
  EXPECT_TRUE(files->empty());
}

TEST(AttachedFiles, AreLimitedTogether) {
  EXPECT_TRUE(files_of(with_files("(a.json) 6 0 R (b.json) 6 0 R"), 14));
  const auto files = files_of(with_files("(a.json) 6 0 R (b.json) 6 0 R"), 13);
  ASSERT_FALSE(files);
  EXPECT_EQ(files.error().reason, Reason::input_too_large);
}

TEST(AttachedFiles, OneWithoutContentIsAnError) {
  const auto files = files_of(with_files("(a.json) 6 0 R", ""));
  ASSERT_FALSE(files);
  EXPECT_EQ(files.error().reason, Reason::pdf_malformed);
}

TEST(SignatureFields, ThoseThatNobodySignedAreNamed) {
  auto bodies = one_page("/AcroForm << /Fields [5 0 R 6 0 R] >>", "/Annots [5 0 R 6 0 R]");
  bodies.push_back("<< /Type /Annot /Subtype /Widget /FT /Sig /T (chair) /Rect [0 0 0 0] >>");
  bodies.push_back("<< /Type /Annot /Subtype /Widget /FT /Sig /T (secretary) /Rect [0 0 0 0] /V << /Type /Sig >> >>");
  const auto pdf = build_pdf({.bodies = bodies});
  const auto file = PdfFile::open(pdf);
  ASSERT_TRUE(file);
  const auto names = empty_signature_fields(*file);
  ASSERT_TRUE(names);
  EXPECT_EQ(*names, std::vector<std::string>{"chair"});
}

}  // namespace
}  // namespace sceau
