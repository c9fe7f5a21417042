// SPDX-License-Identifier: Apache-2.0
#include "tests/vote/intake_bench.h"

#include <openssl/evp.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "signer/sign_xml.h"
#include "tests/vote/forwarding_store.h"
#include "vote/entry_at_rest.h"
#include "vote/prefilled_form.h"

namespace sceau {
namespace {

constexpr const char* in_qualified_device =
    "30293008060604008e4601013008060604008e4601043013060604008e4601063009060704008e46010601";

[[noreturn]] void give_up(std::string_view why) {
  std::fprintf(stderr, "intake bench: %.*s\n", static_cast<int>(why.size()), why.data());
  std::abort();
}

template <typename T>
T must(Result<T> result) {
  if (!result) give_up(result.error().detail + " " + std::string(stable_name(result.error().reason)));
  return std::move(*result);
}

Path new_folder() {
  std::string name = (std::filesystem::temp_directory_path() / "sceau-intake-XXXXXX").string();
  if (!::mkdtemp(name.data())) give_up("no folder");
  return name;
}

SymmetricKey key_of(std::uint8_t octet) { return must(symmetric_key_from(SecretBytes(Bytes(32, octet)))); }

// The store, less what the faults take away.
class FaultyStore final : public test::ForwardingStore {
 public:
  FaultyStore(std::unique_ptr<BallotStore> store, const StoreFaults& faults)
      : ForwardingStore(*store), store_(std::move(store)), faults_(faults) {}

  Result<Appended> append(const StoredEntry& entry, const std::optional<Expression>& by) override {
    const Error lost{Reason::vote_not_recorded, "a fault of the test"};
    if (faults_.append_fails) return lost;
    auto appended = store_->append(entry, by);
    if (faults_.append_forgets) return lost;
    return appended;
  }

