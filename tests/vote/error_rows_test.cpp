// SPDX-License-Identifier: Apache-2.0
// The error table of the API, a test for each row, named after its type: status and problem, and what the row promises
// beside them. What is asked well stands beside what is refused.
#include "formats/json/strict_json.h"
#include "signer/sign_xml.h"
#include "tests/vote/routes_bench.h"
#include "vote/counted_as.h"

namespace sceau {
namespace {

using std::chrono::microseconds;
using std::chrono::seconds;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class ErrorRows : public RoutesBench {
 protected:
  // "" for a member that is no text, or not there.
  static std::string said(const HttpResponse& response, std::string_view name) {
    const auto problem = read_json(response.body);
    const auto* const found = problem ? member(*problem, name) : nullptr;
    const auto* const text = found ? std::get_if<std::string>(&found->content) : nullptr;
    return text ? *text : "";
  }
  static bool has_refusal_receipt(const HttpResponse& response) {
    const auto problem = read_json(response.body);
    const auto* const found = problem ? member(*problem, "refusal_receipt") : nullptr;
    return found && std::holds_alternative<ValueObject>(found->content);
  }
  // Every refusal of somebody who is known is an entry of the log, and its receipt comes along.
  void expect_logged_refusal(const HttpResponse& response, Reason reason, std::string_view detail = "") {
    expect_problem(response, reason);
    EXPECT_TRUE(has_refusal_receipt(response)) << to_string(response.body);
    EXPECT_EQ(bench.logged().back().entry.type, EntryType::refusal);
    EXPECT_THAT(said(response, "detail"), HasSubstr(std::string(detail)));
  }
  void expect_taken(const HttpResponse& response) { EXPECT_EQ(response.status, 201) << to_string(response.body); }

  Ask by(std::string_view shareholder, std::string_view code, const Form& form) {
    auto ask = cast(form);
    ask.headers[1] = basic(shareholder, code);
    return ask;
  }
  Ask changed_form(const std::function<void(Form&)>& change) {
    auto form = bench.form_of("s1");
    change(form);
    return cast(form);
  }
  Ask in_xml(std::string_view xml) {
    return {
        "POST", std::string(ballots), {{"Content-Type", "application/xml"}, basic("s1", code_of_s1)}, std::string(xml)};
  }
  std::string signed_by(const test::Issued& signer) {
    const auto form = write_form(bench.form_of("s1"));
    const SigningOptions options{signer.identity(), SignatureAlgorithm::ecdsa_sha256, bench.now, std::nullopt};
    return to_string(*sign_xml(as_bytes(form), options));
  }
  Ask mandate() {
    auto form = bench.form_of("s1");
    form.choices.clear();
    form.new_resolutions.reset();
    form.proxy = Proxy{.kind = ProxyKind::chair, .relation = {}, .holder = {}};
    auto ask = cast(form);
    ask.target = "/v1/meetings/ag2027/mandates";
    return ask;
  }
};

TEST_F(ErrorRows, deadline_passed_is_signed_logged_and_final) {
  bench.now = bench.deadline() + microseconds(1);
  const auto response = ask(cast(bench.form_of("s1")));
  expect_logged_refusal(response, Reason::vote_deadline_passed);
  EXPECT_THAT(to_string(response.body), AllOf(HasSubstr("\"iso20022\":\"LATE\""), HasSubstr("\"retryable\":false")));
  EXPECT_EQ(said(response, "t_recv"), "2027-05-11T13:00:00.000001Z");
  EXPECT_EQ(said(response, "deadline"), "2027-05-11T13:00:00Z");
  bench.now = bench.deadline();
  expect_taken(ask(by("s2", code_of_s2, bench.form_of("s2"))));
}

TEST_F(ErrorRows, voting_not_open_says_when_it_opens) {
  bench.now = bench.frozen.times().opens->utc - microseconds(1);
  expect_logged_refusal(ask(cast(bench.form_of("s1"))), Reason::vote_not_open, "2027-04-21T07:00:00Z");
  bench.now = bench.frozen.times().opens->utc;
  expect_taken(ask(cast(bench.form_of("s1"))));
}

TEST_F(ErrorRows, meeting_unknown_at_an_address_or_in_a_form) {
  auto elsewhere = cast(bench.form_of("s1"));
  elsewhere.target = "/v1/meetings/ag1999/ballots";
  expect_problem(ask(elsewhere), Reason::vote_meeting_unknown);
  expect_logged_refusal(ask(changed_form([](Form& form) { form.meeting = "ag1999"; })), Reason::vote_meeting_unknown);
}

TEST_F(ErrorRows, meeting_cancelled_takes_nothing) {
  expect_taken(ask(cast(bench.form_of("s1"))));
  bench.intake->change({{.is_cancelled = true}, std::make_shared<const Register>(sample_register()), Bytes(32)});
  expect_logged_refusal(ask(by("s2", code_of_s2, bench.form_of("s2"))), Reason::vote_meeting_cancelled);
}

TEST_F(ErrorRows, identical_resubmission_by_key_or_by_content_has_one_receipt_after_the_deadline_too) {
  const auto first = ask(cast(bench.form_of("s1"), {{"Idempotency-Key", "key-1"}}));
  expect_taken(first);
  bench.now = bench.deadline() + seconds(60);
  for (const auto& headers : {HttpHeaders{{"Idempotency-Key", "key-1"}}, HttpHeaders{}}) {
    const auto again = ask(cast(bench.form_of("s1"), headers));
    EXPECT_EQ(again.status, 200);
    EXPECT_EQ(again.body, first.body);
  }
}

TEST_F(ErrorRows, idempotency_conflict_where_a_key_comes_with_another_form) {
  expect_taken(ask(cast(bench.form_of("s1"), {{"Idempotency-Key", "key-1"}})));
  auto other = changed_form([](Form& form) { form.choices[0].vote = Vote::against; });
  other.headers.emplace_back("Idempotency-Key", "key-1");
  expect_logged_refusal(ask(other), Reason::vote_idempotency_conflict);
  auto of_another = by("s2", code_of_s2, bench.form_of("s2"));  // a key is its voter's own
  of_another.headers.emplace_back("Idempotency-Key", "key-1");
  expect_taken(ask(of_another));
}

TEST_F(ErrorRows, already_voted_names_the_earlier_receipt_to_its_voter_alone) {
  const auto first = ask(cast(bench.form_of("s1")));
  const auto receipt = said(first, "receipt_id");
  const auto second = changed_form([](Form& form) { form.choices[0].vote = Vote::against; });
  const auto refused = ask(second);
  expect_logged_refusal(refused, Reason::vote_already_voted);
  EXPECT_EQ(said(refused, "earlier_receipt"), receipt);
  auto by_another = second;
  by_another.headers[1] = basic("s4", code_of_s4);
  EXPECT_THAT(to_string(ask(by_another).body), Not(HasSubstr(receipt)));
}

TEST_F(ErrorRows, participation_mode_already_chosen_after_a_proxy) {
  expect_taken(ask(mandate()));
  const auto refused = ask(cast(bench.form_of("s1")));
  expect_logged_refusal(refused, Reason::vote_mode_already_chosen);
  EXPECT_THAT(to_string(refused.body), HasSubstr("\"iso20022\":\"PRXY\""));
}

TEST_F(ErrorRows, malformed_says_where) {
  auto broken = cast(bench.form_of("s1"));
  broken.body.resize(broken.body.size() / 2);
  expect_logged_refusal(ask(broken), Reason::vote_malformed, "json.malformed");
  const auto form = write_form(bench.form_of("s1"));
  const auto prologue = form.find("<Form");
  const auto with_dtd = form.substr(0, prologue) + "<!DOCTYPE Form [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n" +
                        form.substr(prologue);
  expect_logged_refusal(ask(in_xml(with_dtd)), Reason::vote_malformed, "xml.");
  expect_logged_refusal(ask(in_xml(form.substr(0, form.size() - 10))), Reason::vote_malformed, "line");
  auto in_latin1 = form;
  in_latin1.replace(in_latin1.find("é"), 2, "\xE9");
  expect_logged_refusal(ask(in_xml(in_latin1)), Reason::vote_malformed);
  expect_taken(ask(in_xml(form)));
}

TEST_F(ErrorRows, form_irregular_lists_what_is_missing_with_its_article) {
  const auto response = ask(changed_form([](Form& form) {
    form.identity.domicile.clear();
    form.holdings[0].shares = 0;
    form.mentions.pop_back();
  }));
  expect_logged_refusal(response, Reason::vote_form_irregular);
  EXPECT_THAT(to_string(response.body),
              AllOf(HasSubstr("the domicile of the shareholder"), HasSubstr("the number of shares"),
                    HasSubstr("R. 225-77"), HasSubstr("a mention is missing or changed")));
}

TEST_F(ErrorRows, resolution_invalid_points_at_each_error) {
  auto wrong = cast(bench.form_of("s1"));
  wrong.body.replace(wrong.body.find("\"against\",\"label\":\"2\""), 9, "\"perhaps\"");
  const auto response = ask(wrong);
  expect_logged_refusal(response, Reason::vote_resolution_invalid);
  EXPECT_THAT(to_string(response.body), HasSubstr("/choices/1/choice"));
  for (const auto& change :
       {+[](Form& form) { form.choices.pop_back(); }, +[](Form& form) { std::swap(form.choices[0], form.choices[1]); },
        +[](Form& form) { form.choices[2].label = "9"; }}) {
    expect_logged_refusal(ask(changed_form(change)), Reason::vote_resolution_invalid);
  }
}

TEST_F(ErrorRows, agenda_changed_says_where_the_current_form_is) {
  for (const auto& change : {+[](Form& form) { form.agenda_hash = std::string(64, '0'); },
                             +[](Form& form) { form.form_hash = std::string(64, '0'); }}) {
    expect_logged_refusal(ask(changed_form(change)), Reason::vote_agenda_changed,
                          "https://vote.exemple.fr/v1/meetings/ag2027/form");
  }
  EXPECT_EQ(ask({.target = "/v1/meetings/ag2027/form", .headers = {basic("s1", code_of_s1)}}).status, 200);
}

TEST_F(ErrorRows, digest_mismatch_where_the_body_is_another) {
  const auto form = bench.form_of("s1");
  expect_problem(ask(cast(form, {{"Content-Digest", "sha-256=:" + base64(Bytes(32)) + ":"}})),
                 Reason::vote_digest_mismatch);
  expect_problem(ask(cast(form, {{"Content-Digest", "sha-512=:AAAA:"}})), Reason::vote_digest_mismatch);
  const auto digest_of_body = digest(DigestAlgorithm::sha512, as_bytes(cast(form).body));
  expect_taken(ask(cast(form, {{"Content-Digest", "sha-512=:" + base64(*digest_of_body) + ":"}})));
}

TEST_F(ErrorRows, signature_invalid_has_the_sub_indication_of_EN_319_102_1) {
  const auto form = signed_by(signer_named(bench, "MARTIN", "Jeanne", true));
  auto changed = form;
  changed.replace(changed.find("against"), 7, "abstain");
  expect_logged_refusal(ask(in_xml(changed)), Reason::vote_signature_invalid, "HASH_FAILURE");
  expect_taken(ask(in_xml(form)));
}

TEST_F(ErrorRows, certificate_not_acceptable_is_never_taken_for_valid) {
  const auto unknown = test::issue({.common_name = "J", .subject = {{"SN", "MARTIN"}, {"GN", "Jeanne"}}});
  expect_logged_refusal(ask(in_xml(signed_by(unknown))), Reason::vote_certificate_not_acceptable,
                        "NO_CERTIFICATE_CHAIN_FOUND");
}

TEST_F(ErrorRows, signer_not_entitled_is_neither_shareholder_nor_representative) {
  expect_logged_refusal(ask(in_xml(signed_by(signer_named(bench, "DURAND", "Paul", true)))),
                        Reason::vote_signer_not_entitled);
  expect_logged_refusal(ask(by("s2", code_of_s2, bench.form_of("s1"))), Reason::vote_signer_not_entitled);
}

TEST(SignatureLevel, signature_level_not_permitted_names_the_level_that_is_needed) {
  auto toml = changed(sample_toml(), "allow_simple_signature = true", "allow_simple_signature = false");
  toml = changed(toml, "simple_signature_reference = \"article 22, paragraph 3\"\n", "");
  toml = changed(toml, "identification_process = \"an access code of 80 bits sent by post\"\n", "");
  IntakeBench bench(toml);
  const auto refused = bench.cast(bench.form_of("s1"), code_of_s1);
  ASSERT_FALSE(refused.findings.empty());
  EXPECT_EQ(refused.findings.front().reason, Reason::vote_signature_level_not_permitted);
  EXPECT_THAT(refused.findings.front().detail, HasSubstr("a qualified signature is needed"));
  EXPECT_TRUE(refused.receipt);
}

TEST_F(ErrorRows, not_entitled_without_a_holding_or_under_another_name) {
  expect_logged_refusal(ask(changed_form([](Form& form) { form.holdings[0].account = "X-9"; })),
                        Reason::vote_not_entitled, "X-9");
  expect_logged_refusal(ask(changed_form([](Form& form) { form.identity.surname = "Durand"; })),
                        Reason::vote_not_entitled);
}

TEST_F(ErrorRows, voting_right_suspended_for_all_or_for_one_resolution) {
  expect_logged_refusal(ask(by("s5", code_of_s5, bench.form_of("s5"))), Reason::vote_right_suspended);
  expect_logged_refusal(ask(by("s4", code_of_s4, bench.form_of("s4"))), Reason::vote_right_suspended);
  auto form = bench.form_of("s4");
  form.choices[1].vote = Vote::abstain;
  expect_taken(ask(by("s4", code_of_s4, form)));
}

TEST_F(ErrorRows, overspent_votes_says_what_is_held_and_what_is_asked) {
  expect_logged_refusal(ask(changed_form([](Form& form) { form.holdings[0].shares = 101; })),
                        Reason::vote_overspent_votes, "100 shares held, 101 stated");
  auto form = bench.form_of("s3");
  form.signer = {.capacity = Capacity::intermediary, .surname = "Roy", .first_name = "Max"};
  form.choices[0].vote = Vote::split;
  form.choices[0].split = {600, 500, 0};
  expect_logged_refusal(ask(by("s3", code_of_s3, form)), Reason::vote_overspent_votes, "1000");
  form.choices[0].split = {600, 400, 0};
  expect_taken(ask(by("s3", code_of_s3, form)));
}

TEST_F(ErrorRows, split_not_allowed_to_whoever_is_no_intermediary) {
  expect_logged_refusal(ask(changed_form([](Form& form) {
                          form.choices[0].vote = Vote::split;
                          form.choices[0].split = {100, 100, 0};
                        })),
                        Reason::vote_split_not_allowed);
  expect_logged_refusal(ask(changed_form([](Form& form) { form.holdings[0].shares = 99; })),
                        Reason::vote_split_not_allowed);
}

TEST_F(ErrorRows, entitlement_proof_missing_for_bearer_shares) {
  auto form = bench.form_of("s2");
  form.holdings[0].attestation.clear();
  expect_logged_refusal(ask(by("s2", code_of_s2, form)), Reason::vote_entitlement_proof_missing, "P-2");
  expect_taken(ask(by("s2", code_of_s2, bench.form_of("s2"))));
}

TEST_F(ErrorRows, proxy_invalid_for_a_stranger_in_an_unlisted_company) {
  const auto to = [&](ProxyRelation relation) {
    auto form = bench.form_of("s1");
    const Person holder{.surname = "Roy", .first_name = "Max", .domicile = "Nice"};
    form.proxy = Proxy{ProxyKind::named, relation, holder};
    return cast(form);
  };
  expect_logged_refusal(ask(to(ProxyRelation::other)), Reason::vote_proxy_invalid);
  expect_taken(ask(to(ProxyRelation::spouse)));
}

TEST_F(ErrorRows, too_large_beyond_64_kB) {
  auto large = cast(bench.form_of("s1"));
  large.body.append(64 * 1024 - large.body.size(), ' ');
  expect_taken(ask(large));
  large.body += ' ';
  expect_problem(ask(large), Reason::vote_too_large);
}

TEST_F(ErrorRows, unsupported_media_type_or_encoding) {
  for (const auto& type : {"text/plain", "application/json; charset=latin1", ""}) {
    auto wrong = cast(bench.form_of("s1"));
    wrong.headers[0].second = type;
    expect_problem(ask(wrong), Reason::vote_unsupported_media_type);
  }
  expect_problem(ask(cast(bench.form_of("s1"), {{"Content-Encoding", "gzip"}})), Reason::vote_unsupported_media_type);
}

TEST_F(ErrorRows, headers_too_large_is_a_problem_too) {
  expect_problem(routes->refuse(431), Reason::vote_headers_too_large);
}

TEST_F(ErrorRows, request_timeout_may_be_tried_again_but_one_that_spans_the_deadline_is_late) {
  bench.now = bench.deadline();
  const auto in_time = routes->refuse(408);
  expect_problem(in_time, Reason::vote_request_timeout);
  EXPECT_THAT(to_string(in_time.body), HasSubstr("\"retryable\":true"));
  bench.now = bench.deadline() + microseconds(1);
  const auto late = routes->refuse(408);
  expect_problem(late, Reason::vote_deadline_passed);
  EXPECT_EQ(said(late, "t_recv"), "2027-05-11T13:00:00.000001Z");
  EXPECT_EQ(header(late.headers, "X-Request-Id").size(), 16U);
}

TEST_F(ErrorRows, wrong_origin_redirects_nobody) {
  const auto refused = ask(cast(bench.form_of("s1")), "vote.exemple.com");
  expect_problem(refused, Reason::vote_wrong_origin);
  EXPECT_EQ(header(refused.headers, "Location"), "");
  expect_taken(ask(cast(bench.form_of("s1"))));
}

TEST_F(ErrorRows, method_not_allowed_says_which_are) {
  const auto refused = ask({.method = "PUT", .target = std::string(ballots)});
  expect_problem(refused, Reason::vote_method_not_allowed);
  EXPECT_EQ(header(refused.headers, "Allow"), "POST");
}

TEST_F(ErrorRows, not_acceptable_for_types_that_nothing_is_written_in) {
  expect_problem(ask({.headers = {{"Accept", "image/png"}}}), Reason::vote_not_acceptable);
  EXPECT_EQ(ask({.headers = {{"Accept", "application/json"}}}).status, 200);
}

TEST_F(ErrorRows, overloaded_is_said_before_the_body_is_read_and_never_to_what_has_come_whole) {
  make({.hosts = {"vote.exemple.fr"}, .most_at_once = 0});
  EXPECT_TRUE(routes->is_overloaded());
  const auto refused = routes->refuse(503);
  expect_problem(refused, Reason::vote_overloaded);
  EXPECT_EQ(header(refused.headers, "Retry-After"), "1");
  expect_taken(ask(cast(bench.form_of("s1"))));
  make({.hosts = {"vote.exemple.fr"}, .most_at_once = 1});
  EXPECT_FALSE(routes->is_overloaded());
}

TEST_F(ErrorRows, not_recorded_says_so_in_capitals_and_gives_no_receipt) {
  bench.faults.append_fails = true;
  const auto refused = ask(cast(bench.form_of("s1")));
  expect_problem(refused, Reason::vote_not_recorded);
  EXPECT_THAT(said(refused, "title"), HasSubstr("is NOT recorded"));
  EXPECT_FALSE(has_refusal_receipt(refused));
  EXPECT_THAT(to_string(refused.body), HasSubstr("\"retryable\":true"));
}

TEST_F(ErrorRows, rate_limited_says_when_to_come_back) {
  make({.hosts = {"vote.exemple.fr"}, .rate = {.at_once = 1, .each_second = 1}});
  expect_taken(ask(cast(bench.form_of("s1"))));
  const auto refused = ask({});
  expect_problem(refused, Reason::vote_rate_limited);
  EXPECT_NE(header(refused.headers, "Retry-After"), "");
}

TEST_F(ErrorRows, clock_degraded_is_admitted_and_says_so) {
  bench.clock_state.is_synchronised = false;
  const auto taken = ask(cast(bench.form_of("s1")));
  expect_taken(taken);
  EXPECT_THAT(to_string(taken.body), HasSubstr("\"is_degraded\":true"));
}

class SealedLookUp : public ErrorRows {
 protected:
  SealedLookUp() {
    make({.hosts = {"vote.exemple.fr"}, .counted_as = [this](std::string_view id) { return published.look_up(id); }});
    const auto receipt = said(ask(cast(bench.form_of("s1"))), "receipt_id");
    look_up.target = "/v1/meetings/ag2027/receipts/" + receipt + "/confirmation";
  }
  PublishedCount published{*bench.store, bench.keys->receipts};
  Ask look_up;
};

TEST_F(SealedLookUp, sealed_for_everybody_until_the_count_is_published) {
  expect_problem(ask(look_up), Reason::vote_sealed);
  look_up.headers.push_back(basic("s1", code_of_s1));
  expect_problem(ask(look_up), Reason::vote_sealed);
}

TEST_F(SealedLookUp, L51_then_whoever_has_the_receipt_learns_how_it_was_counted) {
  const std::string tally = R"({"format":"sceau.tally/1","inputs":[{"disposition":"counted","reference":"log/0"}]})";
  ASSERT_TRUE(publish_count(*bench.store, as_bytes(tally)));
  EXPECT_EQ(said(ask(look_up), "disposition"), "counted");
  look_up.target.replace(look_up.target.find("/receipts/") + 10, 40, std::string(40, '0'));
  expect_problem(ask(look_up), Reason::vote_receipt_unknown);
}

}  // namespace
}  // namespace sceau
