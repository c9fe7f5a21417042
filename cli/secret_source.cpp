// SPDX-License-Identifier: Apache-2.0
#include "cli/secret_source.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <cstring>

namespace sceau {
namespace {

constexpr std::size_t longest_secret = 4096;  // characters

Error not_readable(std::string_view source, std::string_view why) {
  return {Reason::secret_not_readable, fmt::format("{}: {}", source, why)};
}

// One line, read byte by byte so that nothing of what follows is consumed, into one buffer that is never reallocated.
Result<Secret> read_line(int descriptor, std::string_view source) {
  std::string line;
  line.reserve(longest_secret);
  char c = 0;
  while (true) {
    const auto count = ::read(descriptor, &c, 1);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return not_readable(source, std::strerror(errno));
    if (count == 0 || c == '\n') break;
    if (line.size() == longest_secret) {
      explicit_bzero(line.data(), line.size());
      return not_readable(source, "the line is too long");
    }
    line += c;
  }
  if (line.ends_with('\r')) line.pop_back();
  return Secret(std::move(line));
}

Result<Secret> read_from_file(const std::string& path, std::string_view source) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return not_readable(source, std::strerror(errno));
  struct stat status {};
  const bool known = ::fstat(descriptor, &status) == 0;
  if (known && S_ISREG(status.st_mode) && (status.st_mode & 077) != 0) {
    ::close(descriptor);
    return Error{Reason::secret_file_too_open, fmt::format("{}: mode {:o}", path, status.st_mode & 0777)};
  }
  auto secret = read_line(descriptor, source);
  ::close(descriptor);
  return secret;
}

Result<Secret> read_from_variable(const std::string& name, std::string_view source) {
  char* value = std::getenv(name.c_str());
  if (value == nullptr) return not_readable(source, "the variable is not set");
  std::string text(value);
  explicit_bzero(value, std::strlen(value));  // also what /proc/self/environ shows
  ::unsetenv(name.c_str());
  return Secret(std::move(text));
}

Result<Secret> read_from_descriptor(std::string_view number, std::string_view source) {
  int descriptor = -1;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), descriptor);
  if (error != std::errc() || end != number.data() + number.size() || descriptor < 0) {
    return Error{Reason::secret_source_malformed, std::string(source)};
  }
  return read_line(descriptor, source);
}

Result<Secret> read_from_terminal(const std::string& prompt) {
  const int terminal = ::open("/dev/tty", O_RDWR | O_CLOEXEC);
  termios before{};
  if (terminal < 0 || ::tcgetattr(terminal, &before) != 0) {
    if (terminal >= 0) ::close(terminal);
    return not_readable("tty", "there is no terminal to ask on; name a source such as file:PATH");
  }
  termios silent = before;
  silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
  silent.c_lflag |= ECHONL;
  ::tcsetattr(terminal, TCSAFLUSH, &silent);
  const auto text = prompt + ": ";
  auto secret = ::write(terminal, text.data(), text.size()) < 0 ? Result<Secret>(not_readable("tty", "cannot prompt"))
                                                                : read_line(terminal, "tty");
  ::tcsetattr(terminal, TCSAFLUSH, &before);
  ::close(terminal);
  return secret;
}

}  // namespace

Result<Secret> read_secret(std::string_view source, const std::string& prompt) {
  if (source == "tty") return read_from_terminal(prompt);
  if (source.starts_with("file:")) return read_from_file(std::string(source.substr(5)), source);
  if (source.starts_with("env:")) return read_from_variable(std::string(source.substr(4)), source);
  if (source.starts_with("fd:")) return read_from_descriptor(source.substr(3), source);
  // The text is not repeated: it may be the secret itself, typed in the wrong place.
  return Error{Reason::secret_source_malformed, "neither file:PATH, env:NAME, fd:N nor tty"};
}

}  // namespace sceau
