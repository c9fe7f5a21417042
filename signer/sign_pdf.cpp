// SPDX-License-Identifier: Apache-2.0
#include "signer/sign_pdf.h"

#include <algorithm>

#include "certs/certificate.h"
#include "crypto/cms_signature.h"
#include "crypto/signed_attributes.h"
#include "formats/pdf/signature_field.h"

namespace sceau {
namespace {

constexpr std::size_t attributes_and_frames = 1024;
constexpr std::size_t usual_token = 8 * 1024;  // with the certificates of its authority
constexpr std::size_t slack = 1024;            // what the same authority's next token may be longer
constexpr int most_attempts = 4;

// Fills a hole of that many bytes; pdf.hole_too_small says that it takes more.
using Attempt = std::function<Result<SignedPdf>(std::size_t hole_bytes, std::size_t& needed)>;

Result<SignedPdf> grow_until_it_fits(std::size_t hole_bytes, const Attempt& attempt) {
  for (int attempts = 1;; ++attempts) {
    std::size_t needed = 0;
    auto done = attempt(hole_bytes, needed);
    if (done || done.error().reason != Reason::pdf_hole_too_small || attempts == most_attempts) return done;
    hole_bytes = std::max(needed, hole_bytes) + slack;
  }
}

// What the CMS will take, counted without signing: certificates, value, attributes, token.
std::size_t expected_size(const SigningOptions& options) {
  std::size_t size = attributes_and_frames + certificate_der(options.identity.certificate).size();
  for (const auto& certificate : options.identity.chain) size += certificate_der(certificate).size();
  size += std::size_t(options.identity.key->public_key().bits()) / 4;  // ECDSA: two numbers
  return size + (options.timestamper ? usual_token : 0);
}

// The same for the same document at the same time, another for another: EN ISO 32000-1, 14.4.
Result<FileIdentifier> identifier_for(ByteView document, std::string_view salt) {
  constexpr std::size_t tail = 1024;  // the trailer and the end of the cross-reference section
  const std::string length = std::to_string(document.size());
  const std::array pieces{document.last(std::min(tail, document.size())), as_bytes(length), as_bytes(salt)};
  const auto octets = digest(DigestAlgorithm::sha256, pieces);
  if (!octets) return octets.error();
  FileIdentifier identifier{};
  std::copy_n(octets->begin(), identifier.size(), identifier.begin());
  return identifier;
}

Result<SignatureReservation> reservation_for(ByteView document, const SigningOptions& options,
                                             const PdfSignatureDetails& details) {
  const auto signer = certificate_from(options.identity.certificate);
  if (!signer) return signer.error();
  const auto identifier = identifier_for(document, to_rfc3339(options.claimed_time));
  if (!identifier) return identifier.error();
  SignatureReservation wanted{.claimed_time = options.claimed_time,
                              .name = signer->common_name(),
                              .reason = details.reason,
                              .location = details.location,
                              .contact_info = details.contact,
                              .identifier = *identifier};
  if (!details.field.empty()) wanted.field_name = details.field;
  return wanted;
}

Result<CmsSignature> stamped(const CmsSignature& signature, const SigningOptions& options) {
  const auto algorithm = digest_of(options.algorithm);
  const auto imprint = digest(algorithm, signature.signer().signature);
  if (!imprint) return imprint.error();
  const auto token = (*options.timestamper)(algorithm, *imprint);
  if (!token) return token.error();
  return add_timestamp(signature, *token);
}

Result<Bytes> sign_and_stamp(const SignedAttributes& attributes, const SigningOptions& options) {
  const auto signature = make_cms(attributes, options.identity, options.algorithm);
  if (!signature) return signature.error();
  const auto with_token = stamped(*signature, options);
  if (!with_token) return with_token.error();
  return with_token->encoded();
}

Result<Bytes> sign_pieces(std::span<const ByteView> pieces, const SigningOptions& options) {
  auto message_digest = digest(digest_of(options.algorithm), pieces);
  if (!message_digest) return message_digest.error();
  const auto attributes = encode_signed_attributes(
      {.message_digest = *std::move(message_digest), .certificate = options.identity.certificate});
  if (!attributes) return attributes.error();
  if (options.timestamper) return sign_and_stamp(*attributes, options);
  return encode_cms(*attributes, options.identity, options.algorithm);
}

Result<Bytes> stamp_pieces(std::span<const ByteView> pieces, const Timestamper& timestamper,
                           DigestAlgorithm algorithm) {
  const auto imprint = digest(algorithm, pieces);
  if (!imprint) return imprint.error();
  return timestamper(algorithm, *imprint);
}

Result<PdfFile> open_to_sign(ByteView document) {
  auto file = PdfFile::open(document);
  if (file && hides_a_signature(*file)) {
    return Error{Reason::pdf_malformed, "bytes that no cross-reference section reaches hold a signature"};
  }
  return file;
}

}  // namespace

Result<SignedPdf> sign_pdf(ByteView document, const SigningOptions& options, const PdfSignatureDetails& details) {
  if (auto allowed = may_sign(options.algorithm, options.identity.key->public_key()); !allowed) return allowed.error();
  const auto file = open_to_sign(document);
  if (!file) return file.error();
  auto wanted = reservation_for(document, options, details);
  if (!wanted) return wanted.error();

  return grow_until_it_fits(expected_size(options),
                            [&](std::size_t hole_bytes, std::size_t& needed) -> Result<SignedPdf> {
                              wanted->hole_bytes = hole_bytes;
                              auto prepared = reserve_signature(*file, *wanted);
                              if (!prepared) return prepared.error();
                              const auto signature = sign_pieces(prepared->pieces(), options);
                              if (!signature) return signature.error();
                              needed = signature->size();
                              return fill_signature(*std::move(prepared), *signature);
                            });
}

Result<SignedPdf> timestamp_pdf(ByteView document, const Timestamper& timestamper, DigestAlgorithm algorithm) {
  const auto file = open_to_sign(document);
  if (!file) return file.error();
  const auto identifier = identifier_for(document, "document time-stamp");
  if (!identifier) return identifier.error();
  SignatureReservation wanted{.sub_filter = SubFilter::rfc3161, .identifier = *identifier};

  return grow_until_it_fits(usual_token, [&](std::size_t hole_bytes, std::size_t& needed) -> Result<SignedPdf> {
    wanted.hole_bytes = hole_bytes;
    auto prepared = reserve_signature(*file, wanted);
    if (!prepared) return prepared.error();
    const auto token = stamp_pieces(prepared->pieces(), timestamper, algorithm);
    if (!token) return token.error();
    needed = token->size();
    return fill_signature(*std::move(prepared), *token);
  });
}

}  // namespace sceau
