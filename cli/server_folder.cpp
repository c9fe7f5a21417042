// SPDX-License-Identifier: Apache-2.0
#include "cli/server_folder.h"

#include <filesystem>

#include "certs/authority/demo_certificate.h"
#include "crypto/transparency_log.h"

namespace sceau {
namespace {

constexpr std::size_t most_key_bytes = std::size_t{1} << 20;

bool is_there(const Path& path) {
  std::error_code failure;
  return std::filesystem::exists(path, failure) || failure;
}

Status write_private(const Path& path, std::string_view text) {
  return write_atomically(path, as_bytes(text), {.mode = 0600});
}

Status write_key(const Path& path, const EVP_PKEY* key) {
  const auto pem = private_key_pem(key, Secret());
  if (!pem) return pem.error();
  return write_private(path, pem->reveal());
}

Result<std::shared_ptr<const SigningKey>> log_key_of(const ServerFolder& folder, std::vector<std::string>& made) {
  if (!is_there(folder.log_key())) {
    const auto key = generate_key(NewKey::ed25519);
    if (!key) return key.error();
    const auto written = write_key(folder.log_key(), key->get());
    if (!written) return written.error();
    made.push_back("the log's key");
  }
  return read_log_key(folder);
}

Status write_demo(const Path& key, const Path& certificate, const DemoCertificateWish& wish, Instant now,
                  const RandomSource& random) {
  const auto made = make_demo_certificate(wish, now, random);
  if (!made) return made.error();
  const auto written = write_private(key, made->key_pem.reveal());
  if (!written) return written;
  return write_atomically(certificate, as_bytes(made->certificate_pem), {});
}

// Both files or none: half an identity is somebody's mistake.
Result<bool> is_given(const Path& key, const Path& certificate) {
  const bool has_key = is_there(key), has_certificate = is_there(certificate);
  if (has_key == has_certificate) return has_key;
  return Error{Reason::key_without_certificate, (has_key ? certificate : key).string() + " is missing"};
}

Result<SigningIdentity> seal_of(const ServerFolder& folder, const Meeting& meeting, Instant now,
                                const RandomSource& random, std::vector<std::string>& made) {
  const auto given = is_given(folder.seal_key(), folder.seal_certificate());
  if (!given) return given.error();
  if (!*given) {
    const DemoCertificateWish wish{.use = DemoUse::seal, .organization = meeting.issuer.name};
    const auto done = write_demo(folder.seal_key(), folder.seal_certificate(), wish, now, random);
    if (!done) return done.error();
    made.push_back("a DEMO seal of the company");
  }
  return read_seal(folder);
}

Result<TlsIdentity> tls_of(const ServerFolder& folder, const Meeting& meeting, Instant now, const RandomSource& random,
                           std::vector<std::string>& made) {
  const auto given = is_given(folder.tls_key(), folder.tls_certificate());
  if (!given) return given.error();
  if (!*given) {
    const auto host = host_of(meeting.origin);
    const DemoCertificateWish wish{DemoUse::site, meeting.issuer.name, host.substr(0, host.rfind(':'))};
    const auto done = write_demo(folder.tls_key(), folder.tls_certificate(), wish, now, random);
    if (!done) return done.error();
    made.push_back("a DEMO certificate of the site");
  }
  return read_server_tls(folder);
}

}  // namespace

std::string host_of(const std::string& origin) {
  const auto slashes = origin.find("//");
  return slashes == std::string::npos ? origin : origin.substr(slashes + 2);
}

std::string name_of_log(const Meeting& meeting) { return host_of(meeting.origin) + "/" + meeting.id; }

Status make_server_folder(const ServerFolder& folder) {
  std::error_code failure;
  std::filesystem::create_directories(folder.path, failure);
  if (!failure) std::filesystem::permissions(folder.path, std::filesystem::perms::owner_all, failure);
  if (failure) return Error{Reason::file_not_writable, folder.path.string()};
  return Done{};
}

Result<std::shared_ptr<const SigningKey>> read_log_key(const ServerFolder& folder) {
  const auto pem = read_file(folder.log_key(), most_key_bytes);
  if (!pem) return pem.error();
  auto key = read_private_key(*pem, Secret());
  if (!key) return key.error();
  return signing_key_from(std::move(*key));
}

Result<SigningIdentity> read_seal(const ServerFolder& folder) {
  const auto key = read_file(folder.seal_key(), most_key_bytes);
  const auto certificate = read_file(folder.seal_certificate(), most_key_bytes);
  if (!key) return key.error();
  if (!certificate) return certificate.error();
  return read_identity(*key, *certificate, Secret());
}

Result<TlsIdentity> read_server_tls(const ServerFolder& folder) {
  const auto chain = read_file(folder.tls_certificate(), most_key_bytes);
  if (!chain) return chain.error();
  auto key = read_file(folder.tls_key(), most_key_bytes);
  if (!key) return key.error();
  return read_tls_identity(as_text(*chain), Secret(to_string(*key)));
}

Result<ServerKeys> server_keys(const ServerFolder& folder, const Meeting& meeting, Instant now,
                               const RandomSource& random) {
  std::vector<std::string> made;
  auto log = log_key_of(folder, made);
  if (!log) return log.error();
  auto seal = seal_of(folder, meeting, now, random, made);
  if (!seal) return seal.error();
  auto tls = tls_of(folder, meeting, now, random, made);
  if (!tls) return tls.error();
  const auto line = verifier_key(name_of_log(meeting), (*log)->public_key());
  if (!line) return line.error();
  const auto written =
      write_atomically(folder.log_public_key(), as_bytes(*line + "\n"), {.existing = Existing::replace});
  if (!written) return written.error();
  return ServerKeys{std::move(*log), std::move(*seal), std::move(*tls), *line, std::move(made)};
}

}  // namespace sceau
