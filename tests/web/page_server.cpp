// SPDX-License-Identifier: Apache-2.0
// page_server CERTIFICATE KEY: the pages of the sample meeting over TLS, on an intake that is real but for its clock,
// which stands an hour before the close. Prints its address; "late" on standard input moves the clock past the close,
// and the end of standard input ends the server.
#include <csignal>
#include <cstdio>
#include <iostream>
#include <string>

#include "network/http_server.h"
#include "tests/vote/intake_bench.h"
#include "vote/pages/page_routes.h"

namespace sceau {
namespace {

constexpr std::size_t most_pem_bytes = 64 * 1024;

Result<TlsIdentity> identity_from(const Path& certificate, const Path& key) {
  const auto chain = read_file(certificate, most_pem_bytes);
  if (!chain) return chain.error();
  const auto secret = read_file(key, most_pem_bytes);
  if (!secret) return secret.error();
  return read_tls_identity(as_text(*chain), Secret(to_string(*secret)));
}

Status serve(const Path& certificate, const Path& key) {
  auto identity = identity_from(certificate, key);
  if (!identity) return identity.error();
  auto token_key = new_symmetric_key(system_random());
  if (!token_key) return token_key.error();

  IntakeBench bench;
  VotingPages pages(*bench.intake, std::move(*token_key), system_random());
  ServerOptions options;
  options.tls = std::move(*identity);
  auto server = serve_http(
      options, [&] { return bench.now; }, [&](const HttpRequest& request) { return pages.answer(request); });
  if (!server) return server.error();

  std::cout << server->address() << std::endl;
  for (std::string line; std::getline(std::cin, line);) {
    if (line == "late") bench.now = bench.deadline() + std::chrono::seconds(1);
    std::cout << line << std::endl;
  }
  server->stop(std::chrono::seconds(1));
  return Done{};
}

}  // namespace
}  // namespace sceau

int main(int count, char** arguments) {
  if (count != 3) return 64;
  std::signal(SIGPIPE, SIG_IGN);
  const auto served = sceau::serve(arguments[1], arguments[2]);
  if (served) return 0;
  std::fprintf(stderr, "page_server: %s\n", served.error().detail.c_str());
  return 70;
}
