// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "formats/json/json_writer.h"
#include "foundation/nearest_word.h"

namespace sceau {
namespace {

std::vector<std::string> all_names() {
  std::vector<std::string> names;
  for (const auto& row : all_reasons()) names.emplace_back(row.stable_name);
  return names;
}

void write_row(JsonWriter& json, const ReasonRow& row) {
  json.begin_object().key("reason").text(row.stable_name).key("kind").text(name_of(row.kind));
  json.key("exit_code").number(exit_code(row.kind)).key("sentence").text(row.sentence);
  json.key("hint").text(row.hint).end_object();
}

void print_rows(const Terminal& terminal, std::span<const ReasonRow> rows) {
  JsonWriter json;
  json.begin_object().key("report").text("sceau.explain/1").key("reasons").begin_array();
  for (const auto& row : rows) write_row(json, row);
  terminal.print_json(json.end_array().end_object().str());
}

void say_row(const Terminal& terminal, const ReasonRow& row) {
  terminal.say(row.stable_name);
  terminal.say(fmt::format("  {}", row.sentence));
  if (!row.hint.empty()) terminal.say(fmt::format("  hint: {}", row.hint));
  terminal.say(fmt::format("  kind: {}, exit code {} where it decides", name_of(row.kind), exit_code(row.kind)));
}

}  // namespace

int run(const ExplainArguments& arguments, const Terminal& terminal) {
  if (arguments.reason.empty()) {
    print_rows(terminal, all_reasons());
    for (const auto& row : all_reasons()) terminal.say(fmt::format("{:<38} {}", row.stable_name, row.sentence));
    return exit_success;
  }
  const auto reason = reason_named(arguments.reason);
  if (!reason) {
    const auto near = nearest_word(arguments.reason, all_names());
    const auto detail = near.empty() ? arguments.reason : fmt::format("{}, did you mean {}?", arguments.reason, near);
    return terminal.fail("explain", {Reason::reason_unknown, detail});
  }
  print_rows(terminal, std::span(&row_of(*reason), 1));
  say_row(terminal, row_of(*reason));
  return exit_success;
}

}  // namespace sceau
