// SPDX-License-Identifier: Apache-2.0
// A file system that is really full: a tmpfs of 1 MB in a mount namespace of a child process, so that nothing is left
// mounted however the test ends. Only root may mount; others skip.
#include <gmock/gmock.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "foundation/file_bytes.h"

namespace sceau {
namespace {

enum Outcome : int { as_expected = 0, wrong_reason = 1, left_something = 2, changed_the_old = 3, cannot_mount = 4 };

Outcome write_beyond_the_end(const Path& folder) {
  if (unshare(CLONE_NEWNS) != 0 || mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
      mount("tmpfs", folder.c_str(), "tmpfs", 0, "size=1m") != 0) {
    return cannot_mount;
  }
  const Path old = folder / "old";
  if (!write_atomically(old, as_bytes("old"), {})) return wrong_reason;

  const Bytes large(2 << 20, 'x');
  for (const auto& [path, existing] : {std::pair{folder / "new", Existing::keep}, {old, Existing::replace}}) {
    const auto status = write_atomically(path, large, {.existing = existing});
    if (status || status.error().reason != Reason::file_no_space) return wrong_reason;
  }
  if (to_string(*read_file(old, 100)) != "old") return changed_the_old;
  const auto files = std::distance(std::filesystem::directory_iterator(folder), std::filesystem::directory_iterator());
  return files == 1 ? as_expected : left_something;
}

TEST(FullDiskTest, NothingIsLeftAndTheOldFileStays) {
  std::string folder = (std::filesystem::temp_directory_path() / "sceau-full-XXXXXX").string();
  ASSERT_NE(mkdtemp(folder.data()), nullptr);
  const auto child = fork();
  if (child == 0) _exit(write_beyond_the_end(folder));
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  std::filesystem::remove_all(folder);
  ASSERT_TRUE(WIFEXITED(status));
  if (WEXITSTATUS(status) == cannot_mount) GTEST_SKIP() << "needs root, to mount a small file system";
  EXPECT_EQ(WEXITSTATUS(status), as_expected);
}

}  // namespace
}  // namespace sceau
