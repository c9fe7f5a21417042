// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/document_input.h"
#include "cli/exit_code.h"
#include "cli/kept_register.h"
#include "cli/opened_meeting.h"
#include "cli/secret_source.h"
#include "formats/json/json_writer.h"
#include "foundation/text_encoding.h"
#include "vote/issue_codes.h"

namespace sceau {
namespace {

// Codes go to a file of their own: not to a terminal, and not through a pipe to who knows where.
Status output_is_free(const std::string& output) {
  std::error_code ignored;
  if (is_stream(output)) return Error{Reason::usage_wrong, "-o: codes are written to a new file only"};
  if (std::filesystem::exists(output, ignored)) return Error{Reason::file_exists, output};
  return Done{};
}

Result<CodeLetters> make_letters(const VoteCodesArguments& arguments, const Register& shares, BallotStore& store,
                                 const StorageKeys& keys) {
  if (arguments.again.empty()) return first_codes(shares, store, keys, system_random());
  return another_code(shares, arguments.again, store, keys, system_random());
}

// The table is durable before its codes hold: no code holds that is written nowhere. Where nothing changed the table is
// taken away again; where the store cannot say, it stays.
Status write_and_enforce(const CodeLetters& letters, const std::string& output, BallotStore& store,
                         const StorageKeys& keys, Instant now) {
  const auto written =
      write_atomically(output, as_bytes(letters.table.reveal()), {.existing = Existing::keep, .mode = 0600});
  if (!written) return written.error();
  const auto enforced = put_in_force(letters, store, keys, now, system_random());
  if (enforced) return Done{};
  std::error_code ignored;
  if (enforced.error().reason == Reason::vote_credential_outdated) {
    std::filesystem::remove(output, ignored);
    return enforced.error();
  }
  return Error{enforced.error().reason,
               fmt::format("{}; if the same command now says vote.codes_exist, the codes in {} hold",
                           enforced.error().detail, output)};
}

Result<std::size_t> issue_codes(const VoteCodesArguments& arguments, Instant now) {
  if (auto free = output_is_free(arguments.output); !free) return free.error();
  const MeetingFolder folder{arguments.folder};
  if (auto there = refuse_erased(server_folder_of(folder.path)); !there) return there.error();
  const auto shares = kept_register(folder);
  if (!shares) return shares.error();
  const auto passphrase = read_secret(arguments.storage_key, "Passphrase of the storage key");
  if (!passphrase) return passphrase.error();
  const auto store = open_ballots(folder);
  if (!store) return store.error();
  const auto keys = open_storage_keys(**store, *passphrase, system_random());
  if (!keys) return keys.error();

  const auto letters = make_letters(arguments, *shares, **store, **keys);
  if (!letters) return letters.error();
  if (auto status = write_and_enforce(*letters, arguments.output, **store, **keys, now); !status) return status.error();
  return letters->credentials.size();
}

}  // namespace

int run(const VoteCodesArguments& arguments, const Terminal& terminal, const Clock& clock) {
  const auto count = issue_codes(arguments, clock());
  if (!count) return terminal.fail(arguments.folder, count.error());
  JsonWriter json;
  json.begin_object().key("report").text("sceau.vote-codes/1").key("codes").number(static_cast<std::int64_t>(*count));
  terminal.print_json(json.key("output").text(arguments.output).end_object().str());
  terminal.say(fmt::format("{}: {} access code{}, kept nowhere else", printable(arguments.output), *count,
                           *count == 1 ? "" : "s"));
  return exit_success;
}

}  // namespace sceau
