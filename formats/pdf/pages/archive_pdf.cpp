// SPDX-License-Identifier: Apache-2.0
#include "formats/pdf/pages/archive_pdf.h"

// clang-format off: before the headers of qpdf, one of which it keeps from clang
#include "formats/pdf/qpdf_document.h"
// clang-format on

#include <qpdf/QPDFEFStreamObjectHelper.hh>
#include <qpdf/QPDFEmbeddedFileDocumentHelper.hh>
#include <qpdf/QPDFFileSpecObjectHelper.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFWriter.hh>

#include "formats/pdf/pages/srgb_profile.h"
#include "formats/pdf/pages/xmp_packet.h"

namespace sceau {
namespace {

using Object = QPDFObjectHandle;

Object text(std::string_view utf8) { return Object::newUnicodeString(std::string(utf8)); }

void set_information(QPDF& pdf, const PageDocument& document) {
  auto information = Object::newDictionary();
  const auto date = Object::newString(to_pdf_date(document.created));
  information.replaceKey("/Title", text(document.title));
  if (!document.subject.empty()) information.replaceKey("/Subject", text(document.subject));
  if (!document.author.empty()) information.replaceKey("/Author", text(document.author));
  information.replaceKey("/Creator", text(pdf_producer));
  information.replaceKey("/Producer", text(pdf_producer));
  information.replaceKey("/CreationDate", date);
  information.replaceKey("/ModDate", date);
  pdf.getTrailer().replaceKey("/Info", pdf.makeIndirectObject(information));
}

void set_metadata(QPDF& pdf, const PageDocument& document) {
  auto metadata = Object::newStream(&pdf, xmp_packet(document));
  metadata.getDict().replaceKey("/Type", Object::newName("/Metadata"));
  metadata.getDict().replaceKey("/Subtype", Object::newName("/XML"));
  auto root = pdf.getRoot();
  root.replaceKey("/Metadata", metadata);
  root.replaceKey("/Lang", Object::newString(document.language));
  root.replaceKey("/ViewerPreferences", Object::parse("<< /DisplayDocTitle true >>"));
}

// ISO 19005-3, 6.2.3.
void set_output_intent(QPDF& pdf) {
  auto profile = Object::newStream(&pdf, to_string(srgb_profile()));
  profile.getDict().replaceKey("/N", Object::newInteger(3));
  auto intent = Object::parse(
      "<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB) /RegistryName (http://www.color.org)"
      " /Info (sRGB IEC61966-2.1) >>");
  intent.replaceKey("/DestOutputProfile", profile);
  pdf.getRoot().replaceKey("/OutputIntents", Object::newArray({pdf.makeIndirectObject(intent)}));
}

// ISO 19005-3, 6.8 and annex E: each attached file is associated with the document, as its data.
void attach(QPDF& pdf, const PageDocument& document) {
  QPDFEmbeddedFileDocumentHelper files(pdf);
  auto associated = Object::newArray();
  const auto date = to_pdf_date(document.created);
  for (const auto& attached : document.attachments) {
    auto stream = QPDFEFStreamObjectHelper::createEFStream(pdf, to_string(attached.bytes));
    stream.setSubtype(attached.media_type).setCreationDate(date).setModDate(date);
    auto file = QPDFFileSpecObjectHelper::createFileSpec(pdf, attached.name, stream);
    file.setDescription(attached.description);
    file.getObjectHandle().replaceKey("/AFRelationship", Object::newName("/Data"));
    files.replaceEmbeddedFile(attached.name, file);
    associated.appendItem(file.getObjectHandle());
  }
  if (!document.attachments.empty()) pdf.getRoot().replaceKey("/AF", associated);
}

// Visible, empty: the box around it is drawn on the page. PDF/A wants an appearance and the Print flag.
Object signature_field(QPDF& pdf, const FieldPlace& place, Object page) {
  auto look = Object::newStream(&pdf, " ");
  look.getDict().replaceKey("/Type", Object::newName("/XObject"));
  look.getDict().replaceKey("/Subtype", Object::newName("/Form"));
  look.getDict().replaceKey("/BBox",
                            Object::newFromRectangle({0, 0, place.right - place.left, place.top - place.bottom}));
  auto field = Object::parse("<< /Type /Annot /Subtype /Widget /FT /Sig /F 132 >>");
  field.replaceKey("/T", text(place.name));
  field.replaceKey("/Rect", Object::newFromRectangle({place.left, place.bottom, place.right, place.top}));
  field.replaceKey("/P", page);
  auto appearance = Object::newDictionary();
  appearance.replaceKey("/N", look);
  field.replaceKey("/AP", appearance);
  return pdf.makeIndirectObject(field);
}

void add_fields(QPDF& pdf, const std::vector<FieldPlace>& places) {
  if (places.empty()) return;
  auto fields = Object::newArray();
  auto pages = QPDFPageDocumentHelper(pdf).getAllPages();
  for (const auto& place : places) {
    auto page = pages.at(place.page).getObjectHandle();
    auto field = signature_field(pdf, place, page);
    if (!page.getKey("/Annots").isArray()) page.replaceKey("/Annots", Object::newArray());
    page.getKey("/Annots").appendItem(field);
    page.replaceKey("/Tabs", Object::newName("/S"));
    fields.appendItem(field);
  }
  auto form = Object::newDictionary();
  form.replaceKey("/Fields", fields);
  pdf.getRoot().replaceKey("/AcroForm", pdf.makeIndirectObject(form));
}

// ISO 19005-3, 6.2.11.3.2: said outright, though it is what a reader takes it for.
void name_glyph_maps(QPDF& pdf) {
  for (auto object : pdf.getAllObjects()) {
    const bool is_font = object.isDictionary() && object.getKey("/Subtype").isNameAndEquals("/CIDFontType2");
    if (is_font && !object.hasKey("/CIDToGIDMap")) object.replaceKey("/CIDToGIDMap", Object::newName("/Identity"));
  }
}

Bytes write(QPDF& pdf) {
  QPDFWriter writer(pdf);
  writer.setOutputMemory();
  writer.setMinimumPDFVersion("1.7");
  writer.setDeterministicID(true);
  writer.setObjectStreamMode(qpdf_o_disable);
  writer.setNewlineBeforeEndstream(true);
  writer.write();
  const auto written = writer.getBufferSharedPointer();
  return Bytes(written->getBuffer(), written->getBuffer() + written->getSize());
}

}  // namespace

Result<Bytes> archive_pdf(const DrawnPages& drawn, const PageDocument& document) {
  return guarded([&]() -> Result<Bytes> {
    QPDF pdf;
    pdf.setSuppressWarnings(true);
    pdf.processMemoryFile("the drawn pages", as_text(drawn.pdf).data(), drawn.pdf.size());
    name_glyph_maps(pdf);
    set_information(pdf, document);
    set_metadata(pdf, document);
    set_output_intent(pdf);
    attach(pdf, document);
    add_fields(pdf, drawn.fields);
    return write(pdf);
  });
}

}  // namespace sceau
