// SPDX-License-Identifier: Apache-2.0
#include "cli/kept_register.h"

#include "cli/server_folder.h"
#include "vote/sqlite_store.h"

namespace sceau {
namespace {

constexpr std::size_t most_register_bytes = std::size_t{512} << 20;

}  // namespace

Result<Meeting> readable_meeting(const MeetingFolder& folder) {
  const auto toml = read_file(folder.settings(), most_settings_bytes);
  if (!toml) return toml.error();
  auto reading = read_meeting(*toml);
  if (!reading) return reading.error();
  if (reading->findings.empty()) return std::move(reading->meeting);
  return Error{reading->findings.front().reason, reading->findings.front().detail};
}

Result<Register> register_in(const Path& file, const Meeting& meeting) {
  const auto table = read_file(file, most_register_bytes);
  if (!table) return table.error();
  auto reading = read_register(*table, meeting);
  if (!reading) return reading.error();
  if (reading->findings.empty()) return std::move(reading->shares);
  return Error{reading->findings.front().reason, reading->findings.front().detail};
}

Result<Register> kept_register(const MeetingFolder& folder) {
  const auto meeting = readable_meeting(folder);
  if (!meeting) return meeting.error();
  return register_in(folder.shareholders(), *meeting);
}

Result<std::unique_ptr<BallotStore>> open_ballots(const MeetingFolder& folder) {
  const auto server = server_folder_of(folder.path);
  if (auto made = make_server_folder(server); !made) return made.error();
  auto store = SqliteStore::open({.file = server.database()});
  if (!store) return store.error();
  return std::unique_ptr<BallotStore>(std::move(*store));
}

}  // namespace sceau
