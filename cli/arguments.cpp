// SPDX-License-Identifier: Apache-2.0
#include "cli/arguments.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "cli/count_options.h"
#include "cli/key_options.h"
#include "cli/version.h"
#include "cli/voter_options.h"
#include "foundation/nearest_word.h"

namespace sceau {
namespace {

// The option tree. It binds straight into the argument values; which one counts is known after parsing.
class OptionTree {
 public:
  OptionTree();
  ParsedArguments parse(const std::vector<std::string>& words);

 private:
  void add_sign();
  void add_verify();
  void add_timestamp();
  void add_cert();
  void add_vote();
  void add_vote_service();
  void add_small_commands();

  Error describe(const CLI::ParseError& error, const std::vector<std::string>& words) const;
  CommandArguments chosen() const;

  CLI::App app_{"Signs, time-stamps and verifies documents.", "sceau"};
  Terminal::Options terminal_;
  SignArguments sign_;
  VerifyArguments verify_;
  TimestampCommandArguments timestamp_;
  VerifyArguments timestamp_verify_;
  DemoArguments demo_;
  TsaServeArguments tsa_serve_;
  CertShowArguments cert_show_;
  CertCheckArguments cert_check_;
  XmlCanonicalizeArguments canonicalize_;
  VoteNewArguments vote_new_;
  VoteCheckArguments vote_check_;
  VoteFreezeArguments vote_freeze_;
  VoteOpenArguments vote_open_;
  VoteRegisterArguments vote_register_;
  VoteServeArguments vote_serve_;
  VoteReceiptArguments vote_receipt_;
  VoteActArguments vote_act_;
  VoteBackupArguments vote_backup_;
  VoteDemoArguments vote_demo_;
  VoterOptions voter_;
  CountOptions count_;
  ExplainArguments explain_;
};

OptionTree::OptionTree() {
  app_.require_subcommand(1);
  app_.fallthrough();
  app_.set_version_flag("--version", std::string("sceau ") + std::string(program_version));
  app_.add_flag("--json", terminal_.json, "Print one JSON object instead of text");
  app_.add_flag("-q,--quiet", terminal_.quiet, "Print errors only");
  const std::map<std::string, Colour> colours{
      {"auto", Colour::automatic}, {"always", Colour::always}, {"never", Colour::never}};
  app_.add_option("--color", terminal_.colour, "When to colour: auto, always, never")
      ->transform(CLI::CheckedTransformer(colours))
      ->option_text("WHEN");
  add_sign();
  add_verify();
  add_timestamp();
  add_cert();
  add_vote();
  add_vote_service();
  add_small_commands();
}

void OptionTree::add_sign() {
  auto& sign = *app_.add_subcommand("sign", "Sign PDF and XML files (PAdES, XAdES)");
  sign.footer(std::string(source_words));
  sign.add_option("FILE", sign_.inputs, "What to sign; - is standard input")->required();
  sign.add_option("-o,--output", sign_.output, "Where to write: a file, a folder, - (default NAME.signed.EXT)")
      ->option_text("PATH");
  add_key_options(sign, sign_.signer);
  auto* demo = sign.add_flag("--demo", sign_.demo, "Sign as a person of the demonstration authority");
  demo->excludes("--key");
  demo->excludes("--cert");
  sign.add_option("--demo-key", sign_.demo_key, "Kind of demonstration key: p256 or rsa")
      ->option_text("KIND")
      ->check(CLI::IsMember({"p256", "rsa"}));
  sign.add_option("--level", sign_.level, "Level: B, or T with a time-stamp (default T)")
      ->option_text("LEVEL")
      ->check(CLI::IsMember({"B", "T"}, CLI::ignore_case));
  sign.add_option("--digest", sign_.digest, "Digest: sha256, sha384, sha512")
      ->option_text("NAME")
      ->check(CLI::IsMember({"sha256", "sha384", "sha512"}));
  sign.add_flag("--pss", sign_.pss, "Sign with RSA-PSS instead of RSA PKCS#1 v1.5");
  sign.add_option("--format", sign_.format, "Take the content for pdf or xml")
      ->option_text("KIND")
      ->check(CLI::IsMember({"pdf", "xml"}));
  sign.add_option("--password", sign_.password, "Password of an encrypted PDF")->option_text("SOURCE");
  sign.add_option("--field", sign_.field, "PDF: sign this empty signature field")->option_text("NAME");
  sign.add_option("--reason", sign_.reason, "PDF: why it is signed")->option_text("TEXT");
  sign.add_option("--location", sign_.location, "PDF: where it is signed")->option_text("TEXT");
  sign.add_option("--contact", sign_.contact, "PDF: how to reach the signer")->option_text("TEXT");
  sign.add_flag("--force", sign_.force, "Overwrite an existing output file");
  sign.add_flag("--dry-run", sign_.dry_run, "Do everything but ask for a time-stamp and write");
  sign.add_option("--jobs", sign_.jobs, "How many files to sign at once")->option_text("N")->check(CLI::Range(1, 64));
  add_timestamp_options(sign, sign_.timestamp);
}

void OptionTree::add_verify() {
  auto& verify = *app_.add_subcommand("verify", "Verify signed files; trusts nothing unless told");
  verify.footer(std::string(source_words));
  verify.add_option("FILE", verify_.inputs, "What to verify; - is standard input")->required();
  repeatable(
      verify.add_option("--trust", verify_.trust, "Trust anchor: a certificate, or a folder of them and of CRLs"),
      "FILE|DIR");
  repeatable(verify.add_option("--crl", verify_.crls, "Revocation list"), "FILE");
  verify.add_option("--at", verify_.at, "Judge as of this time (2026-11-24T02:00:00Z), not now")->option_text("TIME");
  verify.add_option("--password", verify_.password, "Password of an encrypted PDF")->option_text("SOURCE");
  verify.add_option("--content", verify_.content, "What a detached time-stamp is for")->option_text("FILE");
  repeatable(verify.add_option("--allow-unsigned", verify_.allow_unsigned, "Accept unsigned files whose path matches"),
             "GLOB");
  verify.add_option("--fail-on", verify_.fail_on, "What counts as failure: failed, or indeterminate (default)")
      ->option_text("WHAT")
      ->check(CLI::IsMember({"failed", "indeterminate"}));
}

void OptionTree::add_timestamp() {
  auto& stamp = *app_.add_subcommand("timestamp", "Time-stamp a file (RFC 3161)");
  stamp.fallthrough();
  stamp.require_subcommand(0, 1);
  stamp.add_option("FILE", timestamp_.input, "What to time-stamp");
  stamp
      .add_option("-o,--output", timestamp_.output, "Where to write (default FILE.tsr; with --embed NAME.stamped.pdf)")
      ->option_text("PATH");
  stamp.add_flag("--embed", timestamp_.embed, "Put a document time-stamp into the PDF");
  stamp.add_option("--digest", timestamp_.digest, "Digest: sha256, sha384, sha512")
      ->option_text("NAME")
      ->check(CLI::IsMember({"sha256", "sha384", "sha512"}));
  stamp.add_flag("--force", timestamp_.force, "Overwrite an existing output file");
  add_timestamp_options(stamp, timestamp_.timestamp);

  auto& check = *stamp.add_subcommand("verify", "Verify a time-stamp against the file it is for");
  check.add_option("TSR", timestamp_verify_.inputs, "The time-stamp")->required()->expected(1)->allow_extra_args(false);
  check.add_option("FILE", timestamp_verify_.content, "The file it is for")->required();
  repeatable(check.add_option("--trust", timestamp_verify_.trust, "Trust anchor"), "FILE|DIR");
  repeatable(check.add_option("--crl", timestamp_verify_.crls, "Revocation list"), "FILE");
  check.add_option("--at", timestamp_verify_.at, "Judge as of this time (2026-11-24T02:00:00Z), not now")
      ->option_text("TIME");
}

void OptionTree::add_cert() {
  auto& cert = *app_.add_subcommand("cert", "Show and check certificates, make the demonstration authority");
  cert.fallthrough();
  cert.require_subcommand(1);
  auto& show = *cert.add_subcommand("show", "Show what certificates say");
  show.add_option("FILE", cert_show_.inputs, "Certificates, PEM or DER")->required();
  auto& check = *cert.add_subcommand("check", "Build and check the chain of a certificate (RFC 5280)");
  check.add_option("LEAF", cert_check_.input, "The certificate")->required();
  repeatable(check.add_option("--trust", cert_check_.trust, "Trust anchor"), "FILE|DIR");
  repeatable(check.add_option("--crl", cert_check_.crls, "Revocation list"), "FILE");
  check.add_option("--at", cert_check_.at, "Judge as of this time (2026-11-24T02:00:00Z), not now")
      ->option_text("TIME");
  check.add_option("--untrusted", cert_check_.untrusted, "Certificates that may complete the chain")
      ->option_text("CERT ...");
  repeatable(check.add_option("--initial-policy", cert_check_.initial_policies, "Acceptable certificate policy"),
             "OID");
  check.add_flag("--require-explicit-policy", cert_check_.require_explicit_policy, "RFC 5280, 6.1.1 (f)");
  check.add_flag("--inhibit-policy-mapping", cert_check_.inhibit_policy_mapping, "RFC 5280, 6.1.1 (e)");
  check.add_flag("--inhibit-any-policy", cert_check_.inhibit_any_policy, "RFC 5280, 6.1.1 (g)");
  cert.add_subcommand("init-demo", "Make the demonstration authority, or say where it is");
}

void OptionTree::add_vote() {
  auto& vote = *app_.add_subcommand("vote", "Prepare the remote vote of shareholders before a general meeting");
  vote.fallthrough();
  vote.require_subcommand(1);
  auto& make = *vote.add_subcommand("new", "Make the folder of a meeting, with a meeting.toml to fill in");
  make.add_option("ID", vote_new_.id, "Name of the meeting and of its folder")->required();
  make.add_option("--date", vote_new_.date, "Date of the meeting: 2027-05-12")->option_text("DATE")->required();
  auto& check = *vote.add_subcommand("check", "Say everything that the law has against a meeting as described");
  check.add_option("DIR", vote_check_.folder, "Folder of the meeting")->required();
  auto& freeze = *vote.add_subcommand("freeze", "Fix agenda, form and times of a meeting without defects");
  freeze.add_option("DIR", vote_freeze_.folder, "Folder of the meeting")->required();
  auto& open = *vote.add_subcommand("open", "Open the urn after the close, one scrutineer after the other");
  open.add_option("DIR", vote_open_.folder, "Folder of the meeting")->required();
  open.add_option("--key", vote_open_.key, "Your private key (PKCS#12 or PEM)")->option_text("FILE")->required();
  open.add_option("--passphrase", vote_open_.passphrase, "Passphrase of your key")->option_text("SOURCE");
  open.add_option("--urn-passphrase", vote_open_.urn_passphrase,
                  "New passphrase under which the last one keeps the urn key")
      ->option_text("SOURCE");
  open.add_flag("--rehearse", vote_open_.rehearse, "Before the vote: open the trial envelope only");
  auto& take =
      *vote.add_subcommand("register", "Read a register of shareholders (CSV), show its totals and hash, keep it");
  take.add_option("DIR", vote_register_.folder, "Folder of the meeting")->required();
  take.add_option("CSV", vote_register_.table, "The register")->required();
  take.add_flag("--dry-run", vote_register_.dry_run, "Do everything but keep it");
  auto& backup = *vote.add_subcommand("backup", "Copy the store of the ballots, also while votes come in");
  backup.add_option("DIR", vote_backup_.folder, "Folder of the meeting")->required();
  backup.add_option("FILE", vote_backup_.output, "The copy; never overwritten")->required();
  auto& demo = *vote.add_subcommand("demo", "Play a whole meeting with 1,000 made-up shareholders, audit included");
  demo.add_option("--dir", vote_demo_.folder, "Folder for its files (default: a new one)")->option_text("DIR");
}

void OptionTree::add_vote_service() {
  auto& vote = *app_.get_subcommand("vote");
  voter_.add_to(vote);
  count_.add_to(vote);
  auto& serve = *vote.add_subcommand("serve", "Take votes over HTTPS until stopped");
  serve.footer(std::string(source_words));
  serve.add_option("DIR", vote_serve_.folder, "Folder of the meeting")->required();
  serve.add_option("--listen", vote_serve_.listen, "Address and port (default 127.0.0.1:8443)")
      ->option_text("HOST:PORT");
  serve.add_option("--metrics", vote_serve_.metrics, "Address and port for the operator's figures, without TLS")
      ->option_text("HOST:PORT");
  serve.add_option("--storage-key", vote_serve_.storage_key, "Passphrase under which the server keeps what it stores")
      ->option_text("SOURCE");
  repeatable(
      serve.add_option("--receipt", vote_serve_.receipts, "Refuse to go on where the log is older than this receipt"),
      "FILE");
  serve
      .add_option("--access-log-months", vote_serve_.access_log_months, "How long the access log is kept (default 12)")
      ->option_text("N")
      ->check(CLI::Range(1, 120));
  serve.add_option("--rate", vote_serve_.rate, "Requests a second from one address (default 100; 0: no limit)")
      ->option_text("N")
      ->check(CLI::Range(0, 1000000));
  serve.add_option("--connections-per-address", vote_serve_.connections_per_address, "At once (default 32)")
      ->option_text("N")
      ->check(CLI::Range(1, 100000));
  add_timestamp_options(serve, vote_serve_.timestamp);

  auto& receipt = *vote.add_subcommand("receipt", "Work with receipts");
  receipt.fallthrough();
  receipt.require_subcommand(1);
  auto& check = *receipt.add_subcommand("check", "Check a receipt with the log's public key alone");
  check.add_option("RECEIPT", vote_receipt_.receipt, "The receipt")->required();
  check.add_option("--log-key", vote_receipt_.log_key, "The log's public key: log.pub of the server")
      ->option_text("FILE")
      ->required();
  check.add_option("--form", vote_receipt_.form, "Is the receipt for this form?")->option_text("FILE");
  check.add_option("--tally", vote_receipt_.tally, "After the count: how was it counted, by this tally.json?")
      ->option_text("FILE");

  auto& act = *vote.add_subcommand("act", "Record what happens to a frozen meeting: an entry of its log");
  act.footer(std::string(source_words));
  act.add_option("DIR", vote_act_.folder, "Folder of the meeting")->required();
  act.add_option("ACT", vote_act_.act, "cancel, postpone, withdraw or register")
      ->required()
      ->check(CLI::IsMember({"cancel", "postpone", "withdraw", "register"}));
  act.add_option("OBJECT", vote_act_.object,
                 "postpone: id of the other meeting; withdraw: label of the resolution; register: the corrected CSV");
  act.add_option("--by", vote_act_.by, "Who ordered it")->option_text("NAME")->required();
  act.add_option("--why", vote_act_.why, "The reason, for the minutes")->option_text("TEXT")->required();
  act.add_option("--storage-key", vote_act_.storage_key, "Passphrase of the server's store")->option_text("SOURCE");
}

void OptionTree::add_small_commands() {
  auto& demo = *app_.add_subcommand("demo", "Make an authority, sign, verify, tamper, and see it fail");
  demo.add_option("--dir", demo_.folder, "Where the files go (default ./sceau-demo-TIME)")->option_text("DIR");

  auto& tsa = *app_.add_subcommand("tsa", "The demonstration time-stamp authority");
  tsa.fallthrough();
  tsa.require_subcommand(1);
  auto& serve = *tsa.add_subcommand("serve", "Answer RFC 3161 requests over HTTP");
  serve.add_option("--listen", tsa_serve_.listen, "Address and port (default 127.0.0.1:3180)")
      ->option_text("ADDR:PORT");

  auto& xml = *app_.add_subcommand("xml", "Tools for XML");
  xml.fallthrough();
  xml.require_subcommand(1);
  auto& canonicalize = *xml.add_subcommand("canonicalize", "Write the canonical form of a document");
  canonicalize.add_option("IN", canonicalize_.input, "The document; - is standard input")->required();
  canonicalize.add_option("--method", canonicalize_.method, "c14n, c14n11 or exc-c14n; +comments keeps comments")
      ->option_text("METHOD")
      ->check(CLI::IsMember({"c14n", "c14n11", "exc-c14n", "c14n+comments", "c14n11+comments", "exc-c14n+comments"}));
  canonicalize
      .add_option("--inclusive-prefixes", canonicalize_.inclusive_prefixes,
                  "exc-c14n: prefixes to treat inclusively, separated by spaces or commas")
      ->option_text("LIST");

  auto& explain = *app_.add_subcommand("explain", "Explain a reason, or list them all");
  explain.add_option("REASON", explain_.reason, "A stable name such as timestamp.unreachable");
  app_.add_subcommand("version", "Show the versions of the program and its libraries");
}

CommandArguments OptionTree::chosen() const {
  const auto got = [&](const char* name) { return app_.got_subcommand(name); };
  const auto got_under = [&](const char* parent, const char* name) {
    return app_.get_subcommand(parent)->got_subcommand(name);
  };
  if (got("sign")) return sign_;
  if (got("verify")) return verify_;
  if (got("timestamp") && got_under("timestamp", "verify")) return timestamp_verify_;
  if (got("timestamp")) return timestamp_;
  if (got("demo")) return demo_;
  if (got("tsa")) return tsa_serve_;
  if (got("cert") && got_under("cert", "show")) return cert_show_;
  if (got("cert") && got_under("cert", "check")) return cert_check_;
  if (got("cert")) return CertInitDemoArguments{};
  if (got("xml")) return canonicalize_;
  if (got("vote") && got_under("vote", "new")) return vote_new_;
  if (got("vote") && got_under("vote", "check")) return vote_check_;
  if (got("vote") && got_under("vote", "freeze")) return vote_freeze_;
  if (got("vote") && got_under("vote", "open")) return vote_open_;
  if (got("vote") && got_under("vote", "serve")) return vote_serve_;
  if (got("vote") && got_under("vote", "receipt")) return vote_receipt_;
  if (got("vote") && got_under("vote", "act")) return vote_act_;
  if (got("vote") && got_under("vote", "backup")) return vote_backup_;
  if (got("vote") && got_under("vote", "demo")) return vote_demo_;
  if (got("vote")) {
    if (auto voters = voter_.chosen()) return *voters;
    if (auto count = count_.chosen()) return *count;
  }
  if (got("vote")) return vote_register_;
  if (got("explain")) return explain_;
  return VersionArguments{};
}

Error OptionTree::describe(const CLI::ParseError& error, const std::vector<std::string>& words) const {
  std::vector<std::string> known;
  for (const auto* command : app_.get_subcommands({})) known.push_back(command->get_name());
  for (const auto& word : words) {
    if (word.starts_with("-")) continue;
    if (std::ranges::find(known, word) != known.end()) break;
    const auto near = nearest_word(word, known);
    const auto unknown = fmt::format("unknown command '{}'", word);
    return {Reason::usage_wrong, near.empty() ? unknown : fmt::format("{}, did you mean '{}'?", unknown, near)};
  }
  return {Reason::usage_wrong, error.what()};
}

ParsedArguments OptionTree::parse(const std::vector<std::string>& words) {
  try {
    std::vector<std::string> reversed(words.rbegin(), words.rend());  // CLI11 takes them from the back
    app_.parse(reversed);
    if (app_.got_subcommand("timestamp") && !app_.get_subcommand("timestamp")->got_subcommand("verify") &&
        timestamp_.input.empty()) {
      return {Error{Reason::usage_wrong, "timestamp: FILE is required"}, terminal_};
    }
    return {chosen(), terminal_};
  } catch (const CLI::CallForHelp&) {
    return {CommandArguments(HelpArguments{app_.help()}), terminal_};
  } catch (const CLI::CallForVersion&) {
    return {CommandArguments(VersionArguments{}), terminal_};
  } catch (const CLI::ParseError& error) {
    return {describe(error, words), terminal_};
  }
}

}  // namespace

ParsedArguments parse_arguments(const std::vector<std::string>& words) { return OptionTree().parse(words); }

}  // namespace sceau
