// SPDX-License-Identifier: Apache-2.0
// A whole vote made from docs/audit-bundle.md, to be taken apart by the tests. Everything that depends on something
// else (hashes, checkpoints, statements, the manifest) is made anew by files_of() and bundle_of(), so that a change
// here is a change that its maker signs for.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "verifier/audit/audit_bundle.h"

namespace sceau::test {

using Files = std::map<std::string, std::string>;

// In payloads and results stand for what is known only when the entry is made: {ROOT}, {TOKEN}, {NODES}, {DOC:2},
// {LEAF:2}, {TALLY}, {INFLUENCE}, {TYPED}, {CARRIED}, {PAPERS}, {REGISTER:1}.
struct SampleEntry {
  std::string type, at, payload;
  std::string node = "n1";
};

struct SampleVote {
  std::string meeting = "ag2027";
  std::string toml, frozen;            // {SETTINGS}, {AGENDA}, {FORM} in frozen.json
  std::string form_template;           // canonical JSON
  std::vector<std::string> registers;  // CSV; {REGISTER:N} is the hash of the one at N
  std::vector<SampleEntry> entries;
  std::map<std::uint64_t, std::string> documents;           // as they were admitted, by the index of the entry
  std::optional<std::map<std::uint64_t, std::string>> urn;  // what the packs hold, where that is something else
  Files typed;                                              // "paper" -> CSV
  Files carried;                                            // "ag2026" -> the bundle
  std::string tally, influence;                             // results, with {LEAF:N}
  std::map<std::uint64_t, std::string> stamped;             // times of tokens over checkpoints, by size
  std::string session =
      "format = \"sceau.session/1\"\n[[bureau]]\nrole = \"chair\"\nname = \"C\"\n[[bureau]]\nrole = \"secretary\"\n"
      "name = \"S\"\n";
  std::string made = "2027-05-13T10:00:00Z";
  std::uint8_t tag_octet = 7;  // every octet of the key of the voter tags
  bool has_papers = true;
  std::vector<std::string> signed_fields = {"chair", "secretary"};  // of the papers
  std::set<std::string> sealed;  // tables and fields for which the company's seal signs, not a person
};

// Eight shareholders; the tests that use it say what it comes to.
SampleVote sample_vote();

std::string sample_tally();      // by hand
std::string sample_influence();  // by hand

// Every file but the manifest.
Files files_of(const SampleVote& vote);
Bytes zip_of(const Files& files);
// With a manifest that the seal has signed.
Bytes bundle_of(const Files& files, const SampleVote& vote);

// What a voter would have been given for an entry, with a checkpoint of `size` entries.
std::string receipt_of(const Files& files, std::uint64_t index, std::uint64_t size);
std::string checkpoint_of(const Files& files, std::uint64_t size);

AuditRequest sample_request();
AuditReport audited(const SampleVote& vote, const AuditRequest& request = sample_request());
AuditReport audited(const Files& files, const AuditRequest& request = sample_request());

// The findings, a line each: "audit.tally: results/tally.json: ...".
std::string told(const AuditReport& report);

std::string sha256_of(const std::string& octets);
std::string voter_of(const std::string& shareholder, std::uint8_t tag_octet = 7);  // the keyed tag
std::string canonical(const std::string& json);

void replace_all(std::string& text, const std::string& from, const std::string& to);
// Replaces the first place, which must be there.
void change(std::string& text, const std::string& from, const std::string& to);

}  // namespace sceau::test
