// SPDX-License-Identifier: Apache-2.0
#include "vote/pages/page_request.h"

#include <gtest/gtest.h>

#include "vote/pages/session_table.h"

namespace sceau {
namespace {

HttpRequest with(HttpHeaders headers, std::string target = "/") {
  HttpRequest request;
  request.target = std::move(target);
  request.headers = std::move(headers);
  return request;
}

struct LanguageCase {
  std::string target, accepted;
  Language language;
};

class WantedLanguage : public testing::TestWithParam<LanguageCase> {};

TEST_P(WantedLanguage, is_that_of_the_query_else_the_preferred_one_else_french) {
  const auto& [target, accepted, language] = GetParam();
  EXPECT_EQ(wanted_language(with({{"Accept-Language", accepted}}, target)), language) << target << " " << accepted;
}

INSTANTIATE_TEST_SUITE_P(
    Requests, WantedLanguage,
    testing::Values(LanguageCase{"/", "", Language::french}, LanguageCase{"/", "de", Language::french},
                    LanguageCase{"/", "en", Language::english}, LanguageCase{"/", "en-GB,fr;q=0.5", Language::english},
                    LanguageCase{"/", "en;q=0.3, fr;q=0.7", Language::french},
                    LanguageCase{"/", "fr;q=0, en;q=0.1", Language::english},
                    LanguageCase{"/", "en;q=x", Language::french}, LanguageCase{"/", "EN", Language::english},
                    LanguageCase{"/?lang=en", "fr", Language::english},
                    LanguageCase{"/?lang=xx", "en", Language::english},
                    LanguageCase{"/?a=b&lang=fr", "en", Language::french},
                    LanguageCase{"/en", "fr", Language::english}));

TEST(PageAddress, knows_its_own_paths_only) {
  EXPECT_EQ(page_address_of("/fr/vote?x")->page, "vote");
  EXPECT_EQ(page_address_of("/en/")->language, Language::english);
  EXPECT_EQ(page_address_of("/en")->language, std::nullopt);
  EXPECT_EQ(page_address_of("/style.css")->page, "style.css");
  for (const std::string_view other : {"/v1/time", "/healthz", "/french/", "", "fr/", "/de/"}) {
    EXPECT_FALSE(page_address_of(other)) << other;
  }
}

TEST(SessionCookie, is_found_among_others_and_has_one_shape) {
  const std::string id = "0123456789abcdef0123456789abcdef";
  EXPECT_EQ(cookie_of(with({{"Cookie", "a=b; __Host-sceau=" + id + "; c=d"}})), id);
  for (const std::string& cookie : {std::string("__Host-sceau="), "__Host-sceau=x" + id, "__Host-sceauX=" + id,
                                    "__Host-sceau=" + id.substr(1) + "Z", "sceau=" + id}) {
    EXPECT_EQ(cookie_of(with({{"Cookie", cookie}})), "") << cookie;
  }
  EXPECT_EQ(cookie_of(with({})), "");
}

struct OriginCase {
  std::string site, origin;
  bool is_other;
};

class RequestOrigin : public testing::TestWithParam<OriginCase> {};

TEST_P(RequestOrigin, from_another_site_is_noticed) {
  const auto& [site, origin, is_other] = GetParam();
  HttpHeaders headers = {{"Host", "vote.exemple.fr"}};
  if (!site.empty()) headers.emplace_back("Sec-Fetch-Site", site);
  if (!origin.empty()) headers.emplace_back("Origin", origin);
  EXPECT_EQ(is_from_another_site(with(headers)), is_other) << site << " " << origin;
}

INSTANTIATE_TEST_SUITE_P(
    Requests, RequestOrigin,
    testing::Values(OriginCase{"", "", false}, OriginCase{"same-origin", "null", false}, OriginCase{"none", "", false},
                    OriginCase{"", "https://vote.exemple.fr", false}, OriginCase{"cross-site", "null", true},
                    OriginCase{"same-site", "", true}, OriginCase{"", "https://exemple.fr", true},
                    OriginCase{"", "vote.exemple.fr", true}, OriginCase{"", "https://vote.exemple.fr:8443", true}));

TEST(PostedFields, are_those_of_a_form) {
  HttpRequest request;
  request.body = to_bytes("a=1");
  request.headers = {{"Content-Type", "Application/x-www-form-urlencoded; charset=utf-8"}};
  EXPECT_TRUE(posted_fields(request));
  request.headers = {{"Content-Type", "multipart/form-data; boundary=x"}};
  EXPECT_EQ(posted_fields(request).error().reason, Reason::vote_unsupported_media_type);
  request.headers = {};
  EXPECT_EQ(posted_fields(request).error().reason, Reason::vote_unsupported_media_type);
}

class Sessions : public testing::Test {
 protected:
  std::string open(std::string shareholder) {
    auto voter = voter_identified_otherwise(std::move(shareholder), tags);
    return *table.open(std::move(*voter), now, system_random());
  }
  SymmetricKey tags = *symmetric_key_from(SecretBytes(Bytes(32, 7)));
  SessionTable table{{.idle = std::chrono::minutes(20), .longest = std::chrono::minutes(60), .most = 3}};
  Instant now = *from_rfc3339("2027-05-11T10:00:00Z");
};

TEST_F(Sessions, last_while_they_are_used_and_not_for_ever) {
  const auto id = open("s1");
  EXPECT_TRUE(is_session_id(id));
  for (int i = 0; i < 3; ++i) {
    now += std::chrono::minutes(20);
    ASSERT_TRUE(table.use(id, now)) << i;
  }
  EXPECT_FALSE(table.use(id, now + std::chrono::microseconds(1)));
  EXPECT_EQ(table.size(), 0u);
}

TEST_F(Sessions, end_when_nobody_uses_them) {
  const auto id = open("s1");
  EXPECT_TRUE(table.use(id, now + std::chrono::minutes(20)));
  EXPECT_FALSE(table.use(id, now + std::chrono::minutes(40) + std::chrono::microseconds(1)));
  EXPECT_FALSE(table.use("0123456789abcdef0123456789abcdef", now));
}

TEST_F(Sessions, are_bounded_in_number) {
  const auto first = open("s1");
  now += std::chrono::minutes(1);
  const auto second = open("s2");
  now += std::chrono::minutes(1);
  open("s3");
  EXPECT_TRUE(table.use(first, now));
  open("s4");
  EXPECT_EQ(table.size(), 3u);
  EXPECT_TRUE(table.use(first, now));
  EXPECT_FALSE(table.use(second, now)) << "the one that rested longest";
}

TEST_F(Sessions, leave_room_first_by_those_that_ended) {
  for (const auto* voter : {"s1", "s2", "s3"}) open(voter);
  now += std::chrono::minutes(21);
  open("s4");
  EXPECT_EQ(table.size(), 1u);
}

TEST_F(Sessions, can_be_closed_and_remember_a_receipt) {
  const auto id = open("s1");
  table.show_receipt(id, "r1");
  EXPECT_EQ(table.use(id, now)->receipt, "r1");
  EXPECT_EQ(table.use(id, now)->visitor.voter.shareholder(), "s1");
  table.close(id);
  EXPECT_FALSE(table.use(id, now));
}

}  // namespace
}  // namespace sceau
