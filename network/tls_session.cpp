// SPDX-License-Identifier: Apache-2.0
#include "network/tls_session.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

namespace sceau {
namespace {

constexpr long resumption_seconds = 3600;

using BioHandle = std::unique_ptr<BIO, decltype(&BIO_free)>;
using CertificateHandle = std::unique_ptr<X509, decltype(&X509_free)>;
using KeyHandle = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;

BioHandle memory(std::string_view text) {
  return {BIO_new_mem_buf(text.data(), static_cast<int>(text.size())), &BIO_free};
}

// An encrypted key is not asked a passphrase for: without this OpenSSL would ask the terminal.
int no_passphrase(char*, int, int, void*) { return -1; }

bool use_chain(SSL_CTX* context, std::string_view pem) {
  const auto source = memory(pem);
  const CertificateHandle leaf(PEM_read_bio_X509(source.get(), nullptr, no_passphrase, nullptr), &X509_free);
  if (!leaf || SSL_CTX_use_certificate(context, leaf.get()) != 1) return false;
  while (true) {
    CertificateHandle issuer(PEM_read_bio_X509(source.get(), nullptr, no_passphrase, nullptr), &X509_free);
    if (!issuer) break;
    if (SSL_CTX_add0_chain_cert(context, issuer.get()) != 1) return false;
    static_cast<void>(issuer.release());  // the context's now
  }
  const bool at_end = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
  ERR_clear_error();
  return at_end;
}

Status use_key(SSL_CTX* context, const Secret& pem) {
  const auto source = memory(pem.reveal());
  const KeyHandle key(PEM_read_bio_PrivateKey(source.get(), nullptr, no_passphrase, nullptr), &EVP_PKEY_free);
  if (!key) return Error{Reason::key_not_readable, "the key of the TLS server"};
  if (SSL_CTX_use_PrivateKey(context, key.get()) != 1 || SSL_CTX_check_private_key(context) != 1) {
    return Error{Reason::key_does_not_fit, "the key of the TLS server"};
  }
  return Done{};
}

// A ticket of TLS 1.2 would let whoever learns the ticket key decipher what was recorded before.
int refuse_old_tickets(SSL* ssl, int*, void*) {
  const unsigned char* versions = nullptr;
  std::size_t size = 0;
  if (SSL_client_hello_get0_ext(ssl, TLSEXT_TYPE_supported_versions, &versions, &size) != 1) {
    SSL_set_options(ssl, SSL_OP_NO_TICKET);
  }
  return SSL_CLIENT_HELLO_SUCCESS;
}

bool restrict(SSL_CTX* context) {
  // A truncated request is found by its length, so an end without close_notify is no error; and after the deadline has
  // shut down the reading side an answer can still be written.
  SSL_CTX_set_options(context, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE |
                                   SSL_OP_CLEANSE_PLAINTEXT | SSL_OP_IGNORE_UNEXPECTED_EOF);
  SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_AUTO_RETRY);
  SSL_CTX_set_read_ahead(context, 1);  // one system call for all that has come, instead of two for each record
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_timeout(context, resumption_seconds);
  SSL_CTX_set_client_hello_cb(context, refuse_old_tickets, nullptr);
  return SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1 &&
         SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20") == 1 &&
         SSL_CTX_set1_groups_list(context, "X25519:P-256:P-384") == 1 && SSL_CTX_set_num_tickets(context, 1) == 1;
}

}  // namespace

Result<TlsIdentity> read_tls_identity(std::string_view chain_pem, const Secret& key_pem) {
  ERR_clear_error();
  const std::shared_ptr<SSL_CTX> context(SSL_CTX_new(TLS_server_method()), &SSL_CTX_free);
  if (!context || !restrict(context.get())) return Error{Reason::crypto_failed, "TLS context"};
  if (!use_chain(context.get(), chain_pem)) {
    return Error{Reason::certificate_malformed, "the certificate of the TLS server"};
  }
  const auto used = use_key(context.get(), key_pem);
  ERR_clear_error();
  if (!used) return used.error();
  return TlsIdentity(context);
}

void TlsSession::Free::operator()(ssl_st* ssl) const { SSL_free(ssl); }

std::optional<TlsSession> TlsSession::accept(const TlsIdentity& identity, int descriptor) {
  ERR_clear_error();
  std::unique_ptr<SSL, Free> ssl(SSL_new(identity.context()));
  const bool done = ssl && SSL_set_fd(ssl.get(), descriptor) == 1 && SSL_accept(ssl.get()) == 1;
  ERR_clear_error();
  if (!done) return std::nullopt;
  return TlsSession(std::move(ssl));
}

std::size_t TlsSession::read(std::uint8_t* into, std::size_t most) {
  std::size_t count = 0;
  ERR_clear_error();
  return SSL_read_ex(ssl_.get(), into, most, &count) == 1 ? count : 0;
}

bool TlsSession::write(ByteView bytes) {
  std::size_t count = 0;
  ERR_clear_error();
  return bytes.empty() || SSL_write_ex(ssl_.get(), bytes.data(), bytes.size(), &count) == 1;
}

void TlsSession::say_goodbye() {
  ERR_clear_error();
  static_cast<void>(SSL_shutdown(ssl_.get()));
  ERR_clear_error();
}

bool TlsSession::is_drained() const { return SSL_has_pending(ssl_.get()) == 0; }

}  // namespace sceau
