// SPDX-License-Identifier: Apache-2.0
// https_service CERTIFICATE KEY [THREADS [MILLISECONDS [keep]]]: the HTTPS server by itself, for what is tried from
// outside: it reads the code and the form of a request as an intake would, waits, and answers with the form's digest.
// `keep` leaves freed memory as it is. Prints its address and serves until its standard input ends.
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <thread>

#include "crypto/digest.h"
#include "crypto/openssl_memory.h"
#include "formats/xml/xml_memory.h"
#include "formats/xml/xml_reader.h"
#include "foundation/file_bytes.h"
#include "foundation/text_encoding.h"
#include "foundation/wiping_memory.h"
#include "network/http_server.h"

namespace sceau {
namespace {

constexpr std::size_t page_bytes = 32 * 1024;

std::string text_of(const char* path) {
  const auto bytes = read_file(path, 1 << 20);
  return bytes ? to_string(*bytes) : std::string();
}

HttpResponse page() {
  return {200,
          {{"Content-Type", "text/plain"},
           {"Strict-Transport-Security", "max-age=31536000"},
           {"Content-Security-Policy", "default-src 'none'"},
           {"X-Content-Type-Options", "nosniff"},
           {"X-Frame-Options", "DENY"}},
          Bytes(page_bytes, '.')};
}

HttpResponse answer(const HttpRequest& request) {
  if (request.method == "GET") return page();
  const auto credentials = header(request.headers, "Authorization");
  const auto code = credentials.starts_with("Basic ") ? from_base64(credentials.substr(6)) : Result<Bytes>(Bytes());
  const bool is_form = !request.body.empty() && request.body.front() == '<';
  const bool is_wrong = !code || (is_form && !read_xml(request.body));
  const auto form = digest(DigestAlgorithm::sha256, request.body);
  if (is_wrong || !form) return {400, {{"Content-Type", "text/plain"}}, to_bytes("not understood\n")};
  return {200, {{"Content-Type", "text/plain"}}, to_bytes(hex_lower(*form) + "\n")};
}

int serve(char** words, int count) {
  const int threads = count > 3 ? std::atoi(words[3]) : 256;
  const auto wait = std::chrono::milliseconds(count > 4 ? std::atoi(words[4]) : 0);
  auto identity = read_tls_identity(text_of(words[1]), Secret(text_of(words[2])));
  if (!identity) return 1;
  const auto server = serve_http(
      {.tls = *identity, .threads = threads}, [] { return *from_rfc3339("2026-11-22T12:00:00Z"); },
      [wait](const HttpRequest& request) {
        std::this_thread::sleep_for(wait);
        return answer(request);
      });
  if (!server) return 1;
  std::printf("listening on %s\n", server->address().c_str());
  std::fflush(stdout);
  char c = 0;
  while (::read(STDIN_FILENO, &c, 1) > 0) {
  }
  return 0;
}

}  // namespace
}  // namespace sceau

int main(int count, char** words) {
  if (count < 3) return 64;
  std::signal(SIGPIPE, SIG_IGN);
  rlimit files{};
  ::getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &files);
  const bool keeps = count > 5 && std::string_view(words[5]) == "keep";
  if (!keeps) {
    sceau::wipe_freed_memory();
    sceau::wipe_freed_trees();
    if (!sceau::wipe_freed_openssl_memory()) return 1;
  }
  return sceau::serve(words, count);
}
