// SPDX-License-Identifier: Apache-2.0
#include "certs/authority/demo_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace sceau {
namespace {

Error not_made(const Path& path, int error) {
  return {Reason::authority_not_made, path.string() + ": " + std::strerror(error)};
}

Path beside(const Path& folder, const char* ending) {
  return folder.parent_path() / (folder.filename().string() + ending);
}

Status make_private_folder(const Path& folder) {
  if (::mkdir(folder.c_str(), 0700) == 0 || errno == EEXIST) return Done{};
  return not_made(folder, errno);
}

// From the top down, each 0700 where it has to be made.
Status make_parents(const Path& folder) {
  Path parent;
  for (const auto& part : folder.parent_path()) {
    parent /= part;
    if (auto made = make_private_folder(parent); !made) return made;
  }
  return Done{};
}

Status sync_folder(const Path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
  const int error = errno;
  if (descriptor >= 0) ::close(descriptor);
  if (!synced) return not_made(folder, error);
  return Done{};
}

}  // namespace

FolderLock::~FolderLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<FolderLock> lock_folder(const Path& folder) {
  if (auto parents = make_parents(folder); !parents) return parents.error();
  const auto path = beside(folder, ".lock");
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (descriptor < 0) return not_made(path, errno);
  FolderLock lock(descriptor);
  while (::flock(descriptor, LOCK_EX) != 0) {
    if (errno != EINTR) return not_made(path, errno);
  }
  return lock;
}

Result<Path> fresh_folder_beside(const Path& folder) {
  auto making = beside(folder, ".making");
  std::error_code failed;
  std::filesystem::remove_all(making, failed);
  if (failed) return not_made(making, failed.value());
  if (::mkdir(making.c_str(), 0700) != 0) return not_made(making, errno);
  return making;
}

Status move_into_place(const Path& made, const Path& folder) {
  if (::rename(made.c_str(), folder.c_str()) != 0) return not_made(folder, errno);
  return sync_folder(folder.parent_path());
}

}  // namespace sceau
