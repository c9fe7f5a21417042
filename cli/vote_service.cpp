// SPDX-License-Identifier: Apache-2.0
#include "cli/vote_service.h"

#include <fmt/format.h>

#include "cli/timestamp_source.h"
#include "formats/json/canonical_json.h"
#include "foundation/text_encoding.h"

namespace sceau {
namespace {

constexpr auto longest_standstill = std::chrono::seconds(5);

}  // namespace

Result<ServiceSurroundings> surroundings_of(const VoteServeArguments& arguments) {
  ServiceSurroundings surroundings{.clocks = machine_clocks()};
  if (arguments.timestamp.servers.empty()) return surroundings;
  auto stamper = timestamp_source(arguments.timestamp, false);
  if (!stamper) return stamper.error();
  surroundings.timestamper = std::move(*stamper);
  return surroundings;
}

VoteService::~VoteService() { stop(); }

void VoteService::tell(std::string_view level, std::string_view event, const LogFields& fields) const {
  surroundings_.report(wall(), level, event, fields);
}

Clock VoteService::clock() {
  return [this] { return clock_->read(surroundings_.clocks.read()); };
}

StateKeeper VoteService::keeper() const {
  return {*store_, *keys_, *meeting_, system_random(), std::string(service_node)};
}

ClockState VoteService::clock_state() const {
  const auto readings = surroundings_.clocks.read();
  auto state = clock_->widened(surroundings_.clocks.state(), readings);
  if (stamps_) state.ahead_of_authority = stamps_->ahead_of_authority(readings.wall);
  return state;
}

bool VoteService::is_ready() const { return !is_draining_ && !failure() && log_stands_still() < longest_standstill; }

std::optional<Error> VoteService::failure() const {
  if (store_->is_dead()) return Error{Reason::vote_not_recorded, "the store is dead"};
  return log_->failure();
}

HttpResponse VoteService::answer(const HttpRequest& request) {
  const auto began = std::chrono::steady_clock::now();
  auto answered = routes_->answer(request);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  const int status = answered.response.status;
  metrics_->was_answered(answered.route, status, took.count());
  access_log_->write(request.received_at, request.remote_address, request.method, answered.route, status,
                     answered.request_id);
  surroundings_.report(request.received_at, status >= 500 ? "error" : "info", "request",
                       {{"requestId", answered.request_id},
                        {"meeting", meeting_->meeting().id},
                        {"method", request.method},
                        {"route", std::string(answered.route)},
                        {"status", std::to_string(status)},
                        {"ms", fmt::format("{:.1f}", took.count() * 1000)}});
  return std::move(answered.response);
}

HttpResponse VoteService::refuse(int status) {
  auto response = routes_->refuse(status);
  metrics_->was_answered("unread", response.status, 0);
  tell(response.status >= 500 ? "error" : "info", "unread",
       {{"requestId", std::string(header(response.headers, "X-Request-Id"))},
        {"status", std::to_string(response.status)}});
  return response;
}

HttpResponse VoteService::metrics(const HttpRequest& request, const ServerCounts& counts) const {
  if (request.target != "/metrics") return {404, {{"Content-Type", "text/plain"}}, to_bytes("Not Found\n")};
  const auto log = log_->gauges();
  const auto stored = store_->counts();
  const ServiceGauges gauges{.log_size = log.size,
                             .unlogged = stored ? stored->entries - stored->logged : 0,
                             .oldest_unlogged_seconds = static_cast<double>(log_stands_still().count()),
                             .open_connections = counts.open_connections,
                             .refused_connections = counts.refused_connections,
                             .handshake_failures = counts.handshake_failures,
                             .request_timeouts = counts.timeouts,
                             .timestamps = stamps_ ? stamps_->count() : 0,
                             .timestamp_failures = stamps_ ? stamps_->failures() : 0,
                             .is_ready = is_ready(),
                             .clock_is_degraded = is_degraded(clock_state())};
  return {200, {{"Content-Type", "text/plain; version=0.0.4; charset=utf-8"}}, to_bytes(metrics_->text(gauges))};
}

void VoteService::stop() {
  is_ending_ = true;
  if (housekeeping_.joinable()) housekeeping_.join();
  if (std::exchange(is_stopped_, true) || !log_) return;
  if (!log_->failure()) {
    const auto flushed = log_->flush();
    if (!flushed) tell("alarm", "not_flushed", error_fields(flushed.error()));
    log_->stop();
  }
}

}  // namespace sceau
