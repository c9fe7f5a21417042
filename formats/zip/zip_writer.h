// SPDX-License-Identifier: Apache-2.0
// Writes a ZIP whose bytes depend on names, contents and methods alone: every date is 1980-01-01, the first that a ZIP
// can hold.
#pragma once

#include <functional>
#include <memory>
#include <string_view>

#include "formats/zip/zip_structure.h"
#include "foundation/file_bytes.h"

namespace sceau {

// The next piece of a content each time it is called, empty at its end.
using BytesSource = std::function<Result<Bytes>()>;

// The archive grows in a file of its own beside `path` and takes its name in finish(): whole or absent. A writer that
// is dropped before removes it; so must whoever kills the process. At most 4 GB (no ZIP64). After an error nothing but
// dropping the writer makes sense.
class ZipWriter {
 public:
  ~ZipWriter();
  ZipWriter(ZipWriter&& other) noexcept;
  ZipWriter& operator=(ZipWriter&& other) noexcept;

  // Streams one file in; memory does not grow with it. Errors: zip.malformed (a name that zip_entries() refuses, or
  // twice), input.too_large (the archive would pass 4 GB), file.not_writable, file.no_space, and those of `next`.
  Status add(std::string_view name, const BytesSource& next, ZipMethod method);
  Status add(std::string_view name, ByteView content, ZipMethod method = ZipMethod::deflated);

  // Writes the directory, fsyncs, and moves the file to `path`. Errors: file.exists, file.not_writable, file.no_space.
  Status finish();

  // After finish() of an archive in memory: its bytes. Error: file.not_readable.
  Result<Bytes> take() &&;

 private:
  friend Result<ZipWriter> create_zip(const Path& path, mode_t mode);
  friend Result<ZipWriter> create_zip_in_memory();
  struct State;
  explicit ZipWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// `path` must not exist. Errors: file.exists, file.not_writable.
Result<ZipWriter> create_zip(const Path& path, mode_t mode = 0600);

// No file of it ever has a name, and none is on a disk (though the system may swap memory out). Error:
// file.not_writable.
Result<ZipWriter> create_zip_in_memory();

}  // namespace sceau
