// SPDX-License-Identifier: Apache-2.0
// A whole meeting, played in a minute by the same steps as a real one. Only here can a clock be made that is not the
// machine's (D20): it is an argument of the intake, of the time-stamp authority and of the log, and of nothing else.
#include <fmt/format.h>

#include <atomic>
#include <thread>

#include "certs/authority/demo_issuer.h"
#include "cli/commands.h"
#include "cli/demo_counting.h"
#include "cli/demo_folder.h"
#include "cli/demo_preparing.h"
#include "cli/demo_server.h"
#include "cli/meeting_papers.h"
#include "cli/page_module.h"
#include "formats/json/json_writer.h"
#include "foundation/text_encoding.h"

namespace sceau {
namespace {

constexpr std::string_view starts_at = "2027-05-11T12:50:00Z";  // ten minutes before the vote closes
constexpr std::size_t most_bytes = std::size_t{1} << 24;
constexpr std::string_view meeting_ends = "2027-05-12T09:52:00Z";
constexpr int most_waits = 600;

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
    const auto acts = {&VoteDemo::prepare, &VoteDemo::open_site, &VoteDemo::vote,  &VoteDemo::vote_too_late,
                       &VoteDemo::close,   &VoteDemo::meet,      &VoteDemo::count, &VoteDemo::sign,
                       &VoteDemo::publish, &VoteDemo::audit};
    for (const auto act : acts) {
      if (auto done = (this->*act)(); !done) return done;
    }
    return Done{};
  }
  const std::vector<DemoStep>& steps() const { return steps_; }

 private:
  DemoStage stage() const {
    return {.folder = folder_,
            .company = company_,
            .signers = signers_,
            .timestamper = stamps_,
            .clock = [this] { return clock_.now(); },
            .shareholders = all_};
  }

  void told(std::string name, std::string what) {
    const auto now = std::chrono::steady_clock::now();
    const std::chrono::duration<double> took = now - last_;
    last_ = now;
    terminal_.say(fmt::format("{:<10}{} ({:.1f} s)", name, what, took.count()));
    steps_.push_back({std::move(name), std::move(what), took.count()});
  }

  Status prepare() {
    if (auto done = prepare_demo(stage()); !done) return done;
    told("prepared",
         fmt::format("agenda, form and times frozen; urn made, 3 scrutineers rehearsed; {} access codes", all_.size()));
    return Done{};
  }

  // ---- The vote ----

  Status open_site() {
    auto stamps = demo_timestamper(stage());
    if (!stamps) return stamps.error();
    stamps_ = std::move(*stamps);
    auto server = DemoServer::open(stage(), clock_.clocks());
    if (!server) return server.error();
    server_ = std::move(*server);
    return Done{};
  }

  Status vote() {
    const auto turnout = let_act(server_->site(), all_, acts_online_in_time);
    if (!turnout) return turnout.error();
    receipts_ = turnout->receipts;
    told("voted", fmt::format("over HTTPS before the close: {} receipts for forms, mandates and revocations, {} for "
                              "refusals, each checked",
                              turnout->admitted, turnout->refused));
    return Done{};
  }

  Status vote_too_late() {
    clock_.move_on_to(server_->service().meeting().times().closes.utc + std::chrono::milliseconds(1));
    const auto turnout = let_act(server_->site(), all_, [](DemoPart part) { return part == DemoPart::comes_late; });
    if (!turnout) return turnout.error();
    receipts_.insert(turnout->receipts.begin(), turnout->receipts.end());
    told("too late", fmt::format("{} forms arrived after 15:00:00 and were refused, with a receipt that says so",
                                 turnout->refused));
    return Done{};
  }

  // ---- After the vote ----

