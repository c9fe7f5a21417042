// SPDX-License-Identifier: Apache-2.0
#include "cli/terminal.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "cli/environment.h"
#include "cli/exit_code.h"
#include "formats/json/json_writer.h"
#include "foundation/text_encoding.h"

namespace sceau {
namespace {

// https://no-color.org: any value of NO_COLOR switches colour off.
bool wants_colours(Colour colour) {
  if (colour != Colour::automatic) return colour == Colour::always;
  return stdout_is_terminal() && variable("NO_COLOR").empty() && variable("TERM") != "dumb";
}

std::string_view escape_of(Tone tone) {
  switch (tone) {
    case Tone::plain: return "";
    case Tone::good: return "\x1b[32m";
    case Tone::bad: return "\x1b[31m";
    case Tone::unsure: return "\x1b[33m";
    case Tone::faint: return "\x1b[2m";
  }
  return "";
}

void print_line(std::FILE* stream, std::string_view line) {
  std::fwrite(line.data(), 1, line.size(), stream);
  std::fputc('\n', stream);
}

std::string error_as_json(std::string_view where, const Error& error) {
  const auto& row = row_of(error.reason);
  JsonWriter json;
  json.begin_object().key("report").text("sceau.error/1").key("where").text(where);
  json.key("error").begin_object().key("reason").text(row.stable_name).key("kind").text(name_of(row.kind));
  json.key("sentence").text(row.sentence).key("detail").text(error.detail).key("hint").text(row.hint);
  return json.end_object().end_object().str();
}

}  // namespace

bool stdout_is_terminal() { return ::isatty(STDOUT_FILENO) == 1; }

Terminal::Terminal(const Options& options) : options_(options), colours_(wants_colours(options.colour)) {}

void Terminal::say(std::string_view line) const {
  if (!options_.json && !options_.quiet) print_line(stdout, line);
}

void Terminal::print_json(std::string_view object) const {
  if (options_.json) print_line(stdout, object);
}

void Terminal::note(std::string_view line) const {
  if (!options_.quiet) print_line(stderr, line);
}

int Terminal::fail(std::string_view where, const Error& error) const {
  print_json(error_as_json(where, error));
  return fail_within_report(where, error);
}

int Terminal::fail_within_report(std::string_view where, const Error& error) const {
  const auto& row = row_of(error.reason);
  auto line = where.empty() ? std::string("sceau: ") : fmt::format("sceau: {}: ", printable(where));
  line += row.sentence;
  if (!error.detail.empty()) line += fmt::format(" ({})", printable(error.detail));
  print_line(stderr, line);
  print_line(stderr, fmt::format("  reason: {}", row.stable_name));
  if (!row.hint.empty()) print_line(stderr, fmt::format("  hint:   {}", row.hint));
  return exit_code(row.kind);
}

int Terminal::finish() const {
  const bool failed_before = std::ferror(stdout) != 0;
  errno = 0;
  if (std::fflush(stdout) == 0 && !failed_before) return exit_success;
  const int failure = errno != 0 ? errno : EIO;
  const auto reason = failure == ENOSPC ? Reason::file_no_space : Reason::file_not_writable;
  if (failure == EPIPE) return exit_code(reason);
  return fail_within_report("standard output", {reason, std::strerror(failure)});
}

std::string Terminal::coloured(Tone tone, std::string_view text) const {
  if (!colours_ || tone == Tone::plain) return std::string(text);
  return fmt::format("{}{}\x1b[0m", escape_of(tone), text);
}

}  // namespace sceau
