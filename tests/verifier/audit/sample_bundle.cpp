// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <sstream>

#include "crypto/digest.h"
#include "crypto/keyed_hash.h"
#include "crypto/transparency_log.h"
#include "formats/json/canonical_json.h"
#include "formats/json/strict_json.h"
#include "formats/zip/zip_writer.h"
#include "foundation/text_encoding.h"
#include "tests/formats/pdf/pdf_builder.h"
#include "tests/verifier/audit/sample_people.h"
#include "tests/verifier/audit/sample_vote.h"

namespace sceau::test {
namespace {

const std::string zeros(64, '0'), origin = "vote.exemple.fr/ag2027", answers[] = {"", "one", "two"};

std::string base64_of(const TreeHash& hash) { return base64(hash); }

Bytes tag_key(std::uint8_t octet) { return Bytes(32, octet); }

const SigningKey& log_key() {
  static const auto key = *signing_key_from(*generate_key(NewKey::ed25519));
  return *key;
}

std::string note_of(const MerkleTree& tree, std::uint64_t size) {
  return write_checkpoint(*sign_checkpoint({origin, size, *tree.root(size)}, log_key()));
}

const Issued& urn() {
  static const auto issued = issue({.common_name = "Urn"});
  return issued;
}

std::string statement_of(const std::string& table, const std::string& csv, const SampleVote& vote) {
  return xml_signed_by(
      vote.sealed.contains(table) ? sample_seal() : sample_operator(),
      fmt::format(R"(<Statement xmlns="urn:sceau:vote:statement:1" table="{}" meeting="{}" sha256="{}" )"
                  R"(operator="Op" at="2027-05-12T09:00:00Z"></Statement>)",
                  table, vote.meeting, sha256_of(csv)));
}

// One page with the fields "chair" and "secretary", and the files attached.
std::string blank_paper(const Files& attached) {
  std::string names, objects;
  auto bodies = std::vector<std::string>{};
  int next = 7;
  for (const auto& [name, bytes] : attached) {
    names += fmt::format("({}) {} 0 R ", name, next + 1);
    bodies.push_back(fmt::format("<< /Type /EmbeddedFile /Length {} >>\nstream\n{}\nendstream", bytes.size(), bytes));
    bodies.push_back(fmt::format("<< /Type /Filespec /F ({}) /EF << /F {} 0 R >> >>", name, next));
    next += 2;
  }
  auto all = one_page(
      "/AcroForm << /Fields [5 0 R 6 0 R] /SigFlags 3 >> /Names << /EmbeddedFiles << /Names [" + names + "] >> >>",
      "/Annots [5 0 R 6 0 R]");
  for (const auto field : {"chair", "secretary"}) {
    all.push_back(
        fmt::format("<< /Type /Annot /Subtype /Widget /FT /Sig /T ({}) /Rect [0 0 0 0] /F 132 /P 3 0 R >>", field));
  }
  all.insert(all.end(), bodies.begin(), bodies.end());
  return to_string(build_pdf({.bodies = all}));
}

const Issued& signer_of(const std::string& field, const SampleVote& vote) {
  if (vote.sealed.contains(field)) return sample_seal();
  return field == "chair" ? sample_chair() : sample_secretary();
}

std::string signed_paper(const Files& attached, const SampleVote& vote) {
  auto paper = blank_paper(attached);
  for (const auto& field : vote.signed_fields) paper = pdf_signed_by(signer_of(field, vote), paper, field);
  return paper;
}

class BundleBuilder {
 public:
  explicit BundleBuilder(const SampleVote& vote) : vote_(vote) {}

  Files build() && {
    add_meeting();
    for (const auto& csv : vote_.registers) files_["register/" + sha256_of(csv) + ".csv"] = csv;
    for (const auto& [table, csv] : vote_.typed) {
      files_["typed/" + table + ".csv"] = csv;
      files_["typed/" + table + ".xml"] = statement_of(table, csv, vote_);
    }
    for (const auto& [meeting, zip] : vote_.carried) files_["carried/" + meeting + ".zip"] = zip;
    add_log();
    add_packs();
    files_["issuers/qualified/issuer.pem"] = issuers_pem();
    return std::move(files_);
  }