  // Nobody does anything: the server waits for those in time, compares its clocks, and writes the close entry.
  Status close() {
    clock_.move_on_to(drain_end(server_->service().meeting().times().closes) + std::chrono::seconds(1));
    for (int waited = 0; waited < most_waits; ++waited) {
      const auto closed = server_->service().try_to_close();
      if (!closed) return closed.error();
      if (*closed) {
        told("closed", "two clocks agreed; the close entry lies between two time-stamps of the log");
        return Done{};
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return Error{Reason::vote_not_closed, "the server did not close the vote"};
  }

  Status meet() {
    clock_.move_on_to(*from_rfc3339(meeting_ends));
    if (auto done = type_tables(stage()); !done) return done;
    told("met", "paper, attendance and the votes of the room were typed, and signed for");
    return Done{};
  }

  Status count() {
    if (auto done = open_demo_urn(stage()); !done) return done;
    if (auto done = count_demo(stage()); !done) return done;
    told("counted", "scrutineers 1 and 3 opened the urn; every form of every channel has one disposition");
    return Done{};
  }

  Status sign() {
    const auto made = sign_demo_papers(stage());
    if (!made) return made.error();
    told("signed",
         fmt::format("minutes, attendance sheet and influence report: {} PAdES signatures with time-stamps", *made));
    return Done{};
  }

  Status publish() {
    if (auto done = publish_demo(stage()); !done) return done;
    const auto answers = look_up(server_->site(), receipts_);
    if (!answers) return answers.error();
    if (auto kept = keep_receipts(stage().receipts(), all_, receipts_); !kept) return kept;
    std::string words;
    for (const auto& [disposition, many] : *answers) {
      words += fmt::format("{} {} {}", words.empty() ? "" : ",", many, disposition);
    }
    told("published", fmt::format("everybody asked the site about his or her receipt:{}", words));
    return Done{};
  }

  Status audit() {
    if (auto done = bundle_demo(stage()); !done) return done;
    VoteAuditArguments arguments;
    arguments.bundle = stage().bundle();
    arguments.trust = {stage().trust().string()};
    if (const int code = run(arguments, Terminal({.quiet = true})); code != exit_success) {
      return Error{Reason::internal_error, fmt::format("sceau vote audit ended with {}", code)};
    }
    for (const auto* file : paper_files) {
      const auto copied = copy_paper(file);
      if (!copied) return copied;
    }
    told("audited", "bundle.zip was recounted from its files alone, by other code: SOUND");
    return Done{};
  }

  Status copy_paper(const char* file) const {
    const auto paper = read_file(MeetingFolder{stage().meeting()}.papers() / file, most_bytes);
    if (!paper) return paper.error();
    return write_atomically(folder_ / file, *paper, {.existing = Existing::replace, .mode = 0600});
  }

  const Path folder_;
  const DemoIssuer company_, signers_;
  const Terminal& terminal_;
  DemoClock& clock_;
  const std::vector<DemoShareholder> all_ = demo_shareholders();
  std::vector<DemoStep> steps_;
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
  Timestamper stamps_;
  std::unique_ptr<DemoServer> server_;
  std::map<std::string, Bytes> receipts_;
};

void print_demo(const Terminal& terminal, const Path& folder, const std::vector<DemoStep>& steps) {
  JsonWriter json;
  json.begin_object().key("report").text("sceau.vote-demo/1").key("folder").text(folder.string());
  json.key("steps").begin_array();
  for (const auto& step : steps)
    json.begin_object().key("step").text(step.name).key("told").text(step.told).end_object();
  terminal.print_json(json.end_array().end_object().str());
  terminal.say(
      fmt::format("{}: minutes.pdf, attendance-sheet.pdf, influence.pdf, bundle.zip, ca.pem, receipts of some voters",
                  folder.string()));
  terminal.say(fmt::format("now try: sceau vote audit {} --trust {}", (folder / "bundle.zip").string(),
                           (folder / "ca.pem").string()));
}

}  // namespace

int run(const VoteDemoArguments& arguments, const Terminal& terminal) {
  if (const auto pages = load_page_layout(); !pages) return terminal.fail("vote demo", pages.error());
  const auto folder = new_demo_folder(arguments.folder, "sceau-vote-demo-");
  if (!folder) return terminal.fail("vote demo", folder.error());
  DemoClock clock(*from_rfc3339(starts_at));
  auto company = DemoIssuer::make("Vote", clock.now(), system_random());
  if (!company) return terminal.fail("vote demo", company.error());
  auto signers = DemoIssuer::make("Signature", clock.now(), system_random());
  if (!signers) return terminal.fail("vote demo", signers.error());
  VoteDemo demo(*folder, std::move(*company), std::move(*signers), terminal, clock);
  if (const auto played = demo.play(); !played) return terminal.fail("vote demo", played.error());
  print_demo(terminal, *folder, demo.steps());
  return exit_success;
}

}  // namespace sceau
