// SPDX-License-Identifier: Apache-2.0
// Documents as the command line names them: a file, mapped, or "-" for standard input, read whole.
#pragma once

#include <optional>
#include <string>

#include "formats/document_kind.h"
#include "foundation/file_bytes.h"

namespace sceau {

class InputDocument {
 public:
  ByteView bytes() const { return file_ ? file_->bytes() : ByteView(stream_); }

 private:
  friend Result<InputDocument> open_input(const std::string& name);
  std::optional<MappedFile> file_;
  Bytes stream_;
};

// A pipe or a device named as a file is read whole too. Errors: file.not_found, file.not_readable, input.too_large
// (standard input: 1 GiB).
Result<InputDocument> open_input(const std::string& name);

// The kind, by content unless `forced` ("pdf", "xml") names it. Error: input.unknown_format.
Result<DocumentKind> kind_of_document(ByteView bytes, const std::string& forced = "");

// "contract.pdf", "signed" -> "contract.signed.pdf"; in `folder` where one is given.
Path derived_output(const std::string& input, const std::string& word, const Path& folder);

// Is it standard input or output, a pipe or a device? Those are read and written as they come and never replaced by a
// file of their name.
bool is_stream(const std::string& name);

// Writes the pieces to a file, or to standard output where `output` is "-", or into a pipe or device of that name.
// Errors: usage.binary_to_terminal and those of write_atomically.
Status write_output(const std::string& output, std::span<const ByteView> pieces, bool force);

// The same file under both names would destroy the input. Error: file.output_is_input.
Status output_is_not_input(const std::string& output, const std::string& input);

}  // namespace sceau
