// SPDX-License-Identifier: Apache-2.0
#include "cli/arguments.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "cli/certificate_options.h"
#include "cli/count_options.h"
#include "cli/key_options.h"
#include "cli/meeting_options.h"
#include "cli/service_options.h"
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
  void add_vote();
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
  CertificateOptions cert_;
  XmlCanonicalizeArguments canonicalize_;
  MeetingOptions meeting_;
  VoterOptions voter_;
  CountOptions count_;
  ServiceOptions service_;
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
  cert_.add_to(app_);
  add_vote();
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

void OptionTree::add_vote() {
  auto& vote = *app_.add_subcommand("vote", "Prepare the remote vote of shareholders before a general meeting");
  vote.fallthrough();
  vote.require_subcommand(1);
  meeting_.add_to(vote);
  voter_.add_to(vote);
  count_.add_to(vote);
  service_.add_to(vote);
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
  if (got("xml")) return canonicalize_;
  for (const auto& group : {cert_.chosen(), meeting_.chosen(), voter_.chosen(), count_.chosen(), service_.chosen()}) {
    if (group) return *group;
  }
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
