// SPDX-License-Identifier: Apache-2.0
// What a server keeps in the folder of a meeting, and the keys it makes for trying things out where none are given.
#pragma once

#include "crypto/private_key.h"
#include "crypto/random_bytes.h"
#include "foundation/file_bytes.h"
#include "network/tls_session.h"
#include "vote/frozen_meeting.h"

namespace sceau {

struct ServerFolder {
  Path path;  // "server" in the folder of the meeting, mode 0700

  Path database() const { return path / "ballots.sqlite"; }
  Path anchor() const { return path / "checkpoint"; }  // the newest checkpoint, outside the database
  Path log_key() const { return path / "log.key.pem"; }
  Path log_public_key() const { return path / "log.pub"; }  // to be handed to whoever checks receipts
  Path seal_key() const { return path / "seal.key.pem"; }
  Path seal_certificate() const { return path / "seal.crt.pem"; }
  Path former_seals() const { return path / "former-seals"; }  // certificates of seals that were replaced in the vote
  Path tls_key() const { return path / "tls.key.pem"; }
  Path tls_certificate() const { return path / "tls.crt.pem"; }
};
inline ServerFolder server_folder_of(const Path& meeting) { return {meeting / "server"}; }

// Error: file.not_writable.
Status make_server_folder(const ServerFolder& folder);

struct ServerKeys {
  std::shared_ptr<const SigningKey> log;
  SigningIdentity seal;
  TlsIdentity tls;
  std::string log_verifier_key;   // one line, as it stands in log.pub
  std::vector<std::string> made;  // names of what was made for trying out: DEMO certificates, the log's key
};

// Reads what is there and makes what is missing, each key with mode 0600. A key without its certificate, or the other
// way round, is an error, not a reason to make another. Errors: key.*, certificate.*, file.*, internal.crypto.
Result<ServerKeys> server_keys(const ServerFolder& folder, const Meeting& meeting, Instant now,
                               const RandomSource& random);

// The log's key, and the company's seal, as they lie there; neither is made. Errors: key.*, certificate.*, file.*.
Result<std::shared_ptr<const SigningKey>> read_log_key(const ServerFolder& folder);
Result<SigningIdentity> read_seal(const ServerFolder& folder);

// Certificate and key of the site once more, after they were renewed. Errors: key.*, certificate.*, file.*.
Result<TlsIdentity> read_server_tls(const ServerFolder& folder);

// "vote.exemple.fr" and "vote.exemple.fr:8443" of an origin.
std::string host_of(const std::string& origin);
std::string name_of_log(const Meeting& meeting);  // "vote.exemple.fr/ag2027"

}  // namespace sceau
