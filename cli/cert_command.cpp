// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "certs/authority/demo_authority.h"
#include "certs/check_chain.h"
#include "cli/commands.h"
#include "cli/document_input.h"
#include "cli/environment.h"
#include "cli/exit_code.h"
#include "cli/system_clock.h"
#include "crypto/object_name.h"
#include "formats/json/json_writer.h"
#include "foundation/text_encoding.h"

namespace sceau {
namespace {

// A failure and the file or option it is about.
struct Failure {
  std::string where;
  Error error;
};

// Everything that `cert check` was given, read.
struct CheckInput {
  Certificate leaf;
  TrustAnchors anchors;
  std::vector<Certificate> untrusted;
  std::vector<RevocationList> lists;
  Instant time;
};

Result<std::vector<Certificate>> read_certificates_of(const std::string& name) {
  const auto input = open_input(name);
  if (!input) return input.error();
  return certificates_from(input->bytes());
}

Result<std::vector<RevocationList>> read_lists_of(const std::string& name) {
  const auto input = open_input(name);
  if (!input) return input.error();
  return revocation_lists_from(input->bytes());
}

std::vector<Path> paths_of(const std::vector<std::string>& names) { return {names.begin(), names.end()}; }

// Reads each of the named files with `read` and joins what they hold.
template <typename Value>
std::optional<Failure> read_all(const std::vector<std::string>& names,
                                Result<std::vector<Value>> (*read)(const std::string&), std::vector<Value>& all) {
  for (const auto& name : names) {
    auto values = read(name);
    if (!values) return Failure{name, values.error()};
    all.insert(all.end(), values->begin(), values->end());
  }
  return std::nullopt;
}

std::variant<CheckInput, Failure> read_input(const CertCheckArguments& arguments) {
  auto leaf = read_certificates_of(arguments.input);
  if (!leaf) return Failure{arguments.input, leaf.error()};
  CheckInput input{leaf->front(), {}, {}, {}, std::chrono::floor<std::chrono::seconds>(now())};
  // A bundle: its first certificate is the one in question, the others may complete its chain.
  input.untrusted.assign(leaf->begin() + 1, leaf->end());
  if (!arguments.trust.empty()) {
    auto anchors = load_trust_anchors(paths_of(arguments.trust));
    if (!anchors) return Failure{"--trust", anchors.error()};
    input.anchors = std::move(*anchors);
  }
  if (auto failure = read_all(arguments.untrusted, read_certificates_of, input.untrusted)) return *failure;
  if (auto failure = read_all(arguments.crls, read_lists_of, input.lists)) return *failure;
  for (const auto& oid : arguments.initial_policies) {
    if (!object_named(oid)) return Failure{"--initial-policy", {Reason::usage_wrong, oid + " is no OID"}};
  }
  if (!arguments.at.empty()) {
    const auto time = from_rfc3339(arguments.at);
    if (!time) return Failure{"--at", time.error()};
    input.time = *time;
  }
  return input;
}

ChainCheck check(const CheckInput& input, const CertCheckArguments& arguments) {
  const ChainOptions options{.anchors = input.anchors,
                             .untrusted = input.untrusted,
                             .time = input.time,
                             .policies = {.initial_policies = arguments.initial_policies,
                                          .require_explicit_policy = arguments.require_explicit_policy,
                                          .inhibit_policy_mapping = arguments.inhibit_policy_mapping,
                                          .inhibit_any_policy = arguments.inhibit_any_policy}};
  return check_chain(input.leaf, options, input.lists);
}

// What only means that something is missing; every other finding speaks against the certificate.
bool is_open(const Finding& finding) {
  return finding.reason == Reason::not_trusted || finding.reason == Reason::chain_incomplete ||
         finding.reason == Reason::revocation_unknown;
}

std::string_view indication_of(const Findings& findings) {
  if (findings.empty()) return "PASSED";
  return std::ranges::all_of(findings, is_open) ? "INDETERMINATE" : "FAILED";
}

int exit_code_of(const Findings& findings) {
  if (findings.empty()) return exit_success;
  return exit_code(std::ranges::all_of(findings, is_open) ? ReasonKind::indeterminate : ReasonKind::failed);
}

void write_certificate(JsonWriter& json, const Certificate& certificate) {
  json.begin_object().key("subject").text(certificate.subject()).key("issuer").text(certificate.issuer());
  json.key("serial").text(certificate.serial()).key("sha256").text(hex_lower(certificate.sha256()));
  json.key("not_before").text(to_rfc3339(certificate.not_before()));
  json.key("not_after").text(to_rfc3339(certificate.not_after()));
  json.key("authority").boolean(certificate.is_ca()).key("self_issued").boolean(certificate.is_self_issued());
  const auto key = certificate.public_key();
  json.key("key").text(key ? key->name() : "unknown").end_object();
}

std::string check_as_json(const std::string& path, const CheckInput& input, const ChainCheck& result) {
  JsonWriter json;
  json.begin_object().key("report").text("sceau.cert/1").key("time").text(to_rfc3339(input.time));
  json.key("path").text(path).key("indication").text(indication_of(result.findings));
  json.key("reasons").begin_array();
  for (const auto& finding : result.findings) {
    json.begin_object().key("reason").text(stable_name(finding.reason));
    json.key("detail").text(finding.detail).end_object();
  }
  json.end_array().key("chain").begin_array();
  if (result.chain) {
    for (const auto& certificate : result.chain->certificates()) write_certificate(json, certificate);
  }
  return json.end_array().end_object().str();
}

void say_check(const Terminal& terminal, const std::string& path, const ChainCheck& result) {
  const auto indication = indication_of(result.findings);
  const auto tone = result.findings.empty() ? Tone::good : indication == "FAILED" ? Tone::bad : Tone::unsure;
  terminal.say(fmt::format("{}: {}", printable(path), terminal.coloured(tone, indication)));
  for (const auto& finding : result.findings) {
    terminal.say(fmt::format("  {}: {}", stable_name(finding.reason), printable(finding.detail)));
  }
  if (!result.chain) return;
  for (const auto& certificate : result.chain->certificates()) {
    terminal.say(
        fmt::format("  {}{}", certificate.subject(), certificate == result.chain->anchor() ? " (trusted)" : ""));
  }
}

void say_certificate(const Terminal& terminal, const std::string& path, const Certificate& certificate) {
  const auto key = certificate.public_key();
  terminal.say(fmt::format("{}: {}", printable(path), certificate.subject()));
  terminal.say(fmt::format("  issuer  {}", certificate.issuer()));
  terminal.say(fmt::format("  serial  {}", certificate.serial()));
  terminal.say(
      fmt::format("  valid   {} to {}", to_rfc3339(certificate.not_before()), to_rfc3339(certificate.not_after())));
  terminal.say(
      fmt::format("  key     {}{}", key ? key->name() : "unknown", certificate.is_ca() ? ", of an authority" : ""));
  terminal.say(fmt::format("  sha256  {}", hex_lower(certificate.sha256())));
}

std::string demo_as_json(const DemoAuthority& authority) {
  JsonWriter json;
  json.begin_object().key("report").text("sceau.demo_authority/1").key("folder").text(authority.folder.string());
  return json.key("trust").text(authority.trust_folder.string()).end_object().str();
}

}  // namespace

int run(const CertShowArguments& arguments, const Terminal& terminal) {
  JsonWriter json;
  json.begin_object().key("report").text("sceau.certificates/1").key("certificates").begin_array();
  for (const auto& name : arguments.inputs) {
    const auto certificates = read_certificates_of(name);
    if (!certificates) return terminal.fail(name, certificates.error());
    for (const auto& certificate : *certificates) {
      write_certificate(json, certificate);
      say_certificate(terminal, name, certificate);
    }
  }
  terminal.print_json(json.end_array().end_object().str());
  return exit_success;
}

int run(const CertCheckArguments& arguments, const Terminal& terminal) {
  const auto input = read_input(arguments);
  if (const auto* failure = std::get_if<Failure>(&input)) return terminal.fail(failure->where, failure->error);
  const auto& given = std::get<CheckInput>(input);
  const auto result = check(given, arguments);
  terminal.print_json(check_as_json(arguments.input, given, result));
  say_check(terminal, arguments.input, result);
  return exit_code_of(result.findings);
}

int run(const CertInitDemoArguments&, const Terminal& terminal) {
  const auto folder = demo_folder();
  if (!folder) return terminal.fail("cert init-demo", folder.error());
  const auto authority = open_or_make_demo_authority(*folder, now(), system_random());
  if (!authority) return terminal.fail(folder->string(), authority.error());
  terminal.print_json(demo_as_json(*authority));
  terminal.say(fmt::format("demonstration authority: {}", printable(authority->folder.string())));
  terminal.say(fmt::format("  trust it with --trust {}", printable(authority->trust_folder.string())));
  return exit_success;
}

}  // namespace sceau
