// SPDX-License-Identifier: Apache-2.0
#include "formats/xml/xml_reader.h"

#include <expat.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <climits>
#include <cstring>
#include <pugixml.hpp>

#include "formats/xml/namespaces.h"
#include "foundation/wiping_memory.h"

namespace sceau {

namespace {

// Between URI, local name and prefix in what expat reports; no XML document can contain it.
constexpr char separator = '\x01';

struct FreeParser {
  void operator()(XML_Parser parser) const noexcept { XML_ParserFree(parser); }
};
using ParserHandle = std::unique_ptr<std::remove_pointer_t<XML_Parser>, FreeParser>;

bool is_signature(const char* name) {
  static const std::string wanted = std::string(xml_namespace::dsig) + separator + "Signature";
  return std::strncmp(name, wanted.c_str(), wanted.size()) == 0 &&
         (name[wanted.size()] == '\0' || name[wanted.size()] == separator);
}

// "uri|local|prefix", "uri|local" or "local" -> the name as written. The result lives in `name` or in `scratch`.
const char* written_name(const char* name, std::string& scratch) {
  const char* local = std::strchr(name, separator);
  if (local == nullptr) return name;
  ++local;
  const char* prefix = std::strchr(local, separator);
  if (prefix == nullptr) return local;
  scratch.assign(prefix + 1);
  scratch += ':';
  scratch.append(local, prefix);
  return scratch.c_str();
}

XmlEncoding encoding_by_first_bytes(ByteView source) {
  const auto at = [&](std::size_t i) { return i < source.size() ? source[i] : 0x20; };
  const bool is_little = (at(0) == 0xFF && at(1) == 0xFE) || (at(0) != 0 && at(1) == 0);
  const bool is_big = (at(0) == 0xFE && at(1) == 0xFF) || (at(0) == 0 && at(1) != 0);
  return is_little ? XmlEncoding::utf_16_le : is_big ? XmlEncoding::utf_16_be : XmlEncoding::utf_8;
}

bool same_ignoring_case(std::string_view one, std::string_view other) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::ranges::equal(one, other, {}, lower, lower);
}

// ISO/IEC 8859-2 from 0xA0 on; below, it is as ISO-8859-1. Signed files of Central European authorities use it.
constexpr std::array<int, 96> iso_8859_2_upper_half = {
    0x00A0, 0x0104, 0x02D8, 0x0141, 0x00A4, 0x013D, 0x015A, 0x00A7, 0x00A8, 0x0160, 0x015E, 0x0164, 0x0179, 0x00AD,
    0x017D, 0x017B, 0x00B0, 0x0105, 0x02DB, 0x0142, 0x00B4, 0x013E, 0x015B, 0x02C7, 0x00B8, 0x0161, 0x015F, 0x0165,
    0x017A, 0x02DD, 0x017E, 0x017C, 0x0154, 0x00C1, 0x00C2, 0x0102, 0x00C4, 0x0139, 0x0106, 0x00C7, 0x010C, 0x00C9,
    0x0118, 0x00CB, 0x011A, 0x00CD, 0x00CE, 0x010E, 0x0110, 0x0143, 0x0147, 0x00D3, 0x00D4, 0x0150, 0x00D6, 0x00D7,
    0x0158, 0x016E, 0x00DA, 0x0170, 0x00DC, 0x00DD, 0x0162, 0x00DF, 0x0155, 0x00E1, 0x00E2, 0x0103, 0x00E4, 0x013A,
    0x0107, 0x00E7, 0x010D, 0x00E9, 0x0119, 0x00EB, 0x011B, 0x00ED, 0x00EE, 0x010F, 0x0111, 0x0144, 0x0148, 0x00F3,
    0x00F4, 0x0151, 0x00F6, 0x00F7, 0x0159, 0x016F, 0x00FA, 0x0171, 0x00FC, 0x00FD, 0x0163, 0x02D9,
};

// The one encoding that expat does not bring along itself.
int know_iso_8859_2(void*, const char* name, XML_Encoding* encoding) {
  if (!same_ignoring_case(name, "ISO-8859-2")) return XML_STATUS_ERROR;
  for (int i = 0; i < 256; ++i)
    encoding->map[i] = i < 0xA0 ? i : iso_8859_2_upper_half[static_cast<std::size_t>(i - 0xA0)];
  encoding->data = nullptr;
  encoding->convert = nullptr;
  encoding->release = nullptr;
  return XML_STATUS_OK;
}

Reason reason_for(XML_Error error) {
  return error == XML_ERROR_UNKNOWN_ENCODING || error == XML_ERROR_INCORRECT_ENCODING ? Reason::xml_encoding
                                                                                      : Reason::xml_malformed;
}

XML_Parser new_parser() {
  constexpr XML_Char between[] = {separator, 0};
  const XML_Memory_Handling_Suite memory{wiping_allocate, wiping_reallocate, wiping_free};
  return XML_ParserCreate_MM(nullptr, &memory, between);
}

}  // namespace

