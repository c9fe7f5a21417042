// SPDX-License-Identifier: Apache-2.0
// Files in and out: whole files read or mapped, results written so that they are whole or absent.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>

#include "foundation/bytes.h"
#include "foundation/result.h"

namespace sceau {

using Path = std::filesystem::path;

// A file mapped read-only. Pages are the kernel's to drop, so a 1 GB document costs no memory of ours. The file must
// not be truncated by others while mapped (SIGBUS): that is the price of mapping. A file of up to 256 KB is read
// instead, which is quicker.
class MappedFile {
 public:
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  ~MappedFile();

  ByteView bytes() const { return is_mapped() ? mapped_ : ByteView(read_); }

 private:
  friend Result<MappedFile> map_file(const Path& path);
  explicit MappedFile(ByteView mapped) : mapped_(mapped) {}
  explicit MappedFile(Bytes read) : read_(std::move(read)) {}
  bool is_mapped() const { return mapped_.data() != nullptr; }
  ByteView mapped_;
  Bytes read_;
};

// Errors: file.not_found, file.not_readable (a folder, a permission, an I/O error).
Result<MappedFile> map_file(const Path& path);

// The whole file, at most `limit` bytes. Works for pipes and /dev/stdin. Errors: file.not_found, file.not_readable,
// input.too_large.
Result<Bytes> read_file(const Path& path, std::size_t limit);

// The same of a descriptor that is open already; `name` is for the error.
Result<Bytes> read_descriptor(int descriptor, const Path& name, std::size_t limit);

// The calls through which a file becomes durable, with the conventions of the system calls of the same names (-1 and
// errno). Tests replace one to make it fail; `real_disk()` is the kernel.
struct Disk {
  std::function<int(const char* path, int flags, mode_t mode)> open;
  std::function<ssize_t(int descriptor, const void* data, std::size_t size)> write;
  std::function<int(int descriptor)> fsync;
  std::function<int(int descriptor)> close;
  std::function<int(const char* from, const char* to)> link;        // fails where `to` exists
  std::function<int(const char* from, const char* to)> rename_new;  // fails where `to` exists
  std::function<int(const char* from, const char* to)> rename;      // replaces `to`
  std::function<int(const char* path)> unlink;
};
const Disk& real_disk();

enum class Existing { keep, replace };

struct WriteOptions {
  Existing existing = Existing::keep;
  mode_t mode = 0644;  // less the umask
};

// Writes the pieces one after the other to a temporary file in the folder of `path`, fsyncs it, moves it to `path` and
// fsyncs the folder. On any failure `path` is as before and nothing else is left behind; the one exception: when the
// last fsync (of the folder) fails, the whole file stands but may be gone after a power loss; that is reported as an
// error too. A failed fsync is never retried. A symbolic link is followed when it is replaced; a device, pipe, socket
// or folder is never replaced (file.not_writable). With Existing::keep an existing `path` is file.exists, also when it
// appears while writing. Errors: file.exists, file.not_writable, file.no_space.
Status write_atomically(const Path& path, std::span<const ByteView> pieces, const WriteOptions& options,
                        const Disk& disk = real_disk());
Status write_atomically(const Path& path, ByteView bytes, const WriteOptions& options, const Disk& disk = real_disk());

// Are both names the same file (same device and inode)? False where one does not exist.
bool is_same_file(const Path& one, const Path& other);

}  // namespace sceau
