// SPDX-License-Identifier: Apache-2.0
#include "tests/formats/pdf/pdf_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <stdexcept>

namespace sceau {
namespace {

struct Entry {
  char kind = 'f';  // f, n, or c in an object stream
  std::size_t where = 0, index = 0;
};

using Entries = std::vector<Entry>;  // by object number

std::string big_endian(std::size_t number, int width) {
  std::string text;
  for (int shift = 8 * (width - 1); shift >= 0; shift -= 8) text += char(number >> shift & 0xff);
  return text;
}

bool is_stream(const std::string& body) { return body.ends_with("endstream"); }

class Writer {
 public:
  explicit Writer(const PdfShape& shape) : shape_(shape), entries_(shape.bodies.size() + 1) {}

  Bytes write() {
    line("%PDF-1.7");
    line("%\xe2\xe3\xcf\xd3");
    const bool packs = shape_.style == Style::object_streams || shape_.style == Style::hybrid;
    if (packs) write_object_stream();
    for (std::size_t i = 0; i < shape_.bodies.size(); ++i) {
      if (!packs || is_stream(shape_.bodies[i])) object(i + 1, shape_.bodies[i]);
    }
    const std::size_t start = shape_.style == Style::table    ? write_table("")
                              : shape_.style == Style::hybrid ? write_hybrid()
                                                              : write_stream(true);
    line("startxref");
    line(std::to_string(start));
    text("%%EOF" + shape_.last_eol);
    return std::move(bytes_);
  }

 private:
  void text(const std::string& more) { append(bytes_, more); }
  void line(const std::string& more) { text(more + shape_.eol); }

  void object(std::size_t number, const std::string& body) {
    if (entries_.size() <= number) entries_.resize(number + 1);
    entries_[number] = {'n', bytes_.size(), 0};
    line(std::to_string(number) + " 0 obj");
    line(body);
    line("endobj");
  }

  void write_object_stream() {
    const std::size_t self = shape_.bodies.size() + 1;
    std::string index, packed;
    std::size_t count = 0;
    for (std::size_t i = 0; i < shape_.bodies.size(); ++i) {
      if (is_stream(shape_.bodies[i])) continue;
      entries_[i + 1] = {'c', self, count++};
      index += fmt::format("{} {} ", i + 1, packed.size());
      packed += shape_.bodies[i] + " ";
    }
    object(self, fmt::format("<< /Type /ObjStm /N {} /First {} /Length {} >>\nstream\n{}{}\nendstream", count,
                             index.size(), index.size() + packed.size(), index, packed));
  }

  std::size_t write_table(const std::string& more) {
    const std::size_t start = bytes_.size();
    line("xref");
    line(fmt::format("0 {}", entries_.size()));
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      const bool in_use = entries_[i].kind == 'n';
      text(fmt::format("{:010} {:05} {} \n", in_use ? entries_[i].where : 0, i == 0 ? 65535 : 0, in_use ? 'n' : 'f'));
    }
    line("trailer");
    line(fmt::format("<< /Size {} /Root 1 0 R {}{} >>", entries_.size(), shape_.trailer, more));
    return start;
  }

  std::size_t write_stream(bool whole) {
    const std::size_t start = bytes_.size(), self = entries_.size();
    entries_.push_back({'n', start, 0});
    std::string data;
    for (const Entry& entry : entries_) {
      const bool shown = whole || entry.kind == 'c';
      const char type = !shown || entry.kind == 'f' ? 0 : entry.kind == 'n' ? 1 : 2;
      data += type + big_endian(shown ? entry.where : 0, 4) + big_endian(shown ? entry.index : 0, 2);
    }
    object(self, fmt::format("<< /Type /XRef /W [1 4 2] /Size {} /Root 1 0 R {} /Length {} >>\nstream\n{}\nendstream",
                             entries_.size(), shape_.trailer, data.size(), data));
    return start;
  }

  std::size_t write_hybrid() { return write_table(fmt::format(" /XRefStm {}", write_stream(false))); }

  const PdfShape& shape_;
  Entries entries_;
  Bytes bytes_;
};

}  // namespace

Bytes build_pdf(const PdfShape& shape) { return Writer(shape).write(); }

std::vector<std::string> one_page(const std::string& in_catalog, const std::string& in_page) {
  return {
      "<< /Type /Catalog /Pages 2 0 R " + in_catalog + " >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources << /Font << /F1 << /Type /Font "
      "/Subtype /Type1 /BaseFont /Helvetica >> >> >> " +
          in_page + " >>",
      "<< /Length 44 >>\nstream\nBT /F1 24 Tf 20 100 Td (Pay 100 EUR) Tj ET   \nendstream"};
}

std::size_t last_startxref_of(ByteView pdf) {
  const std::string_view text = as_text(pdf);
  return std::stoul(std::string(text.substr(text.rfind("startxref") + 9)));
}

Bytes append_by_hand(Bytes pdf, const std::vector<std::pair<int, std::string>>& objects, std::string entries,
                     const std::string& trailer) {
  const std::size_t previous = last_startxref_of(pdf);
  for (const auto& [number, body] : objects) {
    const std::string mark = fmt::format("{{{}}}", number);
    if (const auto at = entries.find(mark); at != std::string::npos) {
      entries.replace(at, mark.size(), fmt::format("{:010}", pdf.size()));
    }
    append(pdf, fmt::format("{} 0 obj\n{}\nendobj\n", number, body));
  }
  const std::size_t start = pdf.size();
  append(pdf, fmt::format("xref\n{}trailer\n<< /Root 1 0 R /Prev {} {} >>\nstartxref\n{}\n%%EOF\n", entries, previous,
                          trailer, start));
  return pdf;
}

Bytes replaced(Bytes bytes, std::string_view from, std::string_view to) {
  std::string text = to_string(bytes);
  const auto at = text.find(from);
  if (at == std::string::npos) throw std::runtime_error("nothing to replace: " + std::string(from));
  return to_bytes(text.replace(at, from.size(), to));
}

}  // namespace sceau
