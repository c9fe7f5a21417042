// SPDX-License-Identifier: Apache-2.0
#include "vote/rehearsal.h"

#include <fmt/format.h>

#include "crypto/digest.h"
#include "foundation/text_encoding.h"

namespace sceau {
namespace {

constexpr std::size_t answer_bytes = 32;

std::string first_lines(std::string_view meeting) { return fmt::format("sceau.rehearsal/1\n{}\n", meeting); }

bool is_answer(const std::optional<std::string>& answer, ByteView wanted_sha256) {
  if (!answer) return false;
  const auto hash = digest(DigestAlgorithm::sha256, as_bytes(*answer));
  return hash && std::ranges::equal(*hash, wanted_sha256);
}

}  // namespace

Result<Trial> make_trial(std::string_view meeting, const EnvelopeRecipient& scrutineer, const RandomSource& random) {
  const auto octets = random_bytes(random, answer_bytes);
  if (!octets) return octets.error();
  const auto answer = fmt::format("{}{}\n", first_lines(meeting), hex_lower(*octets));
  auto envelope = seal_envelope(scrutineer, as_bytes(answer), random);
  if (!envelope) return envelope.error();
  auto hash = digest(DigestAlgorithm::sha256, as_bytes(answer));
  if (!hash) return hash.error();
  return Trial{std::move(*envelope), std::move(*hash)};
}

Result<std::string> answer_trial(ByteView envelope, std::string_view meeting, const EnvelopeRecipient& scrutineer,
                                 const DecryptionKey& key) {
  const auto content = open_envelope(envelope, scrutineer, key);
  if (!content) return content.error();
  const auto text = as_text(content->reveal());
  const auto first = first_lines(meeting);
  if (!text.starts_with(first) || text.size() != first.size() + 2 * answer_bytes + 1) {
    return Error{Reason::envelope_malformed, "this is no trial envelope of this meeting"};
  }
  return std::string(text);
}

Findings check_rehearsal(const FrozenUrn& urn, std::span<const std::optional<std::string>> answers) {
  Findings findings;
  for (std::size_t at = 0; at < urn.scrutineers.size(); ++at) {
    const bool is_there = at < answers.size() && answers[at];
    if (is_there && is_answer(answers[at], urn.scrutineers[at].rehearsal_sha256)) continue;
    findings.push_back({Reason::vote_rehearsal_incomplete,
                        fmt::format("scrutineer {} {}", at + 1,
                                    is_there ? "gave another answer" : "has not opened the trial envelope")});
  }
  return findings;
}

}  // namespace sceau
