// SPDX-License-Identifier: Apache-2.0
#include "vote/check_form.h"

#include <gmock/gmock.h>

#include <functional>

#include "tests/vote/sample_meeting.h"

namespace sceau {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

const FrozenMeeting& meeting() {
  static const auto frozen = sample_frozen();
  return frozen;
}

Findings check(const Form& form) { return check_form(form, meeting(), sample_register()); }

Form form_of(std::string id, Person identity, FormHolding holding) {
  auto form = sample_form(meeting());
  form.shareholder = std::move(id);
  form.identity = std::move(identity);
  form.holdings = {std::move(holding)};
  return form;
}

Form durand() {
  return form_of("s2", {.surname = "Durand", .first_name = "Paul", .domicile = "Nantes"},
                 {"P-2", HoldingKind::bearer, "", 50, "attestation 12"});
}

Form bank() {
  auto form = form_of("s3", {.company = "Banque Dépositaire", .domicile = "Paris"},
                      {"A-3", HoldingKind::administered, "", 1000, ""});
  form.signer = {Capacity::intermediary, "Noël", "Zoé"};
  return form;
}

Form petit() {
  return form_of("s4", {.surname = "Petit", .first_name = "Luc", .domicile = "Lille"},
                 {"N-4", HoldingKind::registered, "", 30, ""});
}

Form blanc() {
  return form_of("s5", {.surname = "Blanc", .first_name = "Anne", .domicile = "Metz"},
                 {"N-5", HoldingKind::registered, "", 20, ""});
}

TEST(CheckForm, SoundFormsHaveNothingAgainstThem) {
  EXPECT_THAT(check(sample_form(meeting())), IsEmpty());
  EXPECT_THAT(check(durand()), IsEmpty());
  EXPECT_THAT(check(bank()), IsEmpty());
}

struct Change {
  std::string name;
  std::function<void(Form&)> change;
  Reason reason;
  std::string detail;
};
void PrintTo(const Change& row, std::ostream* out) { *out << row.name; }
class FormRule : public testing::TestWithParam<Change> {};
TEST_P(FormRule, IsKept) {
  auto form = sample_form(meeting());
  GetParam().change(form);
  const auto findings = check(form);
  ASSERT_FALSE(findings.empty());
  EXPECT_EQ(findings.front().reason, GetParam().reason);
  EXPECT_THAT(findings.front().detail, HasSubstr(GetParam().detail));
}

INSTANTIATE_TEST_SUITE_P(
    L7_choices_follow_the_agenda, FormRule,
    testing::Values(Change{"missing at the end", [](Form& form) { form.choices.pop_back(); },
                           Reason::vote_resolution_invalid, "'3' is missing at the end"},
                    Change{"missing in the middle", [](Form& form) { form.choices.erase(form.choices.begin() + 1); },
                           Reason::vote_resolution_invalid, "/choices/1: resolution '2' is missing before this one"},
                    Change{"none at all", [](Form& form) { form.choices.clear(); }, Reason::vote_resolution_invalid,
                           "'1' is missing"},
                    Change{"out of order", [](Form& form) { std::swap(form.choices[0], form.choices[1]); },
                           Reason::vote_resolution_invalid, "'1' is missing before this one"},
                    Change{"twice", [](Form& form) { form.choices.push_back(form.choices.back()); },
                           Reason::vote_resolution_invalid, "out of order or there twice"},
                    Change{"unknown",
                           [](Form& form) {
                             form.choices.push_back({"4", Vote::in_favour});
                           },
                           Reason::vote_resolution_invalid,
                           "/Form/Instructions/Resolution[4], /choices/3: resolution '4' is not"},
                    Change{"no choice", [](Form& form) { form.choices[1].vote.reset(); },
                           Reason::vote_resolution_invalid, "does not exist"}));

INSTANTIATE_TEST_SUITE_P(
    L8_L9_mentions_are_in_the_form, FormRule,
    testing::Values(Change{"no mentions", [](Form& form) { form.mentions.clear(); }, Reason::vote_form_irregular,
                           "art. R. 225-76 al. 2"},
                    Change{"another date", [](Form& form) { form.mentions[1].text += "x"; },
                           Reason::vote_form_irregular, "art. R. 225-76 al. 4"},
                    Change{"another order", [](Form& form) { std::swap(form.mentions[0], form.mentions[1]); },
                           Reason::vote_form_irregular, "in their order"},
                    Change{"one more", [](Form& form) { form.mentions.push_back(form.mentions[0]); },
                           Reason::vote_form_irregular, "in their order"}));

INSTANTIATE_TEST_SUITE_P(
    L10_form_names_shareholder_and_holding, FormRule,
    testing::Values(Change{"first name", [](Form& form) { form.identity.first_name.clear(); },
                           Reason::vote_form_irregular, "surname and usual first name"},
                    Change{"domicile", [](Form& form) { form.identity.domicile.clear(); }, Reason::vote_form_irregular,
                           "domicile of the shareholder [art. R. 225-77 al. 2, 1 to 3 C. com.]"},
                    Change{"holdings", [](Form& form) { form.holdings.clear(); }, Reason::vote_form_irregular,
                           "holdings"},
                    Change{"kind of holding", [](Form& form) { form.holdings[0].kind.reset(); },
                           Reason::vote_form_irregular, "registered or bearer"},
                    Change{"number of shares", [](Form& form) { form.holdings[0].shares.reset(); },
                           Reason::vote_form_irregular, "number of shares"},
                    Change{"wrong kind", [](Form& form) { form.holdings[0].kind = HoldingKind::bearer; },
                           Reason::vote_form_irregular, "form that is stated"},
                    Change{"representative", [](Form& form) { form.signer.capacity = Capacity::legal_representative; },
                           Reason::vote_form_irregular, "representative who signs"}));

TEST(CheckForm, L10_a_company_signs_through_a_representative) {
  auto form = bank();
  form.signer = {};
  EXPECT_TRUE(contains(identity_is_complete(form), Reason::vote_form_irregular));
  form.signer = {Capacity::legal_representative, "Noël", "Zoé"};
  EXPECT_THAT(identity_is_complete(form), IsEmpty());
}

TEST(CheckForm, L11_simple_signature_needs_articles) {
  Articles articles;
  for (const auto level : {SignatureLevel::simple, SignatureLevel::advanced}) {
    articles.allow_simple_signature = false;
    const auto findings = signature_level_is_permitted(level, articles);
    EXPECT_TRUE(contains(findings, Reason::vote_signature_level_not_permitted));
    EXPECT_THAT(findings.front().detail, HasSubstr("(to be confirmed)"));
    articles.allow_simple_signature = true;
    EXPECT_THAT(signature_level_is_permitted(level, articles), IsEmpty());
  }
  articles.allow_simple_signature = false;
  EXPECT_THAT(signature_level_is_permitted(SignatureLevel::qualified, articles), IsEmpty());
}

TEST(CheckForm, L20_the_proxy_of_an_unlisted_company_is_a_shareholder_or_partner) {
  const auto with = [](std::optional<ProxyRelation> relation) {
    auto form = sample_form(meeting());
    form.proxy = Proxy{ProxyKind::named, relation, {.surname = "Roux", .first_name = "Zoé", .domicile = "Lyon"}};
    return form;
  };
  const Issuer unlisted{};
  Issuer listed{};
  listed.is_listed = true;
  for (const auto relation : {ProxyRelation::shareholder, ProxyRelation::spouse, ProxyRelation::civil_partner}) {
    EXPECT_THAT(proxy_is_eligible(with(relation), unlisted), IsEmpty());
  }
  EXPECT_TRUE(contains(proxy_is_eligible(with(ProxyRelation::other), unlisted), Reason::vote_proxy_invalid));
  EXPECT_TRUE(contains(proxy_is_eligible(with(std::nullopt), unlisted), Reason::vote_proxy_invalid));
  EXPECT_THAT(proxy_is_eligible(with(ProxyRelation::other), listed), IsEmpty());
  auto own = with(ProxyRelation::shareholder);
  own.proxy->holder = own.identity;
  EXPECT_TRUE(contains(proxy_is_eligible(own, listed), Reason::vote_proxy_invalid));
}

TEST(CheckForm, L22_a_named_proxy_has_name_and_domicile) {
  auto form = sample_form(meeting());
  form.proxy = Proxy{ProxyKind::named, ProxyRelation::spouse, {.surname = "Roux", .first_name = "Zoé"}};
  EXPECT_TRUE(contains(check(form), Reason::vote_proxy_invalid));
  form.proxy->holder.domicile = "Lyon";
  EXPECT_THAT(check(form), IsEmpty());
  form.proxy->kind = ProxyKind::chair;
  EXPECT_TRUE(contains(check(form), Reason::vote_proxy_invalid));  // the chair, and yet a name
}

TEST(CheckForm, L23_with_a_proxy_only_some_resolutions_may_be_voted_on) {
  auto form = sample_form(meeting());
  form.choices = {{"2", Vote::against}};
  EXPECT_TRUE(contains(check(form), Reason::vote_resolution_invalid));
  form.proxy = Proxy{};
  EXPECT_THAT(check(form), IsEmpty());
  form.choices.clear();
  EXPECT_THAT(check(form), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(L24_new_resolutions_have_no_for, FormRule,
                         testing::Values(Change{"for", [](Form& form) { form.new_resolutions = Vote::in_favour; },
                                                Reason::vote_resolution_invalid, "art. R. 225-78"},
                                         Change{"split", [](Form& form) { form.new_resolutions = Vote::split; },
                                                Reason::vote_resolution_invalid, "art. R. 225-78"},
                                         Change{"a proxy that is not named",
                                                [](Form& form) { form.new_resolutions = Vote::named; },
                                                Reason::vote_resolution_invalid, "no proxy is named"}));

TEST(CheckForm, L24_new_resolutions_may_be_left_out_or_go_to_the_chair) {
  for (const auto vote : {std::optional<Vote>(), std::optional(Vote::abstain), std::optional(Vote::chair)}) {
    auto form = sample_form(meeting());
    form.new_resolutions = vote;
    EXPECT_THAT(check(form), IsEmpty());
  }
}

TEST(CheckForm, L31_bearer_shares_need_their_certificate) {
  auto form = durand();
  form.holdings[0].attestation.clear();
  EXPECT_TRUE(contains(check(form), Reason::vote_entitlement_proof_missing));
  const auto with_attestation = sample_register(changed(sample_register_csv(), "bearer,50,50,,", "bearer,50,50,,A12"));
  EXPECT_THAT(check_form(form, meeting(), with_attestation), IsEmpty());
}

TEST(CheckForm, L44_a_suspended_right_refuses_a_vote) {
  EXPECT_TRUE(contains(check(blanc()), Reason::vote_right_suspended));
  EXPECT_TRUE(contains(check(petit()), Reason::vote_right_suspended));  // votes on "2"
  auto abstaining = petit();
  abstaining.choices[1].vote = Vote::abstain;
  EXPECT_THAT(check(abstaining), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(
    Entitlement, FormRule,
    testing::Values(
        Change{"another meeting", [](Form& form) { form.meeting = "ag2026"; }, Reason::vote_meeting_unknown, "ag2026"},
        Change{"another agenda", [](Form& form) { form.agenda_hash[0] ^= 1; }, Reason::vote_agenda_changed, ""},
        Change{"another template", [](Form& form) { form.form_hash.clear(); }, Reason::vote_agenda_changed, ""},
        Change{"nobody", [](Form& form) { form.shareholder = "s0"; }, Reason::vote_not_entitled, "no such shareholder"},
        Change{"another name", [](Form& form) { form.identity.surname = "Martine"; }, Reason::vote_not_entitled,
               "another person"},
        Change{"another's account", [](Form& form) { form.holdings[0].account = "P-2"; }, Reason::vote_not_entitled,
               "'P-2'"},
        Change{"more shares", [](Form& form) { form.holdings[0].shares = 101; }, Reason::vote_overspent_votes,
               "100 shares held, 101 stated"},
        Change{"the account twice", [](Form& form) { form.holdings.push_back(form.holdings[0]); },
               Reason::vote_overspent_votes, "twice"},
        Change{"fewer shares", [](Form& form) { form.holdings[0].shares = 99; }, Reason::vote_split_not_allowed,
               "only 99"},
        Change{"a split",
               [](Form& form) {
                 form.choices[0] = {"1", Vote::split, {100, 100, 0}};
               },
               Reason::vote_split_not_allowed, "/choices/0"}));

TEST(CheckForm, PeopleMayHaveMoved) {
  auto form = sample_form(meeting());
  form.identity.domicile = "Marseille";
  EXPECT_THAT(check(form), IsEmpty());
}

TEST(CheckForm, AnIntermediarySplitsExactlyWhatItHolds) {
  const auto with = [](Split split) {
    auto form = bank();
    form.choices[0] = {"1", Vote::split, split};
    return check(form);
  };
  EXPECT_THAT(with({600, 300, 100}), IsEmpty());
  EXPECT_TRUE(contains(with({600, 300, 101}), Reason::vote_overspent_votes));
  EXPECT_TRUE(contains(with({600, 300, 99}), Reason::vote_overspent_votes));
  const auto most = std::numeric_limits<std::int64_t>::max();
  EXPECT_TRUE(contains(with({most, most, 1002}), Reason::vote_overspent_votes));  // its sum would wrap to 1000
}

TEST(CheckForm, AnIntermediaryMayVoteWithAPart) {
  auto form = bank();
  form.holdings[0].shares = 400;
  EXPECT_THAT(check(form), IsEmpty());
  form.signer.capacity = Capacity::legal_representative;
  EXPECT_TRUE(contains(check(form), Reason::vote_split_not_allowed));
}

TEST(CheckForm, EveryFindingIsReported) {
  auto form = sample_form(meeting());
  form.identity.domicile.clear();
  form.choices.pop_back();
  form.holdings[0].shares = 101;
  const auto findings = check(form);
  EXPECT_TRUE(contains(findings, Reason::vote_form_irregular));
  EXPECT_TRUE(contains(findings, Reason::vote_resolution_invalid));
  EXPECT_TRUE(contains(findings, Reason::vote_overspent_votes));
}

}  // namespace
}  // namespace sceau
