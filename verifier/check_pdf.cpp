// SPDX-License-Identifier: Apache-2.0
#include "verifier/check_pdf.h"

#include <fmt/format.h>

#include <set>

#include "crypto/cms_signature.h"
#include "crypto/timestamp_token.h"
#include "formats/pdf/revision_changes.h"
#include "verifier/pades_level.h"

namespace sceau {
namespace {

Coverage coverage_of(ByteRangeCoverage coverage) {
  switch (coverage) {
    case ByteRangeCoverage::whole_document: return Coverage::whole_document;
    case ByteRangeCoverage::whole_revision: return Coverage::whole_revision;
    case ByteRangeCoverage::partial: return Coverage::partial;
    case ByteRangeCoverage::none: return Coverage::none;
  }
  return Coverage::none;
}

ChangesAfter changes_of(LaterChanges changes) {
  switch (changes) {
    case LaterChanges::none: return ChangesAfter::none;
    case LaterChanges::lta: return ChangesAfter::lta;
    case LaterChanges::form_filling: return ChangesAfter::form_filling;
    case LaterChanges::annotations: return ChangesAfter::annotations;
    case LaterChanges::other: return ChangesAfter::other;
  }
  return ChangesAfter::other;
}

Finding as_finding(const Error& error) { return {error.reason, error.detail}; }

class PdfSignatureCheck {
 public:
  PdfSignatureCheck(const SignatureDictionary& dictionary, const CoveredBytes& covered, CertificatePool& pool)
      : dictionary_(dictionary), covered_(covered), pool_(pool) {}

  CheckedSignature run(const ChangesAfterSignature& changes) && {
    result_.claimed_time = dictionary_.claimed_time;
    result_.coverage = coverage_of(covered_.coverage);
    result_.changes_after = changes_of(changes.level);
    result_.findings = dictionary_.findings;
    append(result_.findings, covered_.findings);
    if (dictionary_.is_document_timestamp()) {
      check_document_timestamp();
    } else if (dictionary_.sub_filter == "ETSI.CAdES.detached" || dictionary_.sub_filter == "adbe.pkcs7.detached") {
      check_signature();
    } else {
      result_.base_level = "CMS";
      result_.findings.push_back({Reason::sub_filter_unknown, fmt::format("'{}'", dictionary_.sub_filter)});
    }
    append(result_.findings, changes.findings);
    return std::move(result_);
  }

 private:
  bool has_sound_shape() const { return dictionary_.findings.empty() && !covered_.pieces.empty(); }
  void find(const Error& error) { result_.findings.push_back(as_finding(error)); }

  void check_signature() {
    result_.base_level = "CMS";
    if (dictionary_.cms.empty()) return;  // said already
    const auto cms = parse_cms(dictionary_.cms, pool_);
    if (!cms) return find(cms.error());
    result_.base_level = pades_level(dictionary_, *cms);
    note_material(*cms);
    note_signer(cms->signer());
    check_integrity(*cms);
  }

  void note_material(const CmsSignature& cms) {
    for (const auto& handle : cms.certificates()) {
      if (auto certificate = certificate_from(handle)) result_.certificates.push_back(*std::move(certificate));
    }
    for (const auto& handle : cms.crls()) {
      if (auto list = revocation_list_from(handle)) result_.revocation_lists.push_back(*std::move(list));
    }
    if (!cms.signer().certificate) return;
    auto signer = certificate_from(cms.signer().certificate);
    if (!signer) return find({Reason::signing_certificate_missing, signer.error().detail});
    result_.signer = *std::move(signer);
  }

  void note_signer(const CmsSigner& signer) {
    if (!result_.claimed_time && signer.signed_attributes)
      result_.claimed_time = signer.signed_attributes->signing_time();
    if (const auto algorithm = signer.algorithm()) result_.algorithm = *algorithm;
    for (auto& token : signer.timestamps()) {
      result_.signature_timestamps.push_back(
          {.token = std::move(token), .stamped_data = signer.signature, .imprint = {}});
    }
  }

  void check_integrity(const CmsSignature& cms) {
    const auto algorithm = cms.signer().digest();
    if (!algorithm) return find(algorithm.error());
    result_.digests = {*algorithm};
    if (covered_.pieces.empty()) return;
    const auto content_digest = digest(*algorithm, covered_.pieces);
    if (!content_digest) return find(content_digest.error());
    const bool is_cades = dictionary_.sub_filter == "ETSI.CAdES.detached";
    auto findings = check_cms_integrity(
        cms, *content_digest, is_cades ? SigningCertificateAttribute::required : SigningCertificateAttribute::optional);
    // EN 319 142-1, 6.3: the content-type attribute has the value id-data.
    if (is_cades && cms.content_type() != oid::data) {
      findings.push_back({Reason::cms_attribute_wrong, "the content type is " + cms.content_type() + ", not id-data"});
    }
    result_.intact = findings.empty() && has_sound_shape();
    append(result_.findings, std::move(findings));
  }

  // The token is judged with its authority; here only what it must be the imprint of.
  void check_document_timestamp() {
    result_.kind = SignatureKind::document_timestamp;
    result_.base_level = "RFC3161";
    result_.document_timestamp = TimestampClaim{.token = dictionary_.cms, .stamped_data = {}, .imprint = {}};
    const auto token = parse_timestamp_token(dictionary_.cms, pool_);
    if (!token) return;  // check_timestamp says so
    note_material(token->cms);
    const auto algorithm = token->imprint_algorithm();
    if (!algorithm) return find(algorithm.error());
    result_.digests = {*algorithm};
    auto imprint = digest(*algorithm, covered_.pieces);
    if (!imprint) return find(imprint.error());
    result_.intact = has_sound_shape();
    result_.document_timestamp->imprint = *std::move(imprint);
  }

  const SignatureDictionary& dictionary_;
  const CoveredBytes& covered_;
  CertificatePool& pool_;
  CheckedSignature result_;
};

// Field names are unique in a sound form only.
std::string unique_id(const std::string& name, std::set<std::string>& taken) {
  std::string id = name;
  for (int number = 2; !taken.insert(id).second; ++number) id = fmt::format("{}[{}]", name, number);
  return id;
}

}  // namespace

Result<std::vector<CheckedSignature>> check_pdf(ByteView document, const Secret& password, CertificatePool& pool) {
  const auto file = PdfFile::open(document, password.reveal());
  if (!file) return file.error();
  const auto dictionaries = find_signatures(*file);
  if (!dictionaries) return dictionaries.error();
  if (dictionaries->empty() && hides_a_signature(*file)) {
    return Error{Reason::pdf_malformed, "bytes that no cross-reference section reaches hold a signature"};
  }
  std::vector<CoveredBytes> covered;
  for (const auto& dictionary : *dictionaries) covered.push_back(covered_bytes(*file, dictionary));
  const auto changes = changes_after_signatures(*file, *dictionaries, covered, password.reveal());

  std::vector<CheckedSignature> checked;
  std::set<std::string> ids;
  for (std::size_t i = 0; i < dictionaries->size(); ++i) {
    checked.push_back(PdfSignatureCheck((*dictionaries)[i], covered[i], pool).run(changes[i]));
    checked.back().id = unique_id((*dictionaries)[i].field_name, ids);
  }
  return checked;
}

}  // namespace sceau
