// SPDX-License-Identifier: Apache-2.0
// intake_prepare SITE COUNT OUT [FIRST]: ballots for a voting site (tests/vote_site), one for each of COUNT voters from
// the voter FIRST (1) on, as prepared requests. Every second one is XML signed with a certificate of the voter's own
// (XAdES, P-256), the others are JSON with an access code. Every fifth is one to be refused, for five reasons in turn.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>

#include "formats/csv/csv_reader.h"
#include "foundation/text_encoding.h"
#include "signer/sign_xml.h"
#include "tests/clients/prepared_requests.h"
#include "tests/pki/test_pki.h"
#include "vote/frozen_meeting.h"
#include "vote/prefilled_form.h"
#include "vote/problem.h"

namespace sceau::bench {
namespace {

constexpr std::size_t file_limit_bytes = std::size_t{1} << 30;
constexpr std::size_t one_in = 5;
// QcCompliance, QcSSCD and QcType esign (ETSI EN 319 412-5).
constexpr const char* qualified =
    "30293008060604008e4601013008060604008e4601043013060604008e4601063009060704008e46010601";

template <typename T>
T must(Result<T> result, const std::string& what) {
  if (result) return *std::move(result);
  std::fprintf(stderr, "intake_prepare: %s: %s\n", what.c_str(), result.error().detail.c_str());
  std::exit(1);
}

Bytes file(const Path& path) { return must(read_file(path, file_limit_bytes), path.string()); }

struct Site {
  FrozenMeeting meeting;
  Register shares;
  std::map<std::string, std::string> codes;  // by shareholder
  test::Issued issuer;
  Instant now;
};

std::map<std::string, std::string> read_codes(const Path& path) {
  std::map<std::string, std::string> codes;
  std::vector<std::string> columns;
  const auto keep = [&](const CsvRecord& record) -> Status {
    if (columns.empty()) {
      columns = record.fields;
      return Done{};
    }
    const auto field = [&](std::string_view name) {
      return record.fields.at(static_cast<std::size_t>(std::ranges::find(columns, name) - columns.begin()));
    };
    codes[field("shareholder")] = field("code");
    return Done{};
  };
  must(read_csv(file(path), keep), path.string());
  return codes;
}

test::Issued read_issuer(const Path& root) {
  auto key = must(read_private_key(file(root / "issuer.key.pem"), Secret()), "the issuer's key");
  auto certificates = must(certificates_from(file(root / "ag" / "qualified-issuers" / "issuer.pem")), "the issuer");
  return {certificates.front(), std::shared_ptr<EVP_PKEY>(key.release(), &EVP_PKEY_free), {}};
}

Site read_site(const Path& root) {
  const auto zones = must(read_zone_database("/usr/share/zoneinfo"), "time zones");
  const auto folder = root / "ag";
  auto meeting = must(read_frozen(file(folder / "meeting.toml"), file(folder / "frozen.json"), zones), "the meeting");
  auto shares = must(read_register(file(folder / "register.csv"), meeting.meeting()), "the register");
  const auto now = std::chrono::time_point_cast<Instant::duration>(std::chrono::system_clock::now());
  return {std::move(meeting), std::move(shares.shares), read_codes(root / "codes.csv"), read_issuer(root), now};
}

// What is wrong with a ballot, if anything.
enum class Defect { none, old_agenda, missing_resolution, missing_mention, too_many_shares, not_the_voter };

Defect defect_of(std::size_t number) {
  if (number % one_in != one_in - 1) return Defect::none;
  return static_cast<Defect>(1 + number / one_in % 5);
}

int status_of(Defect defect, bool is_signed) {
  switch (defect) {
    case Defect::none: return 201;
    case Defect::old_agenda: return http_status(Reason::vote_agenda_changed);
    case Defect::missing_resolution: return http_status(Reason::vote_resolution_invalid);
    case Defect::missing_mention: return http_status(Reason::vote_form_irregular);
    case Defect::too_many_shares: return http_status(Reason::vote_overspent_votes);
    case Defect::not_the_voter:
      return http_status(is_signed ? Reason::vote_signature_invalid : Reason::vote_authentication_failed);
  }
  return 0;
}

Form filled_form(const Site& site, const std::string& voter, std::size_t number, Defect defect) {
  auto form = must(prefilled_form(site.meeting, site.shares, voter, Language::french), voter);
  constexpr Vote votes[] = {Vote::in_favour, Vote::against, Vote::abstain};
  for (const auto& resolution : site.meeting.meeting().agenda) {
    form.choices.push_back({.label = resolution.label, .vote = votes[(number + form.choices.size()) % 3]});
  }
  form.new_resolutions = Vote::abstain;
  switch (defect) {
    case Defect::old_agenda: form.agenda_hash = std::string(64, '0'); break;
    case Defect::missing_resolution: form.choices.pop_back(); break;
    case Defect::missing_mention: form.mentions.pop_back(); break;
    case Defect::too_many_shares: form.holdings.front().shares = *form.holdings.front().shares + 1; break;
    case Defect::none:
    case Defect::not_the_voter: break;
  }
  return form;
}

std::string signed_form(const Site& site, const Form& form) {
  const auto& person = form.identity;
  const auto issued = test::issue({.common_name = person.first_name + " " + person.surname,
                                   .issuer = &site.issuer,
                                   .key_usage = "critical,nonRepudiation",
                                   .subject = {{"SN", person.surname}, {"GN", person.first_name}},
                                   .qualified_statements = qualified});
  const auto text = write_form(form);
  return to_string(must(sign_xml(as_bytes(text), {.identity = issued.identity(),
                                                  .algorithm = SignatureAlgorithm::ecdsa_sha256,
                                                  .claimed_time = site.now,
                                                  .timestamper = std::nullopt}),
                        "signing"));
}

// Another digest: the signature no longer holds.
void spoil(std::string& xml) {
  const auto at = xml.find("DigestValue>") + 12;
  xml[at] = xml[at] == 'A' ? 'B' : 'A';
}

test::PreparedRequest ballot(const Site& site, std::size_t number) {
  const auto voter = fmt::format("v{}", number);
  const auto defect = defect_of(number);
  const bool is_signed = number % 2 == 0;
  const auto form = filled_form(site, voter, number, defect);
  auto body = is_signed ? signed_form(site, form) : write_form_json(form);
  if (is_signed && defect == Defect::not_the_voter) spoil(body);
  auto fields = fmt::format("Host: {}\r\nIdempotency-Key: load-{}\r\nContent-Type: application/{}\r\n",
                            site.meeting.meeting().origin.substr(8), number, is_signed ? "xml" : "json");
  if (!is_signed) {
    const auto& code = site.codes.at(defect == Defect::not_the_voter ? "v1" : voter);
    fields += "Authorization: Basic " + base64(as_bytes(voter + ":" + code)) + "\r\n";
  }
  const auto target = fmt::format("/v1/meetings/{}/ballots", site.meeting.meeting().id);
  return test::prepared_post(target, fields, body, status_of(defect, is_signed));
}

int prepare(const Path& root, std::size_t count, const char* out, std::size_t first) {
  const auto site = read_site(root);
  std::FILE* const file = std::fopen(out, "wb");
  if (file == nullptr) return 1;
  for (std::size_t number = first; number < first + count; ++number) {
    const auto text = test::packed({ballot(site, number)});
    std::fwrite(text.data(), 1, text.size(), file);
  }
  return std::fclose(file) == 0 ? 0 : 1;
}

}  // namespace
}  // namespace sceau::bench

int main(int count, char** words) {
  if (count < 4) return 64;
  const std::size_t first = count > 4 ? std::stoul(words[4]) : 1;
  return sceau::bench::prepare(words[1], std::stoul(words[2]), words[3], first);
}
