// SPDX-License-Identifier: Apache-2.0
// An intake with everything real but the outside: store and log in a folder of their own, a clock that stands where the
// test puts it, a urn whose key the test has.
#pragma once

#include <gmock/gmock.h>

#include <memory>
#include <string>

#include "crypto/decryption_key.h"
#include "foundation/file_bytes.h"
#include "tests/pki/test_pki.h"
#include "tests/vote/sample_meeting.h"
#include "vote/accept_vote.h"
#include "vote/intake_routes.h"
#include "vote/sqlite_store.h"

namespace sceau {

inline constexpr std::string_view code_of_s1 = "DNBY-BKTC-NW3A-EDDV-Z", code_of_s2 = "V2FH-VJAK-3NXV-00WS-Z";
inline constexpr std::string_view code_of_s3 = code_of_s1, code_of_s4 = code_of_s2, code_of_s5 = code_of_s1;

// Fails at will; otherwise the store it stands before.
struct StoreFaults {
  bool append_fails = false;    // nothing was stored
  bool append_forgets = false;  // it was stored, but the answer got lost
};

class IntakeBench {
 public:
  explicit IntakeBench(const std::string& toml = sample_toml());
  ~IntakeBench();

  Instant deadline() const { return frozen.times().closes.utc; }

  // The form of a shareholder, filled in: for, against, abstain.
  Form form_of(std::string_view shareholder) const;
  // As JSON, by code; received at `clock`.
  BallotRequest request(const Form& form, std::string key = "");
  Decision cast(const Form& form, std::string_view code, std::string key = "");
  Decision cast_signed(const Form& form, const test::Issued& signer);
  static Credentials credentials(std::string_view shareholder, std::string_view code);

  // Everything in the log, from the store.
  std::vector<EntryRecord> logged();
  // What the urn holds of an entry.
  std::string opened(const StoredEntry& entry);

  // The store and its log closed and opened again, as after a crash.
  void restart();

  Path folder;
  FrozenMeeting frozen;
  Instant now;
  ClockState clock_state;
  StoreFaults faults;
  bool log_fails = false;
  test::Issued urn, seal, qualified, company;
  std::shared_ptr<const SigningKey> log_key;
  std::unique_ptr<BallotStore> store;
  std::unique_ptr<VoteLog> log;
  std::shared_ptr<const StorageKeys> keys;
  std::unique_ptr<VoteIntake> intake;

 private:
  void open();
};

// Certificates that shareholders sign with.
test::Issued signer_named(const IntakeBench& bench, std::string surname, std::string given_name, bool is_qualified);

}  // namespace sceau
