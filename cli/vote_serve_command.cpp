// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <cstdio>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/process_limits.h"
#include "cli/system_clock.h"
#include "cli/vote_service.h"
#include "formats/json/json_writer.h"

namespace sceau {
namespace {

constexpr auto grace = std::chrono::seconds(10);
// A slow client holds one for as long as the deadline of a request: more than a thousand of them must leave some free.
constexpr int threads = 2048;

// Blocked before any thread starts, so that only wait_for_stop() takes them.
sigset_t handled_signals() {
  sigset_t signals;
  ::sigemptyset(&signals);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) ::sigaddset(&signals, signal);
  return signals;
}

// "127.0.0.1:8443" and "localhost:8443": who listens on the loopback alone may be asked by these names.
std::vector<std::string> local_hosts(const std::string& address) {
  const auto colon = address.rfind(':');
  const auto host = address.substr(0, colon);
  if (!host.starts_with("127.") && host != "[::1]") return {};
  return {address, "localhost" + address.substr(colon)};
}

// Whoever started us waits for this line: it must not stay in a buffer.
void announce(const Terminal& terminal, const VoteService& service, const std::string& address,
              const std::optional<std::string>& metrics) {
  JsonWriter json;
  json.begin_object().key("report").text("sceau.vote-serve/1").key("meeting").text(service.meeting().meeting().id);
  json.key("listening").text(address).key("url").text("https://" + address + "/");
  json.key("metrics").text_or_null(metrics).key("log_key").text(service.keys().log_verifier_key);
  json.key("made").begin_array();
  for (const auto& name : service.keys().made) json.text(name);
  terminal.print_json(json.end_array().end_object().str());
  terminal.say(fmt::format("https://{}/ takes votes for {} ({})", address, service.meeting().meeting().id,
                           service.meeting().meeting().origin));
  if (metrics) terminal.say(fmt::format("http://{}/metrics has the figures", *metrics));
  for (const auto& name : service.keys().made) terminal.note(fmt::format("made for trying out: {}", name));
  if (service.stamps() == 0) terminal.note("no --tsa: the log is not time-stamped");
  std::fflush(stdout);
}

// SIGHUP reads certificate and key of the site again; a pair that cannot be read leaves the old one.
void renew_tls(HttpServer& server, const VoteService& service) {
  auto renewed = read_server_tls(service.folder());
  write_service_line(now(), renewed ? "info" : "alarm", renewed ? "tls_renewed" : "tls_not_renewed", {});
  if (renewed) server.renew_tls(std::move(*renewed));
}

void serve_until_stopped(const sigset_t& signals, HttpServer& server, const VoteService& service) {
  for (int received = 0;;) {
    if (::sigwait(&signals, &received) != 0) continue;
    if (received != SIGHUP) return;
    renew_tls(server, service);
  }
}

Result<std::optional<HttpServer>> serve_metrics(const std::string& listen, const VoteService& service,
                                                const HttpServer& site) {
  if (listen.empty()) return std::optional<HttpServer>();
  const auto answer = [&](const HttpRequest& request) { return service.metrics(request, site.counts()); };
  auto server = serve_http({.listen = listen, .threads = 4, .body_limit_bytes = 0}, now, answer);
  if (!server) return server.error();
  return std::optional(std::move(*server));
}

ServerOptions options_of(const VoteServeArguments& arguments, VoteService& service) {
  ServerOptions options{.listen = arguments.listen, .tls = service.keys().tls, .threads = threads};
  options.refusal = [&service](int status) { return service.refuse(status); };
  options.is_overloaded = [&service] { return service.is_overloaded(); };
  if (arguments.connections_per_address > 0) options.connections_per_address = arguments.connections_per_address;
  return options;
}

}  // namespace

int run(const VoteServeArguments& arguments, const Terminal& terminal) {
  if (auto wiping = wipe_what_is_freed(); !wiping) return terminal.fail("", wiping.error());
  raise_file_limit();
  const auto signals = handled_signals();
  ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);

  auto surroundings = surroundings_of(arguments);
  if (!surroundings) return terminal.fail(arguments.folder, surroundings.error());
  auto service = VoteService::open(arguments, std::move(*surroundings));
  if (!service) return terminal.fail(arguments.folder, service.error());
  (*service)->start([] { ::kill(::getpid(), SIGTERM); });
  auto server = serve_http(options_of(arguments, **service), (*service)->clock(),
                           [&](const HttpRequest& request) { return (*service)->answer(request); });
  if (!server) return terminal.fail(arguments.listen, server.error());
  (*service)->also_answer_to(local_hosts(server->address()));
  auto metrics = serve_metrics(arguments.metrics, **service, *server);
  if (!metrics) return terminal.fail(arguments.metrics, metrics.error());
  announce(terminal, **service, server->address(), *metrics ? std::optional((*metrics)->address()) : std::nullopt);

  serve_until_stopped(signals, *server, **service);
  (*service)->drain();
  server->stop(grace);
  if (*metrics) (*metrics)->stop(std::chrono::seconds(1));
  const auto failed = (*service)->failure();
  (*service)->stop();
  return failed ? terminal.fail(arguments.folder, *failed) : exit_success;
}

}  // namespace sceau
