// SPDX-License-Identifier: Apache-2.0
// A whole meeting, played in a minute by the same steps as a real one. Only here can a clock be made that is not the
// machine's (D20): it is an argument of the intake, of the time-stamp authority and of the log, and of nothing else.
#include <fmt/format.h>

#include <atomic>
#include <cstdio>
#include <filesystem>

#include "certs/authority/demo_certificate.h"
#include "certs/authority/demo_issuer.h"
#include "cli/commands.h"
#include "cli/demo_meeting.h"
#include "cli/demo_voting.h"
#include "cli/exit_code.h"
#include "cli/timestamp_source.h"
#include "cli/vote_service.h"
#include "crypto/transparency_log.h"
#include "formats/json/json_writer.h"
#include "foundation/text_encoding.h"
#include "network/http_client.h"

namespace sceau {
namespace {

constexpr std::string_view starts_at = "2027-05-11T12:50:00Z";  // ten minutes before the vote closes
constexpr std::string_view timestamp_policy = "2.25.211328424138614276018143174271018203904";
constexpr std::size_t most_bytes = std::size_t{1} << 24;
constexpr auto grace = std::chrono::seconds(10);

// Time passes as it does, and can be moved on.
class DemoClock {
 public:
  explicit DemoClock(Instant start) : start_(start), began_(std::chrono::steady_clock::now()) {}
  Instant now() const { return start_ + passed(); }
  void move_on_to(Instant at) { moved_ += std::max<std::int64_t>(0, (at - now()).count()); }
  ServiceClocks clocks() const {
    return {[this] { return ClockReadings{now(), passed()}; }, [] { return ClockState{}; }};
  }

 private:
  std::chrono::microseconds passed() const {
    const auto real = std::chrono::steady_clock::now() - began_;
    return std::chrono::duration_cast<std::chrono::microseconds>(real) + std::chrono::microseconds(moved_);
  }
  const Instant start_;
  const std::chrono::steady_clock::time_point began_;
  std::atomic<std::int64_t> moved_{0};
};

struct DemoStep {
  std::string name, told;
  double seconds;
};

class VoteDemo {
 public:
  VoteDemo(Path folder, DemoIssuer company, DemoIssuer signers, const Terminal& terminal, DemoClock& clock)
      : folder_(std::move(folder)),
        company_(std::move(company)),
        signers_(std::move(signers)),
        terminal_(terminal),
        clock_(clock) {}

  Status play() {
    const auto acts = {&VoteDemo::prepare, &VoteDemo::open_site, &VoteDemo::vote, &VoteDemo::vote_too_late};
    for (const auto act : acts) {
      if (auto done = (this->*act)(); !done) return done;
    }
    return Done{};
  }
  const std::vector<DemoStep>& steps() const { return steps_; }

 private:
  Path meeting() const { return folder_ / "meeting"; }
  Path keys() const { return folder_ / "keys"; }
  std::string secret(const char* name) const { return "file:" + (keys() / name).string(); }
  Clock clock() const {
    return [this] { return clock_.now(); };
  }

  // One of the program's own commands, which says nothing as long as all is well.
  template <typename Arguments>
  Status perform(const char* what, const Arguments& arguments) {
    const Terminal silent({.quiet = true});
    const int code = run(arguments, silent, clock());
    if (code == exit_success) return Done{};
    return Error{Reason::internal_error, fmt::format("sceau vote {} ended with {}", what, code)};
  }

  void told(std::string name, std::string what) {
    const auto now = std::chrono::steady_clock::now();
    const std::chrono::duration<double> took = now - last_;
    last_ = now;
    terminal_.say(fmt::format("{:<10}{} ({:.1f} s)", name, what, took.count()));
    steps_.push_back({std::move(name), std::move(what), took.count()});
  }

  Status write(const Path& path, std::string_view text) {
    return write_atomically(path, as_bytes(text), {.existing = Existing::replace, .mode = 0600});
  }

  // ---- Before the vote ----

  Status write_secret(const char* name) {
    const auto octets = random_bytes(system_random(), 24);
    if (!octets) return octets.error();
    return write(keys() / name, hex_lower(*octets) + "\n");
  }

  // Key and certificate in one file for its owner, the certificate alone for everybody; with the issuing CA.
  Status give_certificate(const DemoHolderWish& wish, const Path& key, const Path& certificate) {
    const auto holder = company_.issue(wish, clock_.now(), system_random());
    if (!holder) return holder.error();
    const auto pem = private_key_pem(holder->key.get(), Secret());
    if (!pem) return pem.error();
    const auto chain = to_pem(holder->certificate) + to_pem(company_.issuing());
    if (auto written = write(certificate, chain); !written) return written;
    return write(key, std::string(pem->reveal()) + (key == certificate ? "" : chain));
  }

