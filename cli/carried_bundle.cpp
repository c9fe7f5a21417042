// SPDX-License-Identifier: Apache-2.0
#include "cli/carried_bundle.h"

#include <filesystem>

#include "cli/counted_folder.h"
#include "cli/validation_setup.h"
#include "crypto/digest.h"
#include "verifier/audit/audit_bundle.h"

namespace sceau {
namespace {

Status found_sound(const OpenedMeeting& meeting, ByteView bundle, const VoteTallyArguments& arguments) {
  const auto trust = validation_context(arguments.trust, arguments.crls, "");
  if (!trust) return trust.error();
  const auto report = audit_bundle(bundle, {.trust = *trust});
  if (!report) return Error{report.error().reason, arguments.carried + ": " + report.error().detail};
  if (!report->findings.empty()) {
    const auto& first = report->findings.front();
    return Error{first.reason, arguments.carried + ": " + first.detail};
  }
  if (report->meeting != meeting.meeting.meeting().id) return Done{};
  return Error{Reason::audit_carried, arguments.carried + " is the bundle of this meeting, not of another"};
}

Status put_there(const OpenedMeeting& meeting, const VoteTallyArguments& arguments) {
  const auto bundle = map_file(arguments.carried);
  if (!bundle) return bundle.error();
  if (auto sound = found_sound(meeting, bundle->bytes(), arguments); !sound) return sound;
  if (auto made = make_count_folder(meeting.folder); !made) return made;
  return write_atomically(meeting.folder.carried(), bundle->bytes(), {.existing = Existing::replace, .mode = 0600});
}

Status drop(const Path& carried) {
  std::error_code failure;
  std::filesystem::remove(carried, failure);
  return failure ? Status(Error{Reason::file_not_writable, carried.string()}) : Status(Done{});
}

// Nothing where there is no such bundle.
Result<std::optional<Bytes>> hash_there(const Path& carried) {
  std::error_code failure;
  if (!std::filesystem::exists(carried, failure)) return std::optional<Bytes>();
  const auto bundle = map_file(carried);
  if (!bundle) return bundle.error();
  auto hash = digest(DigestAlgorithm::sha256, bundle->bytes());
  return hash ? Result<std::optional<Bytes>>(std::move(*hash)) : hash.error();
}

Result<std::optional<Bytes>> hash_counted(const OpenedMeeting& meeting) {
  const auto record = last_tally(meeting);
  if (!record && record.error().reason != Reason::vote_not_counted) return record.error();
  if (!record || record->carried.empty()) return std::optional<Bytes>();
  return std::optional(record->carried.begin()->second);
}

Status is_as_counted(const OpenedMeeting& meeting) {
  const auto there = hash_there(meeting.folder.carried());
  if (!there) return there.error();
  const auto counted = hash_counted(meeting);
  if (!counted) return counted.error();
  if (*there == *counted) return Done{};
  return Error{Reason::audit_carried, meeting.folder.carried().string() + ": give --carried BUNDLE, or --no-carried"};
}

}  // namespace

Status take_carried(const OpenedMeeting& meeting, const VoteTallyArguments& arguments) {
  if (!arguments.carried.empty()) return put_there(meeting, arguments);
  return arguments.no_carried ? drop(meeting.folder.carried()) : is_as_counted(meeting);
}

}  // namespace sceau
