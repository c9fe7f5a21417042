// SPDX-License-Identifier: Apache-2.0
#include "formats/xml/signature_writer.h"

#include <fmt/format.h>

#include <algorithm>

#include "formats/xml/namespaces.h"
#include "formats/xml/signature_reference.h"
#include "foundation/text_encoding.h"

namespace sceau {
namespace {

const CanonicalForm exclusive{.method = CanonicalMethod::exclusive_1_0};

std::string algorithm_element(std::string_view name, std::string_view uri) {
  return fmt::format(R"(<ds:{} Algorithm="{}"/>)", name, uri);
}

std::string document_reference(const SignatureDraft& draft) {
  return fmt::format(R"(<ds:Reference Id="{}-document" URI=""><ds:Transforms>)"
                     R"(<ds:Transform Algorithm="{}"><dsig-filter2:XPath xmlns:dsig-filter2="{}" Filter="subtract">)"
                     R"(/descendant::ds:Signature</dsig-filter2:XPath></ds:Transform>{}</ds:Transforms>{})"
                     R"(<ds:DigestValue/></ds:Reference>)",
                     draft.id, xml_namespace::xpath_filter2, xml_namespace::xpath_filter2,
                     algorithm_element("Transform", algorithm_uri(exclusive)),
                     algorithm_element("DigestMethod", draft.digest_uri));
}

std::string properties_reference(const SignatureDraft& draft) {
  return fmt::format(R"(<ds:Reference Type="http://uri.etsi.org/01903#SignedProperties" URI="#{}-properties">)"
                     R"(<ds:Transforms>{}</ds:Transforms>{}<ds:DigestValue/></ds:Reference>)",
                     draft.id, algorithm_element("Transform", algorithm_uri(exclusive)),
                     algorithm_element("DigestMethod", draft.digest_uri));
}

std::string signed_info(const SignatureDraft& draft) {
  return "<ds:SignedInfo>" + algorithm_element("CanonicalizationMethod", algorithm_uri(exclusive)) +
         algorithm_element("SignatureMethod", draft.signature_uri) + document_reference(draft) +
         properties_reference(draft) + "</ds:SignedInfo>";
}

std::string key_info(const SignatureDraft& draft) {
  std::string text = "<ds:KeyInfo><ds:X509Data>";
  for (const auto& certificate : draft.certificates) {
    text += "<ds:X509Certificate>" + base64(certificate) + "</ds:X509Certificate>";
  }
  return text + "</ds:X509Data></ds:KeyInfo>";
}

std::string signing_certificate(const SignatureDraft& draft) {
  return fmt::format(
      R"(<xades:SigningCertificateV2><xades:Cert><xades:CertDigest>{}<ds:DigestValue>{}</ds:DigestValue>)"
      R"(</xades:CertDigest><xades:IssuerSerialV2>{}</xades:IssuerSerialV2></xades:Cert>)"
      R"(</xades:SigningCertificateV2>)",
      algorithm_element("DigestMethod", draft.digest_uri), base64(draft.certificate_digest),
      base64(draft.issuer_serial));
}

std::string signed_properties(const SignatureDraft& draft) {
  return fmt::format(R"(<xades:SignedProperties Id="{}-properties"><xades:SignedSignatureProperties>)"
                     R"(<xades:SigningTime>{}</xades:SigningTime>{}</xades:SignedSignatureProperties>)"
                     R"(<xades:SignedDataObjectProperties><xades:DataObjectFormat ObjectReference="#{}-document">)"
                     R"(<xades:MimeType>{}</xades:MimeType></xades:DataObjectFormat>)"
                     R"(</xades:SignedDataObjectProperties></xades:SignedProperties>)",
                     draft.id, draft.signing_time, signing_certificate(draft), draft.id, draft.mime_type);
}

std::string unsigned_properties(const SignatureDraft& draft) {
  if (!draft.has_timestamp) return {};
  return fmt::format(R"(<xades:UnsignedProperties><xades:UnsignedSignatureProperties>)"
                     R"(<xades:SignatureTimeStamp Id="{}-timestamp">{}<xades:EncapsulatedTimeStamp/>)"
                     R"(</xades:SignatureTimeStamp></xades:UnsignedSignatureProperties></xades:UnsignedProperties>)",
                     draft.id, algorithm_element("CanonicalizationMethod", algorithm_uri(exclusive)));
}

std::vector<std::string> ids_of(std::string_view id) {
  return {std::string(id), fmt::format("{}-document", id), fmt::format("{}-properties", id),
          fmt::format("{}-value", id), fmt::format("{}-timestamp", id)};
}

// ASCII as the bytes of the file's encoding: every encoding but UTF-16 has it as it is.
Bytes encode(std::string_view ascii, XmlEncoding encoding) {
  if (encoding != XmlEncoding::utf_16_le && encoding != XmlEncoding::utf_16_be) return to_bytes(ascii);
  Bytes units;
  units.reserve(ascii.size() * 2);
  for (const char c : ascii) {
    const auto low = static_cast<std::uint8_t>(c);
    if (encoding == XmlEncoding::utf_16_be) units.push_back(0);
    units.push_back(low);
    if (encoding == XmlEncoding::utf_16_le) units.push_back(0);
  }
  return units;
}

// The end tag of a root that is written <name/>, from the name as it stands in the source.
Bytes end_tag_of_root(ByteView source, const XmlTree& tree) {
  const std::size_t unit = encode("/", tree.encoding()).size();
  const auto is_name_end = [&](std::size_t at) {
    return std::ranges::any_of(std::string_view(" \t\r\n/"), [&](char c) {
      return std::ranges::equal(source.subspan(at, unit), encode({&c, 1}, tree.encoding()));
    });
  };
  const auto name = tree.root_start() + unit;
  auto end = name;
  while (!is_name_end(end)) end += unit;
  Bytes tag = encode("</", tree.encoding());
  append(tag, source.subspan(name, end - name));
  append(tag, encode(">", tree.encoding()));
  return tag;
}

}  // namespace

std::string free_signature_id(const XmlTree& tree) {
  for (std::size_t number = 1;; ++number) {
    const auto id = fmt::format("signature-{}", number);
    if (std::ranges::none_of(ids_of(id), [&](const std::string& each) { return tree.has_id(each); })) return id;
  }
}

std::string signature_skeleton(const SignatureDraft& draft) {
  return fmt::format(R"(<ds:Signature xmlns:ds="{}" Id="{}">{}<ds:SignatureValue Id="{}-value"/>{}<ds:Object>)"
                     R"(<xades:QualifyingProperties xmlns:xades="{}" Target="#{}">{}{}</xades:QualifyingProperties>)"
                     R"(</ds:Object></ds:Signature>)",
                     xml_namespace::dsig, draft.id, signed_info(draft), draft.id, key_info(draft), xml_namespace::xades,
                     draft.id, signed_properties(draft), unsigned_properties(draft));
}

XmlNode digest_value_of(const XmlReference& reference) {
  return child_named(reference.element, xml_namespace::dsig, "DigestValue");
}

XmlNode token_leaf_of(const XadesTimestamp& timestamp) {
  return child_named(timestamp.element, xml_namespace::xades, "EncapsulatedTimeStamp");
}

void fill_leaf(XmlNode leaf, ByteView value) { set_leaf_text(leaf, base64(value)); }

Result<Bytes> insert_at_root_end(ByteView source, const XmlTree& tree, XmlNode element) {
  const auto text = canonical_element(tree, element, exclusive);
  if (!text) return text.error();
  if (std::ranges::any_of(*text, [](std::uint8_t byte) { return byte >= 0x80; })) {
    return Error{Reason::text_malformed, "the signature is not ASCII"};
  }
  const auto [offset, self_closing] = tree.root_end();
  const auto inserted = encode(as_text(*text), tree.encoding());
  Bytes result;
  result.reserve(source.size() + inserted.size() + 64);
  append(result, source.first(offset));
  if (self_closing) append(result, encode(">", tree.encoding()));
  append(result, inserted);
  if (self_closing) append(result, end_tag_of_root(source, tree));
  append(result, source.subspan(self_closing ? offset + encode("/>", tree.encoding()).size() : offset));
  return result;
}

}  // namespace sceau
