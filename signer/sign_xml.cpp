// SPDX-License-Identifier: Apache-2.0
#include "signer/sign_xml.h"

#include "certs/certificate.h"
#include "crypto/digest.h"
#include "crypto/signed_attributes.h"
#include "formats/xml/signature_reference.h"
#include "formats/xml/signature_writer.h"
#include "formats/xml/xades_properties.h"
#include "formats/xml/xml_reader.h"

namespace sceau {
namespace {

// A document that can be signed; its tree then takes up the signature, in its final place.
Result<XmlTree> read_document(ByteView document) {
  auto tree = read_xml(document);
  if (!tree) return tree.error();
  if (!tree->duplicate_ids().empty()) {
    return Error{Reason::xml_duplicate_id, "Id '" + *tree->duplicate_ids().begin() + "'"};
  }
  const auto& signatures = tree->signatures();
  if (!signatures.empty() && signatures.front() == tree->root()) return Error{Reason::xml_root_is_signature, ""};
  return tree;
}

// The signer's certificate and its chain, less the root, which whoever verifies must have already.
Result<std::vector<Bytes>> certificates_to_embed(const SigningIdentity& identity) {
  std::vector<Bytes> certificates = {certificate_der(identity.certificate)};
  for (const auto& handle : identity.chain) {
    const auto certificate = certificate_from(handle);
    if (!certificate) return certificate.error();
    if (!certificate->is_self_issued()) certificates.push_back(certificate->der());
  }
  return certificates;
}

Result<SignatureDraft> make_draft(const XmlTree& tree, const SigningOptions& options) {
  const auto& algorithm = row_of(options.algorithm);
  auto certificates = certificates_to_embed(options.identity);
  if (!certificates) return certificates.error();
  auto certificate_digest = digest(algorithm.digest, certificates->front());
  if (!certificate_digest) return certificate_digest.error();
  auto issuer_serial = issuer_serial_der(options.identity.certificate.get());
  if (!issuer_serial) return issuer_serial.error();
  return SignatureDraft{.id = free_signature_id(tree),
                        .signature_uri = std::string(algorithm.xml_uri),
                        .digest_uri = std::string(row_of(algorithm.digest).xml_uri),
                        .certificates = *std::move(certificates),
                        .certificate_digest = *std::move(certificate_digest),
                        .issuer_serial = *std::move(issuer_serial),
                        .signing_time = to_rfc3339(options.claimed_time),
                        .has_timestamp = options.timestamper.has_value()};
}

Result<XmlNode> place_skeleton(XmlTree& tree, const SigningOptions& options) {
  const auto draft = make_draft(tree, options);
  if (!draft) return draft.error();
  const auto skeleton = read_xml(as_bytes(signature_skeleton(*draft)));
  if (!skeleton) return skeleton.error();
  return tree.append_to_root(*skeleton);
}

Result<Bytes> digest_of_reference(const XmlTree& tree, const XmlSignature& signature, const XmlReference& reference,
                                  DigestAlgorithm algorithm) {
  const auto data = resolve_reference(tree, signature, reference);
  if (!data) return data.error();
  auto digester = Digester::start(algorithm);
  if (!digester) return digester.error();
  const auto written = write_octets(tree, *data, [&](ByteView piece) { digester->update(piece); });
  if (!written) return written.error();
  return digester->finish();
}

// The skeleton is read by the code that verifies, so both agree on what a reference means.
Status fill_digests(const XmlTree& tree, const XmlSignature& signature, DigestAlgorithm algorithm) {
  for (const auto& reference : signature.references) {
    const auto value = digest_of_reference(tree, signature, reference, algorithm);
    if (!value) return value.error();
    fill_leaf(digest_value_of(reference), *value);
  }
  return Done{};
}

// RFC 6931, 2.3.6: an ECDSA value in XML is r || s.
Result<Bytes> value_for_xml(Bytes value, const SigningOptions& options) {
  if (row_of(options.algorithm).scheme != SignatureScheme::ecdsa) return value;
  return ecdsa_concatenated_from_der(value, options.identity.key->public_key());
}

Status fill_signature_value(const XmlTree& tree, const XmlSignature& signature, const SigningOptions& options) {
  const auto signed_bytes = canonical_element(tree, signature.signed_info, signature.signed_info_form);
  if (!signed_bytes) return signed_bytes.error();
  auto value = options.identity.key->sign(options.algorithm, *signed_bytes);
  if (!value) return value.error();
  const auto written = value_for_xml(*std::move(value), options);
  if (!written) return written.error();
  fill_leaf(signature.signature_value_element, *written);
  return Done{};
}

// EN 319 132-1, 5.3: the token is over the canonical ds:SignatureValue element.
Status fill_timestamp(const XmlTree& tree, const XmlSignature& signature, const SigningOptions& options) {
  const auto properties = read_xades_properties(signature);
  if (!properties || properties->signature_timestamps.size() != 1)
    return Error{Reason::internal_error, "no time-stamp"};
  const auto& timestamp = properties->signature_timestamps.front();
  const auto stamped = canonical_element(tree, signature.signature_value_element, timestamp.form);
  if (!stamped) return stamped.error();
  const auto algorithm = digest_of(options.algorithm);
  const auto imprint = digest(algorithm, *stamped);
  if (!imprint) return imprint.error();
  const auto token = (*options.timestamper)(algorithm, *imprint);
  if (!token) return token.error();
  fill_leaf(token_leaf_of(timestamp), *token);
  return Done{};
}

}  // namespace

Result<Bytes> sign_xml(ByteView document, const SigningOptions& options) {
  if (auto allowed = may_sign(options.algorithm, options.identity.key->public_key()); !allowed) return allowed.error();
  auto tree = read_document(document);
  if (!tree) return tree.error();
  const auto element = place_skeleton(*tree, options);
  if (!element) return element.error();
  const auto signature = read_signature(*element);

  if (auto filled = fill_digests(*tree, signature, digest_of(options.algorithm)); !filled) return filled.error();
  if (auto filled = fill_signature_value(*tree, signature, options); !filled) return filled.error();
  if (options.timestamper) {
    if (auto filled = fill_timestamp(*tree, signature, options); !filled) return filled.error();
  }
  return insert_at_root_end(document, *tree, *element);
}

}  // namespace sceau
