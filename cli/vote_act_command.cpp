// SPDX-License-Identifier: Apache-2.0
// What may still happen to a frozen meeting. A server that runs on the same store follows within a second.
#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/meeting_folder.h"
#include "cli/secret_source.h"
#include "cli/server_folder.h"
#include "cli/system_clock.h"
#include "foundation/text_encoding.h"
#include "vote/current_state.h"
#include "vote/sqlite_store.h"

namespace sceau {
namespace {

constexpr std::size_t most_register_bytes = std::size_t{512} << 20;
constexpr std::string_view node = "console";

struct Prepared {
  MeetingAct act;
  std::optional<Register> corrected;  // of act register
};

Status takes_object(const VoteActArguments& arguments) {
  const bool needs = arguments.act != "cancel";
  if (needs == !arguments.object.empty()) return Done{};
  return Error{Reason::usage_wrong,
               fmt::format("{}: {}", arguments.act, needs ? "OBJECT is required" : "takes no OBJECT")};
}

Result<Register> corrected_register(const std::string& path, const Meeting& meeting) {
  const auto table = read_file(path, most_register_bytes);
  if (!table) return table.error();
  auto reading = read_register(*table, meeting);
  if (!reading) return reading.error();
  if (reading->findings.empty()) return std::move(reading->shares);
  return Error{reading->findings.front().reason, reading->findings.front().detail};
}

Result<Prepared> prepare(const VoteActArguments& arguments, const Meeting& meeting) {
  const auto object_fits = takes_object(arguments);
  if (!object_fits) return object_fits.error();
  Prepared prepared{{.at = now(), .by = arguments.by, .why = arguments.why, .what = Cancellation{}}, {}};
  if (arguments.act == "postpone") prepared.act.what = Postponement{arguments.object};
  if (arguments.act == "withdraw") prepared.act.what = Withdrawal{arguments.object};
  if (arguments.act != "register") return prepared;
  auto shares = corrected_register(arguments.object, meeting);
  if (!shares) return shares.error();
  auto hash = register_hash(*shares);
  if (!hash) return hash.error();
  prepared.act.what = RegisterCorrection{std::move(*hash)};
  prepared.corrected = std::move(*shares);
  return prepared;
}

Status record(const VoteActArguments& arguments, const Prepared& prepared, const FrozenMeeting& frozen) {
  const auto passphrase = read_secret(arguments.storage_key, "Passphrase of the storage key");
  if (!passphrase) return passphrase.error();
  auto store = SqliteStore::open({.file = server_folder_of(arguments.folder).database()});
  if (!store) return store.error();
  const auto keys = open_storage_keys(**store, *passphrase, system_random());
  if (!keys) return keys.error();
  const StateKeeper keeper{**store, **keys, frozen, system_random(), std::string(node)};
  return record_act(keeper, prepared.act, prepared.corrected ? &*prepared.corrected : nullptr);
}

}  // namespace

int run(const VoteActArguments& arguments, const Terminal& terminal) {
  const auto database = read_zone_database();
  if (!database) return terminal.fail("", database.error());
  const auto frozen = read_frozen_folder({arguments.folder}, *database);
  if (!frozen) return terminal.fail(arguments.folder, frozen.error());
  const auto prepared = prepare(arguments, frozen->meeting());
  if (!prepared) return terminal.fail(arguments.object, prepared.error());
  const auto recorded = record(arguments, *prepared, *frozen);
  if (!recorded) return terminal.fail(arguments.act, recorded.error());
  terminal.print_json(write_act(prepared->act));
  terminal.say(fmt::format("recorded: {} {}", arguments.act, printable(arguments.object)));
  return exit_success;
}

}  // namespace sceau
