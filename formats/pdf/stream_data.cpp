// SPDX-License-Identifier: Apache-2.0
#include "formats/pdf/stream_data.h"

#include <algorithm>

#include "formats/pdf/qpdf_document.h"
// after it: the header above stands for one of qpdf's
#include <qpdf/Pipeline.hh>

namespace sceau {
namespace {

struct LimitReached : std::runtime_error {
  LimitReached() : std::runtime_error("enough stream data") {}
};

class LimitedSink : public Pipeline {
 public:
  explicit LimitedSink(std::size_t limit) : Pipeline("limited", nullptr), limit_(limit) {}
  void write(const unsigned char* data, std::size_t size) override {
    append(bytes_, ByteView(data, std::min(size, limit_ - bytes_.size())));
    if (bytes_.size() == limit_) throw LimitReached();
  }
  void finish() override {}
  Bytes take() { return std::move(bytes_); }

 private:
  std::size_t limit_;
  Bytes bytes_;
};

QPDFObjectHandle parsed(QPDF& document, ByteView bytes, const RawDictionary& dictionary, std::string_view key) {
  const RawSpan* value = dictionary.find(key);
  if (!value) return QPDFObjectHandle::newNull();
  return QPDFObjectHandle::parse(&document, to_string(bytes_in(bytes, *value)));
}

Bytes decoded(ByteView bytes, const RawDictionary& dictionary, RawSpan data, std::size_t limit) {
  QPDF document;
  document.emptyPDF();
  document.setSuppressWarnings(true);
  auto stream = document.newStream();
  stream.replaceStreamData(to_string(bytes_in(bytes, data)), parsed(document, bytes, dictionary, "Filter"),
                           parsed(document, bytes, dictionary, "DecodeParms"));
  LimitedSink sink(limit);
  try {
    stream.pipeStreamData(&sink, 0, qpdf_dl_specialized, true);
  } catch (const LimitReached&) {
  }
  return sink.take();
}

}  // namespace

std::optional<StreamExtent> raw_stream_extent(ByteView bytes, const RawDictionary& dictionary) {
  RawReader reader(bytes, dictionary.span.end);
  const auto length = raw_integer(bytes, dictionary, "Length");
  if (!length || *length < 0 || !reader.keyword("stream")) return std::nullopt;
  std::size_t begin = reader.position();
  if (begin < bytes.size() && bytes[begin] == '\r') ++begin;
  if (begin < bytes.size() && bytes[begin] == '\n') ++begin;
  if (std::size_t(*length) > bytes.size() - begin) return std::nullopt;
  const std::size_t end = begin + std::size_t(*length);
  RawReader after(bytes, end);
  if (!after.keyword("endstream")) return std::nullopt;
  after.keyword("endobj");  // left out by some writers
  return StreamExtent{{begin, end}, after.position()};
}

Result<Bytes> decode_stream(ByteView bytes, const RawDictionary& dictionary, RawSpan data, std::size_t limit) {
  if (limit == 0) return Bytes{};
  return guarded([&]() -> Result<Bytes> { return decoded(bytes, dictionary, data, limit); });
}

}  // namespace sceau