 private:
  void add_meeting() {
    files_["meeting/meeting.toml"] = vote_.toml;
    files_["meeting/frozen.json"] = canonical(resolved(vote_.frozen));
    files_["meeting/form-template.json"] = vote_.form_template;
    files_["meeting/urn.crt.pem"] = to_pem(urn().certificate);
    for (const int number : {1, 2}) {
      files_[fmt::format("meeting/scrutineers/{}.crt.pem", number)] = to_pem(sample_operator().certificate);
      files_[fmt::format("meeting/rehearsal/{}.opened", number)] = answers[number];
    }
    files_["meeting/session.toml"] = vote_.session;
    files_["log/voter-tags.key"] = hex_lower(tag_key(vote_.tag_octet)) + "\n";
    files_["log/log.pub"] = *verifier_key(origin, log_key().public_key()) + "\n";
  }

  void add_log() {
    std::string lines = "index\ttype\tat\tnode\tsalt\tpayload\n";
    for (std::size_t i = 0; i < vote_.entries.size(); ++i) {
      const auto& entry = vote_.entries[i];
      add_stamped(i);
      if (entry.type == "publish") add_papers();
      const auto payload = resolved(entry.payload);
      const auto salt = *digest(DigestAlgorithm::sha256, as_bytes(std::to_string(i)));
      lines += fmt::format("{}\t{}\t{}\t{}\t{}\t{}\n", i, entry.type, entry.at, entry.node, hex_lower(salt), payload);
      const std::string zero(1, '\0');
      const auto leaf =
          *digest(DigestAlgorithm::sha256, as_bytes("sceau.vote.leaf/1" + zero + to_string(salt) + entry.type + zero +
                                                    entry.at + zero + entry.node + zero + payload));
      leaves_.push_back(hex_lower(leaf));
      EXPECT_TRUE(tree_.append(*leaf_hash(leaf)));
    }
    add_stamped(vote_.entries.size());
    files_["log/entries.tsv"] = lines;
    files_["log/checkpoint"] = note_of(tree_, tree_.size());
  }

  void add_stamped(std::uint64_t size) {
    const auto time = vote_.stamped.find(size);
    if (time == vote_.stamped.end()) return;
    const auto note = note_of(tree_, size);
    files_[fmt::format("log/stamped/{}.checkpoint", size)] = note;
    if (!time->second.empty()) files_[fmt::format("log/stamped/{}.tsr", size)] = stamped_at(time->second, note);
  }

  void add_papers() {
    if (!vote_.has_papers) return;
    const auto &tally = files_["results/tally.json"], &influence = files_["results/influence.json"];
    files_["papers/attendance-sheet.pdf"] = signed_paper({}, vote_);
    files_["papers/influence.pdf"] = signed_paper({{"influence.json", influence}}, vote_);
    files_["papers/minutes.pdf"] = signed_paper({{"influence.json", influence}, {"tally.json", tally}}, vote_);
  }

  void add_packs() {
    std::string pack, name;
    for (const auto& [index, document] : vote_.urn.value_or(vote_.documents)) {
      if (name.empty()) name = fmt::format("ballots/{:07}.pack", index);
      pack += fmt::format("{} {}\n{}\n", index, document.size(), document);
    }
    if (!name.empty()) files_[name] = pack;
  }

  std::string hashes_of(const std::string& folder, const std::string& ending) const {
    std::string members;
    for (const auto& [name, content] : files_) {
      if (!name.starts_with(folder) || !name.ends_with(ending)) continue;
      const auto key = folder == "carried/" ? name.substr(folder.size(), name.size() - folder.size() - ending.size())
                                            : name.substr(folder.size());
      members += fmt::format("{}\"{}\":\"{}\"", members.empty() ? "" : ",", key, sha256_of(content));
    }
    return "{" + members + "}";
  }

