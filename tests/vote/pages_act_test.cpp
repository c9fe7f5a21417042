// SPDX-License-Identifier: Apache-2.0
// The whole act of voting on the pages, without sockets and without a program in the browser.
#include <gmock/gmock.h>

#include <set>

#include "foundation/text_encoding.h"
#include "tests/vote/pages_act.h"

namespace sceau {
namespace {

using std::chrono::microseconds;
using std::chrono::minutes;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class PagesInBoth : public PagesAct, public testing::WithParamInterface<std::string> {
 protected:
  PagesInBoth() { prefix = GetParam(); }
};
INSTANTIATE_TEST_SUITE_P(Languages, PagesInBoth, testing::Values("/fr/", "/en/"));

TEST_P(PagesInBoth, the_whole_act) {
  browser.open(root(""));
  expect_page("", Text::welcome_title);
  identify();
  expect_page("read", Text::read_title);
  EXPECT_TRUE(browser.says("Jeanne Martin"));
  browser.open(root("vote"));
  expect_page("vote", Text::vote_title);
  browser.send("review", choices);
  expect_page("review", Text::review_title);
  EXPECT_THAT(bench.logged(), IsEmpty()) << "nothing is recorded before it is cast";
  browser.send("cast");
  expect_page("receipt", Text::receipt_title);

  const auto logged = bench.logged();
  ASSERT_THAT(logged, SizeIs(1));
  EXPECT_THAT(bench.opened(logged[0].entry), HasSubstr("Jeanne"));
  EXPECT_TRUE(browser.says(receipt_id()));
  browser.open(root("check"));
  expect_page("check", Text::check_title);
}

TEST_P(PagesInBoth, the_receipt_is_the_one_that_anybody_can_check) {
  identify();
  vote();
  browser.send("cast");
  const auto file = browser.ask("GET", root("receipt.json"));
  EXPECT_THAT(std::string(header(file.headers, "Content-Disposition")),
              HasSubstr("attachment; filename=\"receipt-ag2027-"));
  const auto receipt = read_receipt(file.body);
  ASSERT_TRUE(receipt);
  EXPECT_THAT(check_receipt(*receipt, {"vote.exemple.fr/ag2027", bench.log_key->public_key()}), IsEmpty());
  EXPECT_TRUE(browser.says(hex_lower(receipt->facts.form)));
}

TEST_P(PagesInBoth, L8_the_warning_on_abstention_comes_first) {
  identify();
  const auto mention = bench.frozen.mentions(language()).front();
  ASSERT_EQ(mention.rule, LegalRule::L8);
  const auto text = browser.text();
  EXPECT_LT(text.find(mention.text), text.find("Jeanne Martin"));
  for (const auto& other : bench.frozen.mentions(language())) EXPECT_TRUE(browser.says(other.text));
  browser.open(root("vote"));
  EXPECT_TRUE(browser.says(mention.text));
  browser.send("review", choices);
  EXPECT_TRUE(browser.says(mention.text)) << "what is signed is shown";
}

TEST_P(PagesInBoth, L9_drafts_reasons_and_authors_can_be_read) {
  identify();
  for (const auto& resolution : bench.frozen.meeting().agenda) {
    EXPECT_TRUE(browser.says(resolution.title.in(language())));
    EXPECT_TRUE(browser.says(resolution.text.in(language())));
    EXPECT_TRUE(browser.says(resolution.reasons.in(language())));
  }
  EXPECT_TRUE(browser.says(say(Text::author_board)));
  EXPECT_TRUE(browser.says(say(Text::author_shareholder)));
}

TEST_P(PagesInBoth, D17_the_server_shows_its_time_the_close_and_what_is_left) {
  browser.open(root(""));
  const bool is_french = language() == Language::french;
  EXPECT_TRUE(browser.says(is_french ? "mardi 11 mai 2027 à 15\u00A0h\u00A000 (heure de Paris"
                                     : "Tuesday 11 May 2027 at 15:00 (Paris time"));
  EXPECT_TRUE(browser.says(is_french ? "14\u00A0h\u00A000\u00A0min\u00A000\u00A0s (heure de Paris, CEST)"
                                     : "14:00:00 (Paris time, CEST)"));
  EXPECT_TRUE(browser.says(is_french ? "Il reste 1 heure." : "1 hour left."));
}

TEST_P(PagesInBoth, nothing_is_chosen_beforehand) {
  identify();
  for (const auto* page : {"vote", "proxy"}) {
    browser.open(root(page));
    for (const auto& [name, value] : browser.fields_of("review")) {
      EXPECT_TRUE(name == "mode" || name == "token" || name == "capacity" || value.empty()) << name << "=" << value;
    }
  }
}

TEST_P(PagesInBoth, L24_new_resolutions_have_no_for) {
  identify();
  browser.open(root("vote"));
  EXPECT_THAT(browser.markup(), Not(HasSubstr("id=\"new-for\"")));
  auto forged = choices;
  forged["new"] = "for";
  browser.send("review", forged);
  EXPECT_EQ(browser.status(), 422);
  EXPECT_TRUE(browser.says(say(Text::error_no_new)));
}

TEST_P(PagesInBoth, what_is_missing_is_said_and_tied_to_its_field) {
  identify();
  vote({{"r1", "for"}, {"r2", "against"}});
  EXPECT_EQ(browser.status(), 422);
  EXPECT_THAT(page_defects(browser.root()), IsEmpty());
  EXPECT_THAT(browser.title(), HasSubstr(language() == Language::french ? "Erreur" : "Error"));
  EXPECT_THAT(browser.markup(), HasSubstr("href=\"#r3-for\""));
  EXPECT_THAT(browser.markup(), HasSubstr("id=\"r3-error\""));
  EXPECT_THAT(browser.markup(), HasSubstr("id=\"new-error\""));
  EXPECT_THAT(browser.markup(), Not(HasSubstr("id=\"r1-error\"")));
  EXPECT_EQ(field(browser.fields_of("review"), "r1"), "for") << "what was chosen stays chosen";
  browser.send("review", choices);
  EXPECT_EQ(browser.status(), 200);
}

TEST_P(PagesInBoth, every_problem_has_its_page) {
  std::set<std::string> titles;
  const auto show = [&](Reason reason, int status) {
    HttpRequest request;
    request.target = root("");
    request.received_at = bench.now;
    const auto response = pages.answer_problem(request, reason);
    EXPECT_EQ(response.status, status == 401 ? 403 : status);
    const auto tree = read_page_markup(as_text(response.body));
    EXPECT_THAT(page_defects(tree.root()), IsEmpty()) << stable_name(reason);
    EXPECT_THAT(text_content(tree.root()), HasSubstr(std::string(stable_name(reason))));
    titles.insert(std::string(problem_words(reason, language()).title));
  };
#define PROBLEM(reason, status, code) show(Reason::reason, status);
#include "vote/problems.def"
#undef PROBLEM
  EXPECT_GT(titles.size(), 30u);
}

TEST_P(PagesInBoth, titles_differ_from_page_to_page) {
  std::set<std::string> titles;
  const auto look = [&](std::string_view page) {
    browser.open(root(page));
    EXPECT_TRUE(titles.insert(browser.title()).second) << browser.title();
    EXPECT_THAT(page_defects(browser.root()), IsEmpty()) << page;
  };
  for (const auto* page : {"", "about", "check", "left", "identify", "nowhere"}) look(page);
  identify();
  for (const auto* page : {"read", "vote", "proxy"}) look(page);
}

TEST_F(PagesAct, choices_travel_to_the_other_language_and_back) {
  identify();
  vote();
  browser.send("en/review");
  EXPECT_EQ(browser.target(), "/en/review");
  EXPECT_TRUE(browser.says(words(Text::choice_against, Language::english)));
  browser.send("fr/review");
  browser.send("fr/vote");
  EXPECT_EQ(browser.target(), "/fr/vote");
  EXPECT_EQ(field(browser.fields_of("fr/review"), "r2"), "against");
}

TEST_F(PagesAct, a_double_click_is_one_ballot_and_one_receipt) {
  identify();
  vote();
  const auto body = browser.body_of("cast");
  ASSERT_EQ(browser.ask("POST", "/fr/cast", body, {}).status, 303);
  const auto first = receipt_id();
  ASSERT_EQ(browser.ask("POST", "/fr/cast", body, {}).status, 303);
  EXPECT_EQ(receipt_id(), first);
  EXPECT_THAT(bench.logged(), SizeIs(1));
}

TEST_F(PagesAct, L34_who_has_voted_is_shown_the_receipt_and_cannot_vote_again) {
  identify();
  vote();
  const auto other = browser.body_of("cast", {{"r1", "against"}, {"key", "ffffffffffffffffffffffffffffffff"}});
  browser.send("cast");
  const auto first = receipt_id();
  EXPECT_EQ(browser.ask("POST", "/fr/cast", other, {}).status, 409);
  EXPECT_EQ(receipt_id(), first);
  browser.open("/fr/read");
  EXPECT_EQ(browser.target(), "/fr/receipt");

  PageBrowser elsewhere(pages, bench.now);
  elsewhere.open("/fr/identify");
  elsewhere.send("identify", {{"voter", "s1"}, {"code", std::string(code_of_s1)}});
  EXPECT_EQ(elsewhere.target(), "/fr/receipt");
  EXPECT_TRUE(elsewhere.says(first));
}

TEST_F(PagesAct, D7_the_same_receipt_is_shown_again_after_the_deadline) {
  identify();
  vote();
  browser.send("cast");
  const auto first = receipt_id();
  browser.send("leave");
  expect_page("left", Text::left_title);
  pass(minutes(61));
  identify();
  EXPECT_EQ(browser.target(), "/fr/receipt");
  EXPECT_EQ(receipt_id(), first);
}

TEST_F(PagesAct, D8_identified_in_time_and_cast_late_is_late_and_told_kindly) {
  pass(minutes(59));
  identify();
  vote();
  pass(minutes(1) + microseconds(1));
  browser.send("cast");
  EXPECT_EQ(browser.target(), "/fr/receipt");
  EXPECT_TRUE(browser.says(words(Text::refused_title, Language::french)));
  EXPECT_TRUE(browser.says(words(Text::refused_late, Language::french)));
  EXPECT_THAT(page_defects(browser.root()), IsEmpty());
  const auto receipt = read_receipt(browser.ask("GET", "/fr/receipt.json").body);
  ASSERT_TRUE(receipt);
  EXPECT_EQ(receipt->facts.reasons.front(), Reason::vote_deadline_passed);
  browser.open("/fr/");
  EXPECT_TRUE(browser.says(words(Text::vote_is_closed, Language::french)));
}

TEST_F(PagesAct, D1_cast_at_the_deadline_is_in_time) {
  identify();
  vote();
  pass(minutes(60));
  browser.send("cast");
  expect_page("receipt", Text::receipt_title);
}

TEST_F(PagesAct, unknown_voter_and_wrong_code_get_the_same_page) {
  const auto answer_to = [&](std::string voter) {
    PageBrowser other(pages, bench.now);
    other.open("/fr/identify");
    other.send("identify", {{"voter", voter}, {"code", std::string(code_of_s2)}});
    EXPECT_EQ(other.status(), 403);
    EXPECT_THAT(page_defects(other.root()), IsEmpty());
    return other.text();
  };
  EXPECT_EQ(answer_to("s1"), answer_to("nobody"));
  EXPECT_THAT(answer_to("s2x"), HasSubstr(words(Text::identify_wrong, Language::french)));
}

TEST_F(PagesAct, too_many_wrong_codes_ask_to_wait_and_say_how_long) {
  for (int i = 0; i < 40 && browser.status() != 429; ++i) identify("s1", code_of_s2);
  ASSERT_EQ(browser.status(), 429);
  EXPECT_TRUE(browser.says(words(Text::identify_wait, Language::french)));
  EXPECT_THAT(std::string(header(browser.response().headers, "Retry-After")), Not(IsEmpty()));
}

TEST_F(PagesAct, empty_fields_are_named) {
  browser.open("/fr/identify");
  browser.send("identify");
  EXPECT_EQ(browser.status(), 422);
  EXPECT_TRUE(browser.says(words(Text::identify_no_voter, Language::french)));
  EXPECT_TRUE(browser.says(words(Text::identify_no_code, Language::french)));
  EXPECT_THAT(page_defects(browser.root()), IsEmpty());
}

TEST_F(PagesAct, what_is_typed_comes_back_escaped_and_the_code_not_at_all) {
  identify("\"><script>alert(1)</script>", "DNBY-BKTC-NW3A-EDDV-Q");
  EXPECT_THAT(page_defects(browser.root()), IsEmpty());
  EXPECT_THAT(browser.markup(), HasSubstr("&lt;script&gt;"));
  EXPECT_THAT(browser.markup(), Not(HasSubstr("DNBY")));
}

TEST_F(PagesAct, choices_survive_the_end_of_a_session) {
  pass(-minutes(180));
  identify();
  vote();
  pass(minutes(60) + microseconds(1));
  browser.send("cast");
  EXPECT_EQ(browser.status(), 403);
  EXPECT_TRUE(browser.says(words(Text::identify_ended_choices, Language::french)));
  EXPECT_THAT(page_defects(browser.root()), IsEmpty());
  browser.send("identify", {{"voter", "s1"}, {"code", std::string(code_of_s1)}});
  EXPECT_TRUE(browser.says(words(Text::review_title, Language::french)));
  browser.send("cast");
  expect_page("receipt", Text::receipt_title);
}

TEST_F(PagesAct, without_a_session_pages_lead_to_the_identification) {
  for (const auto* page : {"read", "vote", "proxy", "receipt", "receipt.json"}) {
    browser.open("/en/" + std::string(page));
    EXPECT_EQ(browser.target(), "/en/identify") << page;
  }
}

TEST_F(PagesAct, a_session_has_a_new_id_after_the_identification) {
  browser.open("/fr/identify");
  const auto before = browser.cookie();
  browser.send("identify", {{"voter", "s1"}, {"code", std::string(code_of_s1)}});
  EXPECT_NE(browser.cookie(), before);
}

TEST_F(PagesAct, forms_of_other_sites_and_sessions_are_refused) {
  identify();
  vote();
  const auto good = browser.body_of("cast");
  const auto post = [&](const std::string& body, HttpHeaders more) {
    return browser.ask("POST", "/fr/cast", body, more).status;
  };
  EXPECT_EQ(post(browser.body_of("cast", {{"token", ""}}), {}), 403);
  EXPECT_EQ(post(browser.body_of("cast", {{"token", std::string(64, 'a')}}), {}), 403);
  EXPECT_EQ(post(good, {{"Sec-Fetch-Site", "cross-site"}}), 403);
  EXPECT_EQ(post(good, {{"Origin", "https://autre.exemple"}}), 403);
  EXPECT_THAT(bench.logged(), IsEmpty());
  EXPECT_EQ(post(good, {}), 303);
  EXPECT_THAT(bench.logged(), SizeIs(1));
}

TEST_F(PagesAct, methods_and_media_types_that_a_page_does_not_take) {
  browser.open("/fr/identify");
  EXPECT_EQ(browser.ask("GET", "/fr/cast").status, 405);
  EXPECT_EQ(header(browser.ask("GET", "/fr/cast").headers, "Allow"), "POST");
  EXPECT_EQ(header(browser.ask("DELETE", "/fr/identify").headers, "Allow"), "GET, HEAD, POST");
  EXPECT_EQ(header(browser.ask("POST", "/fr/read").headers, "Allow"), "GET, HEAD");
  EXPECT_EQ(browser.ask("HEAD", "/fr/").status, 200);
  EXPECT_EQ(browser.ask("POST", "/fr/identify", "x", {{"Content-Type", "text/plain"}}).status, 415);
  EXPECT_EQ(browser.ask("POST", "/fr/identify", "a=1&a=2").status, 400);
  EXPECT_EQ(browser.ask("GET", "/fr/nowhere").status, 404);
}

TEST_F(PagesAct, every_answer_keeps_programs_caches_and_frames_away) {
  browser.open("/fr/identify");
  const auto& headers = browser.response().headers;
  EXPECT_THAT(std::string(header(headers, "Content-Security-Policy")),
              HasSubstr("default-src 'none'; script-src 'none'"));
  EXPECT_EQ(header(headers, "Cache-Control"), "no-store");
  EXPECT_EQ(header(headers, "X-Content-Type-Options"), "nosniff");
  EXPECT_EQ(header(headers, "Referrer-Policy"), "no-referrer");
  PageBrowser fresh(pages, bench.now);
  const auto first = fresh.ask("GET", "/fr/identify");
  const std::string cookie(header(first.headers, "Set-Cookie"));
  EXPECT_THAT(cookie, HasSubstr("__Host-sceau="));
  EXPECT_THAT(cookie, HasSubstr("; Path=/; Secure; HttpOnly; SameSite=Strict"));

  const auto style = browser.ask("GET", "/style.css");
  EXPECT_EQ(header(style.headers, "Content-Type"), "text/css; charset=utf-8");
  const std::string tag(header(style.headers, "ETag"));
  EXPECT_EQ(browser.ask("GET", "/style.css", "", {{"If-None-Match", tag}}).status, 304);
}

TEST_F(PagesAct, a_ballot_that_could_not_be_stored_is_sent_again_with_the_same_key) {
  identify();
  vote();
  const std::string key(field(browser.fields_of("cast"), "key"));
  bench.faults.append_fails = true;
  browser.send("cast");
  EXPECT_EQ(browser.status(), 503);
  EXPECT_TRUE(browser.says(words(Text::problem_not_recorded, Language::french)));
  EXPECT_THAT(page_defects(browser.root()), IsEmpty());
  EXPECT_EQ(field(browser.fields_of("cast"), "key"), key);
  bench.faults.append_fails = false;
  browser.send("cast");
  expect_page("receipt", Text::receipt_title);
  EXPECT_THAT(bench.logged(), SizeIs(1));
}

}  // namespace
}  // namespace sceau
