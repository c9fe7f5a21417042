// SPDX-License-Identifier: Apache-2.0
#include "formats/document_kind.h"

#include <algorithm>
#include <array>

namespace sceau {
namespace {

using std::string_view_literals::operator""sv;

bool looks_like_pdf(std::string_view head) { return head.substr(0, 1024).find("%PDF-") != std::string_view::npos; }

bool looks_like_xml(std::string_view head) {
  if (head.starts_with("\xFE\xFF\0<"sv) || head.starts_with("\xFF\xFE<\0"sv)) return true;
  if (head.starts_with("\0<\0?"sv) || head.starts_with("<\0?\0"sv)) return true;
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  const auto first = head.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && head[first] == '<';
}

// 1.2.840.113549.1.9.16.1.4, id-ct-TSTInfo
constexpr auto timestamp_info_oid = "\x06\x0B\x2A\x86\x48\x86\xF7\x0D\x01\x09\x10\x01\x04"sv;

bool looks_like_timestamp(std::string_view head) {
  return head.starts_with('\x30') && head.substr(0, 256).find(timestamp_info_oid) != std::string_view::npos;
}

}  // namespace

std::string_view name_of(DocumentKind kind) {
  switch (kind) {
    case DocumentKind::pdf: return "pdf";
    case DocumentKind::xml: return "xml";
    case DocumentKind::timestamp: return "timestamp";
  }
  return "";
}

std::optional<DocumentKind> recognise(ByteView bytes) {
  const auto head = as_text(bytes.first(std::min<std::size_t>(bytes.size(), 4096)));
  if (looks_like_xml(head)) return DocumentKind::xml;
  if (looks_like_timestamp(head)) return DocumentKind::timestamp;
  if (looks_like_pdf(head)) return DocumentKind::pdf;
  return std::nullopt;
}

}  // namespace sceau
