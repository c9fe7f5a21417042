// SPDX-License-Identifier: Apache-2.0
// register/SHA256.csv: who the shareholders are and what they hold. A large company has a million of them, so names are
// kept as digests: they are compared, never shown.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "foundation/finding.h"
#include "verifier/audit/meeting_settings.h"
#include "verifier/audit/person_names.h"

namespace sceau::audit {

using ShortDigest = std::array<std::uint8_t, 16>;  // the beginning of a SHA-256

ShortDigest name_digest(const Person& person);   // of name_key()
ShortDigest exact_digest(const Person& person);  // of surname, first name, company and domicile as written

struct Shareholder {
  std::string id;
  ShortDigest name{}, exact{};
  bool is_intermediary = false;
  std::uint32_t first_holding = 0, holdings = 0;  // their places in the register
};

struct Holding {
  std::string account;
  std::uint16_t isin = 0, deprived = 0;  // places in the tables of the register
  bool is_treasury = false, is_bearer = false, is_deprived_of_all = false, has_attestation = false;
  std::int64_t shares = 0, votes = 0;
};

struct RegisterTotals {
  std::int64_t shareholders = 0, holdings = 0, shares = 0, treasury = 0, shares_with_vote = 0, votes = 0;
};

// Shareholders in the order of their ids; the holdings of each in that of account and ISIN.
struct Register {
  std::vector<Shareholder> shareholders;
  std::vector<Holding> holdings;
  std::vector<std::string> isins = {""};
  std::vector<std::vector<std::string>> deprived = {{}};  // lists of labels

  const Shareholder* shareholder(std::string_view id) const;
  std::span<const Holding> holdings_of(const Shareholder& shareholder) const;
  const Holding* holding(std::string_view shareholder, std::string_view account, std::string_view isin) const;
  const std::string& isin_of(const Holding& holding) const { return isins[holding.isin]; }
  RegisterTotals totals() const;

  // L44. Without a vote whatever is voted on: treasury, deprived of all, no votes.
  static bool is_always_deprived(const Holding& holding);
  bool is_deprived(const Holding& holding, const Resolution& resolution) const;
};

struct RegisterReading {
  Register shares;
  Findings findings;  // value.wrong, each with its line, 20 at most; with any of them the register is not to be used
};

// Errors: those of read_csv, value.wrong (the header), input.too_large.
Result<RegisterReading> read_register(ByteView csv);

}  // namespace sceau::audit
