// SPDX-License-Identifier: Apache-2.0
#include "formats/pdf/reserve_signature.h"

#include <fmt/format.h>
#include <algorithm>
#include <map>
#include <vector>

#include "formats/pdf/first_page.h"
#include "formats/pdf/form_fields.h"
#include "formats/pdf/object_text.h"
#include "formats/pdf/signing_permission.h"
#include "foundation/text_encoding.h"

namespace sceau {
namespace {

// Four numbers of up to 20 digits, three spaces and two brackets: wide enough for any file.
constexpr std::size_t byte_range_width = 4 * 20 + 5;
constexpr int largest_object_number = 1'000'000'000;

std::string pdf_text(const std::string& utf8) { return QPDFObjectHandle::newUnicodeString(utf8).unparse(); }
std::string reference_to(ObjectId id) { return fmt::format("{} {} R", id.number, id.generation); }

std::string text_entry(const char* key, const std::string& text) {
  return text.empty() ? std::string() : fmt::format(" /{} {}", key, pdf_text(text));
}

// The signature dictionary as text, and where in it the byte range and the hole stand.
struct SignatureBody {
  std::string text;
  std::size_t byte_range_at = 0;
  RawSpan hole;
};

SignatureBody signature_body(const SignatureReservation& wanted, const std::string& reference) {
  const bool is_timestamp = wanted.sub_filter == SubFilter::rfc3161;
  SignatureBody body;
  body.text = fmt::format("<< /Type /{} /Filter /Adobe.PPKLite /SubFilter /{} /ByteRange ",
                          is_timestamp ? "DocTimeStamp" : "Sig", is_timestamp ? "ETSI.RFC3161" : "ETSI.CAdES.detached");
  body.byte_range_at = body.text.size();
  body.text += std::string(byte_range_width, ' ') + " /Contents ";
  body.hole = {body.text.size(), body.text.size() + 2 * wanted.hole_bytes + 2};
  body.text += '<' + std::string(2 * wanted.hole_bytes, '0') + '>';
  if (!is_timestamp) {
    body.text += fmt::format(" /M ({})", to_pdf_date(wanted.claimed_time));
    body.text += text_entry("Name", wanted.name) + text_entry("Reason", wanted.reason) +
                 text_entry("Location", wanted.location) + text_entry("ContactInfo", wanted.contact_info) + reference;
  }
  body.text += " >>";
  return body;
}

// ISO 32000-1, 12.7.4.5: signing a field with a lock says so in the signature.
std::string lock_reference(QPDFObjectHandle field, ObjectId catalog) {
  auto lock = field.getKey("/Lock");
  if (!lock.isDictionary() || !lock.getKey("/Action").isName()) return {};
  const std::string fields = lock.hasKey("/Fields") ? " /Fields " + object_text(lock.getKey("/Fields")) : "";
  return fmt::format(
      " /Reference [<< /Type /SigRef /TransformMethod /FieldMDP /TransformParams "
      "<< /Type /TransformParams /V /1.2 /Action {}{} >> /Data {} >>]",
      lock.getKey("/Action").unparse(), fields, reference_to(catalog));
}

std::string unused_field_name(QPDF& document) {
  const auto names = topmost_field_names(document);
  for (int number = 1;; ++number) {
    const std::string name = fmt::format("Signature{}", number);
    if (std::ranges::find(names, name) == names.end()) return name;
  }
}

Error damaged(const std::string& what) { return {Reason::pdf_malformed, what}; }

}  // namespace

// The changed objects of one update, gathered as copies: the document itself stays as it is.
class SignatureWriter {
 public:
  SignatureWriter(const PdfFile& file, const SignatureReservation& wanted)
      : file_(file), wanted_(wanted), document_(file.document().qpdf) {}

