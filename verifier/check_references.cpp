// SPDX-License-Identifier: Apache-2.0
#include "verifier/check_references.h"

#include <algorithm>

#include "formats/xml/namespaces.h"

namespace sceau {
namespace {

Finding as_finding(const Error& error) { return {error.reason, error.detail}; }

bool is_inside(XmlNode node, XmlNode ancestor) {
  while (node && node != ancestor) node = node.parent();
  return static_cast<bool>(node);
}

std::string describe(const XmlReference& reference) {
  if (!reference.uri) return "the reference without URI";
  return reference.uri->empty() ? "the reference to the document" : "the reference to '" + *reference.uri + "'";
}

class ReferenceCheck {
 public:
  ReferenceCheck(const XmlTree& tree, const XmlSignature& signature, const std::optional<XadesProperties>& properties,
                 DigestBudget& budget)
      : tree_(tree), signature_(signature), properties_(properties), budget_(budget) {}

  CheckedReferences run() && {
    for (const auto& reference : signature_.references) check_reference(reference);
    check_properties_are_signed();
    summarise();
    return std::move(result_);
  }

 private:
  void check_reference(const XmlReference& reference) {
    const auto data = check_digest(reference);
    if (!data) return;
    const auto apex = data->nodes.apex;
    result_.targets.push_back(apex);
    if (is_signed_properties_type(reference.type) || (properties_ && apex == properties_->signed_properties)) {
      return note_properties(reference, *data);
    }
    if (is_own_apparatus(apex)) return;
    data_.push_back(*data);
    if (is_named(apex, xml_namespace::dsig, "Manifest")) check_manifest(apex);
  }

  // Nothing where the reference does not hold; then a finding says why.
  std::optional<ReferencedData> check_digest(const XmlReference& reference) {
    auto data = resolve_reference(tree_, signature_, reference);
    if (!reference.findings.empty()) return fail(reference.findings);
    if (!data) return fail({as_finding(data.error())});
    const auto algorithm = digest_from_xml_uri(reference.digest_uri);
    if (!algorithm) return fail({as_finding(algorithm.error())});
    result_.digests.push_back(*algorithm);
    const auto value = digest_octets(*data, *algorithm);
    if (!value) return fail({as_finding(value.error())});
    if (*value != reference.digest_value) return fail({{Reason::digest_mismatch, describe(reference)}});
    return *std::move(data);
  }

  std::nullopt_t fail(Findings findings) {
    has_failure_ = true;
    append(result_.findings, std::move(findings));
    return std::nullopt;
  }

  Result<Bytes> digest_octets(const ReferencedData& data, DigestAlgorithm algorithm) {
    if (budget_.is_spent()) return Error{Reason::xml_too_complex, "the signatures refer to too much data"};
    budget_.spend(DigestBudget::octets_per_reference);
    auto digester = Digester::start(algorithm);
    if (!digester) return digester.error();
    const auto written = write_octets(tree_, data, [&](ByteView piece) {
      budget_.spend(piece.size());
      digester->update(piece);
    });
    if (!written) return written.error();
    return digester->finish();
  }

  // The type alone proves nothing: the reference must lead to the properties of this very signature.
  void note_properties(const XmlReference& reference, const ReferencedData& data) {
    const bool is_ours = properties_ && data.nodes.apex == properties_->signed_properties && !data.decoded;
    if (!is_ours || result_.signs_properties) {
      fail({{Reason::xml_signature_malformed, describe(reference) + " is not the one to the signed properties"}});
    }
    result_.signs_properties = is_ours;
  }

  // Parts of the signature itself are no data; a ds:Object that carries no properties is.
  bool is_own_apparatus(XmlNode apex) const {
    if (!is_inside(apex, signature_.element)) return false;
    const bool in_properties = properties_ && (is_inside(apex, properties_->qualifying_properties) ||
                                               is_inside(properties_->qualifying_properties, apex));
    const bool in_object = std::ranges::any_of(signature_.objects, [&](XmlNode each) { return is_inside(apex, each); });
    return apex != tree_.root() && (in_properties || !in_object);
  }

  void check_manifest(XmlNode manifest) {
    const auto references = children_named(manifest, xml_namespace::dsig, "Reference");
    if (references.size() > most_references) {
      fail({{Reason::xml_signature_malformed, "more than 100 references in a Manifest"}});
      return;
    }
    for (const auto element : references) {
      if (auto data = check_digest(read_reference(element))) data_.push_back(*std::move(data));
    }
  }

  void check_properties_are_signed() {
    if (!properties_ || result_.signs_properties || has_failure_) return;
    fail({{Reason::xml_signature_malformed, "no reference signs the properties"}});
  }

  void summarise() {
    result_.all_hold = !has_failure_;
    switch (signed_scope(tree_, signature_, data_)) {
      case SignedScope::nothing: result_.coverage = Coverage::none; break;
      case SignedScope::part: result_.coverage = Coverage::partial; break;
      case SignedScope::whole_document: result_.coverage = Coverage::whole_document; break;
    }
    if (data_.empty() && !has_failure_) result_.findings.push_back({Reason::xml_nothing_signed, ""});
  }

  const XmlTree& tree_;
  const XmlSignature& signature_;
  const std::optional<XadesProperties>& properties_;
  DigestBudget& budget_;
  CheckedReferences result_;
  std::vector<ReferencedData> data_;
  bool has_failure_ = false;
};

}  // namespace

CheckedReferences check_references(const XmlTree& tree, const XmlSignature& signature,
                                   const std::optional<XadesProperties>& properties, DigestBudget& budget) {
  return ReferenceCheck(tree, signature, properties, budget).run();
}

}  // namespace sceau
