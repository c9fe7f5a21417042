// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <thread>

#include "foundation/file_bytes.h"

namespace sceau {
namespace {

class ReadFileTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (std::filesystem::temp_directory_path() / "sceau-read-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  Path file(const std::string& name, const std::string& content) const {
    std::ofstream(folder_ / name, std::ios::binary) << content;
    return folder_ / name;
  }

  Path folder_;
};

TEST_F(ReadFileTest, ReadsAndMapsTheSameBytes) {
  for (const auto& content : {std::string(), std::string("seal"), std::string(200000, 'x')}) {
    const auto path = file("in", content);
    EXPECT_EQ(to_string(*read_file(path, 1 << 20)), content);
    EXPECT_EQ(to_string(map_file(path)->bytes()), content);
  }
}

TEST_F(ReadFileTest, TheLimitIsTheLastSizeThatIsRead) {
  const auto path = file("in", std::string(1000, 'x'));
  EXPECT_TRUE(read_file(path, 1000));
  const auto result = read_file(path, 999);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().reason, Reason::input_too_large);
}

TEST_F(ReadFileTest, SaysWhyAFileCannotBeRead) {
  EXPECT_EQ(read_file(folder_ / "absent", 10).error().reason, Reason::file_not_found);
  EXPECT_EQ(map_file(folder_ / "absent").error().reason, Reason::file_not_found);
  EXPECT_EQ(read_file(folder_, 10).error().reason, Reason::file_not_readable);
  EXPECT_EQ(map_file(folder_).error().reason, Reason::file_not_readable);
  EXPECT_EQ(map_file("/dev/null").error().reason, Reason::file_not_readable);
  EXPECT_EQ(read_file(file("in", "x") / "below", 10).error().reason, Reason::file_not_found);
}

TEST_F(ReadFileTest, ReadsAPipe) {
  const Path pipe = folder_ / "pipe";
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  std::thread writer([&] { std::ofstream(pipe) << std::string(100000, 'p'); });
  const auto result = read_file(pipe, 1 << 20);
  writer.join();
  ASSERT_TRUE(result);
  EXPECT_EQ(result->size(), 100000U);
}

// Opening a pipe for mapping must not wait for somebody to write into it.
TEST_F(ReadFileTest, APipeIsNotMapped) {
  const Path pipe = folder_ / "pipe";
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  const auto result = map_file(pipe);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().reason, Reason::file_not_readable);
}

TEST_F(ReadFileTest, AMappingMoves) {
  auto first = map_file(file("one", "first"));
  auto second = map_file(file("two", "second"));
  MappedFile moved(std::move(*first));
  EXPECT_EQ(as_text(moved.bytes()), "first");
  moved = std::move(*second);
  EXPECT_EQ(as_text(moved.bytes()), "second");
}

TEST_F(ReadFileTest, TheSameFileUnderTwoNames) {
  const auto path = file("one", "x");
  std::filesystem::create_hard_link(path, folder_ / "two");
  std::filesystem::create_symlink(path, folder_ / "three");
  EXPECT_TRUE(is_same_file(path, folder_ / "." / "one"));
  EXPECT_TRUE(is_same_file(path, folder_ / "two"));
  EXPECT_TRUE(is_same_file(path, folder_ / "three"));
  EXPECT_FALSE(is_same_file(path, file("other", "x")));
  EXPECT_FALSE(is_same_file(path, folder_ / "absent"));
}

}  // namespace
}  // namespace sceau
