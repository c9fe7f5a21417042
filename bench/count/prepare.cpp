// SPDX-License-Identifier: Apache-2.0
// count_prepare SITE COUNT PERCENT: COUNT voters of a voting site (tests/vote_site) cast through the real intake,
// without sockets; then the vote is closed. PERCENT of the forms are XML signed with a certificate of the voter's own
// (XAdES, P-256), the others came with an access code and bear the company's seal. What is left is what a server
// leaves.
#include <fmt/format.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "foundation/text_encoding.h"
#include "signer/sign_xml.h"
#include "tests/pki/test_pki.h"
#include "vote/accept_vote.h"
#include "vote/close_vote.h"
#include "vote/entry_at_rest.h"
#include "vote/prefilled_form.h"
#include "vote/service_record.h"
#include "vote/sqlite_store.h"

namespace sceau::bench {
namespace {

constexpr std::size_t file_limit_bytes = std::size_t{1} << 30;
constexpr int casters = 128;
// QcCompliance, QcSSCD and QcType esign (ETSI EN 319 412-5).
constexpr const char* qualified =
    "30293008060604008e4601013008060604008e4601043013060604008e4601063009060704008e46010601";

[[noreturn]] void give_up(const std::string& what) {
  std::fprintf(stderr, "count_prepare: %s\n", what.c_str());
  std::exit(1);
}

template <typename T>
T must(Result<T> result, const std::string& what) {
  if (!result) give_up(what + ": " + std::string(stable_name(result.error().reason)) + " " + result.error().detail);
  return *std::move(result);
}

Bytes file(const Path& path) { return must(read_file(path, file_limit_bytes), path.string()); }

void write_private(const Path& path, std::string_view text) {
  must(write_atomically(path, as_bytes(text), {.existing = Existing::replace, .mode = 0600}), path.string());
}

Certificate certificate_in(const Path& path) { return must(certificates_from(file(path)), path.string()).front(); }

// The folder of a meeting with what a server keeps in it, keys included.
class Server {
 public:
  explicit Server(const Path& root)
      : root_(root),
        folder_(root / "ag"),
        zones_(must(read_zone_database(), "time zones")),
        meeting_(must(read_frozen(file(folder_ / "meeting.toml"), file(folder_ / "frozen.json"), zones_), "meeting")),
        shares_(std::make_shared<const Register>(
            must(read_register(file(folder_ / "register.csv"), meeting_.meeting()), "register").shares)),
        urn_(certificate_in(folder_ / "urn.crt.pem")),
        seal_(test::issue({.common_name = "DEMO seal"})),
        log_key_(must(generate_key(NewKey::ed25519), "log key")),
        received_at_(meeting_.times().closes.utc - std::chrono::hours(1)) {
    std::filesystem::create_directories(folder_ / "server");
    store_ = must(SqliteStore::open({.file = folder_ / "server" / "ballots.sqlite"}), "store");
    auto passphrase = to_string(file(root / "storage-passphrase"));
    passphrase.pop_back();
    keys_ = must(open_storage_keys(*store_, Secret(std::move(passphrase)), system_random()), "storage keys");
    write_keys();
    open_log();
    const auto state = keeper();
    must(keep_register(state, *shares_, received_at_), "register");
    must(record_start(state, urn_, "count_prepare", received_at_), "opening");
    open_intake();
  }

  const FrozenMeeting& meeting() const { return meeting_; }
  const Register& shares() const { return *shares_; }
  Instant received_at() const { return received_at_; }

  void cast(SecretBytes form, FormMedia media, const std::string& shareholder, bool is_signed) {
    BallotRequest request{.kind = RequestKind::ballot};
    request.form = std::move(form);
    request.media = media;
    request.caller = {"192.0.2.1", received_at_};
    Claim claim;
    if (!is_signed) claim = Visitor{must(voter_identified_otherwise(shareholder, keys_->tags), "voter"), received_at_};
    const auto decision = intake_->accept(std::move(request), std::move(claim));
    if (!decision.findings.empty()) give_up(shareholder + ": " + std::string(stable_name(decision.findings[0].reason)));
  }

  void close() {
    const CloseSettings settings{"node-1",
                                 drain_end(meeting_.times().closes) + std::chrono::seconds(1),
                                 CloseDecision::close_degraded,
                                 [](DigestAlgorithm, ByteView) -> Result<Bytes> {
                                   return Error{Reason::tsa_unreachable, "none here"};
                                 },
                                 keys_->at_rest,
                                 system_random()};
    must(close_vote(*store_, *log_, settings), "close");
    must(log_->flush(), "log");
  }

 private:
  std::string origin() const { return "vote.exemple.fr/" + meeting_.meeting().id; }

  StateKeeper keeper() const { return {*store_, *keys_, meeting_, system_random(), "node-1"}; }

