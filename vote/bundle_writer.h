// SPDX-License-Identifier: Apache-2.0
// The audit bundle of a vote (docs/audit-bundle.md): a ZIP whose manifest names every file with its digest and bears
// the company's seal. It is nominative.
#pragma once

#include <string>
#include <vector>

#include "formats/zip/zip_writer.h"
#include "signer/signing_options.h"
#include "vote/ballot_store.h"
#include "vote/storage_keys.h"

namespace sceau {

class BundleWriter {
 public:
  // `path` must not exist; it is there once finish() is done, or not at all. Errors: those of create_zip.
  static Result<BundleWriter> create(const Path& path);
  // Never on a disk: for a bundle that is encrypted to its reader. Errors: those of create_zip_in_memory.
  static Result<BundleWriter> create_in_memory();

  // Errors: those of ZipWriter::add, internal.crypto.
  Status add(const std::string& name, ByteView content, ZipMethod method = ZipMethod::deflated);
  // Streamed: memory does not grow with the file.
  Status add(const std::string& name, const BytesSource& next, ZipMethod method = ZipMethod::deflated);

  // The manifest over all that was added, signed. Errors: those of sign_xml and ZipWriter::finish.
  Status finish(std::string_view meeting, Instant made, const SigningOptions& seal);

  Result<Bytes> take() && { return std::move(zip_).take(); }  // of one in memory, once it is finished

 private:
  struct Row {
    std::string name;
    std::uint64_t size;
    std::string sha256;
  };
  explicit BundleWriter(ZipWriter zip) : zip_(std::move(zip)) {}
  std::string manifest(std::string_view meeting, Instant made) const;
  ZipWriter zip_;
  std::vector<Row> rows_;
};

// The log as of its newest checkpoint: entries in the clear, the checkpoint, the stamped ones with their tokens, the
// key of the voter tags. Errors: vote.not_closed, those of the store and of BundleWriter::add.
Status add_log(BundleWriter& bundle, BallotStore& store, const StorageKeys& keys);

}  // namespace sceau
