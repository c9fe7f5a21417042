// SPDX-License-Identifier: Apache-2.0
// TLS as a server speaks it: 1.3 or 1.2, ECDHE with an AEAD cipher only, no compression, no renegotiation, no early
// data. Blocking; a DeadlineWatch on the descriptor ends what takes too long. The process must ignore SIGPIPE.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>

#include "foundation/bytes.h"
#include "foundation/result.h"
#include "foundation/secret.h"

struct ssl_ctx_st;
struct ssl_st;

namespace sceau {

// The certificate chain and the private key that a server shows, with all that its connections share. Copies are the
// same identity. A client may resume a session for an hour in TLS 1.3, where each resumption agrees on a fresh key; in
// TLS 1.2, where it would not, never.
class TlsIdentity {
 public:
  ssl_ctx_st* context() const { return context_.get(); }

 private:
  friend Result<TlsIdentity> read_tls_identity(std::string_view chain_pem, const Secret& key_pem);
  explicit TlsIdentity(std::shared_ptr<ssl_ctx_st> context) : context_(std::move(context)) {}
  std::shared_ptr<ssl_ctx_st> context_;
};

// The server's certificate, then its issuers; an unencrypted key. Whether clients will trust the chain, and for which
// names, is not asked. Errors: certificate.malformed, key.not_readable, key.does_not_fit, internal.crypto.
Result<TlsIdentity> read_tls_identity(std::string_view chain_pem, const Secret& key_pem);

// One connection after its handshake.
class TlsSession {
 public:
  // Nothing where the client does not get through the handshake. The descriptor must outlive the session, which does
  // not close it.
  static std::optional<TlsSession> accept(const TlsIdentity& identity, int descriptor);

  std::size_t read(std::uint8_t* into, std::size_t most);  // 0 at the end, however it came
  bool write(ByteView bytes);
  void say_goodbye();       // close_notify: nothing is written after it
  bool is_drained() const;  // nothing was deciphered that was not read

 private:
  struct Free {
    void operator()(ssl_st* ssl) const;
  };
  explicit TlsSession(std::unique_ptr<ssl_st, Free> ssl) : ssl_(std::move(ssl)) {}
  std::unique_ptr<ssl_st, Free> ssl_;
};

}  // namespace sceau