  void write_keys() {
    const auto server = folder_ / "server";
    write_private(server / "log.key.pem", must(private_key_pem(log_key_.get(), Secret()), "log key").reveal());
    write_private(server / "seal.key.pem", must(private_key_pem(seal_.key.get(), Secret()), "seal").reveal());
    write_private(server / "seal.crt.pem", to_pem(seal_.certificate));
    signing_log_key_ =
        must(signing_key_from(must(read_private_key(file(server / "log.key.pem"), Secret()), "log key")), "log key");
    write_private(server / "log.pub", must(verifier_key(origin(), signing_log_key_->public_key()), "log key") + "\n");
  }

  void open_log() {
    const auto leaf_of = [keys = keys_](const StoredEntry& stored) -> Result<Bytes> {
      const auto entry = stored_entry(stored, keys->at_rest);
      return entry ? leaf_data(*entry) : entry.error();
    };
    log_ = must(VoteLog::open(*store_, {.origin = origin(),
                                        .key = signing_log_key_,
                                        .anchor = folder_ / "server" / "checkpoint",
                                        .leaf_of = leaf_of}),
                "log");
  }

  void open_intake() {
    auto hash = must(sceau::register_hash(*shares_), "register");
    const std::array places{folder_ / "qualified-issuers"};
    IntakeParts parts{.meeting = meeting_,
                      .issuers = {.qualified = must(load_trust_anchors(places), "issuers"), .advanced = {}},
                      .urn = must(envelope_recipient(urn_.handle()), "urn"),
                      .company_seal = seal_.identity(),
                      .log_key = signing_log_key_,
                      .keys = keys_,
                      .store = store_.get(),
                      .wait_for_log = [this](EntryRow row) { return log_->wait_for(row); },
                      .random = system_random(),
                      .clock = [this] { return received_at_; },
                      .clock_state = [] { return ClockState{}; },
                      .node = "node-1"};
    MeetingState state{.register_hash = hash};
    intake_ = std::make_unique<VoteIntake>(std::move(parts), CurrentState{std::move(state), shares_, hash}, nullptr);
  }

  const Path root_, folder_;
  const ZoneDatabase zones_;
  const FrozenMeeting meeting_;
  const std::shared_ptr<const Register> shares_;
  const Certificate urn_;
  const test::Issued seal_;
  const PrivateKeyHandle log_key_;
  const Instant received_at_;
  std::unique_ptr<SqliteStore> store_;
  std::shared_ptr<const StorageKeys> keys_;
  std::shared_ptr<const SigningKey> signing_log_key_;
  std::unique_ptr<VoteLog> log_;
  std::unique_ptr<VoteIntake> intake_;
};

test::Issued issuer_of(const Path& root) {
  auto key = must(read_private_key(file(root / "issuer.key.pem"), Secret()), "the issuer's key");
  return {certificate_in(root / "ag" / "qualified-issuers" / "issuer.pem"),
          std::shared_ptr<EVP_PKEY>(key.release(), &EVP_PKEY_free),
          {}};
}

Form filled_form(const Server& server, const std::string& voter, std::size_t number) {
  auto form = must(prefilled_form(server.meeting(), server.shares(), voter, Language::french), voter);
  constexpr Vote votes[] = {Vote::in_favour, Vote::against, Vote::abstain};
  for (const auto& resolution : server.meeting().meeting().agenda) {
    form.choices.push_back({.label = resolution.label, .vote = votes[(number + form.choices.size()) % 3]});
  }
  form.new_resolutions = Vote::abstain;
  return form;
}

Bytes signed_form(const Server& server, const test::Issued& issuer, const Form& form) {
  const auto& person = form.identity;
  const auto issued = test::issue({.common_name = person.first_name + " " + person.surname,
                                   .issuer = &issuer,
                                   .key_usage = "critical,nonRepudiation",
                                   .subject = {{"SN", person.surname}, {"GN", person.first_name}},
                                   .qualified_statements = qualified});
  return must(sign_xml(as_bytes(write_form(form)), {.identity = issued.identity(),
                                                    .algorithm = SignatureAlgorithm::ecdsa_sha256,
                                                    .claimed_time = server.received_at(),
                                                    .timestamper = std::nullopt}),
              "signing");
}

int prepare(const Path& root, std::size_t count, std::size_t percent) {
  Server server(root);
  const auto issuer = issuer_of(root);
  std::atomic<std::size_t> next{1};
  const auto cast = [&] {
    for (auto number = next++; number <= count; number = next++) {
      const auto voter = fmt::format("v{}", number);
      const auto form = filled_form(server, voter, number);
      const bool is_signed = number * percent / 100 != (number - 1) * percent / 100;
      auto body = is_signed ? signed_form(server, issuer, form) : to_bytes(write_form_json(form));
      server.cast(SecretBytes(std::move(body)), is_signed ? FormMedia::xml : FormMedia::json, voter, is_signed);
    }
  };
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < casters; ++i) threads.emplace_back(cast);
  }
  server.close();
  return 0;
}

}  // namespace
}  // namespace sceau::bench

int main(int count, char** words) {
  if (count != 4) return 64;
  return sceau::bench::prepare(words[1], std::stoul(words[2]), std::stoul(words[3]));
}
