// SPDX-License-Identifier: Apache-2.0
#include "cli/urn_opening.h"

#include <fmt/format.h>

#include "cli/key_file.h"
#include "foundation/text_encoding.h"

namespace sceau {
namespace {

Result<UrnOpener> identify(const std::vector<Certificate>& scrutineers, const VoteOpenArguments& arguments) {
  const auto file = read_key_file(arguments.key, arguments.passphrase);
  if (!file) return file.error();
  auto key = decryption_key_of(*file);
  if (!key) return key.error();
  for (std::size_t at = 0; at < scrutineers.size(); ++at) {
    const auto public_key = scrutineers[at].public_key();
    if (!public_key || *public_key != (*key)->public_key()) continue;
    auto recipient = envelope_recipient(scrutineers[at].handle());
    if (!recipient) return recipient.error();
    return UrnOpener{at + 1, std::move(*recipient), std::move(*key)};
  }
  return Error{Reason::key_does_not_fit, fmt::format("{}: the key of none of the scrutineers", arguments.key)};
}

// Before the close nobody opens anything but a trial envelope: the key is not even read.
Status may_open(const FrozenMeeting& meeting, const VoteOpenArguments& arguments, Instant now) {
  if (arguments.rehearse || may_open_urn(now, meeting.ballots())) return Done{};
  return Error{Reason::vote_sealed, fmt::format("the vote closes at {}", to_rfc3339(meeting.times().closes.utc))};
}

}  // namespace

Result<UrnOpening> prepare_opening(const VoteOpenArguments& arguments, Instant now) {
  const auto database = read_zone_database();
  if (!database) return database.error();
  const MeetingFolder folder{arguments.folder};
  auto meeting = read_frozen_folder(folder, *database);
  if (!meeting) return meeting.error();
  if (auto allowed = may_open(*meeting, arguments, now); !allowed) return allowed.error();
  auto scrutineers = frozen_scrutineers(folder, *meeting);
  if (!scrutineers) return scrutineers.error();
  auto urn = frozen_urn_certificate(folder, *meeting);
  if (!urn) return urn.error();
  auto opener = identify(*scrutineers, arguments);
  if (!opener) return opener.error();
  return UrnOpening{folder, std::move(*meeting), std::move(*scrutineers), std::move(*urn), std::move(*opener)};
}

}  // namespace sceau
