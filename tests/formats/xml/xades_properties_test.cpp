// SPDX-License-Identifier: Apache-2.0
#include "formats/xml/xades_properties.h"

#include <gtest/gtest.h>

#include "formats/xml/xml_reader.h"

namespace sceau {
namespace {

using namespace std::string_literals;

const auto signed_properties =
    "<x:SignedProperties Id='p'><x:SignedSignatureProperties><x:SigningTime>2026-11-22T09:14:03Z</x:SigningTime>"
    "<x:SigningCertificateV2><x:Cert><x:CertDigest><d:DigestMethod Algorithm='urn:digest'/>"
    "<d:DigestValue>AAAA</d:DigestValue></x:CertDigest><x:IssuerSerialV2>BBBB</x:IssuerSerialV2></x:Cert>"
    "</x:SigningCertificateV2><x:SignaturePolicyIdentifier/></"
    "x:SignedSignatureProperties><x:SignedDataObjectProperties>"
    "<x:DataObjectFormat ObjectReference='#r'><x:MimeType>text/xml</x:MimeType></x:DataObjectFormat>"
    "</x:SignedDataObjectProperties></x:SignedProperties>"s;

const auto unsigned_properties =
    "<x:UnsignedProperties><x:UnsignedSignatureProperties><x:SignatureTimeStamp>"
    "<d:CanonicalizationMethod Algorithm='http://www.w3.org/2001/10/xml-exc-c14n#'/>"
    "<x:EncapsulatedTimeStamp>CCCC</x:EncapsulatedTimeStamp></x:SignatureTimeStamp><x:SignatureTimeStamp>"
    "<x:EncapsulatedTimeStamp>DDDD</x:EncapsulatedTimeStamp></x:SignatureTimeStamp><x:CertificateValues>"
    "<x:EncapsulatedX509Certificate>EEEE</x:EncapsulatedX509Certificate></x:CertificateValues>"
    "</x:UnsignedSignatureProperties></x:UnsignedProperties>"s;

std::string qualifying(const std::string& content, std::string_view target = "#s") {
  return "<x:QualifyingProperties Target='" + std::string(target) + "'>" + content + "</x:QualifyingProperties>";
}

std::string signature(const std::string& objects, std::string_view version = "1.3.2") {
  return "<d:Signature xmlns:d='http://www.w3.org/2000/09/xmldsig#' xmlns:x='http://uri.etsi.org/01903/v" +
         std::string(version) + "#' Id='s'><d:SignedInfo/><d:SignatureValue/>" + objects + "</d:Signature>";
}

std::optional<XadesProperties> read(const XmlTree& tree) {
  return read_xades_properties(read_signature(tree.signatures().front()));
}

TEST(XadesProperties, AreRead) {
  const auto tree =
      read_xml(as_bytes(signature("<d:Object>" + qualifying(signed_properties + unsigned_properties) + "</d:Object>")));
  const auto properties = read(*tree);
  ASSERT_TRUE(properties);
  EXPECT_TRUE(properties->findings.empty());
  EXPECT_TRUE(properties->is_current);
  EXPECT_TRUE(properties->is_for_this_signature);
  EXPECT_EQ(properties->signed_properties_id, "p");
  EXPECT_EQ(to_rfc3339(properties->signing_time.value()), "2026-11-22T09:14:03Z");
  ASSERT_EQ(properties->signing_certificates.size(), 1U);
  EXPECT_EQ(properties->signing_certificates[0].digest_uri, "urn:digest");
  EXPECT_EQ(properties->signing_certificates[0].issuer_serial.size(), 3U);
  EXPECT_TRUE(properties->has_policy);
  ASSERT_EQ(properties->data_object_formats.size(), 1U);
  EXPECT_EQ(properties->data_object_formats[0].mime_type, "text/xml");
  ASSERT_EQ(properties->signature_timestamps.size(), 2U);
  EXPECT_EQ(properties->signature_timestamps[0].form.method, CanonicalMethod::exclusive_1_0);
  EXPECT_EQ(properties->signature_timestamps[1].form.method, CanonicalMethod::inclusive_1_0);  // the default
  EXPECT_EQ(properties->unsigned_names.size(), 3U);
  EXPECT_EQ(properties->certificates.size(), 1U);
}

TEST(XadesProperties, OfOlderNamespacesAreRead) {
  for (const std::string_view version : {"1.1.1", "1.2.2"}) {
    const auto tree =
        read_xml(as_bytes(signature("<d:Object>" + qualifying(signed_properties) + "</d:Object>", version)));
    ASSERT_TRUE(read(*tree));
    EXPECT_FALSE(read(*tree)->is_current);
  }
}

// Only a child of a ds:Object of this very signature can be its properties.
TEST(XadesProperties, ElsewhereAreNone) {
  const auto good = qualifying(signed_properties);
  for (const auto& source : {
           signature(""),
           signature("<d:Object><d:Manifest>" + good + "</d:Manifest></d:Object>"),
           signature("<d:Object><d:Signature><d:Object>" + good + "</d:Object></d:Signature></d:Object>"),
           signature("<d:Object>" + good + "</d:Object>", "1.4.1"),
           "<a>" + signature("") +
               "<d:Object xmlns:d='http://www.w3.org/2000/09/xmldsig#' "
               "xmlns:x='http://uri.etsi.org/01903/v1.3.2#'>" +
               good + "</d:Object></a>",
       }) {
    const auto tree = read_xml(as_bytes(source));
    ASSERT_TRUE(tree) << source;
    EXPECT_FALSE(read(*tree)) << source;
  }
}

TEST(XadesProperties, DefectsAreFound) {
  const auto object = [](const std::string& content) { return "<d:Object>" + content + "</d:Object>"; };
  const auto twice = qualifying(signed_properties) + qualifying("");
  const auto bad_time =
      "<x:SignedProperties><x:SignedSignatureProperties><x:SigningTime>today</x:SigningTime>"
      "</x:SignedSignatureProperties></x:SignedProperties>"s;
  for (const auto& objects : {object(twice), object(qualifying(signed_properties)) + object(qualifying("")),
                              object(qualifying(signed_properties + signed_properties)), object(qualifying("")),
                              object(qualifying(bad_time))}) {
    const auto tree = read_xml(as_bytes(signature(objects)));
    ASSERT_TRUE(tree);
    EXPECT_TRUE(contains(read(*tree)->findings, Reason::xml_signature_malformed)) << objects;
  }
}

TEST(XadesProperties, KnowWhomTheyAreFor) {
  const auto source = signature("<d:Object>" + qualifying(signed_properties, "#other") + "</d:Object>");
  const auto tree = read_xml(as_bytes(source));
  EXPECT_FALSE(read(*tree)->is_for_this_signature);
}

}  // namespace
}  // namespace sceau
