// SPDX-License-Identifier: Apache-2.0
#include "cli/document_input.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "cli/terminal.h"

namespace sceau {
namespace {

constexpr std::size_t largest_stream = std::size_t{1} << 30;  // bytes

Status write_to_stdout(std::span<const ByteView> pieces) {
  if (stdout_is_terminal()) return Error{Reason::binary_to_terminal, "-o -"};
  for (auto piece : pieces) {
    while (!piece.empty()) {
      const auto written = ::write(STDOUT_FILENO, piece.data(), piece.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) {
        const auto reason = errno == ENOSPC ? Reason::file_no_space : Reason::file_not_writable;
        return Error{reason, fmt::format("standard output: {}", std::strerror(errno))};
      }
      piece = piece.subspan(static_cast<std::size_t>(written));
    }
  }
  return Done{};
}

}  // namespace

Result<InputDocument> open_input(const std::string& name) {
  InputDocument document;
  const Path path = name == "-" ? Path("/dev/stdin") : Path(name);
  std::error_code ignored;
  const auto type = std::filesystem::status(path, ignored).type();
  using std::filesystem::file_type;
  if (type == file_type::fifo || type == file_type::character || type == file_type::socket || name == "-") {
    auto bytes = read_file(path, largest_stream);
    if (!bytes) return bytes.error();
    document.stream_ = std::move(*bytes);
    return document;
  }
  auto file = map_file(path);
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
  if (output == "-") return write_to_stdout(pieces);
  return write_atomically(output, pieces, {.existing = force ? Existing::replace : Existing::keep});
}

Status output_is_not_input(const std::string& output, const std::string& input) {
  if (output == "-" || input == "-" || !is_same_file(output, input)) return Done{};
  return Error{Reason::file_output_is_input, output};
}

}  // namespace sceau
