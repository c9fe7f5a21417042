// SPDX-License-Identifier: Apache-2.0
#include "vote/signed_paper.h"

#include <gmock/gmock.h>

#include "crypto/digest.h"
#include "formats/pdf/pages/page_layout.h"
#include "signer/sign_pdf.h"
#include "tests/pki/test_pki.h"
#include "tests/vote/printed_case.h"

namespace sceau {
namespace {

using testing::HasSubstr;

Bytes minutes() {
  static const auto layout = PageLayout::load(SCEAU_PAGE_MODULE);
  return *layout->lay_out(PrintedCase().minutes_document());
}

SessionRecord session() { return PrintedCase().session; }

// One certificate for each person.
const test::Issued& person(std::size_t number) {
  static std::vector<test::Issued> all;
  while (all.size() <= number) all.push_back(test::issue({.common_name = "Person " + std::to_string(all.size())}));
  return all[number];
}

Bytes with_signature(ByteView pdf, const std::string& field, const test::Issued& signer) {
  const auto at = *from_rfc3339("2027-05-12T10:00:00Z");
  const auto signed_pdf =
      sign_pdf(pdf, {signer.identity(), SignatureAlgorithm::ecdsa_sha256, at, std::nullopt}, {.field = field});
  EXPECT_TRUE(signed_pdf) << field;
  Bytes bytes;
  for (const auto piece : signed_pdf->pieces()) append(bytes, piece);
  return bytes;
}

// The first `fields` of the paper, each signed by another of so many people.
Bytes signed_by(std::size_t people, std::size_t fields) {
  auto pdf = minutes();
  const auto names = signature_fields(session());
  for (std::size_t i = 0; i < fields; ++i) pdf = with_signature(pdf, names[i], person(i % people));
  return pdf;
}

std::string told(const Status& status) {
  return status ? "" : std::string(stable_name(status.error().reason)) + ": " + status.error().detail;
}

Result<SignedPaper> read(ByteView pdf) { return read_signed_paper("minutes.pdf", pdf); }

TEST(SignedPaper, L56_every_member_of_the_bureau_signs) {
  const auto seats = session().bureau.size();
  ASSERT_GT(seats, 2U);
  EXPECT_EQ(told(is_complete(*read(signed_by(seats, seats)), session())), "");
  const auto none = read(minutes());
  ASSERT_TRUE(none);
  EXPECT_EQ(none->signatures, 0U);
  EXPECT_EQ(none->unsigned_fields.size(), seats);
  EXPECT_THAT(told(is_complete(*none, session())), HasSubstr("vote.papers_incomplete: minutes.pdf: nobody signed"));
  EXPECT_THAT(told(is_complete(*read(signed_by(seats, seats - 1)), session())),
              HasSubstr("vote.papers_incomplete: minutes.pdf: nobody signed the field"));
}

TEST(SignedPaper, L56_nobody_signs_for_another_member) {
  const auto seats = session().bureau.size();
  EXPECT_THAT(told(is_complete(*read(signed_by(1, seats)), session())), HasSubstr("1 people signed, but"));
  auto small = session();
  for (auto& member : small.bureau) member.name = small.bureau.front().name;
  EXPECT_EQ(told(is_complete(*read(signed_by(1, seats)), small)), "");
}

TEST(SignedPaper, L56_whoever_signed_as_one_member_does_not_sign_as_another) {
  const auto paper = read(signed_by(1, 1));
  ASSERT_TRUE(paper);
  const auto fields = signature_fields(session());
  const auto& used = *paper->certificates.begin();
  EXPECT_THAT(told(may_sign(*paper, session(), fields[1], used)),
              HasSubstr("vote.papers_incomplete: minutes.pdf: the holder"));
  EXPECT_EQ(told(may_sign(*paper, session(), fields[1], "another certificate")), "");
  auto small = session();
  small.bureau[1].name = small.bureau[0].name;
  EXPECT_EQ(told(may_sign(*paper, small, fields[1], used)), "");
}

TEST(SignedPaper, WhatWasChangedAfterTheLastSignatureIsRefused) {
  const auto pdf = signed_by(1, 1);
  EXPECT_TRUE(read(pdf));
  auto longer = pdf;
  append(longer, as_bytes("\n% a remark\n"));
  ASSERT_FALSE(read(longer));
  EXPECT_EQ(read(longer).error().reason, Reason::changed_after_signing);
  auto other = pdf;
  const auto title = std::ranges::search(other, as_bytes("/Type"));
  ASSERT_FALSE(title.empty());
  title[1] = 'X';
  EXPECT_FALSE(read(other));
}

TEST(SignedPaper, CarriesTheResultsOfTheCountThatTheLogNames) {
  const auto paper = read(minutes());
  ASSERT_TRUE(paper);
  TallyRecord counted;
  counted.tally = paper->attached.at("tally.json");
  counted.influence = paper->attached.at("influence.json");
  EXPECT_EQ(counted.tally, *digest(DigestAlgorithm::sha256, as_bytes(write_tally(PrintedCase().report().tally))));
  EXPECT_EQ(told(is_of_count(*paper, counted)), "");
  auto other = counted;
  other.tally[0] ^= 1;
  EXPECT_THAT(told(is_of_count(*paper, other)), HasSubstr("vote.count_inconsistent: minutes.pdf: its tally.json"));
  other = counted;
  other.influence[0] ^= 1;
  EXPECT_THAT(told(is_of_count(*paper, other)), HasSubstr("minutes.pdf: its influence.json"));
  auto bare = *paper;
  bare.attached.clear();
  EXPECT_THAT(told(is_of_count(bare, counted)), HasSubstr("its tally.json"));
  bare.file = "attendance-sheet.pdf";
  EXPECT_EQ(told(is_of_count(bare, counted)), "");
}

}  // namespace
}  // namespace sceau