  std::string hashes_of_papers() const {
    if (!vote_.has_papers) return "{}";
    auto members = hashes_of("papers/", ".pdf");
    members.insert(members.size() - 1, ",\"session.toml\":\"" + sha256_of(vote_.session) + "\"");
    return members;
  }

  std::string result_hash(const std::string& name, const std::string& text) {
    files_[name] = canonical(resolved(text));
    return sha256_of(files_[name]);
  }

  std::string value_of(const std::string& name, std::size_t number) {
    if (name == "ZEROS") return zeros;
    if (name == "SETTINGS") return sha256_of(vote_.toml);
    if (name == "FROZEN") return sha256_of(files_.at("meeting/frozen.json"));
    if (name == "FORM") return sha256_of(vote_.form_template);
    if (name == "AGENDA")
      return sha256_of(canonical_json(*member(*read_json(as_bytes(vote_.form_template)), "agenda")));
    if (name == "URN") return hex_lower(urn().certificate.sha256());
    if (name == "SCRUTINEER") return hex_lower(sample_operator().certificate.sha256());
    if (name == "REHEARSAL") return sha256_of(answers[number]);
    if (name == "TAGS") return sha256_of(to_string(tag_key(vote_.tag_octet)));
    if (name == "REGISTER") return sha256_of(vote_.registers.at(number));
    if (name == "DOC") return sha256_of(vote_.documents.at(number));
    if (name == "LEAF") return leaves_.at(number);
    if (name == "ROOT") return base64_of(*tree_.root());
    if (name == "TOKEN") return base64(as_bytes(stamped_at("2027-05-11T13:00:41Z", note_of(tree_, tree_.size()))));
    if (name == "TALLY") return result_hash("results/tally.json", vote_.tally);
    if (name == "INFLUENCE") return result_hash("results/influence.json", vote_.influence);
    if (name == "TYPED") return hashes_of("typed/", ".csv");
    if (name == "CARRIED") return hashes_of("carried/", ".zip");
    if (name == "PAPERS") return hashes_of_papers();
    ADD_FAILURE() << "no placeholder " << name;
    return "";
  }

  // {NAME} and {NAME:NUMBER} in capitals.
  std::string resolved(const std::string& text) {
    std::string done;
    for (std::size_t at = 0; at < text.size(); ++at) {
      const auto end = text.find('}', at);
      const bool is_place = text[at] == '{' && at + 1 < text.size() && 'A' <= text[at + 1] && text[at + 1] <= 'Z';
      if (!is_place || end == std::string::npos) {
        done += text[at];
        continue;
      }
      const auto inner = text.substr(at + 1, end - at - 1);
      const auto colon = inner.find(':');
      const auto number = colon == std::string::npos ? 0 : std::stoul(inner.substr(colon + 1));
      done += value_of(inner.substr(0, colon), number);
      at = end;
    }
    return done;
  }

  const SampleVote& vote_;
  Files files_;
  MerkleTree tree_;
  std::vector<std::string> leaves_;
};

// The tree of the entries of a finished bundle.
struct ReadEntries {
  std::vector<std::vector<std::string>> lines;
  MerkleTree tree;
};

ReadEntries entries_of(const Files& files) {
  ReadEntries entries;
  std::istringstream lines(files.at("log/entries.tsv"));
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    std::vector<std::string> fields(1);
    for (const char c : line) {
      if (c == '\t') {
        fields.emplace_back();
      } else {
        fields.back() += c;
      }
    }
    const std::string zero(1, '\0');
    const auto leaf =
        *digest(DigestAlgorithm::sha256, as_bytes("sceau.vote.leaf/1" + zero + to_string(*from_hex(fields[4])) +
                                                  fields[1] + zero + fields[2] + zero + fields[3] + zero + fields[5]));
    EXPECT_TRUE(entries.tree.append(*leaf_hash(leaf)));
    entries.lines.push_back(fields);
  }
  return entries;
}

}  // namespace

Files files_of(const SampleVote& vote) { return BundleBuilder(vote).build(); }

