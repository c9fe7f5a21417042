// SPDX-License-Identifier: Apache-2.0
#include "bench/sample_documents.h"

#include <fmt/format.h>

#include <string>
#include <vector>

namespace sceau::bench {
namespace {

constexpr int page_count = 4;

class PdfText {
 public:
  void object(const std::string& body) {
    offsets_.push_back(text_.size());
    text_ += fmt::format("{} 0 obj\n{}\nendobj\n", offsets_.size(), body);
  }
  void stream(const std::string& data) {
    object(fmt::format("<< /Length {:10} >>\nstream\n{}\nendstream", data.size(), data));
  }
  std::string finish() {
    const auto start = text_.size();
    text_ += fmt::format("xref\n0 {}\n0000000000 65535 f \n", offsets_.size() + 1);
    for (const auto offset : offsets_) text_ += fmt::format("{:010} 00000 n \n", offset);
    text_ += fmt::format("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{:10}\n%%EOF\n", offsets_.size() + 1, start);
    return text_;
  }

 private:
  std::string text_ = "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n";
  std::vector<std::size_t> offsets_;
};

std::string page_of_text(int number, std::size_t bytes) {
  std::string page = fmt::format("BT /F1 11 Tf 14 TL 72 770 Td (Page {}) Tj T*\n", number);
  for (int line = 1; page.size() + 80 < bytes; ++line) {
    page += fmt::format("(Paragraph {:7} of the articles of association, as amended.) Tj T*\n", line);
  }
  page += "ET\n";
  if (page.size() < bytes) page.append(bytes - page.size(), ' ');
  return page;
}

// Objects 4, 6, 8, 10 are pages, 5, 7, 9, 11 their contents.
std::string pdf_with_pages_of(std::size_t page_bytes, std::size_t last_page_bytes) {
  PdfText pdf;
  pdf.object("<< /Type /Catalog /Pages 2 0 R >>");
  pdf.object(fmt::format("<< /Type /Pages /Kids [4 0 R 6 0 R 8 0 R 10 0 R] /Count {} >>", page_count));
  pdf.object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
  for (int page = 1; page <= page_count; ++page) {
    pdf.object(
        fmt::format("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> "
                    "/Contents {} 0 R >>",
                    3 + 2 * page));
    pdf.stream(page_of_text(page, page < page_count ? page_bytes : last_page_bytes));
  }
  return pdf.finish();
}

std::string entry(std::size_t number) {
  return fmt::format(
      "<m:entry xmlns:m=\"urn:example:minutes\" id=\"e{0}\" kind=\"vote\"><m:resolution number=\"{0}\" b=\"2\" a=\"1\">"
      "Approval of the accounts &amp; the allocation of the result</m:resolution><for>{1}</for><against/></m:entry>\n",
      number, 17 * number);
}

}  // namespace

Bytes sample_pdf(std::size_t bytes) {
  constexpr std::size_t smallest = 200;
  const std::size_t frame = pdf_with_pages_of(smallest, smallest).size() - page_count * smallest;
  const std::size_t page = (bytes - frame) / page_count;
  return to_bytes(pdf_with_pages_of(page, bytes - frame - (page_count - 1) * page));
}

Bytes sample_xml(std::size_t bytes) {
  std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<minutes xmlns=\"urn:example:company\">\n";
  for (std::size_t number = 1; text.size() < bytes; ++number) text += entry(number);
  return to_bytes(text + "</minutes>\n");
}

}  // namespace sceau::bench