 private:
  std::unique_ptr<BallotStore> store_;
  const StoreFaults& faults_;
};

void give_codes(BallotStore& store, const StorageKeys& keys) {
  std::vector<Credential> credentials;
  for (const auto& [voter, code] :
       {std::pair("s1", code_of_s1), std::pair("s2", code_of_s2), std::pair("s3", code_of_s3),
        std::pair("s4", code_of_s4), std::pair("s5", code_of_s5)}) {
    auto tag = must(voter_tag(keys.tags, voter));
    auto hash = must(code_hash(keys.hashes, tag, must(read_access_code(code))));
    credentials.push_back({std::move(tag), std::move(hash), 1});
  }
  must(store.put_credentials(credentials));
}

}  // namespace

IntakeBench::IntakeBench(const std::string& toml)
    : folder(new_folder()),
      frozen(sample_frozen(toml)),
      now(frozen.times().closes.utc - std::chrono::hours(1)),
      urn(test::issue({.common_name = "Urn", .key_usage = "critical,keyAgreement"})),
      seal(test::issue({.common_name = "Company seal"})),
      qualified(test::issue_root("Qualified")),
      company(test::issue_root("Company")),
      log_key(must(signing_key_from(must(generate_key(NewKey::ed25519))))),
      keys(std::make_shared<const StorageKeys>(StorageKeys{key_of(1), key_of(2), key_of(3), key_of(4)})) {
  open();
  give_codes(*store, *keys);
}

IntakeBench::~IntakeBench() {
  intake.reset();
  log.reset();
  store.reset();
  std::error_code ignored;
  std::filesystem::remove_all(folder, ignored);
}

void IntakeBench::open() {
  store = std::make_unique<FaultyStore>(must(SqliteStore::open({.file = folder / "ballots.sqlite"})), faults);
  const auto leaf_of = [this](const StoredEntry& stored) -> Result<Bytes> {
    const auto entry = stored_entry(stored, keys->at_rest);
    return entry ? leaf_data(*entry) : entry.error();
  };
  log = must(VoteLog::open(*store, {.origin = "vote.exemple.fr/ag2027",
                                    .key = log_key,
                                    .anchor = folder / "checkpoint",
                                    .leaf_of = leaf_of,
                                    .period = std::chrono::milliseconds(1)}));
  auto shares = std::make_shared<const Register>(sample_register());
  auto hash = must(register_hash(*shares));
  IntakeParts parts{.meeting = frozen,
                    .issuers = {.qualified = {{qualified.certificate}, {test::issue_list(qualified)}},
                                .advanced = {{company.certificate}, {test::issue_list(company)}}},
                    .urn = must(envelope_recipient(urn.certificate.handle())),
                    .company_seal = seal.identity(),
                    .log_key = log_key,
                    .keys = keys,
                    .store = store.get(),
                    .wait_for_log = [this](EntryRow row) -> Result<LogProof> {
                      if (log_fails) return Error{Reason::vote_not_recorded, "a fault of the test"};
                      return log->wait_for(row);
                    },
                    .random = system_random(),
                    .clock = [this] { return now; },
                    .clock_state = [this] { return clock_state; },
                    .node = "node-1"};
  MeetingState state{.register_hash = hash};
  intake =
      std::make_unique<VoteIntake>(std::move(parts), CurrentState{std::move(state), std::move(shares), hash}, nullptr);
}

void IntakeBench::restart() {
  intake.reset();
  log.reset();
  store.reset();
  open();
}

Form IntakeBench::form_of(std::string_view shareholder) const {
  auto form = must(prefilled_form(frozen, sample_register(), shareholder, Language::french));
  form.choices = {{"1", Vote::in_favour}, {"2", Vote::against}, {"3", Vote::abstain}};
  form.new_resolutions = Vote::against;
  for (auto& holding : form.holdings) {
    if (holding.kind == HoldingKind::bearer) holding.attestation = "AP-2027-17";
  }
  return form;
}

BallotRequest IntakeBench::request(const Form& form, std::string key) {
  BallotRequest request{.kind = form.proxy && form.choices.empty() ? RequestKind::mandate : RequestKind::ballot};
  request.form = SecretBytes(to_bytes(write_form_json(form)));
  request.idempotency_key = std::move(key);
  request.caller = {"192.0.2.1", now};
  return request;
}

Credentials IntakeBench::credentials(std::string_view shareholder, std::string_view code) {
  return {std::string(shareholder), Secret(std::string(code))};
}

Decision IntakeBench::cast(const Form& form, std::string_view code, std::string key) {
  return intake->accept(request(form, std::move(key)), credentials(form.shareholder, code));
}

Decision IntakeBench::cast_signed(const Form& form, const test::Issued& signer) {
  const auto made = must(
      sign_xml(as_bytes(write_form(form)), {signer.identity(), SignatureAlgorithm::ecdsa_sha256, now, std::nullopt}));
  auto signed_request = request(form);
  signed_request.media = FormMedia::xml;
  signed_request.form = SecretBytes(Bytes(made));
  return intake->accept(std::move(signed_request), std::monostate());
}

std::vector<EntryRecord> IntakeBench::logged() {
  must(log->flush());
  return must(store->entries(0, 1000));
}

std::string IntakeBench::opened(const StoredEntry& entry) {
  EVP_PKEY_up_ref(urn.key.get());
  const auto key = must(decryption_key_from(PrivateKeyHandle(urn.key.get())));
  const auto document = must(open_envelope(entry.sealed, must(envelope_recipient(urn.certificate.handle())), *key));
  return to_string(document.reveal());
}

test::Issued signer_named(const IntakeBench& bench, std::string surname, std::string given_name, bool is_qualified) {
  return test::issue({.common_name = given_name + " " + surname,
                      .issuer = is_qualified ? &bench.qualified : &bench.company,
                      .subject = {{"SN", surname}, {"GN", given_name}},
                      .qualified_statements = is_qualified ? in_qualified_device : ""});
}

}  // namespace sceau
