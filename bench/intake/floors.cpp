// SPDX-License-Identifier: Apache-2.0
#include "bench/intake/floors.h"

#include <fcntl.h>
#include <openssl/ssl.h>
#include <unistd.h>

#include <cstdio>
#include <memory>
#include <thread>

#include "crypto/random_bytes.h"
#include "tests/pki/test_pki.h"
#include "vote/sqlite_store.h"

namespace sceau::bench {
namespace {

using Clock = test::Latencies::Clock;
using Context = std::shared_ptr<SSL_CTX>;

constexpr std::size_t block_bytes = 4096;
constexpr std::size_t at_rest_bytes = 700;

void must(bool done, const char* what) {
  if (done) return;
  std::fprintf(stderr, "intake_load: %s\n", what);
  std::exit(1);
}

Context server_context(const test::Issued& issued) {
  Context context(SSL_CTX_new(TLS_server_method()), &SSL_CTX_free);
  SSL_CTX_set_num_tickets(context.get(), 0);
  must(SSL_CTX_use_certificate(context.get(), issued.certificate.handle()) == 1 &&
           SSL_CTX_use_PrivateKey(context.get(), issued.key.get()) == 1,
       "TLS identity");
  return context;
}

void shake_hands(SSL_CTX* client_context, SSL_CTX* server_context) {
  const std::unique_ptr<SSL, decltype(&SSL_free)> client(SSL_new(client_context), &SSL_free);
  const std::unique_ptr<SSL, decltype(&SSL_free)> server(SSL_new(server_context), &SSL_free);
  BIO* one = nullptr;
  BIO* other = nullptr;
  must(BIO_new_bio_pair(&one, 0, &other, 0) == 1, "a pair of buffers");
  SSL_set_bio(client.get(), one, one);
  SSL_set_bio(server.get(), other, other);
  SSL_set_connect_state(client.get());
  SSL_set_accept_state(server.get());
  for (int i = 0; i < 10 && (SSL_is_init_finished(client.get()) == 0 || SSL_is_init_finished(server.get()) == 0); ++i) {
    SSL_do_handshake(client.get());
    SSL_do_handshake(server.get());
  }
  must(SSL_is_init_finished(server.get()) == 1, "TLS handshake");
}

StoredEntry some_entry(std::size_t sealed_bytes) {
  const auto& random = system_random();
  auto leaf = random_bytes(random, 32), at_rest = random_bytes(random, at_rest_bytes),
       sealed = random_bytes(random, sealed_bytes);
  must(leaf && at_rest && sealed, "random bytes");
  return {EntryType::ballot, Instant{}, *leaf, *at_rest, *sealed};
}

test::Latencies append_until(BallotStore& store, std::size_t sealed_bytes, Clock::time_point end) {
  test::Latencies latencies;
  while (Clock::now() < end) {
    const auto entry = some_entry(sealed_bytes);
    const Expression expression{.voter = Bytes(entry.leaf.rbegin(), entry.leaf.rend()),
                                .mode = ParticipationMode::voting_form,
                                .idempotency_key = entry.leaf,
                                .request = entry.leaf};
    const auto begin = Clock::now();
    const auto appended = store.append(entry, expression);
    latencies.add(Clock::now() - begin);
    must(appended && appended->outcome == AppendOutcome::stored, "the store does not store");
  }
  return latencies;
}

}  // namespace

test::Latencies sync_latency(const Path& folder, std::chrono::milliseconds duration) {
  const auto path = folder / "sync-latency";
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  must(file >= 0, path.c_str());
  const Bytes block(block_bytes, 'x');
  test::Latencies latencies;
  for (const auto end = Clock::now() + duration; Clock::now() < end;) {
    must(::write(file, block.data(), block.size()) == static_cast<ssize_t>(block.size()), "write");
    const auto begin = Clock::now();
    must(::fdatasync(file) == 0, "fdatasync");
    latencies.add(Clock::now() - begin);
  }
  ::close(file);
  ::unlink(path.c_str());
  return latencies;
}

double tls_handshakes_per_second(std::chrono::milliseconds duration) {
  const auto issued = test::issue({.common_name = "localhost"});
  const auto server = server_context(issued);
  const Context client(SSL_CTX_new(TLS_client_method()), &SSL_CTX_free);
  std::size_t count = 0;
  const auto begin = Clock::now();
  for (; Clock::now() - begin < duration; ++count) shake_hands(client.get(), server.get());
  return static_cast<double>(count) / std::chrono::duration<double>(Clock::now() - begin).count();
}

CommitRate store_commits(const Path& folder, std::size_t threads, std::size_t sealed_bytes,
                         std::chrono::milliseconds duration) {
  const auto file = folder / "commits.sqlite";
  auto store = SqliteStore::open({.file = file});
  must(static_cast<bool>(store), "a store cannot be made");
  std::vector<test::Latencies> each(threads);
  const auto begin = Clock::now();
  {
    std::vector<std::jthread> appending;
    for (auto& latencies : each) {
      appending.emplace_back([&] { latencies = append_until(**store, sealed_bytes, begin + duration); });
    }
  }
  const std::chrono::duration<double> taken = Clock::now() - begin;
  CommitRate rate{};
  for (const auto& latencies : each) rate.latencies.add_all(latencies);
  rate.per_second = static_cast<double>(rate.latencies.count()) / taken.count();
  for (const char* end : {"", "-wal", "-shm"}) ::unlink((file.string() + end).c_str());
  return rate;
}

}  // namespace sceau::bench