// Fills a tree from the events of expat. The first limit that is crossed stops the parser.
class TreeBuilder {
 public:
  TreeBuilder(ByteView source, const XmlLimits& limits)
      : source_(source), limits_(limits), parser_(new_parser()), at_(*tree_.document_) {
    tree_.encoding_ = encoding_by_first_bytes(source);
  }

  Result<XmlTree> build() && {
    if (!parser_) return Error{Reason::internal_error, "no memory for the XML parser"};
    install_handlers();
    const auto outcome = XML_Parse(parser_.get(), as_text(source_).data(), static_cast<int>(source_.size()), XML_TRUE);
    if (error_) return *std::move(error_);
    if (outcome != XML_STATUS_OK) {
      const auto code = XML_GetErrorCode(parser_.get());
      return Error{reason_for(code), fmt::format("{}: {}", position(), XML_ErrorString(code))};
    }
    tree_.sort_ids();
    return std::move(tree_);
  }

 private:
  void install_handlers() {
    XML_SetUserData(parser_.get(), this);
    XML_SetReturnNSTriplet(parser_.get(), XML_TRUE);
    XML_SetParamEntityParsing(parser_.get(), XML_PARAM_ENTITY_PARSING_NEVER);
    XML_SetUnknownEncodingHandler(parser_.get(), know_iso_8859_2, nullptr);
    XML_SetXmlDeclHandler(parser_.get(), [](void* self, const char* version, const char* encoding, int) {
      of(self).declaration(version, encoding);
    });
    XML_SetStartDoctypeDeclHandler(parser_.get(), [](void* self, const char*, const char*, const char*, int) {
      of(self).stop(Reason::xml_doctype, "DOCTYPE");
    });
    XML_SetNamespaceDeclHandler(
        parser_.get(), [](void* self, const char* prefix, const char* uri) { of(self).declare(prefix, uri); }, nullptr);
    XML_SetElementHandler(
        parser_.get(), [](void* self, const char* name, const char** attributes) { of(self).open(name, attributes); },
        [](void* self, const char*) { of(self).close(); });
    XML_SetCharacterDataHandler(parser_.get(), [](void* self, const char* text, int length) {
      of(self).characters({text, static_cast<std::size_t>(length)});
    });
    XML_SetCommentHandler(parser_.get(), [](void* self, const char* text) { of(self).comment(text); });
    XML_SetProcessingInstructionHandler(
        parser_.get(), [](void* self, const char* target, const char* data) { of(self).instruction(target, data); });
  }

  static TreeBuilder& of(void* self) { return *static_cast<TreeBuilder*>(self); }

  void declaration(const char* version, const char* encoding) {
    if (version != nullptr && std::string_view(version) != "1.0") stop(Reason::xml_malformed, "not XML 1.0");
    if (encoding == nullptr || tree_.encoding_ != XmlEncoding::utf_8) return;
    if (same_ignoring_case(encoding, "ISO-8859-1")) tree_.encoding_ = XmlEncoding::iso_8859_1;
    if (same_ignoring_case(encoding, "ISO-8859-2")) tree_.encoding_ = XmlEncoding::iso_8859_2;
    if (same_ignoring_case(encoding, "US-ASCII")) tree_.encoding_ = XmlEncoding::us_ascii;
  }

  // expat reports the declarations of an element just before the element itself.
  void declare(const char* prefix, const char* uri) {
    const std::string_view where = uri == nullptr ? "" : uri;
    if (!where.empty() && !is_absolute_uri(where) && !tree_.relative_namespace_) tree_.relative_namespace_ = where;
    declarations_.emplace_back(prefix == nullptr ? "xmlns" : "xmlns:" + std::string(prefix), where);
  }

  void open(const char* name, const char** attributes) {
    flush_text();
    if (++depth_ > limits_.depth) stop(Reason::xml_too_deep, fmt::format("more than {} levels", limits_.depth));
    count_node();
    at_ = at_.append_child(pugi::node_element);
    at_.set_name(written_name(name, scratch_));
    const auto nodes_before = nodes_;
    add_declarations();
    add_attributes(attributes);
    limit_scope(nodes_ - nodes_before);
    tree_.note_ids(XmlNode(at_.internal_object()));
    if (is_signature(name)) tree_.signatures_.emplace_back(at_.internal_object());
    if (depth_ == 1) note_end_of_root_start_tag();
  }

  void add_declarations() {
    limit_attributes(declarations_.size());
    for (const auto& [name, uri] : declarations_) {
      count_node();
      limit_text(uri.size());
      at_.append_attribute(name.c_str()).set_value(uri.data(), uri.size());
    }
    declarations_.clear();
  }

  void add_attributes(const char** attributes) {
    std::size_t count = 0;
    for (; *attributes != nullptr && !error_; attributes += 2) {
      limit_attributes(++count);
      count_node();
      const std::string_view value = attributes[1];
      limit_text(value.size());
      at_.append_attribute(written_name(attributes[0], scratch_)).set_value(value.data(), value.size());
    }
  }

