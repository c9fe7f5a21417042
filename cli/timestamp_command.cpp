// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/document_input.h"
#include "cli/exit_code.h"
#include "cli/signing_identity.h"
#include "cli/timestamp_source.h"
#include "crypto/timestamp_response.h"
#include "formats/json/json_writer.h"
#include "foundation/text_encoding.h"
#include "signer/sign_pdf.h"

namespace sceau {
namespace {

std::string output_name(const TimestampCommandArguments& arguments) {
  if (!arguments.output.empty()) return arguments.output;
  if (arguments.input == "-") return "-";
  if (arguments.embed) return derived_output(arguments.input, "stamped", {}).string();
  return arguments.input + ".tsr";
}

Status stamp_inside(ByteView document, const TimestampCommandArguments& arguments, const Timestamper& timestamper,
                    const std::string& output) {
  const auto kind = kind_of_document(document);
  if (!kind) return kind.error();
  if (*kind != DocumentKind::pdf) return Error{Reason::input_unknown_format, "--embed is for PDF files"};
  auto stamped = timestamp_pdf(document, timestamper, digest_named(arguments.digest));
  if (!stamped) return stamped.error();
  return write_output(output, stamped->pieces(), arguments.force);
}

Status stamp_beside(ByteView document, const TimestampCommandArguments& arguments, const Timestamper& timestamper,
                    const std::string& output) {
  const auto algorithm = digest_named(arguments.digest);
  const auto imprint = digest(algorithm, document);
  if (!imprint) return imprint.error();
  const auto token = timestamper(algorithm, *imprint);
  if (!token) return token.error();
  const auto response = response_around(*token);
  if (!response) return response.error();
  const ByteView piece(*response);
  return write_output(output, std::span(&piece, 1), arguments.force);
}

Status stamp(const TimestampCommandArguments& arguments, const std::string& output) {
  const auto input = open_input(arguments.input);
  if (!input) return input.error();
  if (auto different = output_is_not_input(output, arguments.input); !different) return different;
  const auto timestamper = timestamp_source(arguments.timestamp, false);
  if (!timestamper) return timestamper.error();
  return arguments.embed ? stamp_inside(input->bytes(), arguments, *timestamper, output)
                         : stamp_beside(input->bytes(), arguments, *timestamper, output);
}

}  // namespace

int run(const TimestampCommandArguments& arguments, const Terminal& terminal) {
  const auto output = output_name(arguments);
  if (const auto done = stamp(arguments, output); !done) return terminal.fail(arguments.input, done.error());
  const auto line = fmt::format("{}: time-stamp of {}", printable(output), printable(arguments.input));
  if (is_stream(output)) {
    terminal.note(line);
    return exit_success;
  }
  terminal.say(line);
  JsonWriter json;
  json.begin_object().key("report").text("sceau.timestamp/1").key("path").text(arguments.input);
  json.key("output").text(output).end_object();
  terminal.print_json(json.str());
  return exit_success;
}

}  // namespace sceau
