// SPDX-License-Identifier: Apache-2.0
#include "foundation/durable_names.h"

#include <fcntl.h>
#include <fmt/format.h>

#include <cerrno>
#include <cstring>

namespace sceau {
namespace {

Path folder_of(const Path& path) { return path.has_parent_path() ? path.parent_path() : Path("."); }

}  // namespace

Error write_error(const Path& path, std::string_view step, int number) {
  const bool full = number == ENOSPC || number == EDQUOT || number == EFBIG;
  const auto reason = full ? Reason::file_no_space : number == EEXIST ? Reason::file_exists : Reason::file_not_writable;
  return {reason, fmt::format("{}: {}: {}", path.string(), step, std::strerror(number))};
}

Status sync_folder_of(const Path& path, const Disk& disk) {
  const int descriptor = disk.open(folder_of(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  if (descriptor < 0) return write_error(folder_of(path), "open", errno);
  const int failure = disk.fsync(descriptor) == 0 ? 0 : errno;
  disk.close(descriptor);
  // Some file systems cannot sync a folder and say so; the file itself is synced.
  if (failure != 0 && failure != EINVAL) return write_error(path, "fsync of the folder", failure);
  return Done{};
}

Status move_over(const Path& from, const Path& to, const Disk& disk) {
  if (disk.rename(from.c_str(), to.c_str()) != 0) return write_error(to, "move into place", errno);
  return sync_folder_of(to, disk);
}

Status remove_durably(const Path& path, const Disk& disk) {
  std::error_code failure;
  const auto removed = std::filesystem::remove_all(path, failure);
  if (failure) return write_error(path, "remove", failure.value());
  if (removed == 0 && !std::filesystem::exists(folder_of(path), failure)) return Done{};
  return sync_folder_of(path, disk);
}

}  // namespace sceau
