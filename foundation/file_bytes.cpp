// SPDX-License-Identifier: Apache-2.0
#include "foundation/file_bytes.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <limits>

#include "foundation/durable_names.h"

namespace sceau {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  int get() const { return number_; }

 private:
  int number_;
};

Error read_error(const Path& path, int number) {
  const bool absent = number == ENOENT || number == ENOTDIR;
  return {absent ? Reason::file_not_found : Reason::file_not_readable,
          fmt::format("{}: {}", path.string(), std::strerror(number))};
}

Path folder_of(const Path& path) { return path.has_parent_path() ? path.parent_path() : Path("."); }

struct Temporary {
  Path path;
  int descriptor;
};

// The name is unique in this process by a counter and among processes by their numbers. O_EXCL decides in the end: a
// name left by a process that was killed, or used beyond a container's wall, is passed over.
Result<Temporary> open_temporary(const Disk& disk, const Path& path, const WriteOptions& options) {
  static std::atomic<unsigned> counter{0};
  constexpr int attempts = 1000;
  int failure = EEXIST;
  for (int i = 0; i < attempts && failure == EEXIST; ++i) {
    const Path name = folder_of(path) / fmt::format(".sceau-{}-{}.tmp", ::getpid(), counter++);
    const int descriptor = disk.open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, options.mode);
    if (descriptor >= 0) return Temporary{name, descriptor};
    failure = errno;
  }
  return write_error(path, "create", failure == EEXIST ? EAGAIN : failure);
}

int write_all(const Disk& disk, int descriptor, ByteView bytes) {
  constexpr std::size_t chunk = std::size_t{1} << 30;
  while (!bytes.empty()) {
    const auto written = disk.write(descriptor, bytes.data(), std::min(bytes.size(), chunk));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    if (written == 0) return ENOSPC;
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return 0;
}

// Fills and closes the temporary file; on failure the caller removes it.
Status fill_temporary(const Disk& disk, int descriptor, const Path& path, std::span<const ByteView> pieces) {
  int failure = 0;
  std::string_view step = "write";
  for (const auto& piece : pieces) {
    if (failure == 0) failure = write_all(disk, descriptor, piece);
  }
  if (failure == 0 && disk.fsync(descriptor) != 0) {
    failure = errno;
    step = "fsync";
  }
  if (disk.close(descriptor) != 0 && failure == 0) {
    failure = errno;
    step = "close";
  }
  if (failure != 0) return write_error(path, step, failure);
  return Done{};
}

// Neither call replaces a file that another writer made in the meantime. link() serves where the file system knows no
// RENAME_NOREPLACE (NFS).
int move_to_free_name(const Disk& disk, const Path& temporary, const Path& path) {
  if (disk.rename_new(temporary.c_str(), path.c_str()) == 0) return 0;
  if (errno != EINVAL && errno != ENOSYS) return errno;
  if (disk.link(temporary.c_str(), path.c_str()) != 0) return errno;
  disk.unlink(temporary.c_str());
  return 0;
}

Status move_into_place(const Disk& disk, const Path& temporary, const Path& path, Existing existing) {
  int failure = 0;
  if (existing == Existing::keep) {
    failure = move_to_free_name(disk, temporary, path);
  } else if (disk.rename(temporary.c_str(), path.c_str()) != 0) {
    failure = errno;
  }
  if (failure != 0) return write_error(path, "move into place", failure);
  return Done{};
}

// The file that a rename would put in place of `path`: where a link leads, when it is to be replaced. A device, pipe or
// socket is never replaced by a file: a rename would do that without a word, to /dev/null as well.
Result<Path> destination_of(const Path& path, Existing existing) {
  std::error_code error;
  const auto type = std::filesystem::symlink_status(path, error).type();
  if (type == std::filesystem::file_type::not_found || type == std::filesystem::file_type::none) return path;
  if (existing == Existing::keep) return write_error(path, "create", EEXIST);
  if (type == std::filesystem::file_type::regular) return path;
  if (!std::filesystem::is_regular_file(path, error)) return write_error(path, "replace", EINVAL);
  const auto target = std::filesystem::canonical(path, error);
  if (error) return write_error(path, "replace", error.value());
  return target;
}

}  // namespace

MappedFile::MappedFile(MappedFile&& other) noexcept
    : mapped_(std::exchange(other.mapped_, {})), read_(std::move(other.read_)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(mapped_, other.mapped_);
  std::swap(read_, other.read_);
  return *this;
}

MappedFile::~MappedFile() {
  if (is_mapped()) ::munmap(const_cast<std::uint8_t*>(mapped_.data()), mapped_.size());
}

Result<MappedFile> map_file(const Path& path) {
  constexpr off_t largest_to_read = 256 * 1024;
  // Without O_NONBLOCK, opening a pipe would wait for a writer.
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (file.get() < 0) return read_error(path, errno);
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) return read_error(path, errno);
  if (!S_ISREG(status.st_mode)) return read_error(path, S_ISDIR(status.st_mode) ? EISDIR : EINVAL);
  if (status.st_size <= largest_to_read) {
    auto bytes = read_descriptor(file.get(), path, std::numeric_limits<std::size_t>::max());
    if (!bytes) return bytes.error();
    return MappedFile(std::move(*bytes));
  }
  const auto size = static_cast<std::size_t>(status.st_size);
  void* data = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.get(), 0);
  if (data == MAP_FAILED) return read_error(path, errno);
  return MappedFile(ByteView(static_cast<const std::uint8_t*>(data), size));
}

Result<Bytes> read_file(const Path& path, std::size_t limit) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) return read_error(path, errno);
  return read_descriptor(file.get(), path, limit);
}

Result<Bytes> read_descriptor(int descriptor, const Path& name, std::size_t limit) {
  Bytes bytes;
  std::array<std::uint8_t, 65536> buffer;
  while (true) {
    const auto count = ::read(descriptor, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return read_error(name, errno);
    if (count == 0) return bytes;
    append(bytes, ByteView(buffer.data(), static_cast<std::size_t>(count)));
    if (bytes.size() > limit) {
      return Error{Reason::input_too_large, fmt::format("{}: more than {} bytes", name.string(), limit)};
    }
  }
}

const Disk& real_disk() {
  static const Disk disk{
      .open = [](const char* path, int flags, mode_t mode) { return ::open(path, flags, mode); },
      .write = ::write,
      .fsync = ::fsync,
      .close = ::close,
      .link = ::link,
      .rename_new = [](const char* from,
                       const char* to) { return ::renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE); },
      .rename = ::rename,
      .unlink = ::unlink,
  };
  return disk;
}

Status write_atomically(const Path& name, std::span<const ByteView> pieces, const WriteOptions& options,
                        const Disk& disk) {
  const auto destination = destination_of(name, options.existing);
  if (!destination) return destination.error();
  const Path& path = *destination;
  const auto temporary = open_temporary(disk, path, options);
  if (!temporary) return temporary.error();
  auto status = fill_temporary(disk, temporary->descriptor, path, pieces);
  if (status) status = move_into_place(disk, temporary->path, path, options.existing);
  if (!status) {
    disk.unlink(temporary->path.c_str());
    return status;
  }
  return sync_folder_of(path, disk);
}

Status write_atomically(const Path& path, ByteView bytes, const WriteOptions& options, const Disk& disk) {
  return write_atomically(path, std::span(&bytes, 1), options, disk);
}

bool is_same_file(const Path& one, const Path& other) {
  std::error_code ignored;
  return std::filesystem::equivalent(one, other, ignored);
}

}  // namespace sceau
