// SPDX-License-Identifier: Apache-2.0
// Every call on the way to a durable file is made to fail in turn. Whatever fails: the old file is as before, the new
// one is whole or absent, and no temporary file is left.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <thread>

#include "foundation/file_bytes.h"

namespace sceau {
namespace {

class WriteAtomicallyTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (std::filesystem::temp_directory_path() / "sceau-write-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
    path_ = folder_ / "out.pdf";
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  void put(const std::string& content) const { std::ofstream(path_, std::ios::binary) << content; }
  std::string content() const { return to_string(*read_file(path_, 1 << 24)); }
  std::size_t files() const {
    return static_cast<std::size_t>(
        std::distance(std::filesystem::directory_iterator(folder_), std::filesystem::directory_iterator()));
  }
  Status write(const std::string& text, Existing existing, const Disk& disk = real_disk()) const {
    return write_atomically(path_, as_bytes(text), {.existing = existing}, disk);
  }

  Path folder_, path_;
};

// Descriptors that are open now: none may leak on a failure.
std::size_t open_descriptors() {
  return static_cast<std::size_t>(
      std::distance(std::filesystem::directory_iterator("/proc/self/fd"), std::filesystem::directory_iterator()));
}

TEST_F(WriteAtomicallyTest, WritesThePiecesInOrder) {
  const std::array<ByteView, 4> pieces{as_bytes("one "), as_bytes(""), as_bytes("two "), as_bytes("three")};
  ASSERT_TRUE(write_atomically(path_, pieces, {}));
  EXPECT_EQ(content(), "one two three");
  EXPECT_EQ(files(), 1U);
}

TEST_F(WriteAtomicallyTest, WritesAnEmptyFile) {
  ASSERT_TRUE(write("", Existing::keep));
  EXPECT_EQ(content(), "");
}

TEST_F(WriteAtomicallyTest, ANameWithoutFolderIsWrittenHere) {
  const auto before = std::filesystem::current_path();
  std::filesystem::current_path(folder_);
  const auto status = write_atomically("out.pdf", as_bytes("here"), {});
  std::filesystem::current_path(before);
  ASSERT_TRUE(status);
  EXPECT_EQ(content(), "here");
}

TEST_F(WriteAtomicallyTest, TheModeIsTheOneAskedFor) {
  const auto mask = umask(0);
  ASSERT_TRUE(write_atomically(path_, as_bytes("key"), {.mode = 0600}));
  umask(mask);
  EXPECT_EQ(std::filesystem::status(path_).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST_F(WriteAtomicallyTest, AnExistingFileIsKeptUnlessReplacingIsAskedFor) {
  put("old");
  const auto kept = write("new", Existing::keep);
  ASSERT_FALSE(kept);
  EXPECT_EQ(kept.error().reason, Reason::file_exists);
  EXPECT_EQ(content(), "old");

  ASSERT_TRUE(write("new", Existing::replace));
  EXPECT_EQ(content(), "new");
  EXPECT_EQ(files(), 1U);
}

TEST_F(WriteAtomicallyTest, ADanglingLinkCountsAsExisting) {
  std::filesystem::create_symlink(folder_ / "nowhere", path_);
  EXPECT_EQ(write("new", Existing::keep).error().reason, Reason::file_exists);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "nowhere"));
}

TEST_F(WriteAtomicallyTest, ALinkThatIsReplacedLeadsToTheNewContent) {
  std::filesystem::create_directory(folder_ / "elsewhere");
  const Path target = folder_ / "elsewhere" / "out.pdf";
  std::ofstream(target) << "old";
  std::filesystem::create_symlink("elsewhere/out.pdf", path_);
  ASSERT_TRUE(write("new", Existing::replace));
  EXPECT_TRUE(std::filesystem::is_symlink(path_));
  EXPECT_EQ(to_string(*read_file(target, 100)), "new");
}

TEST_F(WriteAtomicallyTest, WhatIsNoFileIsNeverReplacedByOne) {
  ASSERT_EQ(mkfifo(path_.c_str(), 0600), 0);
  std::filesystem::create_symlink(path_, folder_ / "link to a pipe");
  std::filesystem::create_symlink("nowhere", folder_ / "dangling");
  std::filesystem::create_directory(folder_ / "folder");
  for (const auto* name : {"out.pdf", "link to a pipe", "dangling", "folder"}) {
    const auto status = write_atomically(folder_ / name, as_bytes("x"), {.existing = Existing::replace});
    ASSERT_FALSE(status) << name;
    EXPECT_EQ(status.error().reason, Reason::file_not_writable) << name;
  }
  EXPECT_TRUE(std::filesystem::is_fifo(path_));
  EXPECT_EQ(files(), 4U);
}

TEST_F(WriteAtomicallyTest, AFileThatAppearsWhileWritingIsKept) {
  auto disk = real_disk();
  disk.fsync = [&](int descriptor) {
    if (!std::filesystem::exists(path_)) put("somebody else's");
    return ::fsync(descriptor);
  };
  const auto status = write("mine", Existing::keep, disk);
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().reason, Reason::file_exists);
  EXPECT_EQ(content(), "somebody else's");
  EXPECT_EQ(files(), 1U);
}

TEST_F(WriteAtomicallyTest, SaysWhyThereIsNoFile) {
  EXPECT_EQ(write_atomically(folder_ / "absent" / "out", as_bytes("x"), {}).error().reason, Reason::file_not_writable);
  put("a file, no folder");
  EXPECT_EQ(write_atomically(path_ / "out", as_bytes("x"), {}).error().reason, Reason::file_not_writable);
  std::filesystem::create_directory(folder_ / "folder");
  EXPECT_EQ(write_atomically(folder_ / "folder", as_bytes("x"), {.existing = Existing::replace}).error().reason,
            Reason::file_not_writable);
  EXPECT_EQ(files(), 2U);
}

TEST_F(WriteAtomicallyTest, ANameOfTheGreatestLengthCanBeWritten) {
  path_ = folder_ / std::string(255, 'n');
  ASSERT_TRUE(write("long", Existing::keep));
  EXPECT_EQ(content(), "long");
  EXPECT_EQ(write_atomically(folder_ / std::string(256, 'n'), as_bytes("x"), {}).error().reason,
            Reason::file_not_writable);
}

TEST_F(WriteAtomicallyTest, ShortWritesAndInterruptionsAreFinished) {
  auto disk = real_disk();
  int call = 0;
  disk.write = [&](int descriptor, const void* data, std::size_t size) -> ssize_t {
    if (++call % 3 == 0) {
      errno = EINTR;
      return -1;
    }
    return ::write(descriptor, data, std::min<std::size_t>(size, 7));
  };
  const std::string text(1000, 's');
  ASSERT_TRUE(write(text, Existing::keep, disk));
  EXPECT_EQ(content(), text);
}

TEST_F(WriteAtomicallyTest, ManyWritersOneWins) {
  std::atomic<int> won{0};
  std::vector<std::thread> writers;
  for (int i = 0; i < 8; ++i) {
    writers.emplace_back(
        [&, i] { won += write(std::string(5000, static_cast<char>('a' + i)), Existing::keep) ? 1 : 0; });
  }
  for (auto& writer : writers) writer.join();
  EXPECT_EQ(won, 1);
  EXPECT_EQ(content(), std::string(5000, content().front()));
  EXPECT_EQ(files(), 1U);
}

// The call number `nth` of one kind fails with `number`.
struct Fault {
  std::string call;
  int nth;
  int number;
  Reason reason;
  bool is_in_place = false;  // the new file stands already when this call comes
};

void PrintTo(const Fault& fault, std::ostream* out) {
  *out << fault.call << " " << fault.nth << " " << std::strerror(fault.number);
}

Disk disk_with(const Fault& fault) {
  auto disk = real_disk();
  const auto counter = std::make_shared<int>(0);
  const auto fails = [fault, counter](std::string_view call) {
    if (call != fault.call || ++*counter != fault.nth) return false;
    errno = fault.number;
    return true;
  };
  disk.open = [=](const char* path, int flags, mode_t mode) { return fails("open") ? -1 : ::open(path, flags, mode); };
  disk.write = [=](int descriptor, const void* data, std::size_t size) {
    return fails("write") ? ssize_t{-1} : ::write(descriptor, data, size);
  };
  disk.fsync = [=](int descriptor) { return fails("fsync") ? -1 : ::fsync(descriptor); };
  // Linux releases the descriptor also where close() fails.
  disk.close = [=](int descriptor) {
    const int result = ::close(descriptor);
    return fails("close") ? -1 : result;
  };
  disk.rename_new = [=](const char* from, const char* to) {
    return fails("rename_new") ? -1 : real_disk().rename_new(from, to);
  };
  disk.rename = [=](const char* from, const char* to) { return fails("rename") ? -1 : ::rename(from, to); };
  return disk;
}

class ReplaceFaultTest : public WriteAtomicallyTest, public testing::WithParamInterface<Fault> {};
class KeepFaultTest : public WriteAtomicallyTest, public testing::WithParamInterface<Fault> {};

const Fault common_faults[] = {
    {"open", 1, ENOSPC, Reason::file_no_space},         {"open", 1, EACCES, Reason::file_not_writable},
    {"open", 1, EROFS, Reason::file_not_writable},      {"open", 1, EMFILE, Reason::file_not_writable},
    {"write", 1, ENOSPC, Reason::file_no_space},        {"write", 1, EIO, Reason::file_not_writable},
    {"write", 2, ENOSPC, Reason::file_no_space},        {"write", 1, EDQUOT, Reason::file_no_space},
    {"write", 1, EFBIG, Reason::file_no_space},         {"fsync", 1, EIO, Reason::file_not_writable},
    {"fsync", 1, ENOSPC, Reason::file_no_space},        {"close", 1, EIO, Reason::file_not_writable},
    {"close", 1, EDQUOT, Reason::file_no_space},        {"open", 2, EMFILE, Reason::file_not_writable, true},
    {"fsync", 2, EIO, Reason::file_not_writable, true},
};
const Fault faults_of_replace[] = {{"rename", 1, EIO, Reason::file_not_writable},
                                   {"rename", 1, ENOSPC, Reason::file_no_space}};
const Fault faults_of_keep[] = {{"rename_new", 1, EIO, Reason::file_not_writable},
                                {"rename_new", 1, EMLINK, Reason::file_not_writable},
                                {"rename_new", 1, EEXIST, Reason::file_exists}};

INSTANTIATE_TEST_SUITE_P(Common, ReplaceFaultTest, testing::ValuesIn(common_faults));
INSTANTIATE_TEST_SUITE_P(Rename, ReplaceFaultTest, testing::ValuesIn(faults_of_replace));

INSTANTIATE_TEST_SUITE_P(Common, KeepFaultTest, testing::ValuesIn(common_faults));
INSTANTIATE_TEST_SUITE_P(Rename, KeepFaultTest, testing::ValuesIn(faults_of_keep));

Status write_two_pieces(const Path& path, Existing existing, const Disk& disk) {
  const std::array<ByteView, 2> pieces{as_bytes("new "), as_bytes("content")};
  return write_atomically(path, pieces, {.existing = existing}, disk);
}

TEST_P(ReplaceFaultTest, TheOldFileStaysOrTheNewOneIsWhole) {
  put("old");
  const auto descriptors = open_descriptors();
  const auto status = write_two_pieces(path_, Existing::replace, disk_with(GetParam()));
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().reason, GetParam().reason) << status.error().detail;
  EXPECT_EQ(content(), GetParam().is_in_place ? "new content" : "old");
  EXPECT_EQ(files(), 1U);
  EXPECT_EQ(open_descriptors(), descriptors);
}

