// SPDX-License-Identifier: Apache-2.0
#include "foundation/durable_names.h"

#include <gmock/gmock.h>
#include <stdlib.h>

#include <cerrno>
#include <fstream>

namespace sceau {
namespace {

using testing::ElementsAre;

class DurableNamesTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = testing::TempDir() + "durable-names-XXXXXX";
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
    disk_.open = [this](const char* path, int flags, mode_t mode) {
      calls_.push_back("open " + Path(path).filename().string());
      return real_disk().open(path, flags, mode);
    };
    disk_.rename = [this](const char* from, const char* to) {
      calls_.push_back("rename " + Path(from).filename().string() + " " + Path(to).filename().string());
      return real_disk().rename(from, to);
    };
    disk_.fsync = [this](int) {
      calls_.push_back("fsync");
      errno = fsync_fails_with_;
      return fsync_fails_with_ == 0 ? 0 : -1;
    };
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  Path put(const std::string& name) const {
    std::ofstream(folder_ / name) << name;
    return folder_ / name;
  }

  Path folder_;
  Disk disk_ = real_disk();
  std::vector<std::string> calls_;
  int fsync_fails_with_ = 0;
};

TEST_F(DurableNamesTest, AMoveIsFollowedByTheSyncOfItsFolder) {
  const auto from = put("proof"), to = put("store");
  ASSERT_TRUE(move_over(from, to, disk_));
  EXPECT_THAT(calls_, ElementsAre("rename proof store", "open " + folder_.filename().string(), "fsync"));
  EXPECT_FALSE(std::filesystem::exists(from));
  EXPECT_EQ(to_string(*read_file(to, 100)), "proof");
}

TEST_F(DurableNamesTest, AMoveThatIsNotDurableIsAnError) {
  const auto from = put("proof"), to = put("store");
  fsync_fails_with_ = EIO;
  EXPECT_EQ(move_over(from, to, disk_).error().reason, Reason::file_not_writable);
  EXPECT_EQ(move_over(folder_ / "none", to, disk_).error().reason, Reason::file_not_writable);
  fsync_fails_with_ = EINVAL;  // a file system without such a sync
  EXPECT_TRUE(move_over(put("proof"), to, disk_));
}

TEST_F(DurableNamesTest, ARemovalIsFollowedByTheSyncOfItsFolder) {
  std::filesystem::create_directories(folder_ / "count" / "ballots");
  put("count/ballots/1.pack");
  ASSERT_TRUE(remove_durably(folder_ / "count", disk_));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "count"));
  EXPECT_THAT(calls_, ElementsAre("open " + folder_.filename().string(), "fsync"));
  ASSERT_TRUE(remove_durably(folder_ / "count", disk_));  // whoever tries again after a failed sync
  EXPECT_EQ(calls_.size(), 4u);
  ASSERT_TRUE(remove_durably(folder_ / "papers" / "none.pdf", disk_));
  EXPECT_EQ(calls_.size(), 4u);
  fsync_fails_with_ = EIO;
  EXPECT_EQ(remove_durably(put("register.csv"), disk_).error().reason, Reason::file_not_writable);
}

}  // namespace
}  // namespace sceau
