// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/check_registers.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "verifier/audit/check_decisions.h"

namespace sceau::audit {
namespace {

constexpr std::size_t register_limit = std::size_t{512} << 20;
constexpr std::size_t most_registers = 100;

ShortDigest digest_of_id(std::string_view id) {
  const auto hash = sha256(as_bytes(id));
  ShortDigest digest{};
  std::copy_n(hash.begin(), digest.size(), digest.begin());
  return digest;
}

std::string name_of_register(const Hash& hash) { return fmt::format("register/{}.csv", hex(hash)); }

void blame(std::string_view place, const std::string& what, FindingList& findings) {
  findings.add(Reason::audit_register, fmt::format("{}: {}", place, what));
}

std::optional<Register> read_one(const BundleFiles& files, const Hash& hash, FindingList& findings) {
  const auto name = name_of_register(hash);
  const auto bytes = files.read(name, findings, register_limit);
  if (!bytes) return std::nullopt;
  if (const auto found = sha256(*bytes); found != hash) blame(name, "its SHA-256 is " + hex(found), findings);
  auto reading = read_register(*bytes);
  if (!reading) {
    findings.add_malformed(name, reading.error());
    return std::nullopt;
  }
  findings.add_all(Reason::audit_file_malformed, name, reading->findings);
  return reading->findings.empty() ? std::optional(std::move(reading->shares)) : std::nullopt;
}

std::set<Hash> hashes_named_by(const AuditedLog& log) {
  std::set<Hash> hashes;
  for (const auto& act : log.acts.registers) hashes.insert(act.shares);
  return hashes;
}

void no_register_is_extra(const BundleFiles& files, const std::set<Hash>& named, FindingList& findings) {
  std::set<std::string> wanted;
  for (const auto& hash : named) wanted.insert(name_of_register(hash));
  for (const auto& name : files.names_in("register/")) {
    if (!wanted.contains(name)) blame(name, "is named by no entry of the log", findings);
  }
}

void acts_follow_each_other(const AuditedLog& log, FindingList& findings) {
  const auto& acts = log.acts.registers;
  for (std::size_t i = 0; i < acts.size(); ++i) {
    if (acts[i].is_correction == (i > 0)) continue;
    blame(fmt::format("log/entries.tsv: entry {}", acts[i].index),
          i > 0 ? "is no correction, though a register held already" : "corrects a register before there was one",
          findings);
  }
}

// Whoever voted in the second in which a correction came may have been weighed by the register before it.
void decisions_rest_on_named_registers(const AuditedLog& log, FindingList& findings) {
  std::map<Hash, const RegisterAct*> first_named;
  for (const auto& act : log.acts.registers) first_named.emplace(act.shares, &act);
  for (const auto& decision : log.decisions) {
    const auto act = first_named.find(decision.shares);
    if (act != first_named.end() && act->second->index < decision.index) continue;
    blame(fmt::format("log/entries.tsv: entry {}", decision.index),
          fmt::format("/register_sha256 {} is of no register that the log had named before", hex(decision.shares)),
          findings);
  }
}

void tally_rests_on_the_last(const AuditedLog& log, const Hash& last, FindingList& findings) {
  if (log.acts.tallies.empty()) return;
  const auto& tally = log.acts.tallies.back();
  if (tally.shares == last) return;
  blame(fmt::format("log/entries.tsv: entry {}", tally.index),
        fmt::format("/register_sha256 is {}, but the last register is {}", hex(tally.shares), hex(last)), findings);
}

}  // namespace

ShareholderDirectory::ShareholderDirectory(const Register& shares) {
  names_.reserve(shares.shareholders.size());
  for (const auto& each : shares.shareholders) names_.emplace_back(digest_of_id(each.id), each.name);
  std::ranges::sort(names_);
}

std::optional<ShortDigest> ShareholderDirectory::name_of(std::string_view id) const {
  const auto wanted = digest_of_id(id);
  const auto found = std::ranges::lower_bound(names_, wanted, {}, &std::pair<ShortDigest, ShortDigest>::first);
  return found != names_.end() && found->first == wanted ? std::optional(found->second) : std::nullopt;
}

std::optional<RegisterBook> check_registers(const BundleFiles& files, const AuditedLog& log, FindingList& findings) {
  const auto named = hashes_named_by(log);
  no_register_is_extra(files, named, findings);
  acts_follow_each_other(log, findings);
  decisions_rest_on_named_registers(log, findings);
  if (named.empty() || named.size() > most_registers) {
    blame("log/entries.tsv", fmt::format("names {} registers", named.size()), findings);
    return std::nullopt;
  }
  std::optional<RegisterBook> book;
  std::map<Hash, ShareholderDirectory> directories;
  const auto& last = log.acts.registers.back().shares;
  for (const auto& hash : named) {
    auto shares = read_one(files, hash, findings);
    if (!shares) continue;
    directories.emplace(hash, *shares);
    if (hash == last) {
      book = RegisterBook{.last = *std::move(shares), .last_hash = hash, .directories = {}, .former_voters = {}};
    }
  }
  tally_rests_on_the_last(log, last, findings);
  if (book) book->directories = std::move(directories);
  return book;
}

void recognise_former_voters(const BundleFiles& files, const AuditedLog& log, const SymmetricKey& voter_tags,
                             RegisterBook& book) {
  std::set<Hash> without_form;
  for (const auto& decision : log.decisions) {
    if (!decision.document) without_form.insert(decision.voter);
  }
  if (without_form.empty()) return;
  FindingList told_already;
  for (const auto& [hash, directory] : book.directories) {
    const auto shares = hash == book.last_hash ? std::nullopt : read_one(files, hash, told_already);
    if (!shares) continue;
    for (const auto& shareholder : shares->shareholders) {
      if (book.last.shareholder(shareholder.id) != nullptr) continue;
      const auto tag = voter_tag(voter_tags, shareholder.id);
      if (without_form.contains(tag)) book.former_voters.emplace(tag, shareholder.id);
    }
  }
}

}  // namespace sceau::audit
