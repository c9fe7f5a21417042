// SPDX-License-Identifier: Apache-2.0
// How a voting service comes up: each step needs what the ones before it opened.
#include <filesystem>

#include "cli/kept_register.h"
#include "cli/openapi_text.h"
#include "cli/opened_meeting.h"
#include "cli/secret_source.h"
#include "cli/version.h"
#include "cli/vote_service.h"
#include "vote/rehearsal.h"
#include "vote/service_record.h"
#include "vote/sqlite_store.h"

namespace sceau {
namespace {

constexpr std::size_t most_receipt_bytes = std::size_t{64} << 10;
constexpr std::size_t newest_entries = 512;

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

}  // namespace

Result<std::unique_ptr<VoteService>> VoteService::open(const VoteServeArguments& arguments,
                                                       ServiceSurroundings surroundings) {
  std::unique_ptr<VoteService> service(new VoteService(std::move(surroundings)));
  service->folder_ = MeetingFolder{arguments.folder};
  service->server_ = server_folder_of(arguments.folder);
  if (auto done = service->open_all(arguments); !done) return done.error();
  return service;
}

Status VoteService::open_all(const VoteServeArguments& arguments) {
  if (auto done = read_meeting_files(); !done) return done;
  if (auto done = open_store(arguments); !done) return done;
  if (auto done = open_log(arguments); !done) return done;
  if (auto done = take_over_register(); !done) return done;
  if (auto done = record_opening(); !done) return done;
  begin_stamping();
  if (auto done = open_intake(); !done) return done;
  if (auto done = open_pages(); !done) return done;
  open_routes(arguments);
  return Done{};
}

Status VoteService::read_meeting_files() {
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
  if (auto done = log_has_shown(arguments.receipts); !done) return done;
  const auto flushed = log_->flush();
  if (!flushed) return flushed.error();
  const auto latest = last_logged(*store_);
  if (!latest) return latest.error();
  clock_ = std::make_unique<ReceptionClock>(surroundings_.clocks.read(), *latest);
  return Done{};
}

// A log that is older than what it has shown before was set back.
Status VoteService::log_has_shown(const std::vector<std::string>& receipts) {
  for (const auto& path : receipts) {
    const auto bytes = read_file(path, most_receipt_bytes);
    if (!bytes) return Error{bytes.error().reason, path};
    const auto receipt = read_receipt(*bytes);
    if (!receipt) return Error{receipt.error().reason, path};
    const auto shown = log_->check_shown(as_text(receipt->proof.checkpoint));
    if (!shown) return Error{shown.error().reason, path + ": " + shown.error().detail};
  }
  return Done{};
}

// On the first start the register comes from the folder; later one that lies there must be the one that holds.
Status VoteService::take_over_register() {
  std::error_code failure;
  const bool has_file = std::filesystem::exists(folder_.shareholders(), failure);
  const auto current = current_state(keeper());
  if (!current && current.error().reason != Reason::vote_meeting_incomplete) return current.error();
  if (!has_file) return current ? Status(Done{}) : current.error();
  const auto shares = register_in(folder_.shareholders(), meeting_->meeting());
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

void VoteService::begin_stamping() {
  if (const auto& stamper = surroundings_.timestamper) {
    stamps_ = std::make_unique<CheckpointStamps>(*store_, meeting_->times().closes, *stamper);
  }
}

Result<IntakeParts> VoteService::intake_parts() {
  auto issuers = form_issuers(folder_);
  if (!issuers) return issuers.error();
  auto recipient = envelope_recipient(urn_->handle());
  if (!recipient) return recipient.error();
  return IntakeParts{.meeting = *meeting_,
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
}

Status VoteService::open_intake() {
  auto parts = intake_parts();
  if (!parts) return parts.error();
  auto current = current_state(keeper());
  if (!current) return current.error();
  auto mark = state_mark(*store_);
  if (!mark) return mark.error();
  mark_ = std::move(*mark);
  metrics_ = std::make_unique<IntakeMetrics>(meeting_->meeting().id);
  intake_ = std::make_unique<VoteIntake>(std::move(*parts), std::move(*current), metrics_.get());
  return Done{};
}

Status VoteService::open_pages() {
  auto token_key = derive_key(keys_->hashes, "sceau.vote.page-tokens/1");
  if (!token_key) return token_key.error();
  pages_ = std::make_unique<VotingPages>(*intake_, std::move(*token_key), system_random());
  return Done{};
}

void VoteService::open_routes(const VoteServeArguments& arguments) {
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
}

}  // namespace sceau
