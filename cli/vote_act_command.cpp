// SPDX-License-Identifier: Apache-2.0
// What may still happen to a frozen meeting. A server that runs on the same store follows within a second.
#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/kept_register.h"
#include "cli/opened_meeting.h"
#include "cli/system_clock.h"
#include "foundation/text_encoding.h"
#include "vote/current_state.h"

namespace sceau {
namespace {

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

Result<Prepared> prepare(const VoteActArguments& arguments, const Meeting& meeting) {
  Prepared prepared{{.at = now(), .by = arguments.by, .why = arguments.why, .what = Cancellation{}}, {}};
  if (arguments.act == "postpone") prepared.act.what = Postponement{arguments.object};
  if (arguments.act == "withdraw") prepared.act.what = Withdrawal{arguments.object};
  if (arguments.act != "register") return prepared;
  auto shares = register_in(arguments.object, meeting);
  if (!shares) return shares.error();
  auto hash = register_hash(*shares);
  if (!hash) return hash.error();
  prepared.act.what = RegisterCorrection{std::move(*hash)};
  prepared.corrected = std::move(*shares);
  return prepared;
}

}  // namespace

int run(const VoteActArguments& arguments, const Terminal& terminal) {
  if (const auto fits = takes_object(arguments); !fits) return terminal.fail(arguments.object, fits.error());
  const auto meeting = open_meeting(arguments.folder, arguments.storage_key);
  if (!meeting) return terminal.fail(arguments.folder, meeting.error());
  const auto prepared = prepare(arguments, meeting->meeting.meeting());
  if (!prepared) return terminal.fail(arguments.object, prepared.error());
  const auto* corrected = prepared->corrected ? &*prepared->corrected : nullptr;
  const auto recorded = record_act(meeting->keeper(), prepared->act, corrected);
  if (!recorded) return terminal.fail(arguments.act, recorded.error());
  terminal.print_json(write_act(prepared->act));
  terminal.say(fmt::format("recorded: {} {}", arguments.act, printable(arguments.object)));
  return exit_success;
}

}  // namespace sceau