TEST_P(KeepFaultTest, NothingIsLeftOrTheNewFileIsWhole) {
  const auto descriptors = open_descriptors();
  const auto status = write_two_pieces(path_, Existing::keep, disk_with(GetParam()));
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().reason, GetParam().reason) << status.error().detail;
  EXPECT_EQ(files(), GetParam().is_in_place ? 1U : 0U);
  if (GetParam().is_in_place) {
    EXPECT_EQ(content(), "new content");
  }
  EXPECT_EQ(open_descriptors(), descriptors);
}

TEST_F(WriteAtomicallyTest, AWriteThatDoesNothingIsAFullDisk) {
  auto disk = real_disk();
  disk.write = [](int, const void*, std::size_t) { return ssize_t{0}; };
  EXPECT_EQ(write("new", Existing::keep, disk).error().reason, Reason::file_no_space);
  EXPECT_EQ(files(), 0U);
}

// NFS knows no RENAME_NOREPLACE: the file must still be written, and still never over another.
TEST_F(WriteAtomicallyTest, AFileSystemWithoutExclusiveRenameIsWrittenToo) {
  for (const int number : {EINVAL, ENOSYS}) {
    auto disk = real_disk();
    disk.rename_new = [&](const char*, const char*) {
      errno = number;
      return -1;
    };
    ASSERT_TRUE(write("new", Existing::keep, disk)) << std::strerror(number);
    EXPECT_EQ(content(), "new");
    disk.fsync = [&](int descriptor) {
      put("somebody else's");
      return ::fsync(descriptor);
    };
    std::filesystem::remove(path_);
    EXPECT_EQ(write("other", Existing::keep, disk).error().reason, Reason::file_exists);
    EXPECT_EQ(content(), "somebody else's");
    EXPECT_EQ(files(), 1U);
    std::filesystem::remove(path_);
  }
}

// What a killed process left behind must stop nobody, whatever its name.
TEST_F(WriteAtomicallyTest, ATemporaryNameThatIsTakenIsPassedOver) {
  auto disk = real_disk();
  int call = 0;
  disk.open = [&](const char* path, int flags, mode_t mode) {
    if (++call <= 3) {
      errno = EEXIST;
      return -1;
    }
    return ::open(path, flags, mode);
  };
  ASSERT_TRUE(write("new", Existing::keep, disk));

  disk.open = [](const char*, int, mode_t) {
    errno = EEXIST;
    return -1;
  };
  EXPECT_EQ(write("new", Existing::replace, disk).error().reason, Reason::file_not_writable);
}

TEST_F(WriteAtomicallyTest, AFolderThatCannotBeSyncedIsNoFailure) {
  auto disk = real_disk();
  int call = 0;
  disk.fsync = [&](int descriptor) {
    if (++call == 1) return ::fsync(descriptor);
    errno = EINVAL;
    return -1;
  };
  EXPECT_TRUE(write("new", Existing::keep, disk));
}

}  // namespace
}  // namespace sceau
