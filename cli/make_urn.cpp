// SPDX-License-Identifier: Apache-2.0
#include "cli/make_urn.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "certs/authority/certificate_issuer.h"
#include "crypto/private_key.h"
#include "vote/rehearsal.h"
#include "vote/urn_key.h"

namespace sceau {
namespace {

// Nobody vouches for it: what makes it the urn's is its hash in frozen.json.
Result<Certificate> urn_certificate(const FrozenMeeting& frozen, EVP_PKEY* key, Instant now,
                                    const RandomSource& random) {
  const auto& meeting = frozen.meeting();
  const CertificateContent content{
      .common_name = "Urn of " + meeting.id,
      .organization = meeting.issuer.name,
      .country = "FR",
      .not_before = now - std::chrono::hours(1),
      .not_after = std::max(now, frozen.times().starts.utc) + std::chrono::years(10),
      .extensions = {{NID_basic_constraints, "critical,CA:FALSE"}, {NID_key_usage, "critical,keyAgreement"}}};
  return issue_certificate(content, key, {}, random);
}

Result<std::vector<EnvelopeRecipient>> recipients_of(std::span<const Certificate> certificates) {
  std::vector<EnvelopeRecipient> recipients;
  for (const auto& certificate : certificates) {
    auto recipient = envelope_recipient(certificate.handle());
    if (!recipient) return recipient.error();
    recipients.push_back(std::move(*recipient));
  }
  return recipients;
}

// An empty folder for envelopes: those of an interrupted run go.
Status prepare(const Path& folder) {
  std::error_code failure;
  std::filesystem::create_directories(folder, failure);
  for (std::filesystem::directory_iterator at(folder, failure), end; !failure && at != end; at.increment(failure)) {
    if (at->path().extension() == ".cms") std::filesystem::remove(at->path(), failure);
  }
  if (failure) return Error{Reason::file_not_writable, folder.string() + ": " + failure.message()};
  return Done{};
}

Status write(const Path& path, ByteView bytes) {
  return write_atomically(path, bytes, {.existing = Existing::replace});
}

Status write_envelopes(const MeetingFolder& folder, const std::vector<UrnEnvelope>& envelopes) {
  if (auto prepared = prepare(folder.urn_envelopes()); !prepared) return prepared;
  for (const auto& [set, envelope] : envelopes) {
    const auto written = write(folder.urn_envelopes() / (set_name(set) + ".cms"), envelope);
    if (!written) return written;
  }
  return Done{};
}

// The hashes of the answers, in the order of the bureau.
Result<std::vector<Bytes>> write_trials(const MeetingFolder& folder, std::string_view meeting,
                                        std::span<const EnvelopeRecipient> scrutineers, const RandomSource& random) {
  if (auto prepared = prepare(folder.trials()); !prepared) return prepared.error();
  std::vector<Bytes> hashes;
  for (const auto& scrutineer : scrutineers) {
    auto trial = make_trial(meeting, scrutineer, random);
    if (!trial) return trial.error();
    const auto written = write(folder.trial(hashes.size() + 1), trial->envelope);
    if (!written) return written.error();
    hashes.push_back(std::move(trial->answer_sha256));
  }
  return hashes;
}

FrozenUrn urn_of(const Certificate& certificate, std::span<const Certificate> scrutineers,
                 const std::vector<Bytes>& answers) {
  FrozenUrn urn{.certificate_sha256 = certificate.sha256(), .scrutineers = {}};
  for (std::size_t at = 0; at < scrutineers.size(); ++at) {
    urn.scrutineers.push_back({scrutineers[at].sha256(), answers[at]});
  }
  return urn;
}

}  // namespace

Result<FrozenUrn> make_urn(const MeetingFolder& folder, const FrozenMeeting& meeting,
                           std::span<const Certificate> scrutineers, Instant now, const RandomSource& random) {
  const auto recipients = recipients_of(scrutineers);
  if (!recipients) return recipients.error();
  const auto key = generate_key(NewKey::p256);
  if (!key) return key.error();
  const auto certificate = urn_certificate(meeting, key->get(), now, random);
  if (!certificate) return certificate.error();
  const auto threshold = static_cast<std::size_t>(meeting.meeting().bureau.threshold);
  const auto envelopes = wrap_urn_key(key->get(), *recipients, threshold, random);
  if (!envelopes) return envelopes.error();

  if (auto written = write_envelopes(folder, *envelopes); !written) return written.error();
  const auto answers = write_trials(folder, meeting.meeting().id, *recipients, random);
  if (!answers) return answers.error();
  const auto written = write(folder.urn_certificate(), as_bytes(to_pem(*certificate)));
  if (!written) return written.error();
  return urn_of(*certificate, scrutineers, *answers);
}

}  // namespace sceau
