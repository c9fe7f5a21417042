// SPDX-License-Identifier: Apache-2.0
#include "formats/pdf/pages/page_breaks.h"

#include <gmock/gmock.h>

namespace sceau {
namespace {

using testing::ElementsAre;

std::vector<std::vector<std::size_t>> rows_of(const std::vector<StripPage>& pages) {
  std::vector<std::vector<std::size_t>> rows;
  for (const auto& page : pages) {
    auto& list = rows.emplace_back();
    for (const auto& placed : page) list.push_back(placed.strip.row);
  }
  return rows;
}

TEST(PageBreaks, StripsFollowEachOtherUntilThePageIsFull) {
  const std::vector<Strip> strips = {{.row = 1, .height = 40}, {.row = 2, .height = 60}, {.row = 3, .height = 1}};
  const auto pages = break_pages(strips, 100);
  EXPECT_THAT(rows_of(pages), ElementsAre(ElementsAre(1, 2), ElementsAre(3)));
  EXPECT_EQ(pages[0][1].top, 40);
  EXPECT_EQ(pages[1][0].top, 0);
}

TEST(PageBreaks, SpaceBeforeIsLeftAwayAtTheTopOfAPage) {
  const std::vector<Strip> strips = {{.row = 1, .height = 50, .space_before = 30},
                                     {.row = 2, .height = 40, .space_before = 20},
                                     {.row = 3, .height = 80, .space_before = 20}};
  const auto pages = break_pages(strips, 100);
  EXPECT_THAT(rows_of(pages), ElementsAre(ElementsAre(1), ElementsAre(2), ElementsAre(3)));
  EXPECT_EQ(pages[0][0].top, 0);
  EXPECT_EQ(pages[1][0].top, 0);
}

TEST(PageBreaks, AHeadingGoesWithWhatFollows) {
  const std::vector<Strip> strips = {
      {.row = 1, .height = 70}, {.row = 2, .height = 20, .keeps_with_next = true}, {.row = 3, .height = 20}};
  EXPECT_THAT(rows_of(break_pages(strips, 100)), ElementsAre(ElementsAre(1), ElementsAre(2, 3)));
  auto alone = strips;
  alone[1].keeps_with_next = false;
  EXPECT_THAT(rows_of(break_pages(alone, 100)), ElementsAre(ElementsAre(1, 2), ElementsAre(3)));
}

TEST(PageBreaks, TheHeaderOfATableIsRepeated) {
  const std::vector<Strip> strips = {{.row = 0, .height = 20, .keeps_with_next = true, .is_header = true},
                                     {.row = 1, .height = 50, .is_row = true},
                                     {.row = 2, .height = 50, .is_row = true},
                                     {.row = 3, .height = 50, .is_row = true}};
  const auto pages = break_pages(strips, 120);
  EXPECT_THAT(rows_of(pages), ElementsAre(ElementsAre(0, 1, 2), ElementsAre(0, 3)));
  EXPECT_FALSE(pages[0][0].is_repeated);
  EXPECT_TRUE(pages[1][0].is_repeated);
  EXPECT_EQ(pages[1][1].top, 20);
}

TEST(PageBreaks, TheHeaderOfOneTableIsNotThatOfTheNext) {
  const std::vector<Strip> strips = {{.block = 1, .height = 20, .keeps_with_next = true, .is_header = true},
                                     {.block = 1, .row = 1, .height = 60, .is_row = true},
                                     {.block = 2, .row = 2, .height = 60, .is_row = true}};
  EXPECT_THAT(rows_of(break_pages(strips, 100)), ElementsAre(ElementsAre(0, 1), ElementsAre(2)));
}

TEST(PageBreaks, WhatIsKeptTogetherButTallerThanAPageIsCutAllTheSame) {
  const std::vector<Strip> strips = {{.row = 1, .height = 60, .keeps_with_next = true},
                                     {.row = 2, .height = 60, .keeps_with_next = true},
                                     {.row = 3, .height = 60}};
  EXPECT_THAT(rows_of(break_pages(strips, 100)), ElementsAre(ElementsAre(1), ElementsAre(2), ElementsAre(3)));
}

TEST(PageBreaks, AStripTallerThanAPageHasOneOfItsOwn) {
  const std::vector<Strip> strips = {{.row = 1, .height = 10}, {.row = 2, .height = 900}, {.row = 3, .height = 10}};
  EXPECT_THAT(rows_of(break_pages(strips, 100)), ElementsAre(ElementsAre(1), ElementsAre(2), ElementsAre(3)));
  EXPECT_TRUE(break_pages({}, 100).empty());
}

}  // namespace
}  // namespace sceau
