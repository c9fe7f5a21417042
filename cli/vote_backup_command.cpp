// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "formats/json/json_writer.h"
#include "vote/sqlite_backup.h"

namespace sceau {

int run(const VoteBackupArguments& arguments, const Terminal& terminal) {
  const auto store = Path(arguments.folder) / "server" / "ballots.sqlite";
  const auto counts = back_up_store(store, arguments.output);
  if (!counts) return terminal.fail(arguments.output, counts.error());
  JsonWriter json;
  json.begin_object().key("report").text("sceau.vote-backup/1").key("file").text(arguments.output);
  json.key("entries").number(static_cast<std::int64_t>(counts->entries));
  json.key("logged").number(static_cast<std::int64_t>(counts->logged)).key("closed").boolean(counts->is_closed);
  terminal.print_json(json.end_object().str());
  terminal.say(fmt::format("{}: {} entries, {} of them in the log", arguments.output, counts->entries, counts->logged));
  return exit_success;
}

}  // namespace sceau
