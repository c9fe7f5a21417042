// SPDX-License-Identifier: Apache-2.0
#include "certs/authority/demo_authority.h"

#include <openssl/obj_mac.h>
#include <sys/stat.h>

#include "certs/authority/certificate_issuer.h"
#include "certs/authority/demo_folder.h"

namespace sceau {
namespace {

using std::chrono::hours;

constexpr auto backdating = hours(1);
constexpr auto year = hours(24 * 365);
constexpr auto list_lifetime = hours(24 * 30);
constexpr std::string_view format_text = "sceau demonstration authority 1\n";
constexpr std::size_t file_limit_bytes = 1 << 20;
constexpr const char* country = "FR";
constexpr const char* company = "DEMO Company";
constexpr const char* authority_name = "DEMO Authority";
// An OID from a UUID (ITU-T X.667), so that it claims no policy of anybody.
constexpr const char* timestamp_policy = "2.25.211328424138614276018143174271018203904";

// One certificate of the authority: the name of its files and what it says.
struct Role {
  const char* file;
  const char* common_name;
  const char* organization;
  NewKey key;
  hours lifetime;
  std::vector<ExtensionText> extensions;
};

Role root_role() {
  return {
      "root",         "DEMO Root CA",
      authority_name, NewKey::p256,
      10 * year,      {{NID_basic_constraints, "critical,CA:TRUE"}, {NID_key_usage, "critical,keyCertSign,cRLSign"}}};
}

Role issuing_role() {
  return {"issuing",
          "DEMO Issuing CA",
          authority_name,
          NewKey::p256,
          10 * year,
          {{NID_basic_constraints, "critical,CA:TRUE,pathlen:0"}, {NID_key_usage, "critical,keyCertSign,cRLSign"}}};
}

Role signer_role(const char* file, const char* common_name, NewKey key) {
  return {file, common_name, company, key, 3 * year, {{NID_key_usage, "critical,digitalSignature,nonRepudiation"}}};
}

Role rsa_signer_role() { return signer_role("rsa-signer", "DEMO Paul Durand", NewKey::rsa_3072); }
Role p256_signer_role() { return signer_role("p256-signer", "DEMO Jeanne Martin", NewKey::p256); }

// RFC 3161, 2.3: the extended key usage is critical and alone.
Role timestamp_role() {
  return {"timestamp",    "DEMO Time-Stamp Authority",
          authority_name, NewKey::p256,
          3 * year,       {{NID_key_usage, "critical,digitalSignature"}, {NID_ext_key_usage, "critical,timeStamping"}}};
}

Error not_made(const Path& path, const Error& cause) {
  return {Reason::authority_not_made, path.string() + ": " + std::string(stable_name(cause.reason)) +
                                          (cause.detail.empty() ? "" : ", " + cause.detail)};
}

// ---- Making ----

// A key and its certificate, still in memory.
struct Made {
  PrivateKeyHandle key;
  Certificate certificate;
  CertificateIssuer issuer() const { return {certificate.handle(), key.get()}; }
};

Result<Made> make(const Role& role, const CertificateIssuer& issuer, Instant now, const RandomSource& random) {
  auto key = generate_key(role.key);
  if (!key) return key.error();
  const CertificateContent content{
      role.common_name, role.organization, country, now - backdating, now - backdating + role.lifetime,
      role.extensions};
  auto certificate = issue_certificate(content, key->get(), issuer, random);
  if (!certificate) return certificate.error();
  return Made{std::move(*key), std::move(*certificate)};
}

Status write_private(const Path& path, std::string_view text) {
  return write_atomically(path, as_bytes(text), {.existing = Existing::replace, .mode = 0600});
}

// The key, and the certificate with what stands above it (the root apart).
Status store(const DemoFolder& place, const Role& role, const Made& made, const std::string& above) {
  const auto key = private_key_pem(made.key.get(), Secret());
  if (!key) return key.error();
  if (auto written = write_private(place.key(role.file), key->reveal()); !written) return written;
  return write_private(place.certificates(role.file), to_pem(made.certificate) + above);
}

Status write_list(const DemoFolder& place, const Role& role, const CertificateIssuer& issuer, Instant now) {
  const auto list = issue_revocation_list(issuer, now, now + list_lifetime);
  if (!list) return list.error();
  return write_private(place.list(role.file), to_pem(*list));
}

Status make_end_entities(const DemoFolder& place, const Made& issuing, Instant now, const RandomSource& random) {
  for (const auto& role : {rsa_signer_role(), p256_signer_role(), timestamp_role()}) {
    auto made = make(role, issuing.issuer(), now, random);
    if (!made) return made.error();
    if (auto stored = store(place, role, *made, to_pem(issuing.certificate)); !stored) return stored;
  }
  return Done{};
}

Status make_trust_folder(const DemoFolder& place, const Made& root, const Made& issuing, Instant now) {
  if (::mkdir(place.trust().c_str(), 0700) != 0) return Error{Reason::file_not_writable, place.trust().string()};
  if (auto written = write_private(place.root(), to_pem(root.certificate)); !written) return written;
  if (auto written = write_list(place, root_role(), root.issuer(), now); !written) return written;
  return write_list(place, issuing_role(), issuing.issuer(), now);
}

Status make_all(const DemoFolder& place, Instant now, const RandomSource& random) {
  auto root = make(root_role(), {}, now, random);
  if (!root) return root.error();
  auto issuing = make(issuing_role(), root->issuer(), now, random);
  if (!issuing) return issuing.error();
  if (auto stored = store(place, root_role(), *root, ""); !stored) return stored;
  if (auto stored = store(place, issuing_role(), *issuing, ""); !stored) return stored;
  if (auto made = make_end_entities(place, *issuing, now, random); !made) return made;
  if (auto made = make_trust_folder(place, *root, *issuing, now); !made) return made;
  return write_private(place.made(), format_text);
}

// Nobody sees the folder under its name before it is complete. Only under the lock.
Status make_authority(const Path& folder, Instant now, const RandomSource& random) {
  const auto making = fresh_folder_beside(folder);
  if (!making) return making.error();
  auto made = make_all({*making}, now, random);
  if (made) made = move_into_place(*making, folder);
  if (made) return made;
  std::error_code ignored;
  std::filesystem::remove_all(*making, ignored);
  return made.error().reason == Reason::crypto_failed ? made : Status(not_made(folder, made.error()));
}

// ---- Opening ----

bool is_there(const Path& folder) {
  std::error_code failed;
  return std::filesystem::exists(folder, failed) && !std::filesystem::is_empty(folder, failed);
}

Result<SigningIdentity> open_identity(const DemoFolder& place, const Role& role) {
  auto key = read_file(place.key(role.file), file_limit_bytes);
  if (!key) return key.error();
  const Secret wiped_later(to_string(*key));
  key->assign(key->size(), 0);
  const auto certificates = read_file(place.certificates(role.file), file_limit_bytes);
  if (!certificates) return certificates.error();
  return read_identity(as_bytes(wiped_later.reveal()), *certificates, Secret());
}

Result<SigningIdentity> open_valid_identity(const DemoFolder& place, const Role& role, Instant now) {
  auto identity = open_identity(place, role);
  if (!identity) return not_made(place.key(role.file), identity.error());
  const auto certificate = certificate_from(identity->certificate);
  if (!certificate) return not_made(place.certificates(role.file), certificate.error());
  if (now > certificate->not_after()) {
    return not_made(place.folder, {Reason::key_certificate_expired, to_rfc3339(certificate->not_after())});
  }
  return identity;
}

Result<PrivateKeyHandle> open_key(const DemoFolder& place, const Role& role) {
  const auto pem = read_file(place.key(role.file), file_limit_bytes);
  if (!pem) return pem.error();
  return read_private_key(*pem, Secret());
}

Status renew_list(const DemoFolder& place, const Role& role, Instant now) {
  const auto key = open_key(place, role);
  if (!key) return key.error();
  const auto bytes = read_file(place.certificates(role.file), file_limit_bytes);
  if (!bytes) return bytes.error();
  const auto certificates = certificates_from(*bytes);
  if (!certificates) return certificates.error();
  return write_list(place, role, {certificates->front().handle(), key->get()}, now);
}

bool is_past_half(const RevocationList& list, Instant now) { return now > list.this_update() + list_lifetime / 2; }

Result<TrustAnchors> read_trust(const DemoFolder& place) {
  const std::vector<Path> places{place.trust()};
  auto trust = load_trust_anchors(places);
  if (!trust) return not_made(place.trust(), trust.error());
  if (trust->revocation_lists.size() != 2) return not_made(place.trust(), {Reason::crl_malformed, "two are needed"});
  return trust;
}

Result<TrustAnchors> open_trust(const DemoFolder& place, Instant now) {
  auto trust = read_trust(place);
  const auto is_stale = [&](const RevocationList& list) { return is_past_half(list, now); };
  if (!trust || std::ranges::none_of(trust->revocation_lists, is_stale)) return trust;
  const auto lock = lock_folder(place.folder);
  if (!lock) return lock.error();
  for (const auto& role : {root_role(), issuing_role()}) {
    if (auto renewed = renew_list(place, role, now); !renewed) return not_made(place.list(role.file), renewed.error());
  }
  return read_trust(place);
}

Result<DemoAuthority> open_authority(const DemoFolder& place, Instant now) {
  const auto format = read_file(place.made(), file_limit_bytes);
  if (!format) return not_made(place.folder, format.error());
  if (as_text(*format) != format_text) return not_made(place.made(), {Reason::input_unknown_format, ""});
  auto rsa = open_valid_identity(place, rsa_signer_role(), now);
  if (!rsa) return rsa.error();
  auto p256 = open_valid_identity(place, p256_signer_role(), now);
  if (!p256) return p256.error();
  auto stamps = open_valid_identity(place, timestamp_role(), now);
  if (!stamps) return stamps.error();
  auto trust = open_trust(place, now);
  if (!trust) return trust.error();
  return DemoAuthority{
      std::move(*rsa),   std::move(*p256), {std::move(*stamps), timestamp_policy, std::chrono::seconds(1)},
      std::move(*trust), place.trust(),    place.folder};
}

}  // namespace

Result<DemoAuthority> open_or_make_demo_authority(const Path& folder, Instant now, const RandomSource& random) {
  if (!is_there(folder)) {
    const auto lock = lock_folder(folder);
    if (!lock) return lock.error();
    if (!is_there(folder)) {
      if (auto made = make_authority(folder, now, random); !made) return made.error();
    }
  }
  return open_authority({folder}, now);
}

}  // namespace sceau
