// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <signal.h>

#include <cstdio>

#include "certs/authority/demo_authority.h"
#include "certs/authority/timestamp_authority.h"
#include "cli/commands.h"
#include "cli/environment.h"
#include "cli/exit_code.h"
#include "cli/system_clock.h"
#include "formats/json/json_writer.h"
#include "foundation/text_encoding.h"
#include "network/http_server.h"

namespace sceau {
namespace {

constexpr auto grace = std::chrono::seconds(10);

// Signals that end the service. Blocked before any thread starts, so that all threads have them blocked and only
// wait_for_stop() takes them.
sigset_t stop_signals() {
  sigset_t signals;
  ::sigemptyset(&signals);
  ::sigaddset(&signals, SIGTERM);
  ::sigaddset(&signals, SIGINT);
  return signals;
}

void block(const sigset_t& signals) { ::pthread_sigmask(SIG_BLOCK, &signals, nullptr); }

void wait_for_stop(const sigset_t& signals) {
  int received = 0;
  while (::sigwait(&signals, &received) != 0) {
  }
}

// Whoever started us waits for this line: it must not stay in a buffer.
void announce(const Terminal& terminal, const std::string& address) {
  JsonWriter json;
  json.begin_object().key("report").text("sceau.tsa/1").key("listening").text(address);
  terminal.print_json(json.key("url").text("http://" + address + "/").end_object().str());
  terminal.say(fmt::format("time-stamp authority (DEMO) at http://{}/", address));
  std::fflush(stdout);
}

}  // namespace

int run(const TsaServeArguments& arguments, const Terminal& terminal) {
  const auto folder = demo_folder();
  if (!folder) return terminal.fail("tsa serve", folder.error());
  const auto authority = open_or_make_demo_authority(*folder, now(), system_random());
  if (!authority) return terminal.fail(folder->string(), authority.error());
  const auto signals = stop_signals();
  block(signals);
  const auto answer = [&](const HttpRequest& request) {
    return answer_timestamp_request(request, authority->timestamp_authority, request.received_at, system_random());
  };
  auto server =
      serve_http({.listen = arguments.listen, .body_limit_bytes = timestamp_request_limit_bytes}, now, answer);
  if (!server) return terminal.fail("tsa serve", server.error());
  announce(terminal, server->address());
  wait_for_stop(signals);
  server->stop(grace);
  return exit_success;
}

}  // namespace sceau
