// SPDX-License-Identifier: Apache-2.0
// The folder of a meeting: which file lies where, and its parts read and held against what was frozen.
#pragma once

#include <vector>

#include "certs/certificate.h"
#include "foundation/file_bytes.h"
#include "vote/frozen_meeting.h"

namespace sceau {

struct MeetingFolder {
  Path path;

  Path settings() const { return path / "meeting.toml"; }
  Path frozen() const { return path / "frozen.json"; }
  Path shareholders() const { return path / "register.csv"; }
  Path urn_certificate() const { return path / "urn.crt.pem"; }
  Path urn_envelopes() const { return path / "urn-key"; }         // SET.cms: sealed when the meeting was frozen
  Path opened_envelopes() const { return path / "urn-opening"; }  // SET.after-N.cms: what scrutineer N found inside
  Path opened_set() const { return opened_envelopes() / "set"; }  // "1-3": who opened the urn
  Path qualified_issuers() const { return path / "qualified-issuers"; }
  Path advanced_issuers() const { return path / "issuers"; }
  Path urn_key() const { return path / "urn.key.pem"; }  // what the last scrutineer found
  Path session() const { return path / "session.toml"; }
  Path typed() const { return path / "typed"; }  // tables of the bureau, each with its signed statement
  Path tally() const { return count() / "tally.json"; }
  Path influence() const { return count() / "influence.json"; }
  Path count() const { return path / "count"; }
  Path opened_ballots() const { return count() / "ballots"; }  // NNNNNNN.pack, under the storage key
  Path carried() const { return count() / "carried.zip"; }     // the bundle of another meeting that was counted with
  Path papers() const { return path / "papers"; }
  Path trials() const { return path / "rehearsal"; }
  Path trial(std::size_t scrutineer) const { return trials() / (std::to_string(scrutineer) + ".cms"); }
  Path answer(std::size_t scrutineer) const { return trials() / (std::to_string(scrutineer) + ".opened"); }
};

inline constexpr std::size_t most_settings_bytes = std::size_t{1} << 20;

// Errors: those of read_frozen and of reading its two files.
Result<FrozenMeeting> read_frozen_folder(const MeetingFolder& folder, const ZoneDatabase& database);

// The certificates that meeting.toml names, in its order; a file that cannot be read is a defect like any other.
std::vector<Certificate> read_scrutineers(const MeetingFolder& folder, const Bureau& bureau, Findings& defects);

// The same for a frozen meeting, each held against its frozen hash. Errors: vote.frozen_changed, vote.bureau_irregular
// (a file that cannot be read), value.missing (no urn was frozen).
Result<std::vector<Certificate>> frozen_scrutineers(const MeetingFolder& folder, const FrozenMeeting& frozen);

// The urn's certificate, held against its frozen hash. Errors: vote.frozen_changed, value.missing (no urn was frozen),
// certificate.malformed, those of reading the file.
Result<Certificate> frozen_urn_certificate(const MeetingFolder& folder, const FrozenMeeting& frozen);

// The answers to the trial envelopes that have come back, in the order of the bureau.
std::vector<std::optional<std::string>> read_rehearsal(const MeetingFolder& folder, const FrozenMeeting& frozen);

// Who opened the urn, by their numbers, as the last of them left it in opened_set(). Errors: vote.bureau_irregular (no
// such list, fewer than the threshold, somebody twice, or a number that is nobody's), those of reading the file.
Result<std::vector<std::int64_t>> urn_openers(const MeetingFolder& folder, const Bureau& bureau);

}  // namespace sceau