  // A root written <a/> has no end tag: note the "/>" instead, in case something has to be put inside.
  void note_end_of_root_start_tag() {
    const std::size_t unit = is_utf16() ? 2 : 1;
    tree_.root_start_ = byte_index();
    const auto end = byte_index() + static_cast<std::size_t>(XML_GetCurrentByteCount(parser_.get()));
    if (end < 2 * unit || end > source_.size()) return;
    const auto before_bracket = source_.subspan(end - 2 * unit, unit);
    const std::uint8_t slash = '/';
    const bool is_little = tree_.encoding_ == XmlEncoding::utf_16_le;
    const Bytes expected = unit == 1 ? Bytes{slash} : is_little ? Bytes{slash, 0} : Bytes{0, slash};
    tree_.root_end_ = {end - 2 * unit, std::ranges::equal(before_bracket, expected)};
  }

  void close() {
    flush_text();
    if (--depth_ == 0 && !tree_.root_end_.self_closing) tree_.root_end_.offset = byte_index();
    at_ = at_.parent();
    in_scope_ -= attribute_counts_.back();
    attribute_counts_.pop_back();
  }

  // Text arrives in pieces, CDATA sections as further pieces: joined before they become one node.
  void characters(std::string_view piece) {
    limit_text(text_.size() + piece.size());
    text_ += piece;
  }

  void flush_text() {
    if (text_.empty()) return;
    count_node();
    at_.append_child(pugi::node_pcdata).set_value(text_.data(), text_.size());
    text_.clear();
  }

  void comment(std::string_view text) {
    flush_text();
    count_node();
    limit_text(text.size());
    at_.append_child(pugi::node_comment).set_value(text.data(), text.size());
  }

  void instruction(const char* target, std::string_view data) {
    flush_text();
    count_node();
    limit_text(data.size());
    auto node = at_.append_child(pugi::node_pi);
    node.set_name(target);
    node.set_value(data.data(), data.size());
  }

  void count_node() {
    if (++nodes_ > limits_.nodes) stop(Reason::xml_too_complex, fmt::format("more than {} nodes", limits_.nodes));
  }

  void limit_attributes(std::size_t count) {
    if (count <= limits_.attributes_per_element) return;
    stop(Reason::xml_too_complex, fmt::format("more than {} attributes", limits_.attributes_per_element));
  }

  // Whoever looks a prefix up, or takes over xml attributes, goes through all that is in scope.
  void limit_scope(std::size_t attributes) {
    attribute_counts_.push_back(attributes);
    in_scope_ += attributes;
    if (in_scope_ <= limits_.attributes_in_scope) return;
    stop(Reason::xml_too_complex, fmt::format("more than {} attributes in scope", limits_.attributes_in_scope));
  }

  void limit_text(std::size_t size) {
    if (size <= limits_.text_bytes) return;
    stop(Reason::xml_too_complex, fmt::format("a text of more than {} bytes", limits_.text_bytes));
  }

  // Events that expat still delivers after this do no harm: the tree is not handed out.
  void stop(Reason reason, std::string_view what) {
    if (error_) return;
    error_ = Error{reason, fmt::format("{}: {}", position(), what)};
    XML_StopParser(parser_.get(), XML_FALSE);
  }

  std::string position() const {
    return fmt::format("line {}, column {}", XML_GetCurrentLineNumber(parser_.get()),
                       XML_GetCurrentColumnNumber(parser_.get()) + 1);
  }

  bool is_utf16() const {
    return tree_.encoding_ == XmlEncoding::utf_16_le || tree_.encoding_ == XmlEncoding::utf_16_be;
  }
  std::size_t byte_index() const { return static_cast<std::size_t>(XML_GetCurrentByteIndex(parser_.get())); }

  ByteView source_;
  const XmlLimits& limits_;
  ParserHandle parser_;
  XmlTree tree_;
  pugi::xml_node at_;
  std::vector<std::pair<std::string, std::string>> declarations_;
  std::string text_;
  std::string scratch_;
  std::vector<std::size_t> attribute_counts_;  // of the open elements
  std::size_t in_scope_ = 0;                   // their sum
  std::size_t depth_ = 0;
  std::size_t nodes_ = 0;
  std::optional<Error> error_;
};

Result<XmlTree> read_xml(ByteView source, const XmlLimits& limits) {
  if (source.size() > limits.document_bytes || source.size() > INT_MAX) {
    return Error{Reason::input_too_large,
                 fmt::format("XML of {} bytes, limit {}", source.size(), limits.document_bytes)};
  }
  return TreeBuilder(source, limits).build();
}

std::string expat_version() {
  const auto info = XML_ExpatVersionInfo();
  return fmt::format("{}.{}.{}", info.major, info.minor, info.micro);
}

}  // namespace sceau
