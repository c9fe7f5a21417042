// SPDX-License-Identifier: Apache-2.0
// A certificate authority in memory, for one demonstration: a root, an issuing CA, and whomever it is asked to issue a
// certificate to. Every subject says DEMO. Its keys are never written and are gone when it is, so nobody can sign in
// its name later; but its certificates say nothing about anybody either.
#pragma once

#include "certs/certificate.h"
#include "certs/revocation_list.h"
#include "crypto/private_key.h"
#include "crypto/random_bytes.h"

namespace sceau {

enum class DemoHolderUse {
  signer,            // of documents
  qualified_signer,  // the same, with the statements of a qualified certificate (EN 319 412-5): an imitation
  timestamps,        // RFC 3161
  opener,            // of envelopes
};

struct DemoHolderWish {
  DemoHolderUse use = DemoHolderUse::signer;
  std::string common_name;  // without DEMO
  std::string organization;
  std::string surname = {}, given_name = {};  // of a person; empty: not named apart
};

// A P-256 key and the certificate that belongs to it.
struct DemoHolder {
  PrivateKeyHandle key;
  Certificate certificate;
};

class DemoIssuer {
 public:
  // Valid from an hour before `now` for two years; the revocation lists are empty and hold for 30 days from `now`.
  // `name`: "Vote" makes "DEMO Vote Root CA" and "DEMO Vote Issuing CA". Errors: internal.crypto, of the source.
  static Result<DemoIssuer> make(const std::string& name, Instant now, const RandomSource& random);

  Result<DemoHolder> issue(const DemoHolderWish& wish, Instant now, const RandomSource& random) const;
  // What `holder` signs with, the issuing CA in its chain. Error: signature.algorithm_unknown.
  Result<SigningIdentity> identity_of(DemoHolder holder) const;

  const Certificate& root() const { return root_.certificate; }
  const Certificate& issuing() const { return issuing_.certificate; }
  const std::vector<RevocationList>& revocation_lists() const { return lists_; }  // of the root, of the issuing CA

 private:
  DemoIssuer(DemoHolder root, DemoHolder issuing, std::vector<RevocationList> lists)
      : root_(std::move(root)), issuing_(std::move(issuing)), lists_(std::move(lists)) {}
  DemoHolder root_, issuing_;
  std::vector<RevocationList> lists_;
};

}  // namespace sceau
