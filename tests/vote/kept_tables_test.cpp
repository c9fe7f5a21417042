// SPDX-License-Identifier: Apache-2.0
#include "vote/kept_tables.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <cerrno>
#include <functional>

namespace sceau {
namespace {

constexpr auto kind = TypedTableKind::rulings;

template <typename Answer, typename... Arguments>
std::function<Answer(Arguments...)> cut(int& calls, const std::function<Answer(Arguments...)>& call) {
  return [&calls, call](Arguments... arguments) -> Answer {
    if (calls-- > 0) return call(arguments...);
    errno = EIO;
    return -1;
  };
}

// So many calls are made; every further one fails, as if the program had been killed there.
Disk cut_off_after(int& calls) {
  const auto& real = real_disk();
  return {.open = cut(calls, real.open),
          .write = cut(calls, real.write),
          .fsync = cut(calls, real.fsync),
          .close = real.close,
          .link = cut(calls, real.link),
          .rename_new = cut(calls, real.rename_new),
          .rename = cut(calls, real.rename),
          .unlink = cut(calls, real.unlink)};
}

TypedTable table_of(const std::string& csv, const std::string& by = "the secretary",
                    std::string_view at = "2027-05-12T12:00:00Z") {
  const auto statement = state(kind, "ag2027", as_bytes(csv), by, *from_rfc3339(at));
  return {to_bytes(csv), to_bytes(write_statement(*statement))};
}

class KeptTablesTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = testing::TempDir() + "kept-tables-XXXXXX";
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  void expect_kept(const TypedTable& wanted) const {
    const auto kept = kept_table(folder_, kind);
    ASSERT_TRUE(kept) << kept.error().detail;
    ASSERT_TRUE(*kept);
    EXPECT_EQ(to_string((*kept)->csv), to_string(wanted.csv));
    EXPECT_EQ(to_string((*kept)->statement), to_string(wanted.statement));
  }
  Status keep(const TypedTable& table, Existing existing = Existing::keep) const {
    return keep_table(folder_, kind, table, existing);
  }
  Reason refusal_of(const TypedTable& table) const {
    const auto kept = keep(table);
    return kept ? Reason::internal_error : kept.error().reason;
  }

  Path folder_;
  const TypedTable old_ = table_of("number\r\n1\r\n"), new_ = table_of("number\r\n2\r\n");
};

TEST_F(KeptTablesTest, AStandingTableIsReplacedOnlyWhenToldTo) {
  EXPECT_FALSE(*kept_table(folder_, kind));
  ASSERT_TRUE(keep(old_));
  expect_kept(old_);
  EXPECT_EQ(refusal_of(new_), Reason::file_exists);
  expect_kept(old_);
  ASSERT_TRUE(keep(new_, Existing::replace));
  expect_kept(new_);
}

TEST_F(KeptTablesTest, TheSameTableByTheSameOperatorIsKeptAsItStands) {
  ASSERT_TRUE(keep(old_));
  ASSERT_TRUE(keep(table_of("number\r\n1\r\n", "the secretary", "2027-05-12T13:00:00Z")));
  expect_kept(old_);
  EXPECT_EQ(refusal_of(table_of("number\r\n1\r\n", "somebody else")), Reason::file_exists);
  expect_kept(old_);
}

TEST_F(KeptTablesTest, ATableThatNobodySignedForIsSignedForAfterwards) {
  ASSERT_TRUE(write_atomically(folder_ / table_file(kind), old_.csv, {}));
  EXPECT_EQ(kept_table(folder_, kind).error().reason, Reason::vote_table_irregular);
  ASSERT_TRUE(keep(old_));
  expect_kept(old_);
}

TEST_F(KeptTablesTest, WhereverItIsKilledOneSignedPairIsWhole) {
  ASSERT_TRUE(keep(old_));
  int calls = 0;
  for (int cut = 0, is_done = 0; is_done == 0; ++cut) {
    SCOPED_TRACE(cut);
    ASSERT_TRUE(keep(old_, Existing::replace));
    calls = cut;
    is_done = keep_table(folder_, kind, new_, Existing::replace, cut_off_after(calls)) ? 1 : 0;
    const auto kept = kept_table(folder_, kind);
    ASSERT_TRUE(kept && *kept);
    expect_kept((*kept)->csv == new_.csv ? new_ : old_);
    ASSERT_TRUE(keep(new_, Existing::replace));
    expect_kept(new_);
  }
}

TEST_F(KeptTablesTest, AFirstTableThatWasCutOffIsKeptByTheNextRun) {
  int calls = 0;
  for (int cut = 0, is_done = 0; is_done == 0; ++cut) {
    SCOPED_TRACE(cut);
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directory(folder_);
    calls = cut;
    is_done = keep_table(folder_, kind, new_, Existing::keep, cut_off_after(calls)) ? 1 : 0;
    ASSERT_TRUE(keep(new_));
    expect_kept(new_);
  }
}

// The next table is signed for while the last one still waits for its name.
TEST_F(KeptTablesTest, ACutOffRunIsSettledBeforeTheNextOne) {
  ASSERT_TRUE(write_atomically(folder_ / table_file(kind), new_.csv, {}));
  ASSERT_TRUE(write_atomically(folder_ / statement_file(kind), old_.statement, {}));
  ASSERT_TRUE(write_atomically(folder_ / (statement_file(kind) + ".next"), new_.statement, {}));
  expect_kept(new_);
  int calls = 8;  // of a third table, past its statement
  EXPECT_FALSE(keep_table(folder_, kind, table_of("number\r\n3\r\n"), Existing::replace, cut_off_after(calls)));
  expect_kept(new_);
}

}  // namespace
}  // namespace sceau
