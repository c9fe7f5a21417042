// SPDX-License-Identifier: Apache-2.0
#include "formats/pdf/pages/xmp_packet.h"

namespace sceau {
namespace {

std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    switch (c) {
      case '&': result += "&amp;"; break;
      case '<': result += "&lt;"; break;
      case '>': result += "&gt;"; break;
      case '"': result += "&quot;"; break;
      default: result += c;
    }
  }
  return result;
}

std::string element(std::string_view name, std::string_view text) {
  return "<" + std::string(name) + ">" + escaped(text) + "</" + std::string(name) + ">\n";
}

std::string in_default_language(std::string_view name, std::string_view text) {
  return "<" + std::string(name) + "><rdf:Alt><rdf:li xml:lang=\"x-default\">" + escaped(text) +
         "</rdf:li></rdf:Alt></" + std::string(name) + ">\n";
}

std::string listed(std::string_view name, std::string_view kind, std::string_view text) {
  const std::string list = "rdf:" + std::string(kind);
  return "<" + std::string(name) + "><" + list + "><rdf:li>" + escaped(text) + "</rdf:li></" + list + "></" +
         std::string(name) + ">\n";
}

}  // namespace

std::string xmp_packet(const PageDocument& document) {
  const auto created = to_rfc3339(document.created);
  std::string packet =
      "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
      "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
      "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
      "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
      " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\""
      " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n";
  packet += element("pdfaid:part", "3") + element("pdfaid:conformance", "A");
  packet += element("dc:format", "application/pdf") + in_default_language("dc:title", document.title);
  if (!document.subject.empty()) packet += in_default_language("dc:description", document.subject);
  if (!document.author.empty()) packet += listed("dc:creator", "Seq", document.author);
  packet += listed("dc:language", "Bag", document.language);
  packet += element("xmp:CreateDate", created) + element("xmp:ModifyDate", created);
  packet += element("xmp:CreatorTool", pdf_producer) + element("pdf:Producer", pdf_producer);
  packet += "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>";
  return packet;
}

}  // namespace sceau
