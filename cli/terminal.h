// SPDX-License-Identifier: Apache-2.0
// How the program speaks: results on standard output, everything else on standard error, colour only for people.
#pragma once

#include <string>
#include <string_view>

#include "foundation/result.h"

namespace sceau {

enum class Colour { automatic, always, never };
enum class Tone { plain, good, bad, unsure, faint };

class Terminal {
 public:
  struct Options {
    bool json = false;
    bool quiet = false;
    Colour colour = Colour::automatic;
  };
  explicit Terminal(const Options& options);

  bool json() const { return options_.json; }
  bool quiet() const { return options_.quiet; }

  // A line of the result on standard output. Not printed with --quiet or --json.
  void say(std::string_view line) const;
  // One JSON object on standard output, where --json was asked for.
  void print_json(std::string_view object) const;
  // A line for people on standard error. Not printed with --quiet.
  void note(std::string_view line) const;
  // "sceau: WHERE: sentence (detail)", the stable name, the hint. With --json also a sceau.error/1 object on standard
  // output, unless the command reports errors in an object of its own. The exit code of the error is returned.
  int fail(std::string_view where, const Error& error) const;
  // The same without the JSON object.
  int fail_within_report(std::string_view where, const Error& error) const;

  // Sends off what was printed. 0, or the exit code of file.no_space or file.not_writable where standard output did not
  // take all of it: a result that nobody got must not pass for success. A reader that left early is not complained of.
  int finish() const;

  std::string coloured(Tone tone, std::string_view text) const;

 private:
  Options options_;
  bool colours_;
};

// Is standard output a terminal? Binary output is refused there.
bool stdout_is_terminal();

}  // namespace sceau
