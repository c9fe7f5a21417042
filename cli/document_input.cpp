// SPDX-License-Identifier: Apache-2.0
#include "cli/document_input.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace sceau {
namespace {

constexpr std::size_t largest_stream = std::size_t{1} << 30;  // bytes

Status write_to(int descriptor, const std::string& name, std::span<const ByteView> pieces) {
  if (::isatty(descriptor) == 1) return Error{Reason::binary_to_terminal, name};
  for (auto piece : pieces) {
    while (!piece.empty()) {
      const auto written = ::write(descriptor, piece.data(), piece.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) {
        const auto reason = errno == ENOSPC ? Reason::file_no_space : Reason::file_not_writable;
        return Error{reason, fmt::format("{}: {}", name, std::strerror(errno))};
      }
      piece = piece.subspan(static_cast<std::size_t>(written));
    }
  }
  return Done{};
}

Status write_to_pipe_or_device(const std::string& name, std::span<const ByteView> pieces) {
  const int descriptor = ::open(name.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY);
  if (descriptor < 0) return Error{Reason::file_not_writable, fmt::format("{}: {}", name, std::strerror(errno))};
  auto status = write_to(descriptor, name, pieces);
  ::close(descriptor);
  return status;
}

// /dev/stdout leads to the file that standard output was redirected to, and that is not to be replaced.
bool is_standard_output(const std::string& name) { return name == "-" || name == "/dev/stdout"; }

bool is_pipe_or_device(const std::string& name) {
  using std::filesystem::file_type;
  std::error_code ignored;
  const auto type = std::filesystem::status(name, ignored).type();
  return type == file_type::fifo || type == file_type::character || type == file_type::socket;
}

}  // namespace

bool is_stream(const std::string& name) { return is_standard_output(name) || is_pipe_or_device(name); }

Result<InputDocument> open_input(const std::string& name) {
  InputDocument document;
  if (is_stream(name)) {
    // Not through /dev/stdin: a socket cannot be opened again.
    auto bytes =
        name == "-" ? read_descriptor(STDIN_FILENO, "standard input", largest_stream) : read_file(name, largest_stream);
    if (!bytes) return bytes.error();
    document.stream_ = std::move(*bytes);
    return document;
  }
  auto file = map_file(name);
  if (!file) return file.error();
  document.file_ = std::move(*file);
  return document;
}

Result<DocumentKind> kind_of_document(ByteView bytes, const std::string& forced) {
  if (forced == "pdf") return DocumentKind::pdf;
  if (forced == "xml") return DocumentKind::xml;
  const auto kind = recognise(bytes);
  if (!kind) return Error{Reason::input_unknown_format, bytes.empty() ? "the file is empty" : ""};
  return *kind;
}

Path derived_output(const std::string& input, const std::string& word, const Path& folder) {
  const Path path(input);
  const auto name = fmt::format("{}.{}{}", path.stem().string(), word, path.extension().string());
  return (folder.empty() ? path.parent_path() : folder) / name;
}

Status write_output(const std::string& output, std::span<const ByteView> pieces, bool force) {
  if (is_standard_output(output)) return write_to(STDOUT_FILENO, "standard output", pieces);
  if (is_pipe_or_device(output)) return write_to_pipe_or_device(output, pieces);
  return write_atomically(output, pieces, {.existing = force ? Existing::replace : Existing::keep});
}

Status output_is_not_input(const std::string& output, const std::string& input) {
  if (output == "-" || input == "-" || !is_same_file(output, input)) return Done{};
  return Error{Reason::file_output_is_input, output};
}

}  // namespace sceau
