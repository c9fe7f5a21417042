// SPDX-License-Identifier: Apache-2.0
// The first five minutes: real commands on real documents, each shown as it would be typed.
#include <fmt/format.h>

#include <algorithm>
#include <ctime>

#include "certs/authority/demo_authority.h"
#include "cli/commands.h"
#include "cli/demo_folder.h"
#include "cli/demo_samples.h"
#include "cli/environment.h"
#include "cli/exit_code.h"
#include "cli/system_clock.h"
#include "formats/json/json_writer.h"
#include "foundation/file_bytes.h"

namespace sceau {
namespace {

struct Step {
  std::string command;
  int expected, actual;
};

struct Demo {
  Path folder;
  std::string trust;
  const Terminal& terminal;
  Terminal inner;  // of the commands that are run: silent where the demo itself answers in JSON
  std::vector<Step> steps;

  std::string in_folder(const char* name) const { return (folder / name).string(); }
};

template <typename Arguments>
void perform(Demo& demo, const std::string& command, const Arguments& arguments, int expected) {
  demo.terminal.say(demo.terminal.coloured(Tone::faint, fmt::format("\n$ {}", command)));
  const int actual = run(arguments, demo.inner);
  demo.terminal.say(demo.terminal.coloured(Tone::faint, fmt::format("(exit code {})", actual)));
  demo.steps.push_back({command, expected, actual});
}

void sign(Demo& demo, const char* input, const char* output, const char* key) {
  SignArguments arguments;
  arguments.inputs = {demo.in_folder(input)};
  arguments.output = demo.in_folder(output);
  arguments.demo = true;
  arguments.demo_key = key;
  perform(demo,
          fmt::format("sceau sign --demo --demo-key {} {} -o {}", key, arguments.inputs.front(), arguments.output),
          arguments, exit_success);
}

void verify(Demo& demo, const char* input, int expected) {
  VerifyArguments arguments;
  arguments.inputs = {demo.in_folder(input)};
  arguments.trust = {demo.trust};
  perform(demo, fmt::format("sceau verify --trust {} {}", demo.trust, arguments.inputs.front()), arguments, expected);
}

// Changes one byte of a signed sample: in the PDF within the first stream, in the XML the first digit of a text.
std::size_t place_to_tamper(std::string_view document) {
  if (document.starts_with("%PDF")) return document.find("stream\n") + 40;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  for (auto at = document.find("?>"); at + 1 < document.size(); ++at) {
    if (document[at] == '>' && is_digit(document[at + 1])) return at + 1;
  }
  return document.find("</") - 1;
}

Status tamper(Demo& demo, const char* input, const char* output) {
  auto bytes = read_file(demo.folder / input, std::size_t{1} << 24);
  if (!bytes) return bytes.error();
  const auto place = place_to_tamper(as_text(*bytes));
  if (place >= bytes->size()) return Error{Reason::internal_error, "no byte to change in the sample"};
  (*bytes)[place] ^= 1;
  demo.terminal.say(fmt::format("\nOne byte of {} is changed, at offset {}: {}", demo.in_folder(input), place,
                                demo.in_folder(output)));
  return write_atomically(demo.folder / output, *bytes, {});
}

Status write_samples(const Demo& demo) {
  if (auto done = write_atomically(demo.folder / "contract.pdf", sample_contract(), {}); !done) return done;
  return write_atomically(demo.folder / "hr-letter.xml", sample_hr_letter(), {});
}

Status play(Demo& demo) {
  if (auto done = write_samples(demo); !done) return done;
  sign(demo, "contract.pdf", "contract.signed.pdf", "rsa");
  sign(demo, "hr-letter.xml", "hr-letter.signed.xml", "p256");
  verify(demo, "contract.signed.pdf", exit_success);
  verify(demo, "hr-letter.signed.xml", exit_success);
  if (auto done = tamper(demo, "contract.signed.pdf", "contract.tampered.pdf"); !done) return done;
  verify(demo, "contract.tampered.pdf", exit_code(ReasonKind::failed));
  if (auto done = tamper(demo, "hr-letter.signed.xml", "hr-letter.tampered.xml"); !done) return done;
  verify(demo, "hr-letter.tampered.xml", exit_code(ReasonKind::failed));
  return Done{};
}

std::string report(const Demo& demo) {
  JsonWriter json;
  json.begin_object().key("report").text("sceau.demo/1").key("folder").text(demo.folder.string());
  json.key("trust").text(demo.trust).key("steps").begin_array();
  for (const auto& step : demo.steps) {
    json.begin_object().key("command").text(step.command).key("exit_code").number(step.actual);
    json.key("expected").number(step.expected).end_object();
  }
  return json.end_array().end_object().str();
}

Result<DemoAuthority> demo_authority() {
  const auto folder = demo_folder();
  if (!folder) return folder.error();
  return open_or_make_demo_authority(*folder, now(), system_random());
}

}  // namespace

int run(const DemoArguments& arguments, const Terminal& terminal) {
  const auto authority = demo_authority();
  if (!authority) return terminal.fail("demo", authority.error());
  const auto folder = new_demo_folder(arguments.folder, "sceau-demo-");
  if (!folder) return terminal.fail("demo", folder.error());
  terminal.say(fmt::format("DEMO authority (root, issuing CA, two signers, time-stamp authority): {}",
                           authority->folder.string()));
  Demo demo{*folder,
            authority->trust_folder.string(),
            terminal,
            Terminal({.quiet = terminal.json() || terminal.quiet()}),
            {}};
  if (const auto played = play(demo); !played) return terminal.fail("demo", played.error());
  terminal.print_json(report(demo));
  const auto surprising =
      std::ranges::find_if(demo.steps, [](const Step& step) { return step.actual != step.expected; });
  if (surprising != demo.steps.end()) {
    return terminal.fail_within_report("demo", {Reason::internal_error, surprising->command});
  }
  terminal.say(fmt::format("\nSigned twice, verified twice, tampered twice, found out twice. The files are in {}",
                           folder->string()));
  return exit_success;
}

}  // namespace sceau