  Status make_scrutineers() {
    for (int number = 1; number <= 3; ++number) {
      const auto name = fmt::format("scrutineer-{}", number);
      const DemoHolderWish wish{
          .use = DemoHolderUse::opener, .common_name = fmt::format("Scrutateur {}", number), .organization = "DEMO"};
      const auto given = give_certificate(wish, keys() / (name + ".pem"), meeting() / (name + ".pem"));
      if (!given) return given;
    }
    return Done{};
  }

  Status make_server_identities() {
    const auto server = server_folder_of(meeting());
    if (auto made = make_server_folder(server); !made) return made;
    const DemoHolderWish seal{.common_name = "Cachet de la société", .organization = "DEMO Manufacture de l'Ouest SA"};
    if (auto given = give_certificate(seal, server.seal_key(), server.seal_certificate()); !given) return given;
    // Clients compare the site's certificate with the time of this machine.
    const auto site = make_demo_certificate({DemoUse::site, "Manufacture de l'Ouest SA", "vote.demo.invalid"}, now(),
                                            system_random());
    if (!site) return site.error();
    if (auto written = write(server.tls_key(), site->key_pem.reveal()); !written) return written;
    return write(server.tls_certificate(), site->certificate_pem);
  }

  std::string trusted(const DemoIssuer& issuer) const {
    auto text = to_pem(issuer.root());
    for (const auto& list : issuer.revocation_lists()) text += to_pem(list);
    return text;
  }

  Status write_papers() {
    std::error_code failure;
    for (const auto& path : {meeting() / "qualified-issuers", keys()}) {
      std::filesystem::create_directories(path, failure);
      if (failure) return Error{Reason::file_not_writable, path.string()};
    }
    const std::array files = {
        std::pair(meeting() / "meeting.toml", std::string(demo_settings())),
        std::pair(meeting() / "session.toml", std::string(demo_session())),
        std::pair(meeting() / "register.csv", demo_register(all_)),
        std::pair(meeting() / "qualified-issuers" / "issuer.pem", trusted(signers_) + to_pem(signers_.issuing())),
        std::pair(folder_ / "ca.pem", trusted(company_))};
    for (const auto& [path, text] : files) {
      if (auto written = write(path, text); !written) return written;
    }
    return Done{};
  }

  Status freeze_and_rehearse() {
    if (auto done = perform("freeze", VoteFreezeArguments{meeting()}); !done) return done;
    for (int number = 1; number <= 3; ++number) {
      VoteOpenArguments arguments;
      arguments.folder = meeting();
      arguments.key = keys() / fmt::format("scrutineer-{}.pem", number);
      arguments.rehearse = true;
      if (auto done = perform("open --rehearse", arguments); !done) return done;
    }
    return Done{};
  }

  Status prepare() {
    if (auto done = write_papers(); !done) return done;
    if (auto done = write_secret("storage-passphrase"); !done) return done;
    if (auto done = write_secret("urn-passphrase"); !done) return done;
    if (auto done = make_scrutineers(); !done) return done;
    if (auto done = make_server_identities(); !done) return done;
    if (auto done = freeze_and_rehearse(); !done) return done;
    VoteCodesArguments codes;
    codes.folder = meeting();
    codes.output = keys() / "codes.csv";
    codes.storage_key = secret("storage-passphrase");
    if (auto done = perform("codes", codes); !done) return done;
    told("prepared",
         fmt::format("agenda, form and times frozen; urn made, 3 scrutineers rehearsed; {} access codes", all_.size()));
    return Done{};
  }

  // ---- The vote ----

  Result<Timestamper> timestamper() const {
    auto holder = company_.issue(
        {.use = DemoHolderUse::timestamps, .common_name = "Time-Stamp Authority", .organization = "DEMO Authority"},
        clock_.now(), system_random());
    if (!holder) return holder.error();
    auto identity = company_.identity_of(std::move(*holder));
    if (!identity) return identity.error();
    const TimestampAuthority authority{std::move(*identity), std::string(timestamp_policy), std::chrono::seconds(1)};
    return timestamps_of(authority, clock());
  }

  ServiceReport report_to_file() {
    log_.reset(std::fopen((folder_ / "server.log").c_str(), "we"));
    return [this](Instant at, std::string_view level, std::string_view event, const LogFields& fields) {
      if (log_) write_service_line(at, level, event, fields, log_.get());
    };
  }

