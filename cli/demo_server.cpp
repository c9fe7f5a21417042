// SPDX-License-Identifier: Apache-2.0
#include "cli/demo_server.h"

#include "cli/demo_meeting.h"
#include "cli/timestamp_source.h"
#include "crypto/transparency_log.h"
#include "network/http_client.h"

namespace sceau {
namespace {

constexpr std::string_view timestamp_policy = "2.25.211328424138614276018143174271018203904";
constexpr std::size_t most_bytes = std::size_t{1} << 24;

}  // namespace

Result<Timestamper> demo_timestamper(const DemoStage& stage) {
  auto holder = stage.company.issue(
      {.use = DemoHolderUse::timestamps, .common_name = "Time-Stamp Authority", .organization = "DEMO Authority"},
      stage.clock(), system_random());
  if (!holder) return holder.error();
  auto identity = stage.company.identity_of(std::move(*holder));
  if (!identity) return identity.error();
  const TimestampAuthority authority{std::move(*identity), std::string(timestamp_policy), std::chrono::seconds(1)};
  return timestamps_of(authority, stage.clock);
}

Result<std::unique_ptr<DemoServer>> DemoServer::open(const DemoStage& stage, const ServiceClocks& clocks) {
  std::unique_ptr<DemoServer> server(new DemoServer);
  if (auto done = server->serve(stage, clocks); !done) return done.error();
  if (auto done = server->visit(stage); !done) return done.error();
  return server;
}

ServiceReport DemoServer::report_to_file(const Path& path) {
  log_.reset(std::fopen(path.c_str(), "we"));
  return [this](Instant at, std::string_view level, std::string_view event, const LogFields& fields) {
    if (log_) write_service_line(at, level, event, fields, log_.get());
  };
}

Status DemoServer::serve(const DemoStage& stage, const ServiceClocks& clocks) {
  VoteServeArguments arguments;
  arguments.folder = stage.meeting();
  arguments.storage_key = stage.secret("storage-passphrase");
  arguments.rate = 0;
  auto service = VoteService::open(arguments, {clocks, stage.timestamper, report_to_file(stage.folder / "server.log")});
  if (!service) return service.error();
  service_ = std::move(*service);
  service_->start([] {});
  const ServerOptions options{.tls = service_->keys().tls, .threads = 64, .connections_per_address = 64};
  auto server =
      serve_http(options, service_->clock(), [this](const HttpRequest& request) { return service_->answer(request); });
  if (!server) return server.error();
  server_.emplace(std::move(*server));
  service_->also_answer_to({server_->address()});
  return Done{};
}

// What the voters know of it: its address, its certificate, the log's key, their letters.
Status DemoServer::visit(const DemoStage& stage) {
  const VotingSite site{.origin = "https://" + server_->address(),
                        .meeting = std::string(demo_meeting_id),
                        .exchange = http_client({.private_authorities = {service_->folder().tls_certificate()}})};
  const auto log = read_verifier_key(service_->keys().log_verifier_key);
  if (!log) return log.error();
  auto agenda = fetch_agenda(site, Language::french);
  if (!agenda) return agenda.error();
  const auto table = read_file(stage.keys() / "codes.csv", most_bytes);
  if (!table) return table.error();
  auto letters = read_letters(*table);
  if (!letters) return letters.error();
  site_.emplace(DemoSite{site, *log, std::move(*agenda), std::move(*letters), stage.signers, stage.clock});
  return Done{};
}

}  // namespace sceau