  Result<PreparedPdf> run() {
    next_number_ = first_free_object_number(file_);
    if (next_number_ > largest_object_number) return damaged("no object number is left");
    if (!document_.getRoot().isIndirect()) return damaged("the document catalog is no indirect object");
    const ObjectId signature = new_object();
    if (auto done = put_into_field(signature); !done) return done.error();
    if (auto done = mark_form_as_signed(); !done) return done.error();
    return write(signature);
  }

 private:
  ObjectId new_object() { return {next_number_++, 0}; }

  // A reference that qpdf does not take for one to nothing, and drop.
  QPDFObjectHandle reference(ObjectId id) {
    document_.replaceObject(id.number, id.generation, QPDFObjectHandle::newDictionary());
    return document_.getObject(id.number, id.generation);
  }

  QPDFObjectHandle edit(QPDFObjectHandle object) {
    return changed_.try_emplace(id_of(object), object.shallowCopy()).first->second;
  }

  Status put_into_field(ObjectId signature) {
    const auto fields = list_signature_fields(document_);
    const std::string name = wanted_.field_name ? *wanted_.field_name : unused_field_name(document_);
    if (auto allowed = may_add_signature(document_, fields, name); !allowed) return allowed;
    return wanted_.field_name ? fill_field(fields, signature) : add_field(name, signature);
  }

  Status fill_field(const std::vector<FormField>& fields, ObjectId signature) {
    const auto field = std::ranges::find_if(fields, [&](const FormField& candidate) {
      return candidate.name == *wanted_.field_name && !candidate.has_value;
    });
    if (field == fields.end()) return Error{Reason::pdf_field_unknown, "'" + printable(*wanted_.field_name) + "'"};
    auto object = field->object;
    if (!object.isIndirect()) return damaged("the signature field is no indirect object");
    lock_ = lock_reference(object, id_of(document_.getRoot()));
    edit(object).replaceKey("/V", reference(signature));
    return Done{};
  }

  Status add_field(const std::string& name, ObjectId signature) {
    auto page = first_page(document_);
    if (!page) return page.error();
    const ObjectId field = new_object();
    added_.push_back(
        {field, fmt::format("<< /Type /Annot /Subtype /Widget /FT /Sig /T {} /V {} /Rect [0 0 0 0] /F 132 /P {} >>",
                            pdf_text(name), reference_to(signature), reference_to(id_of(*page)))});
    auto page_copy = [&] { return edit(*page); };
    if (auto done = append_to_array(*page, page_copy, "/Annots", reference(field)); !done) return done;
    auto form = document_.getRoot().getKey("/AcroForm");
    return append_to_array(
        form, [&] { return editable_form(); }, "/Fields", reference(field));
  }

  // An indirect array is changed alone; a direct one changes its owner.
  template <typename Editable>
  Status append_to_array(QPDFObjectHandle owner, Editable editable_owner, const std::string& key,
                         QPDFObjectHandle item) {
    auto array = owner.isDictionary() ? owner.getKey(key) : QPDFObjectHandle::newNull();
    if (!array.isArray() && !array.isNull()) return damaged(key + " is no array");
    if (array.isArray() && array.isIndirect()) {
      edit(array).appendItem(item);
      return Done{};
    }
    auto longer = array.isArray() ? array.shallowCopy() : QPDFObjectHandle::newArray();
    longer.appendItem(item);
    editable_owner().replaceKey(key, longer);
    return Done{};
  }

  // The form's own object, or the catalog where the form is direct or missing.
  QPDFObjectHandle editable_form() {
    if (form_copy_) return *form_copy_;
    auto form = document_.getRoot().getKey("/AcroForm");
    if (form.isDictionary() && form.isIndirect()) return *(form_copy_ = edit(form));
    form_copy_ = form.isDictionary() ? form.shallowCopy() : QPDFObjectHandle::newDictionary();
    edit(document_.getRoot()).replaceKey("/AcroForm", *form_copy_);
    return *form_copy_;
  }

