// SPDX-License-Identifier: Apache-2.0
#include "tests/verifier/audit/tampered_vote.h"

namespace sceau {
namespace {

using test::change;
using test::Files;

// What of the finished files is another one; the manifest says so.
struct ChangedFiles {
  std::string name;
  std::function<void(Files&)> change;
  std::optional<Reason> reason;
  std::string detail = "";
};

class TamperedFiles : public testing::TestWithParam<ChangedFiles> {};

const Files& sample_files() {
  static const auto files = test::files_of(test::sample_vote());
  return files;
}

TEST_P(TamperedFiles, AreFoundOut) {
  auto files = sample_files();
  GetParam().change(files);
  test::expect_reason(test::audited(files), GetParam().reason, GetParam().detail);
}

void replace_paper(Files& files, const std::string& name, const std::string& paper) {
  // The log would have to say so, too; so this shows beside what else is wrong.
  files["papers/" + name] = paper;
}

INSTANTIATE_TEST_SUITE_P(
    Files, TamperedFiles,
    testing::Values(
        ChangedFiles{"another_salt", [](auto& files) { change(files["log/entries.tsv"], "\tn1\t", "\tn2\t"); },
                     Reason::audit_log_altered, "log/checkpoint: the root of 18 entries is"},
        ChangedFiles{"a_file_that_no_bundle_has", [](auto& files) { files["results/summary.json"] = "{}"; },
                     Reason::audit_file_malformed, "results/summary.json: no bundle has a file of this name"},
        ChangedFiles{"a_scrutineer_too_many",
                     [](auto& files) { files["meeting/scrutineers/9.crt.pem"] = files["meeting/urn.crt.pem"]; },
                     Reason::audit_file_malformed, "meeting/scrutineers/9.crt.pem: no bundle has a file of this name"},
        ChangedFiles{"no_log", [](auto& files) { files.erase("log/entries.tsv"); }, Reason::audit_file_missing,
                     "log/entries.tsv"},
        ChangedFiles{"a_log_key_that_is_none", [](auto& files) { files["log/log.pub"] = "x\n"; },
                     Reason::audit_file_malformed, "log/log.pub: a verifier key is written NAME+KEYID+KEY"},
        ChangedFiles{"a_certificate_behind_that_of_a_scrutineer",
                     [](auto& files) { files["meeting/scrutineers/1.crt.pem"] += files["meeting/urn.crt.pem"]; },
                     Reason::audit_frozen_mismatch,
                     "meeting/scrutineers/1.crt.pem: holds more than the frozen certificate"},
        ChangedFiles{"words_before_the_certificate_of_the_urn",
                     [](auto& files) { files["meeting/urn.crt.pem"].insert(0, "words\n"); },
                     Reason::audit_frozen_mismatch, "meeting/urn.crt.pem: holds more than the frozen certificate"},
        ChangedFiles{"an_old_checkpoint", [](auto& files) { files["log/checkpoint"] = test::checkpoint_of(files, 17); },
                     Reason::audit_log_altered, "log/checkpoint: is of 17 entries, log/entries.tsv has 18"},
        ChangedFiles{"a_checkpoint_of_nobody", [](auto& files) { change(files["log/checkpoint"], "\n18\n", "\n17\n"); },
                     Reason::audit_log_altered, "log/checkpoint"},
        ChangedFiles{"a_stamped_checkpoint_of_another_size",
                     [](auto& files) { files["log/stamped/12.checkpoint"] = test::checkpoint_of(files, 11); },
                     Reason::audit_log_altered, "log/stamped/12.checkpoint: is of 11 entries"},
        ChangedFiles{"a_token_of_a_stranger",
                     [](auto& files) {
                       files["log/stamped/12.tsr"] =
                           test::stamped_by_a_stranger("2027-05-11T12:59:00Z", files["log/stamped/12.checkpoint"]);
                     },
                     Reason::audit_time, "log/stamped/12.tsr: the time-stamp authority is not trusted"},
        ChangedFiles{
            "a_token_over_something_else",
            [](auto& files) { files["log/stamped/12.tsr"] = test::stamped_at("2027-05-11T12:59:00Z", "other"); },
            Reason::audit_time, "log/stamped/12.tsr: the time-stamp is for other data"},
        ChangedFiles{"the_same_token_again",
                     [](auto& files) {
                       files["log/stamped/12.tsr"] =
                           test::stamped_at("2027-05-11T12:59:00Z", files["log/stamped/12.checkpoint"]);
                     },
                     std::nullopt},
        ChangedFiles{"a_token_without_its_checkpoint",
                     [](auto& files) { files["log/stamped/9.tsr"] = files["log/stamped/12.tsr"]; }, Reason::audit_time,
                     "log/stamped/9.tsr: there is no checkpoint of that size"},
        ChangedFiles{"a_register_more", [](auto& files) { files["register/" + std::string(64, '0') + ".csv"] = "x"; },
                     Reason::audit_register, "is named by no entry of the log"},
        ChangedFiles{"no_issuer", [](auto& files) { files.erase("issuers/qualified/issuer.pem"); },
                     Reason::audit_ballot_signature, "entry 2"},
        ChangedFiles{"a_table_changed_after_signing",
                     [](auto& files) { change(files["typed/room.csv"], "99,", "12,"); }, Reason::audit_statement,
                     "typed/room.xml: is about a table with the SHA-256"},
        ChangedFiles{"a_statement_about_another_table",
                     [](auto& files) { files["typed/room.xml"] = files["typed/paper.xml"]; }, Reason::audit_statement,
                     "typed/room.xml: is about the table 'paper'"},
        ChangedFiles{"a_statement_changed_after_signing",
                     [](auto& files) { change(files["typed/room.xml"], "operator=\"Op\"", "operator=\"Me\""); },
                     Reason::audit_statement, "typed/room.xml"},
        ChangedFiles{"a_statement_of_a_stranger",
                     [](auto& files) {
                       auto& xml = files["typed/room.xml"];
                       test::unsign(xml);
                       xml = test::xml_signed_by(test::jeanne_martin(), xml);
                     },
                     Reason::audit_statement, "typed/room.xml"},
        ChangedFiles{"a_table_without_a_statement", [](auto& files) { files.erase("typed/room.xml"); },
                     Reason::audit_file_missing, "typed/room.xml"},
        ChangedFiles{"a_table_of_no_kind", [](auto& files) { files["typed/other.csv"] = "a\r\n"; },
                     Reason::audit_statement, "typed/other.csv: is no table of the bureau"},
        ChangedFiles{"a_result_that_the_log_does_not_know",
                     [](auto& files) { change(files["results/tally.json"], "sceau 0.1", "sceau 0.2"); },
                     Reason::audit_tally, "results/tally.json: its SHA-256 is"},
        ChangedFiles{"a_result_with_spaces", [](auto& files) { change(files["results/tally.json"], ",", ", "); },
                     Reason::audit_file_malformed, "results/tally.json: the JSON is not in its canonical form"},
        ChangedFiles{"a_paper_that_the_log_does_not_know",
                     [](auto& files) { replace_paper(files, "minutes.pdf", files["papers/minutes.pdf"] + "\n"); },
                     Reason::audit_paper, "papers/minutes.pdf: its SHA-256 is"},
        ChangedFiles{"a_paper_with_other_results",
                     [](auto& files) { replace_paper(files, "minutes.pdf", files["papers/influence.pdf"]); },
                     Reason::audit_paper, "papers/minutes.pdf: tally.json is not attached"},
        ChangedFiles{"another_chair", [](auto& files) { change(files["meeting/session.toml"], "\"C\"", "\"D\""); },
                     Reason::audit_paper, "meeting/session.toml: its SHA-256 is"},
        ChangedFiles{"a_session_that_cannot_be_read", [](auto& files) { files["meeting/session.toml"] = "[[bureau"; },
                     Reason::audit_file_malformed, "meeting/session.toml"},
        ChangedFiles{"a_paper_missing", [](auto& files) { files.erase("papers/minutes.pdf"); },
                     Reason::audit_file_missing, "papers/minutes.pdf"},
        ChangedFiles{"a_paper_more", [](auto& files) { files["papers/other.pdf"] = "%PDF-1.7"; }, Reason::audit_paper,
                     "papers/other.pdf: is no paper of a meeting"},
        ChangedFiles{"a_paper_changed_after_signing",
                     [](auto& files) { change(files["papers/minutes.pdf"], "Pay 100 EUR", "Pay 900 EUR"); },
                     Reason::audit_paper, "papers/minutes.pdf: the document changed after it was signed"}),
    [](const auto& shown) { return shown.param.name; });

// Whatever file is cut short, emptied, exchanged for something else or gone: it is told, and nothing breaks.
TEST(DamagedFiles, AreToldOneByOne) {
  for (const auto& [name, content] : sample_files()) {
    std::vector<std::string> damages = {content.substr(0, content.size() / 2), "", "\xff\xfe garbage", "{}"};
    if (!name.ends_with(".pem")) damages.push_back(content + "x");  // what stands behind a PEM block is nothing
    for (const auto& damaged : damages) {
      auto files = sample_files();
      files[name] = damaged;
      EXPECT_NE(test::told(test::audited(files)), "") << name;
    }
    auto files = sample_files();
    files.erase(name);
    EXPECT_NE(test::told(test::audited(files)), "") << name << " is gone";
  }
}

}  // namespace
}  // namespace sceau
