// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/version.h"
#include "crypto/openssl_error.h"
#include "formats/json/json_writer.h"
#include "formats/pdf/pdf_file.h"
#include "formats/xml/xml_reader.h"

namespace sceau {

int run(const VersionArguments&, const Terminal& terminal) {
  const std::vector<std::pair<std::string, std::string>> libraries = {
      {"OpenSSL", openssl_version()}, {"qpdf", qpdf_version()}, {"expat", expat_version()}};
  terminal.say(fmt::format("sceau {}", program_version));
  JsonWriter json;
  json.begin_object().key("report").text("sceau.version/1").key("version").text(program_version);
  json.key("libraries").begin_object();
  for (const auto& [name, version] : libraries) {
    terminal.say(fmt::format("  {} {}", name, version));
    json.key(name).text(version);
  }
  terminal.print_json(json.end_object().end_object().str());
  return exit_success;
}

int run(const HelpArguments& arguments, const Terminal& terminal) {
  JsonWriter json;
  json.begin_object().key("report").text("sceau.help/1").key("text").text(arguments.text).end_object();
  terminal.print_json(json.str());
  terminal.say(arguments.text);
  return exit_success;
}

}  // namespace sceau
