// SPDX-License-Identifier: Apache-2.0
#include "formats/zip/zip_writer.h"

#include <Poco/DateTime.h>
#include <Poco/Exception.h>
#include <Poco/MemoryStream.h>
#include <Poco/Path.h>
#include <Poco/Zip/Compress.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <optional>
#include <set>
#include <streambuf>

namespace sceau {
namespace {

constexpr std::uint64_t largest_archive = 0xFFFFFFFF - (16U << 20);  // leaves the directory its room

Error write_error(const Path& path, int failure) {
  const auto reason = failure == ENOSPC || failure == EDQUOT ? Reason::file_no_space : Reason::file_not_writable;
  return {failure == EEXIST ? Reason::file_exists : reason,
          fmt::format("{}: {}", path.string(), std::strerror(failure))};
}

Error too_large() { return {Reason::input_too_large, "a ZIP holds 4 GB"}; }

// What Poco reads from: the pieces of a source. Remembers why it ended early.
class SourceBuffer : public std::streambuf {
 public:
  SourceBuffer(const BytesSource& next, std::uint64_t room) : next_(next), room_(room) {}
  const std::optional<Error>& error() const { return error_; }

 protected:
  int_type underflow() override {
    if (error_) return traits_type::eof();
    auto piece = next_();
    if (!piece) return stop(piece.error());
    if (piece->size() > room_) return stop(too_large());
    room_ -= piece->size();
    piece_ = std::move(*piece);
    auto* begin = reinterpret_cast<char*>(piece_.data());
    setg(begin, begin, begin + piece_.size());
    return piece_.empty() ? traits_type::eof() : traits_type::to_int_type(*begin);
  }

 private:
  int_type stop(Error error) {
    error_ = std::move(error);
    return traits_type::eof();
  }
  const BytesSource& next_;
  std::uint64_t room_;
  Bytes piece_;
  std::optional<Error> error_;
};

// For a path of several folders Poco would add an entry for each of them, which no reader of ours takes. A file name
// has none, whatever stands in it.
Poco::Path whole_name(std::string_view name) {
  Poco::Path path;
  path.setFileName(std::string(name));
  return path;
}

Status sync_file(const Path& path) {
  const int descriptor =
      ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_DIRECTORY * (std::filesystem::is_directory(path) ? 1 : 0));
  if (descriptor < 0) return write_error(path, errno);
  const int failure = ::fsync(descriptor) == 0 ? 0 : errno;
  ::close(descriptor);
  return failure == 0 || failure == EINVAL ? Status(Done{}) : write_error(path, failure);
}

Path memory_path(int descriptor) { return "/proc/self/fd/" + std::to_string(descriptor); }

}  // namespace

struct ZipWriter::State {
  Path path, temporary;
  int memory = -1;  // of an archive without a file
  std::ofstream file;
  std::optional<Poco::Zip::Compress> archive;
  std::set<std::string, std::less<>> names;

  ~State() {
    archive.reset();
    file.close();
    if (!temporary.empty()) ::unlink(temporary.c_str());
    if (memory >= 0) ::close(memory);
  }
  Error failure() const { return write_error(path, errno == 0 ? EIO : errno); }
  std::uint64_t room() {
    const auto used = static_cast<std::uint64_t>(file.tellp());
    return used < largest_archive ? largest_archive - used : 0;
  }
  Status add(std::string_view name, std::istream& content, ZipMethod method);
};

Status ZipWriter::State::add(std::string_view name, std::istream& content, ZipMethod method) {
  if (!is_zip_name(name) || !names.emplace(name).second) {
    return Error{Reason::zip_malformed, fmt::format("no name for a new file: {}", name)};
  }
  errno = 0;
  try {
    const bool is_stored = method == ZipMethod::stored;
    archive->addFile(content, Poco::DateTime(1980, 1, 1), whole_name(name),
                     is_stored ? Poco::Zip::ZipCommon::CM_STORE : Poco::Zip::ZipCommon::CM_DEFLATE,
                     Poco::Zip::ZipCommon::CL_SUPERFAST);
  } catch (const Poco::Exception& exception) {
    return Error{Reason::file_not_writable, exception.displayText()};
  }
  return file.good() ? Status(Done{}) : failure();
}

ZipWriter::ZipWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
ZipWriter::~ZipWriter() = default;
ZipWriter::ZipWriter(ZipWriter&& other) noexcept = default;
ZipWriter& ZipWriter::operator=(ZipWriter&& other) noexcept = default;

Status ZipWriter::add(std::string_view name, const BytesSource& next, ZipMethod method) {
  SourceBuffer buffer(next, state_->room());
  std::istream content(&buffer);
  const auto added = state_->add(name, content, method);
  return buffer.error() ? *buffer.error() : added;
}

Status ZipWriter::add(std::string_view name, ByteView content, ZipMethod method) {
  if (content.size() > state_->room()) return too_large();
  Poco::MemoryInputStream view(reinterpret_cast<const char*>(content.data()),
                               static_cast<std::streamsize>(content.size()));
  return state_->add(name, view, method);
}

Status ZipWriter::finish() {
  errno = 0;
  try {
    state_->archive->close();
  } catch (const Poco::Exception& exception) {
    return Error{Reason::file_not_writable, exception.displayText()};
  }
  state_->file.close();
  if (!state_->file.good()) return state_->failure();
  if (state_->memory >= 0) return Done{};
  if (const auto synced = sync_file(state_->temporary); !synced) return synced;
  if (real_disk().rename_new(state_->temporary.c_str(), state_->path.c_str()) != 0) return state_->failure();
  state_->temporary.clear();
  const auto folder = state_->path.parent_path();
  return sync_file(folder.empty() ? Path(".") : folder);
}

Result<Bytes> ZipWriter::take() && { return read_file(memory_path(state_->memory), largest_archive); }

Result<ZipWriter> create_zip(const Path& path, mode_t mode) {
  if (std::filesystem::exists(path)) return write_error(path, EEXIST);
  auto state = std::make_unique<ZipWriter::State>();
  const Path temporary = path.string() + fmt::format(".{}.tmp", ::getpid());
  const int descriptor = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (descriptor < 0) return write_error(path, errno == EEXIST ? EBUSY : errno);
  ::close(descriptor);
  state->path = path;
  state->temporary = temporary;
  state->file.open(temporary, std::ios::binary | std::ios::in | std::ios::out);
  if (!state->file.good()) return state->failure();
  state->archive.emplace(state->file, true);
  return ZipWriter(std::move(state));
}

Result<ZipWriter> create_zip_in_memory() {
  auto state = std::make_unique<ZipWriter::State>();
  state->path = "an archive in memory";
  state->memory = ::memfd_create("archive", MFD_CLOEXEC);
  if (state->memory < 0) return state->failure();
  state->file.open(memory_path(state->memory), std::ios::binary | std::ios::in | std::ios::out);
  if (!state->file.good()) return state->failure();
  state->archive.emplace(state->file, true);
  return ZipWriter(std::move(state));
}

}  // namespace sceau
