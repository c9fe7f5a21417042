// SPDX-License-Identifier: Apache-2.0
#include "cli/vote_service.h"

#include <fmt/format.h>

#include <filesystem>

#include "cli/openapi_text.h"
#include "cli/opened_meeting.h"
#include "cli/secret_source.h"
#include "cli/timestamp_source.h"
#include "cli/version.h"
#include "formats/json/canonical_json.h"
#include "foundation/text_encoding.h"
#include "vote/rehearsal.h"
#include "vote/service_record.h"
#include "vote/sqlite_store.h"

namespace sceau {
namespace {

constexpr std::size_t most_register_bytes = std::size_t{512} << 20;
constexpr std::size_t most_receipt_bytes = std::size_t{64} << 10;
constexpr std::size_t newest_entries = 512;
constexpr auto longest_standstill = std::chrono::seconds(5);

// D10: the latest time among the newest entries. Older ones cannot be later, since times never ran backwards.
Result<Instant> last_logged(BallotStore& store) {
  const auto counts = store.counts();
  if (!counts) return counts.error();
  const auto first = counts->logged > newest_entries ? counts->logged - newest_entries : 0;
  const auto entries = store.entries(first, newest_entries);
  if (!entries) return entries.error();
  Instant latest{};
  for (const auto& record : *entries) latest = std::max(latest, record.entry.at);
  return latest;
}

Result<Register> register_file(const Path& path, const Meeting& meeting) {
  const auto table = read_file(path, most_register_bytes);
  if (!table) return table.error();
  auto reading = read_register(*table, meeting);
  if (!reading) return reading.error();
  if (reading->findings.empty()) return std::move(reading->shares);
  return Error{reading->findings.front().reason, reading->findings.front().detail};
}

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

Result<std::unique_ptr<VoteService>> VoteService::open(const VoteServeArguments& arguments,
                                                       ServiceSurroundings surroundings) {
  std::unique_ptr<VoteService> service(new VoteService(std::move(surroundings)));
  service->folder_ = MeetingFolder{arguments.folder};
  service->server_ = server_folder_of(arguments.folder);
  for (const auto step : {&VoteService::read_meeting_files, &VoteService::open_store, &VoteService::open_log}) {
    const auto done = (*service.*step)(arguments);
    if (!done) return done.error();
  }
  for (const auto step : {&VoteService::take_over_register, &VoteService::record_opening}) {
    const auto done = (*service.*step)();
    if (!done) return done.error();
  }
  const auto opened = service->open_intake(arguments);
  if (!opened) return opened.error();
  return service;
}

Status VoteService::read_meeting_files(const VoteServeArguments&) {
  const auto database = read_zone_database();
  if (!database) return database.error();
  auto frozen = read_frozen_folder(folder_, *database);
  if (!frozen) return frozen.error();
  if (auto there = refuse_erased(server_); !there) return there;      // before the rehearsal, which is erased too
  for (const auto& moved : check_frozen_times(*frozen, *database)) {  // D19: an alarm, no change
    tell("alarm", "deadline_moved", {{"detail", moved.detail}});
  }
  auto urn = frozen_urn_certificate(folder_, *frozen);
  if (!urn) return urn.error();
  const auto rehearsed = check_rehearsal(*frozen->urn(), read_rehearsal(folder_, *frozen));
  if (!rehearsed.empty()) return Error{rehearsed.front().reason, rehearsed.front().detail};
  urn_ = std::move(*urn);
  meeting_ = std::move(*frozen);
  return Done{};
}

Status VoteService::open_store(const VoteServeArguments& arguments) {
  const auto made = make_server_folder(server_);
  if (!made) return made;
  auto keys = server_keys(server_, meeting_->meeting(), wall(), system_random());
  if (!keys) return keys.error();
  server_keys_ = std::move(*keys);
  const auto passphrase = read_secret(arguments.storage_key, "Passphrase of the storage key");
  if (!passphrase) return passphrase.error();
  auto store = SqliteStore::open({.file = server_.database()});
  if (!store) return store.error();
  store_ = std::move(*store);
  auto opened = open_storage_keys(*store_, *passphrase, system_random());
  if (!opened) return opened.error();
  keys_ = std::move(*opened);
  return Done{};
}

Status VoteService::open_log(const VoteServeArguments& arguments) {
  auto log = VoteLog::open(*store_, log_settings(meeting_->meeting(), server_, server_keys_->log, keys_));
  if (!log) return log.error();
  log_ = std::move(*log);
  for (const auto& path : arguments.receipts) {
    const auto bytes = read_file(path, most_receipt_bytes);
    if (!bytes) return Error{bytes.error().reason, path};
    const auto receipt = read_receipt(*bytes);
    if (!receipt) return Error{receipt.error().reason, path};
    const auto shown = log_->check_shown(as_text(receipt->proof.checkpoint));
    if (!shown) return Error{shown.error().reason, path + ": " + shown.error().detail};
  }
  const auto flushed = log_->flush();
  if (!flushed) return flushed.error();
  const auto latest = last_logged(*store_);
  if (!latest) return latest.error();
  clock_ = std::make_unique<ReceptionClock>(surroundings_.clocks.read(), *latest);
  return Done{};
}

Clock VoteService::clock() {
  return [this] { return clock_->read(surroundings_.clocks.read()); };
}

StateKeeper VoteService::keeper() const {
  return {*store_, *keys_, *meeting_, system_random(), std::string(service_node)};
}

// On the first start the register comes from the folder; later one that lies there must be the one that holds.
Status VoteService::take_over_register() {
  std::error_code failure;
  const bool has_file = std::filesystem::exists(folder_.shareholders(), failure);
  const auto current = current_state(keeper());
  if (!current && current.error().reason != Reason::vote_meeting_incomplete) return current.error();
  if (!has_file) return current ? Status(Done{}) : current.error();
  const auto shares = register_file(folder_.shareholders(), meeting_->meeting());
  if (!shares) return Error{shares.error().reason, folder_.shareholders().string() + ": " + shares.error().detail};
  if (!current) return keep_register(keeper(), *shares, clock()());
  const auto hash = register_hash(*shares);
  if (!hash) return hash.error();
  if (*hash == current->register_hash) return Done{};
  return Error{Reason::vote_register_irregular,
               folder_.shareholders().string() + " is not the register that was taken over: sceau vote act register"};
}

Status VoteService::record_opening() {
  const auto counts = store_->counts();
  if (!counts) return counts.error();
  is_closed_ = counts->is_closed;
  return record_start(keeper(), *urn_, program_version, clock()());
}

ClockState VoteService::clock_state() const {
  const auto readings = surroundings_.clocks.read();
  auto state = clock_->widened(surroundings_.clocks.state(), readings);
  if (stamps_) state.ahead_of_authority = stamps_->ahead_of_authority(readings.wall);
  return state;
}

Status VoteService::open_intake(const VoteServeArguments& arguments) {
  if (const auto& stamper = surroundings_.timestamper) {
    stamps_ = std::make_unique<CheckpointStamps>(*store_, meeting_->times().closes, *stamper);
  }
  auto issuers = form_issuers(folder_);
  if (!issuers) return issuers.error();
  auto recipient = envelope_recipient(urn_->handle());
  if (!recipient) return recipient.error();
  auto current = current_state(keeper());
  if (!current) return current.error();
  auto mark = state_mark(*store_);
  if (!mark) return mark.error();
  mark_ = std::move(*mark);

  metrics_ = std::make_unique<IntakeMetrics>(meeting_->meeting().id);
  IntakeParts parts{.meeting = *meeting_,
                    .issuers = std::move(*issuers),
                    .urn = std::move(*recipient),
                    .company_seal = server_keys_->seal,
                    .log_key = server_keys_->log,
                    .keys = keys_,
                    .store = store_.get(),
                    .wait_for_log = [this](EntryRow row) { return log_->wait_for(row); },
                    .random = system_random(),
                    .clock = clock(),
                    .clock_state = [this] { return clock_state(); },
                    .node = std::string(service_node)};
  intake_ = std::make_unique<VoteIntake>(std::move(parts), std::move(*current), metrics_.get());
  auto token_key = derive_key(keys_->hashes, "sceau.vote.page-tokens/1");
  if (!token_key) return token_key.error();
  pages_ = std::make_unique<VotingPages>(*intake_, std::move(*token_key), system_random());
  access_log_ = std::make_unique<AccessLog>(server_.path, arguments.access_log_months);
  published_ = std::make_unique<PublishedCount>(*store_, keys_->receipts);
  RouteSettings settings{.hosts = {host_of(meeting_->meeting().origin)},
                         .version = std::string(program_version),
                         .openapi = std::string(openapi_text()),
                         .log_key = server_keys_->log_verifier_key,
                         .counted_as = [this](std::string_view receipt) { return published_->look_up(receipt); },
                         .rate = {.each_second = arguments.rate}};
  routes_ = std::make_unique<IntakeRoutes>(
      *intake_, *store_, system_random(), std::move(settings), [this] { return is_ready(); },
      [this](const HttpRequest& request) { return pages_->answer(request); });
  return Done{};
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
