// SPDX-License-Identifier: Apache-2.0
// The register of shareholders at one moment: who they are, what they hold, and how many votes each holding has. The
// quorum counts shares, the majority counts votes (L45), so every holding carries both.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "foundation/bytes.h"
#include "foundation/finding.h"
#include "foundation/instant.h"
#include "foundation/result.h"
#include "vote/form.h"
#include "vote/meeting.h"

namespace sceau {

inline constexpr std::int64_t most_shares = (std::int64_t{1} << 53) - 1;  // of a whole register

enum class RegisteredKind { registered, administered, bearer, treasury };

struct Shareholder {
  std::string id;
  Person identity;
  std::string email;
  Language language = Language::french;
  bool is_intermediary = false;  // registered for others, and so may split its votes
  bool operator==(const Shareholder&) const = default;
};

struct Holding {
  std::string shareholder, account, isin;
  RegisteredKind kind = RegisteredKind::registered;
  std::int64_t shares = 0, votes = 0;
  bool is_deprived_of_all = false;
  std::vector<std::string> deprived;  // labels of the resolutions on which it cannot vote
  std::string attestation;            // reference of the certificate of participation (bearer)
  bool operator==(const Holding&) const = default;
};

struct Sale;

struct RegisterTotals {
  std::int64_t shareholders = 0, holdings = 0, shares = 0, treasury = 0;
  std::int64_t shares_with_vote = 0;  // the base of the quorum where no resolution takes more off
  std::int64_t votes = 0;
  bool operator==(const RegisterTotals&) const = default;
};

// Sorted: shareholders by id, holdings by shareholder, account and ISIN. No id and no holding is there twice.
class Register {
 public:
  const std::vector<Shareholder>& shareholders() const { return shareholders_; }
  const std::vector<Holding>& holdings() const { return holdings_; }

  const Shareholder* shareholder(std::string_view id) const;        // null where there is none
  std::span<const Holding> holdings_of(std::string_view id) const;  // of one shareholder
  const Holding* holding(std::string_view shareholder, std::string_view account, std::string_view isin) const;
  RegisterTotals totals() const;  // precondition: read without findings

 private:
  friend class RegisterBuilder;
  friend Register without_shares_sold(const Register&, std::span<const Sale>, Instant);
  Register(std::vector<Shareholder> shareholders, std::vector<Holding> holdings);
  std::vector<Shareholder> shareholders_;
  std::vector<Holding> holdings_;
};

struct RegisterReading {
  Register shares;
  Findings findings;  // vote.register_irregular, each with its line; 100 at most, the last one saying how many more
};

// A CSV table whose first line names its columns, in any order: shareholder, account, kind, shares, votes and domicile
// are needed; surname, first_name, company, registration, email, language, intermediary, isin, deprived and attestation
// may be there. One line for each holding; a shareholder's particulars are the same on all of his or her lines.
// `deprived` is "all" or labels of resolutions with '|' between. Errors: those of read_csv, vote.register_irregular
// (the first line), for nothing could be read then.
Result<RegisterReading> read_register(ByteView csv, const Meeting& meeting);

// The same register, the same bytes: every column, in order. This is what is kept and hashed.
std::string write_register(const Register& shares);
Result<Bytes> register_hash(const Register& shares);  // SHA-256 of write_register

// L44: is the holding taken off the base of the quorum, and without a vote, on that resolution?
bool is_deprived(const Holding& holding, const Resolution& resolution);

// The base of the quorum of a resolution: shares whose votes can be cast on it.
std::int64_t quorum_base(const Register& shares, const Resolution& resolution);

// Shares that left a holding. What the buyer holds comes with the next register.
struct Sale {
  std::string shareholder, account, isin;
  std::int64_t shares = 0, votes = 0;  // taken off the holding; never below zero
  Instant at;
};

// L33: sales before the record instant change the holdings, later ones do not. The ballots stay as they were cast: only
// their weight is another one.
Register without_shares_sold(const Register& shares, std::span<const Sale> sales, Instant record);

}  // namespace sceau
