// SPDX-License-Identifier: Apache-2.0
#include "formats/pdf/attached_files.h"

#include "formats/pdf/qpdf_document.h"
// after it: the header above stands for one of qpdf's
#include <qpdf/Pipeline.hh>
#include <qpdf/QPDFEmbeddedFileDocumentHelper.hh>

namespace sceau {
namespace {

constexpr std::size_t most_files = 1000;

// qpdf takes whatever a sink throws for a damaged stream, so that the sink itself must know.
class LimitedSink : public Pipeline {
 public:
  explicit LimitedSink(std::size_t limit) : Pipeline("limited", nullptr), limit_(limit) {}
  void write(const unsigned char* data, std::size_t size) override {
    is_full_ = is_full_ || size > limit_ - bytes_.size();
    if (is_full_) throw std::runtime_error("too much attached data");
    append(bytes_, ByteView(data, size));
  }
  void finish() override {}
  bool is_full() const { return is_full_; }
  Bytes take() { return std::move(bytes_); }

 private:
  std::size_t limit_;
  bool is_full_ = false;
  Bytes bytes_;
};

Result<Bytes> content_of(QPDFFileSpecObjectHelper& specification, std::size_t limit) {
  auto stream = specification.getEmbeddedFileStream();
  if (!stream.isStream()) return Error{Reason::pdf_malformed, "an attached file without content"};
  LimitedSink sink(limit);
  const bool is_decoded = stream.pipeStreamData(&sink, 0, qpdf_dl_specialized, true);
  if (sink.is_full()) return Error{Reason::input_too_large, "attached files"};
  if (!is_decoded) return Error{Reason::pdf_malformed, "an attached file that cannot be decoded"};
  return sink.take();
}

Result<std::vector<CarriedFile>> read_all(QPDF& document, std::size_t limit) {
  QPDFEmbeddedFileDocumentHelper helper(document);
  const auto found = helper.getEmbeddedFiles();
  if (found.size() > most_files) return Error{Reason::input_too_large, "attached files"};
  std::vector<CarriedFile> files;
  for (const auto& [name, specification] : found) {
    auto content = content_of(*specification, limit);
    if (!content) return content.error();
    limit -= content->size();
    files.push_back({name, *std::move(content)});
  }
  return files;
}

}  // namespace

Result<std::vector<CarriedFile>> carried_files(const PdfFile& file, std::size_t limit) {
  return guarded([&]() { return read_all(file.document().qpdf, limit); });
}

}  // namespace sceau
