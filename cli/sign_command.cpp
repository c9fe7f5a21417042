// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <set>

#include "cli/commands.h"
#include "cli/document_input.h"
#include "cli/exit_code.h"
#include "cli/signing_identity.h"
#include "cli/system_clock.h"
#include "cli/timestamp_source.h"
#include "formats/json/json_writer.h"
#include "foundation/in_parallel.h"
#include "foundation/text_encoding.h"
#include "signer/sign_pdf.h"
#include "signer/sign_xml.h"

namespace sceau {
namespace {

// What came of one input.
struct SignedFile {
  std::string input, output, level;
  std::optional<Error> error;
};

std::string level_name(DocumentKind kind, bool timestamped) {
  return fmt::format("{}-BASELINE-{}", kind == DocumentKind::pdf ? "PAdES" : "XAdES", timestamped ? "T" : "B");
}

Status sign_as_pdf(ByteView document, const SigningOptions& options, const SignArguments& arguments,
                   const std::string& output) {
  auto result = sign_pdf(document, options,
                         {.field = arguments.field,
                          .reason = arguments.reason,
                          .location = arguments.location,
                          .contact = arguments.contact});
  const bool password_given = arguments.password != "tty";
  if (!result && result.error().reason == Reason::pdf_password_needed && password_given) {
    return Error{Reason::pdf_encrypted, "a password does not help yet"};
  }
  if (!result) return result.error();
  if (arguments.dry_run) return Done{};
  return write_output(output, result->pieces(), arguments.force);
}

Status sign_as_xml(ByteView document, const SigningOptions& options, const SignArguments& arguments,
                   const std::string& output) {
  const auto result = sign_xml(document, options);
  if (!result) return result.error();
  if (arguments.dry_run) return Done{};
  const ByteView piece(*result);
  return write_output(output, std::span(&piece, 1), arguments.force);
}

// An output that exists is refused before a time-stamp is asked for; writing checks again.
Status output_is_free(const std::string& output, bool force) {
  std::error_code ignored;
  if (force || is_stream(output) || !std::filesystem::exists(output, ignored)) return Done{};
  return Error{Reason::file_exists, output};
}

Status sign_file(const SignArguments& arguments, const SigningOptions& options, SignedFile& file) {
  const auto input = open_input(file.input);
  if (!input) return input.error();
  const auto kind = kind_of_document(input->bytes(), arguments.format);
  if (!kind) return kind.error();
  if (*kind == DocumentKind::timestamp) return Error{Reason::input_unknown_format, "a time-stamp is not signed"};
  if (auto different = output_is_not_input(file.output, file.input); !different) return different;
  if (auto free = output_is_free(file.output, arguments.force); !free) return free;
  file.level = level_name(*kind, arguments.level == "T" || arguments.level == "t");
  return *kind == DocumentKind::pdf ? sign_as_pdf(input->bytes(), options, arguments, file.output)
                                    : sign_as_xml(input->bytes(), options, arguments, file.output);
}

Result<std::vector<SignedFile>> name_outputs(const SignArguments& arguments) {
  std::error_code ignored;
  const bool to_folder = std::filesystem::is_directory(arguments.output, ignored);
  if (arguments.inputs.size() > 1 && !arguments.output.empty() && !to_folder) {
    return Error{Reason::usage_wrong, "with several files, -o must name an existing folder"};
  }
  std::vector<SignedFile> files;
  std::set<std::string> taken;
  for (const auto& input : arguments.inputs) {
    auto output = arguments.output;
    if (output.empty() && input == "-") output = "-";
    if (output.empty() || to_folder) {
      output = derived_output(input == "-" ? "stdin" : input, "signed", to_folder ? Path(output) : Path()).string();
    }
    if (!taken.insert(output).second) return Error{Reason::usage_wrong, "two inputs would be written to " + output};
    files.push_back({.input = input, .output = output, .level = "", .error = std::nullopt});
  }
  return files;
}

void sign_all(const SignArguments& arguments, const SigningOptions& options, std::vector<SignedFile>& files) {
  in_parallel(files.size(), static_cast<std::size_t>(arguments.jobs), [&](std::size_t i) {
    if (auto status = sign_file(arguments, options, files[i]); !status) files[i].error = status.error();
  });
}

std::string report(const std::vector<SignedFile>& files, const std::string& subject, Instant claimed_time) {
  JsonWriter json;
  json.begin_object().key("report").text("sceau.sign/1").key("documents").begin_array();
  for (const auto& file : files) {
    json.begin_object().key("path").text(file.input);
    json.key("output").text_or_null(file.error ? std::nullopt : std::optional(file.output));
    json.key("level").text_or_null(file.level.empty() ? std::nullopt : std::optional(file.level));
    json.key("signer").text(subject).key("claimed").text(to_rfc3339(claimed_time)).key("error");
    if (file.error) {
      json.begin_object().key("reason").text(stable_name(file.error->reason));
      json.key("detail").text(file.error->detail).end_object();
    } else {
      json.null();
    }
    json.end_object();
  }
  return json.end_array().end_object().str();
}

int tell(const std::vector<SignedFile>& files, const SignArguments& arguments, const std::string& subject,
         Instant claimed_time, const Terminal& terminal) {
  int code = exit_success;
  for (const auto& file : files) {
    if (file.error) {
      code = worst_exit_code(code, terminal.fail_within_report(file.input, *file.error));
      continue;
    }
    const auto line = fmt::format("{}{}: {}, {}, {}", arguments.dry_run ? "would write " : "", printable(file.output),
                                  file.level, subject, to_rfc3339(claimed_time));
    is_stream(file.output) ? terminal.note(line) : terminal.say(line);
  }
  // The signed document is the result where it goes to standard output, perhaps as /dev/stdout.
  const bool to_stream = !files.empty() && is_stream(files.front().output);
  if (!to_stream) terminal.print_json(report(files, subject, claimed_time));
  return code;
}

Result<SigningOptions> prepare(const SignArguments& arguments) {
  const auto time = std::chrono::floor<std::chrono::seconds>(now());
  auto identity = signing_identity(arguments, time);
  if (!identity) return identity.error();
  const auto algorithm = chosen_algorithm(arguments, *identity);
  if (!algorithm) return algorithm.error();
  SigningOptions options{*identity, *algorithm, time, std::nullopt};
  if (arguments.level == "B" || arguments.level == "b" || arguments.dry_run) return options;
  auto timestamper = timestamp_source(arguments.timestamp, arguments.demo);
  if (!timestamper) return timestamper.error();
  options.timestamper = std::move(*timestamper);
  return options;
}

}  // namespace

int run(const SignArguments& arguments, const Terminal& terminal) {
  auto files = name_outputs(arguments);
  if (!files) return terminal.fail("sign", files.error());
  const auto options = prepare(arguments);
  if (!options) return terminal.fail("sign", options.error());
  sign_all(arguments, *options, *files);
  return tell(*files, arguments, subject_of(options->identity), options->claimed_time, terminal);
}

}  // namespace sceau