  Status open_site() {
    auto stamps = timestamper();
    if (!stamps) return stamps.error();
    VoteServeArguments arguments;
    arguments.folder = meeting();
    arguments.storage_key = secret("storage-passphrase");
    arguments.rate = 0;
    auto service = VoteService::open(arguments, {clock_.clocks(), std::move(*stamps), report_to_file()});
    if (!service) return service.error();
    service_ = std::move(*service);
    service_->start([] {});
    const ServerOptions options{.tls = service_->keys().tls, .threads = 64, .connections_per_address = 64};
    auto server = serve_http(options, service_->clock(),
                             [this](const HttpRequest& request) { return service_->answer(request); });
    if (!server) return server.error();
    server_.emplace(std::move(*server));
    service_->also_answer_to({server_->address()});
    return visit_site();
  }

  // What the voters know of it: its address, its certificate, the log's key, their letters.
  Status visit_site() {
    const VotingSite site{.origin = "https://" + server_->address(),
                          .meeting = std::string(demo_meeting_id),
                          .exchange = http_client({.private_authorities = {service_->folder().tls_certificate()}})};
    const auto log = read_verifier_key(service_->keys().log_verifier_key);
    if (!log) return log.error();
    auto agenda = fetch_agenda(site, Language::french);
    if (!agenda) return agenda.error();
    const auto table = read_file(keys() / "codes.csv", most_bytes);
    if (!table) return table.error();
    auto letters = read_letters(*table);
    if (!letters) return letters.error();
    site_.emplace(DemoSite{site, *log, std::move(*agenda), std::move(*letters), signers_, clock()});
    return Done{};
  }

  Status vote() {
    const auto turnout = let_act(*site_, all_, acts_online_in_time);
    if (!turnout) return turnout.error();
    told("voted", fmt::format("over HTTPS before the close: {} receipts for forms, mandates and revocations, {} for "
                              "refusals, each checked",
                              turnout->admitted, turnout->refused));
    return Done{};
  }

  Status vote_too_late() {
    clock_.move_on_to(service_->meeting().times().closes.utc + std::chrono::milliseconds(1));
    const auto turnout = let_act(*site_, all_, [](DemoPart part) { return part == DemoPart::comes_late; });
    if (!turnout) return turnout.error();
    told("too late", fmt::format("{} forms arrived after 15:00:00 and were refused, with a receipt that says so",
                                 turnout->refused));
    return Done{};
  }

  struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  const Path folder_;
  const DemoIssuer company_, signers_;
  const Terminal& terminal_;
  DemoClock& clock_;
  const std::vector<DemoShareholder> all_ = demo_shareholders();
  std::vector<DemoStep> steps_;
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
  std::unique_ptr<std::FILE, CloseFile> log_;
  std::unique_ptr<VoteService> service_;
  std::optional<HttpServer> server_;
  std::optional<DemoSite> site_;
};

Result<Path> fresh_folder(const std::string& wanted) {
  auto name = to_rfc3339(std::chrono::floor<std::chrono::seconds>(now()));
  std::erase_if(name, [](char c) { return c == '-' || c == ':'; });
  const Path folder = std::filesystem::absolute(wanted.empty() ? Path("sceau-vote-demo-" + name) : Path(wanted));
  std::error_code failure;
  const bool is_made = std::filesystem::create_directories(folder, failure);
  if (failure) return Error{Reason::file_not_writable, fmt::format("{}: {}", folder.string(), failure.message())};
  if (!is_made && !std::filesystem::is_empty(folder, failure)) {
    return Error{Reason::file_exists, fmt::format("{} is not empty", folder.string())};
  }
  return folder;
}

}  // namespace

int run(const VoteDemoArguments& arguments, const Terminal& terminal) {
  const auto folder = fresh_folder(arguments.folder);
  if (!folder) return terminal.fail("vote demo", folder.error());
  DemoClock clock(*from_rfc3339(starts_at));
  auto company = DemoIssuer::make("Vote", clock.now(), system_random());
  if (!company) return terminal.fail("vote demo", company.error());
  auto signers = DemoIssuer::make("Signature", clock.now(), system_random());
  if (!signers) return terminal.fail("vote demo", signers.error());
  VoteDemo demo(*folder, std::move(*company), std::move(*signers), terminal, clock);
  if (const auto played = demo.play(); !played) return terminal.fail("vote demo", played.error());
  return exit_success;
}

}  // namespace sceau
