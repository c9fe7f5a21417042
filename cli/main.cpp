// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <variant>

#include "cli/arguments.h"
#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/process_limits.h"
#include "cli/terminal.h"

namespace sceau {
namespace {

// A closed standard stream would lend its number to the next file that is opened, and what is printed would go there.
// The number is taken by what can neither be read nor written as that stream would be.
void occupy_standard_streams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(stream, F_GETFD) != -1 || errno != EBADF) continue;
    if (::open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY) < 0) std::abort();
  }
}

int run_command(const ParsedArguments& parsed, const Terminal& terminal) {
  if (!parsed.command) return terminal.fail("", parsed.command.error());
  try {
    return std::visit([&](const auto& arguments) { return run(arguments, terminal); }, *parsed.command);
  } catch (const std::exception& bug) {
    return terminal.fail("", {Reason::internal_error, bug.what()});
  } catch (...) {
    return terminal.fail("", {Reason::internal_error, ""});
  }
}

int run_command_line(const std::vector<std::string>& words) {
  const auto parsed = parse_arguments(words);
  const Terminal terminal(parsed.terminal);
  const int code = run_command(parsed, terminal);
  return worst_exit_code(code, terminal.finish());
}

}  // namespace
}  // namespace sceau

int main(int argc, char** argv) {
  sceau::occupy_standard_streams();
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);  // a full quota is an error of write(), not the end of the process
  sceau::forbid_dumps();
  return sceau::run_command_line({argv + 1, argv + argc});
}
