// SPDX-License-Identifier: Apache-2.0
// Closes a vote whose server is not running. One that runs closes by itself.
#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/vote_service.h"
#include "formats/json/json_writer.h"
#include "vote/closed_log.h"

namespace sceau {
namespace {

struct Closing {
  bool is_closed;
  std::optional<Error> not_bracketed;
};

// What a server would do after the deadline, without answering anybody.
Result<Closing> close(const VoteServeArguments& arguments) {
  auto surroundings = surroundings_of(arguments);
  if (!surroundings) return surroundings.error();
  auto service = VoteService::open(arguments, std::move(*surroundings));
  if (!service) return service.error();
  (*service)->stamp_if_due();
  auto closed = (*service)->try_to_close();
  (*service)->stop();
  if (!closed) return closed.error();
  return Closing{*closed, (*service)->not_bracketed()};
}

}  // namespace

int run(const VoteCloseArguments& arguments, const Terminal& terminal) {
  VoteServeArguments service;
  service.folder = arguments.folder;
  service.storage_key = arguments.storage_key;
  service.timestamp = arguments.timestamp;
  const auto closed = close(service);
  if (!closed) return terminal.fail(arguments.folder, closed.error());
  if (!closed->is_closed) {
    const Error too_early{Reason::vote_not_closed,
                          "the deadline and a minute must have passed; with one clock alone, ten minutes"};
    return terminal.fail(arguments.folder, too_early);
  }
  JsonWriter json;
  json.begin_object().key("report").text("sceau.vote-close/1").key("closed").boolean(true);
  json.key("bracketed").boolean(!closed->not_bracketed);
  terminal.print_json(json.end_object().str());
  terminal.say(fmt::format("{}: the vote is closed", arguments.folder));
  if (closed->not_bracketed) {
    terminal.say(fmt::format("no time-stamp covers the close yet ({}): sceau vote close once more, with --tsa",
                             stable_name(closed->not_bracketed->reason)));
  }
  return exit_success;
}

}  // namespace sceau
