// SPDX-License-Identifier: Apache-2.0
// Proxies, splits, suspended rights, meetings that are off or ask for more than a code.
#include <gmock/gmock.h>

#include "tests/vote/pages_act.h"

namespace sceau {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

struct ProxyCase {
  std::string name;
  Values values;
  std::optional<Text> error;
  std::string sealed;  // what then stands in the form
};

class PagesProxy : public PagesAct, public testing::WithParamInterface<ProxyCase> {};

TEST_P(PagesProxy, is_given_or_refused_with_its_reason) {
  identify();
  browser.open("/fr/proxy");
  browser.send("review", GetParam().values);
  EXPECT_THAT(page_defects(browser.root()), IsEmpty());
  if (GetParam().error) {
    EXPECT_EQ(browser.status(), 422);
    EXPECT_TRUE(browser.says(words(*GetParam().error, Language::french)));
    return;
  }
  browser.send("cast");
  expect_page("receipt", Text::receipt_title_proxy);
  const auto logged = bench.logged();
  ASSERT_THAT(logged, SizeIs(1));
  EXPECT_THAT(bench.opened(logged[0].entry), HasSubstr(GetParam().sealed));
}

Values named(Values more) {
  Values values = {{"proxy", "named"},
                   {"new", "named"},
                   {"person-surname", "Durand"},
                   {"person-first-name", "Paul"},
                   {"person-domicile", "Nantes"},
                   {"person-relation", "shareholder"}};
  for (auto& [name, value] : more) values[name] = value;
  return values;
}

INSTANTIATE_TEST_SUITE_P(
    Proxies, PagesProxy,
    testing::Values(ProxyCase{"chair", {{"proxy", "chair"}, {"new", "chair"}}, {}, "kind=\"chair\""},
                    ProxyCase{"blank", {{"proxy", "blank"}, {"new", "abstain"}}, {}, "kind=\"blank\""},
                    ProxyCase{"named", named({}), {}, "Durand"},
                    ProxyCase{"nobody", {{"new", "abstain"}}, Text::error_no_proxy, ""},
                    ProxyCase{"no_new", {{"proxy", "chair"}}, Text::error_no_new, ""},
                    ProxyCase{"chair_but_named", {{"proxy", "chair"}, {"new", "named"}}, Text::error_new_named, ""},
                    ProxyCase{"no_name", named({{"person-surname", ""}}), Text::error_person_name, ""},
                    ProxyCase{"two_names", named({{"person-company", "Autre SA"}}), Text::error_person_name, ""},
                    ProxyCase{"no_domicile", named({{"person-domicile", " "}}), Text::error_person_domicile, ""},
                    ProxyCase{"stranger", named({{"person-relation", "other"}}), Text::error_person_relation, ""},
                    ProxyCase{"too_long", named({{"person-domicile", std::string(2001, 'x')}}), Text::error_text, ""},
                    ProxyCase{"representative",
                              {{"proxy", "chair"}, {"new", "chair"}, {"capacity", "legal-representative"}},
                              Text::error_signer,
                              ""},
                    ProxyCase{"no_capacity",
                              {{"proxy", "chair"}, {"new", "chair"}, {"capacity", "intermediary"}},
                              Text::error_capacity,
                              ""}),
    [](const auto& one) { return one.param.name; });

TEST_F(PagesAct, L44_on_a_suspended_resolution_only_an_abstention_is_offered) {
  identify("s4", code_of_s4);
  browser.open("/fr/vote");
  EXPECT_TRUE(browser.says(words(Text::choice_suspended, Language::french)));
  EXPECT_THAT(browser.markup(), Not(HasSubstr("id=\"r2-for\"")));
  browser.send("review", {{"r1", "for"}, {"r2", "for"}, {"r3", "for"}, {"new", "against"}});
  EXPECT_EQ(browser.status(), 422);
  EXPECT_THAT(page_defects(browser.root()), IsEmpty());
  browser.send("review", {{"r2", "abstain"}});
  browser.send("cast");
  expect_page("receipt", Text::receipt_title);
}

TEST_F(PagesAct, an_intermediary_splits_its_votes) {
  identify("s3", code_of_s3);
  const Values split = {{"r1", "split"},
                        {"r1-votes-for", "600"},
                        {"r1-votes-against", "300"},
                        {"r1-votes-abstain", "99"},
                        {"r2", "against"},
                        {"r3", "abstain"},
                        {"new", "abstain"},
                        {"signer-surname", "Caisse"},
                        {"signer-first-name", "Ève"}};
  vote(split);
  EXPECT_EQ(browser.status(), 422);
  EXPECT_TRUE(browser.says("1\u202F000 voix"));
  EXPECT_THAT(page_defects(browser.root()), IsEmpty());
  browser.send("review", {{"r1-votes-abstain", "100"}});
  EXPECT_TRUE(browser.says("600 pour, 300 contre, 100 abstention"));
  browser.send("cast");
  expect_page("receipt", Text::receipt_title);
}

TEST_F(PagesAct, nobody_else_may_split) {
  identify();
  EXPECT_THAT(browser.markup(), Not(HasSubstr("split")));
  auto forged = choices;
  forged["r1"] = "split";
  vote(forged);
  EXPECT_EQ(browser.status(), 422);
}

TEST_F(PagesAct, a_cancelled_meeting_says_so) {
  bench.intake->change(
      CurrentState{MeetingState{.is_cancelled = true}, std::make_shared<const Register>(sample_register()), {}});
  browser.open("/fr/");
  EXPECT_TRUE(browser.says(problem_words(Reason::vote_meeting_cancelled, Language::french).title));
  EXPECT_THAT(browser.markup(), Not(HasSubstr("class=\"button\"")));
  EXPECT_THAT(page_defects(browser.root()), IsEmpty());
}

class PagesOverseas : public PagesAct {
 protected:
  PagesOverseas() : PagesAct(changed(sample_toml(), "zone = \"Europe/Paris\"", "zone = \"Indian/Reunion\"")) {}
};

TEST_F(PagesOverseas, D17_the_close_is_shown_in_paris_and_at_the_place) {
  browser.open("/en/");
  EXPECT_TRUE(browser.says("Tuesday 11 May 2027 at 15:00 (Paris time"));
  EXPECT_TRUE(browser.says("Tuesday 11 May 2027 at 17:00 (local time Indian/Reunion, +04)"));
}

class PagesQualified : public PagesAct {
 protected:
  PagesQualified()
      : PagesAct(changed(sample_toml(), "allow_simple_signature = true", "allow_simple_signature = false")) {}
};

TEST_F(PagesQualified, L11_without_a_clause_the_pages_do_not_begin) {
  browser.open("/en/");
  EXPECT_TRUE(browser.says(problem_words(Reason::vote_signature_level_not_permitted, Language::english).title));
  EXPECT_THAT(browser.markup(), Not(HasSubstr("class=\"button\"")));
}

}  // namespace
}  // namespace sceau
