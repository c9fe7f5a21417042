// SPDX-License-Identifier: Apache-2.0
#include "foundation/reason.h"

#include <gmock/gmock.h>

#include <regex>
#include <set>
#include <string>

namespace sceau {
namespace {

TEST(ReasonTest, EachReasonFindsItsOwnRow) {
  for (const auto& row : all_reasons()) {
    EXPECT_EQ(&row_of(row.reason), &row);
    EXPECT_EQ(reason_named(row.stable_name), row.reason);
    EXPECT_EQ(kind_of(row.reason), row.kind);
    EXPECT_EQ(stable_name(row.reason), row.stable_name);
  }
}

TEST(ReasonTest, StableNamesAreUniqueAndOfOneShape) {
  const std::regex shape("[a-z]+(\\.[a-z][a-z0-9_]*)+");
  std::set<std::string_view> names;
  for (const auto& row : all_reasons()) {
    EXPECT_TRUE(std::regex_match(std::string(row.stable_name), shape)) << row.stable_name;
    EXPECT_TRUE(names.insert(row.stable_name).second) << row.stable_name << " stands twice";
  }
}

// A sentence is shown after "error:" and before a hint: it begins small and ends without a full stop.
TEST(ReasonTest, SentencesReadWellInALine) {
  for (const auto& row : all_reasons()) {
    ASSERT_FALSE(row.sentence.empty()) << row.stable_name;
    EXPECT_NE(row.sentence.back(), '.') << row.stable_name;
    EXPECT_EQ(row.sentence.find('\n'), std::string_view::npos) << row.stable_name;
  }
}

TEST(ReasonTest, AnUnknownNameIsNoReason) {
  EXPECT_EQ(reason_named("pdf.truncated"), Reason::pdf_truncated);
  EXPECT_EQ(reason_named("pdf.truncate"), std::nullopt);
  EXPECT_EQ(reason_named("pdf_truncated"), std::nullopt);
  EXPECT_EQ(reason_named(""), std::nullopt);
}

TEST(ReasonTest, EveryKindHasANameOfItsOwn) {
  std::set<std::string_view> names;
  for (const auto kind :
       {ReasonKind::failed, ReasonKind::indeterminate, ReasonKind::malformed, ReasonKind::refused,
        ReasonKind::unavailable, ReasonKind::io, ReasonKind::key, ReasonKind::usage, ReasonKind::internal}) {
    EXPECT_TRUE(names.insert(name_of(kind)).second);
  }
}

}  // namespace
}  // namespace sceau