Bytes zip_of(const Files& files) {
  static int number = 0;
  const Path path = Path(testing::TempDir()) / fmt::format("audit.{}.{}.zip", ::getpid(), ++number);
  auto zip = create_zip(path);
  for (const auto& [name, content] : files) EXPECT_TRUE(zip->add(name, as_bytes(content)));
  EXPECT_TRUE(zip->finish());
  auto bytes = *read_file(path, std::size_t{1} << 26);
  std::filesystem::remove(path);
  return bytes;
}

Bytes bundle_of(const Files& files, const SampleVote& vote) {
  std::string xml =
      fmt::format(R"(<bundle xmlns="urn:sceau:vote:bundle:1" meeting="{}" made="{}">)", vote.meeting, vote.made);
  for (const auto& [name, content] : files) {
    xml += fmt::format(R"(<file name="{}" size="{}" sha256="{}"/>)", name, content.size(), sha256_of(content));
  }
  auto all = files;
  all["manifest.xml"] = xml_signed_by(sample_seal(), xml + "</bundle>");
  return zip_of(all);
}

std::string checkpoint_of(const Files& files, std::uint64_t size) { return note_of(entries_of(files).tree, size); }

std::string receipt_of(const Files& files, std::uint64_t index, std::uint64_t size) {
  const auto entries = entries_of(files);
  const auto& line = entries.lines.at(index);
  std::string proof;
  const auto nodes = entries.tree.prove_inclusion(index, size);
  for (const auto& node : *nodes) {
    proof += fmt::format("{}\"{}\"", proof.empty() ? "" : ",", base64_of(node));
  }
  auto note = note_of(entries.tree, size);
  replace_all(note, "\n", "\\n");
  return fmt::format(R"({{"format":"sceau.receipt/1","receipt_id":"","facts":{},"log":{{"type":"{}","at":"{}",)"
                     R"("node":"{}","salt":"{}","index":{},"inclusion_proof":[{}],"checkpoint":"{}"}},)"
                     R"("confirmation":{{}},"signature":""}})",
                     line[5], line[1], line[2], line[3], base64(*from_hex(line[4])), index, proof, note);
}

AuditRequest sample_request() { return {.trust = trusting_the_root(), .receipts = {}, .checkpoints = {}}; }

AuditReport audited(const Files& files, const AuditRequest& request) {
  const auto bundle = bundle_of(files, sample_vote());
  const auto report = audit_bundle(bundle, request);
  EXPECT_TRUE(report) << (report ? "" : report.error().detail);
  return report ? *report : AuditReport{};
}

AuditReport audited(const SampleVote& vote, const AuditRequest& request) {
  const auto bundle = bundle_of(files_of(vote), vote);
  const auto report = audit_bundle(bundle, request);
  EXPECT_TRUE(report) << (report ? "" : report.error().detail);
  return report ? *report : AuditReport{};
}

std::string told(const AuditReport& report) {
  std::string text;
  for (const auto& finding : report.findings) {
    text += std::string(stable_name(finding.reason)) + ": " + finding.detail + "\n";
  }
  return text;
}

std::string sha256_of(const std::string& octets) {
  return hex_lower(*digest(DigestAlgorithm::sha256, as_bytes(octets)));
}

std::string voter_of(const std::string& shareholder, std::uint8_t tag_octet) {
  const auto key = symmetric_key_from(SecretBytes(tag_key(tag_octet)));
  return hex_lower(*keyed_hash(*key, as_bytes("voter" + std::string(1, '\0') + shareholder)));
}

std::string canonical(const std::string& json) {
  const auto value = read_json(as_bytes(json), {.document_bytes = std::size_t{1} << 26, .values = 1 << 22});
  EXPECT_TRUE(value) << (value ? "" : value.error().detail) << "\n" << json;
  return value ? canonical_json(*value) : "";
}

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

void change(std::string& text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  ASSERT_NE(at, std::string::npos) << from << " is not there";
  text.replace(at, from.size(), to);
}

}  // namespace sceau::test
