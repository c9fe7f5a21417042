// SPDX-License-Identifier: Apache-2.0
#include "verifier/audit/check_results.h"

#include <fmt/format.h>

#include "crypto/digest.h"
#include "formats/json/canonical_json.h"
#include "formats/json/strict_json.h"
#include "verifier/audit/compare_values.h"
#include "verifier/audit/expected_results.h"

namespace sceau::audit {
namespace {

constexpr std::size_t results_limit = std::size_t{512} << 20;
constexpr JsonLimits limits = {
    .document_bytes = results_limit, .depth = 16, .values = std::size_t{40} << 20, .members = 1000};

std::optional<Hash> hash_of_file(const BundleFiles& files, std::string_view name) {
  auto digester = Digester::start(DigestAlgorithm::sha256);
  if (!digester) return std::nullopt;
  const auto read = files.zip().stream(name, [&](ByteView piece) -> Status {
    digester->update(piece);
    return Done{};
  });
  const auto octets = read ? digester->finish() : Result<Bytes>(read.error());
  const auto hash = octets ? tree_hash_from(*octets) : Result<Hash>(octets.error());
  return hash ? std::optional(*hash) : std::nullopt;
}

std::string place_of(const TallyAct& tally) { return fmt::format("log/entries.tsv: entry {}", tally.index); }

// Names of the entry, by their last part, against files of the folder with that ending.
struct NamedFiles {
  std::string_view folder, ending, member;
  Reason reason;
};

void names_the_files(const BundleFiles& files, const NamedFiles& named, const HashesByName& said, const TallyAct& tally,
                     FindingList& findings) {
  HashesByName left;
  for (const auto& [name, hash] : said) left.emplace(std::string(last_part(name)), hash);
  for (const auto& name : files.names_in(named.folder)) {
    if (!name.ends_with(named.ending)) continue;
    auto key = std::string(last_part(name));
    auto entry = left.find(key);
    if (entry == left.end()) entry = left.find(key.substr(0, key.size() - named.ending.size()));
    if (entry == left.end()) {
      findings.add(named.reason, fmt::format("{}: /{} does not name {}", place_of(tally), named.member, name));
      continue;
    }
    const auto hash = hash_of_file(files, name);
    if (hash != entry->second) {
      findings.add(named.reason, fmt::format("{}: /{} says {}, but {} has {}", place_of(tally), named.member,
                                             hex(entry->second), name, hash ? hex(*hash) : "none"));
    }
    left.erase(entry);
  }
  for (const auto& [name, hash] : left) {
    findings.add(named.reason, fmt::format("{}: /{}/{} is not in the bundle", place_of(tally), named.member, name));
  }
}

void compare(const BundleFiles& files, std::string_view name, Reason reason, const Hash& said, const Value& recounted,
             FindingList& findings) {
  const auto bytes = files.read(name, findings, results_limit);
  if (!bytes) return;
  if (const auto hash = sha256(*bytes); hash != said) {
    findings.add(reason, fmt::format("{}: its SHA-256 is {}, the log says {}", name, hex(hash), hex(said)));
  }
  const auto value = read_json(*bytes, limits);
  if (!value) return findings.add_malformed(name, value.error());
  if (canonical_json(*value) != as_text(*bytes)) {
    findings.add(Reason::audit_file_malformed, fmt::format("{}: the JSON is not in its canonical form", name));
  }
  compare_values(reason, name, *value, recounted, findings);
}

}  // namespace

std::string_view last_part(std::string_view name) {
  const auto slash = name.rfind('/');
  return slash == std::string_view::npos ? name : name.substr(slash + 1);
}

void check_count_inputs(const BundleFiles& files, const AuditedLog& log, const TallyAct& tally, FindingList& findings) {
  if (tally.log_size > tally.index || tally.log_size > log.size()) {
    findings.add(Reason::audit_tally,
                 fmt::format("{}: /log_size {} is more than the log had", place_of(tally), tally.log_size));
  }
  names_the_files(files, {"typed/", ".csv", "typed", Reason::audit_statement}, tally.typed, tally, findings);
  names_the_files(files, {"carried/", ".zip", "carried", Reason::audit_carried}, tally.carried, tally, findings);
}

void check_results(const BundleFiles& files, const Recount& recount, const TallyAct& tally, FindingList& findings) {
  compare(files, "results/tally.json", Reason::audit_tally, tally.tally, expected_tally(recount), findings);
  compare(files, "results/influence.json", Reason::audit_influence, tally.influence,
          expected_influence(recount, recount_influence(recount)), findings);
}

}  // namespace sceau::audit
