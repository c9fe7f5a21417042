// SPDX-License-Identifier: Apache-2.0
#include <fnmatch.h>

#include <algorithm>

#include "cli/commands.h"
#include "cli/document_input.h"
#include "cli/exit_code.h"
#include "cli/secret_source.h"
#include "cli/validation_setup.h"
#include "verifier/report_json.h"
#include "verifier/report_text.h"
#include "verifier/verify_document.h"

namespace sceau {
namespace {

// The password is asked for at most once, and only by a document that needs it.
class PasswordOnDemand {
 public:
  explicit PasswordOnDemand(std::string source) : source_(std::move(source)) {}

  // Nothing where the user was asked before, or gave no source and has no terminal: the report then says what is
  // missing.
  bool ask(const std::string& path) {
    if (asked_) return false;
    asked_ = true;
    auto secret = read_secret(source_, "Password of " + path);
    if (!secret) return false;
    secret_ = std::move(*secret);
    return true;
  }
  const Secret& secret() const { return secret_; }

 private:
  std::string source_;
  bool asked_ = false;
  Secret secret_;
};

DocumentReport verify_file(const std::string& path, const std::optional<ByteView>& content, PasswordOnDemand& password,
                           const ValidationContext& context) {
  const auto input = open_input(path);
  if (!input) return {.path = path, .format = "", .error = input.error(), .signatures = {}};
  const auto judge = [&] {
    return verify_document({.path = path, .bytes = input->bytes(), .password = password.secret(), .content = content},
                           context);
  };
  auto report = judge();
  const bool locked = report.error && report.error->reason == Reason::pdf_password_needed;
  return locked && password.ask(path) ? judge() : report;
}

bool may_be_unsigned(const VerifyArguments& arguments, const DocumentReport& document) {
  return std::ranges::any_of(arguments.allow_unsigned, [&](const std::string& glob) {
    return ::fnmatch(glob.c_str(), document.path.c_str(), 0) == 0;
  });
}

int exit_code_of(const DocumentReport& document, const VerifyArguments& arguments) {
  if (document.error) return exit_code(ReasonKind::malformed);
  switch (document.indication()) {
    case Indication::total_passed: return exit_success;
    case Indication::total_failed: return exit_code(ReasonKind::failed);
    case Indication::indeterminate:
      return arguments.fail_on == "failed" ? exit_success : exit_code(ReasonKind::indeterminate);
    case Indication::no_signature:
      return may_be_unsigned(arguments, document) ? exit_success : exit_code(ReasonKind::indeterminate);
  }
  return exit_code(ReasonKind::internal);
}

Tone tone_of(ReportLine::Mood mood) {
  switch (mood) {
    case ReportLine::Mood::plain: return Tone::plain;
    case ReportLine::Mood::good: return Tone::good;
    case ReportLine::Mood::bad: return Tone::bad;
    case ReportLine::Mood::unsure: return Tone::unsure;
  }
  return Tone::plain;
}

void tell(const DocumentReport& document, const VerifyArguments& arguments, const Terminal& terminal) {
  for (const auto& line : report_text(document)) terminal.say(terminal.coloured(tone_of(line.mood), line.text));
  const bool unsigned_file = !document.error && document.indication() == Indication::no_signature;
  if (unsigned_file && may_be_unsigned(arguments, document))
    terminal.say("    unsigned, which --allow-unsigned permits");
}

}  // namespace

int run(const VerifyArguments& arguments, const Terminal& terminal) {
  const auto context = validation_context(arguments.trust, arguments.crls, arguments.at);
  if (!context) return terminal.fail("verify", context.error());
  std::optional<InputDocument> content;
  if (!arguments.content.empty()) {
    auto opened = open_input(arguments.content);
    if (!opened) return terminal.fail("verify", opened.error());
    content = std::move(*opened);
  }
  const auto content_bytes = content ? std::optional(content->bytes()) : std::nullopt;
  PasswordOnDemand password(arguments.password);
  Report report{context->time, context->policy, {}};
  int code = exit_success;
  for (const auto& path : arguments.inputs) {
    report.documents.push_back(verify_file(path, content_bytes, password, *context));
    code = worst_exit_code(code, exit_code_of(report.documents.back(), arguments));
    tell(report.documents.back(), arguments, terminal);
  }
  terminal.print_json(report_json(report));
  return code;
}

}  // namespace sceau