  // ISO 32000-1, table 219: SignaturesExist and AppendOnly. NeedAppearances would ask readers to change the document.
  Status mark_form_as_signed() {
    auto form = document_.getRoot().getKey("/AcroForm");
    if (!form.isDictionary() && !form.isNull()) return damaged("/AcroForm is no dictionary");
    auto flags = form.isDictionary() ? form.getKey("/SigFlags") : QPDFObjectHandle::newNull();
    const long long before = flags.isInteger() ? flags.getIntValue() : 0;
    if ((before & 3) != 3) editable_form().replaceKey("/SigFlags", QPDFObjectHandle::newInteger(before | 3));
    if (form.isDictionary() && form.hasKey("/NeedAppearances")) editable_form().removeKey("/NeedAppearances");
    return Done{};
  }

  Result<PreparedPdf> write(ObjectId signature) {
    std::vector<WrittenObject> objects;
    for (auto& [id, object] : changed_) objects.push_back({id, object_text(object)});
    objects.insert(objects.end(), added_.begin(), added_.end());
    const SignatureBody body = signature_body(wanted_, lock_);
    objects.push_back({signature, body.text});
    if (const std::string& damage = damage_found(file_.document()); !damage.empty()) return damaged(damage);
    auto update = write_incremental_update(file_, objects, wanted_.identifier);
    if (!update) return update.error();
    return prepare(std::move(*update), body);
  }

  PreparedPdf prepare(IncrementalUpdate update, const SignatureBody& body) const {
    const std::size_t at = update.bodies_at.back();
    const std::size_t size = file_.bytes().size() + update.bytes.size();
    PreparedPdf prepared;
    prepared.original_ = file_.bytes();
    prepared.update_ = std::move(update.bytes);
    prepared.hole_ = {at + body.hole.begin, at + body.hole.end};
    const std::string range =
        fmt::format("[0 {} {} {}]", prepared.hole_.begin, prepared.hole_.end, size - prepared.hole_.end);
    std::ranges::copy(range, prepared.update_.begin() + std::ptrdiff_t(at + body.byte_range_at - file_.bytes().size()));
    return prepared;
  }

  const PdfFile& file_;
  const SignatureReservation& wanted_;
  QPDF& document_;
  int next_number_ = 0;
  std::map<ObjectId, QPDFObjectHandle> changed_;
  std::vector<WrittenObject> added_;
  std::optional<QPDFObjectHandle> form_copy_;
  std::string lock_;
};

std::array<ByteView, 3> PreparedPdf::pieces() const {
  const std::size_t begin = hole_.begin - original_.size(), end = hole_.end - original_.size();
  return {original_, ByteView(update_).first(begin), ByteView(update_).subspan(end)};
}

Result<PreparedPdf> reserve_signature(const PdfFile& file, const SignatureReservation& reservation) {
  if (file.is_encrypted()) return Error{Reason::pdf_encrypted, "the trailer names an /Encrypt dictionary"};
  return guarded([&]() -> Result<PreparedPdf> { return SignatureWriter(file, reservation).run(); });
}

Result<SignedPdf> fill_signature(PreparedPdf prepared, ByteView cms) {
  if (cms.size() > prepared.hole_bytes()) {
    return Error{Reason::pdf_hole_too_small,
                 fmt::format("{} bytes do not fit into {}", cms.size(), prepared.hole_bytes())};
  }
  std::size_t at = prepared.hole_.begin + 1 - prepared.original_.size();
  for (const std::uint8_t octet : cms) {
    constexpr std::string_view digits = "0123456789abcdef";
    prepared.update_[at++] = std::uint8_t(digits[octet >> 4]);
    prepared.update_[at++] = std::uint8_t(digits[octet & 15]);
  }
  SignedPdf filled;
  filled.original_ = prepared.original_;
  filled.update_ = std::move(prepared.update_);
  return filled;
}

}  // namespace sceau
