// SPDX-License-Identifier: Apache-2.0
#include "formats/pdf/signature_field.h"

#include <algorithm>
#include <set>

#include "formats/pdf/form_fields.h"
#include "formats/pdf/object_places.h"
#include "formats/pdf/qpdf_document.h"
#include "foundation/text_encoding.h"

namespace sceau {
namespace {

using Places = std::map<ObjectId, ObjectPlace>;

std::string name_in(QPDFObjectHandle dictionary, const std::string& key) {
  auto value = dictionary.getKey(key);
  return value.isName() ? value.getName().substr(1) : std::string();
}

std::string text_in(QPDFObjectHandle dictionary, const std::string& key) {
  auto value = dictionary.getKey(key);
  return value.isString() ? value.getUTF8Value() : std::string();
}

void blame(SignatureDictionary& signature, Reason reason, std::string detail) {
  signature.findings.push_back({reason, std::move(detail)});
}

// ISO 32000-1, table 254: P defaults to 2.
std::optional<int> doc_mdp_of(QPDFObjectHandle dictionary) {
  auto references = dictionary.getKey("/Reference");
  const int count = references.isArray() ? references.getArrayNItems() : 0;
  for (int i = 0; i < count; ++i) {
    auto reference = references.getArrayItem(i);
    if (!reference.isDictionary() || name_in(reference, "/TransformMethod") != "DocMDP") continue;
    auto parameters = reference.getKey("/TransformParams");
    auto permission = parameters.isDictionary() ? parameters.getKey("/P") : QPDFObjectHandle::newNull();
    return permission.isInteger() ? permission.getIntValueAsInt() : 2;
  }
  return std::nullopt;
}

void read_entries(QPDFObjectHandle dictionary, SignatureDictionary& signature) {
  signature.type = name_in(dictionary, "/Type");
  signature.filter = name_in(dictionary, "/Filter");
  signature.sub_filter = name_in(dictionary, "/SubFilter");
  signature.written_time = text_in(dictionary, "/M");
  if (auto time = from_pdf_date(signature.written_time)) signature.claimed_time = *time;
  signature.name = text_in(dictionary, "/Name");
  signature.reason = text_in(dictionary, "/Reason");
  signature.location = text_in(dictionary, "/Location");
  signature.contact_info = text_in(dictionary, "/ContactInfo");
  signature.doc_mdp = doc_mdp_of(dictionary);
}

// The dictionary on raw bytes: its own object, or an entry of the field's object.
std::optional<RawDictionary> find_raw(ByteView bytes, const Places& places, ObjectId value, ObjectId field) {
  const bool is_direct = value.number == 0;
  const auto place = places.find(is_direct ? field : value);
  auto found = place == places.end() ? std::nullopt : raw_dictionary_at(bytes, place->second);
  if (!found || !is_direct) return found;
  const RawSpan* entry = found->find("V");
  return entry ? read_raw_dictionary(bytes, entry->begin) : std::nullopt;
}

void read_byte_range(ByteView bytes, const RawDictionary& raw, SignatureDictionary& signature) {
  const RawSpan* value = raw.find("ByteRange");
  if (!value) return blame(signature, Reason::byte_range_malformed, "there is no /ByteRange");
  auto numbers = raw_integers(bytes, *value);
  if (!numbers) return blame(signature, Reason::byte_range_malformed, "/ByteRange is no direct array of integers");
  signature.byte_range = std::move(*numbers);
}

void read_contents(ByteView bytes, const RawDictionary& raw, SignatureDictionary& signature) {
  const auto defect = [&](const char* what) { blame(signature, Reason::signature_dictionary_malformed, what); };
  const RawSpan* value = raw.find("Contents");
  if (!value) return defect("there is no /Contents");
  if (RawReader(bytes, value->begin).next().kind != RawTokenKind::hex_string) {
    return defect("/Contents is no direct hexadecimal string");
  }
  signature.contents = *value;
  auto octets = from_hex(as_text(bytes_in(bytes, {value->begin + 1, value->end - 1})));
  if (!octets) return defect("/Contents holds other characters than pairs of hexadecimal digits");
  if (octets->empty()) return defect("/Contents is empty");
  signature.cms = std::move(*octets);
}

void refuse_doubles(const RawDictionary& raw, SignatureDictionary& signature) {
  std::set<std::string_view> seen;
  for (const RawEntry& entry : raw.entries) {
    signature.keys.push_back(entry.key);
    if (seen.insert(entry.key).second) continue;
    const bool is_range = entry.key == "ByteRange";
    blame(signature, is_range ? Reason::byte_range_malformed : Reason::signature_dictionary_malformed,
          "/" + entry.key + " stands twice in the signature dictionary");
  }
}

void check_names(SignatureDictionary& signature) {
  const auto defect = [&](const char* what) { blame(signature, Reason::signature_dictionary_malformed, what); };
  if (signature.sub_filter.empty()) defect("there is no /SubFilter");
  if (!signature.type.empty() && signature.type != "Sig" && signature.type != "DocTimeStamp") {
    defect("/Type is neither Sig nor DocTimeStamp");
  }
}

SignatureDictionary read_signature(const PdfFile& file, const FormField& field, const Places& places) {
  auto field_object = field.object;
  auto value = field_object.getKey("/V");
  SignatureDictionary signature{.field_name = field.name, .object = id_of(value), .is_visible = field.is_visible()};
  const ObjectId home = signature.object.number != 0 ? signature.object : id_of(field_object);
  if (const auto place = places.find(home); place != places.end()) signature.revision = place->second.revision;
  if (!value.isDictionary()) {
    blame(signature, Reason::signature_dictionary_malformed, "the value of the signature field is no dictionary");
    return signature;
  }
  read_entries(value, signature);
  const auto raw = find_raw(file.bytes(), places, signature.object, id_of(field_object));
  if (!raw) {
    blame(signature, Reason::signature_dictionary_malformed,
          "the signature dictionary does not stand where the cross-reference table says, or inside an object stream");
    return signature;
  }
  signature.dictionary = raw->span;
  refuse_doubles(*raw, signature);
  check_names(signature);
  read_byte_range(file.bytes(), *raw, signature);
  read_contents(file.bytes(), *raw, signature);
  return signature;
}

std::set<ObjectId> homes_of(const std::vector<FormField>& fields) {
  std::set<ObjectId> homes;
  for (const FormField& field : fields) {
    auto object = field.object;
    homes.insert(id_of(object));
    homes.insert(id_of(object.getKey("/V")));
  }
  homes.erase(ObjectId{});
  return homes;
}

}  // namespace

bool SignatureDictionary::has_key(std::string_view key) const { return std::ranges::find(keys, key) != keys.end(); }

Result<std::vector<SignatureDictionary>> find_signatures(const PdfFile& file) {
  return guarded([&]() -> Result<std::vector<SignatureDictionary>> {
    auto fields = list_signature_fields(file.document().qpdf);
    std::erase_if(fields, [](const FormField& field) { return !field.has_value; });
    const auto places = locate_objects(file, homes_of(fields));
    std::vector<SignatureDictionary> signatures;
    for (const FormField& field : fields) signatures.push_back(read_signature(file, field, places));
    std::ranges::stable_sort(signatures, {}, &SignatureDictionary::revision);
    return signatures;
  });
}

Result<std::vector<std::string>> empty_signature_fields(const PdfFile& file) {
  return guarded([&]() -> Result<std::vector<std::string>> {
    std::vector<std::string> names;
    for (const FormField& field : list_signature_fields(file.document().qpdf)) {
      if (!field.has_value) names.push_back(field.name);
    }
    return names;
  });
}

bool hides_a_signature(const PdfFile& file) {
  const Revision& newest = file.revisions().back();
  std::size_t end = newest.end;
  for (const XrefSection& section : newest.sections) end = std::max(end, section.end);
  return as_text(file.bytes().subspan(end)).find("/ByteRange") != std::string_view::npos;
}

}  // namespace sceau
