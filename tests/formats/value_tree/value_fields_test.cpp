// SPDX-License-Identifier: Apache-2.0
#include "formats/value_tree/value_fields.h"

#include <gmock/gmock.h>

namespace sceau {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Value object(ValueObject members) { return {std::move(members)}; }

struct Case {
  std::string name;
  Value value;  // of the member "a"
  std::vector<std::optional<Reason>>
      found;  // by text, integer 1..9, boolean, texts, object; none: read without finding
};
void PrintTo(const Case& row, std::ostream* out) { *out << row.name; }

class ValueFieldsTest : public testing::TestWithParam<Case> {};

template <typename Get>
std::optional<Reason> finding_of(const Value& value, Get get) {
  Findings findings;
  const auto whole = object({{"a", value}});
  ValueFields fields(whole, PathStyle::json_pointer, findings);
  get(fields);
  return findings.empty() ? std::nullopt : std::optional(findings.front().reason);
}

TEST_P(ValueFieldsTest, EachGetterTakesItsOwnKindOnly) {
  const auto& value = GetParam().value;
  EXPECT_THAT((std::vector{
                  finding_of(value, [](ValueFields& fields) { fields.text("a"); }),
                  finding_of(value,
                             [](ValueFields& fields) {
                               fields.integer("a", {1, 9});
                             }),
                  finding_of(value, [](ValueFields& fields) { fields.boolean("a"); }),
                  finding_of(value, [](ValueFields& fields) { fields.texts("a"); }),
                  finding_of(value, [](ValueFields& fields) { fields.object("a"); }),
              }),
              testing::ContainerEq(GetParam().found));
}

constexpr std::nullopt_t ok = std::nullopt;
constexpr auto wrong = Reason::value_wrong;

INSTANTIATE_TEST_SUITE_P(
    Kinds, ValueFieldsTest,
    testing::Values(Case{"text", {std::string("x")}, {ok, wrong, wrong, wrong, wrong}},
                    Case{"integer", {std::int64_t{9}}, {wrong, ok, wrong, wrong, wrong}},
                    Case{"integer out of range", {std::int64_t{10}}, {wrong, wrong, wrong, wrong, wrong}},
                    Case{"boolean", {true}, {wrong, wrong, ok, wrong, wrong}},
                    Case{"null", {}, {wrong, wrong, wrong, wrong, wrong}},
                    Case{"texts", {ValueArray{{std::string("x")}}}, {wrong, wrong, wrong, ok, wrong}},
                    Case{"mixed list", {ValueArray{{std::string("x")}, {true}}}, {wrong, wrong, wrong, wrong, wrong}},
                    Case{"object", {ValueObject{}}, {wrong, wrong, wrong, wrong, ok}}));

TEST(ValueFields, WhatIsNeededAndAbsentIsMissing) {
  const auto value = object({});
  Findings findings;
  ValueFields fields(value, PathStyle::json_pointer, findings);
  EXPECT_FALSE(fields.text("a", Presence::optional));
  EXPECT_TRUE(findings.empty());
  EXPECT_FALSE(fields.text("a"));
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].reason, Reason::value_missing);
  EXPECT_THAT(findings[0].detail, HasSubstr("/a"));
}

TEST(ValueFields, AWordMustBeOneOfTheKnown) {
  enum class Colour { red, blue };
  constexpr std::array<std::pair<std::string_view, Colour>, 2> colours{{{"red", Colour::red}, {"blue", Colour::blue}}};
  const auto value = object({{"a", {std::string("blue")}}, {"b", {std::string("blu")}}});
  Findings findings;
  ValueFields fields(value, PathStyle::json_pointer, findings);
  EXPECT_EQ(fields.choice<Colour>("a", colours), Colour::blue);
  EXPECT_TRUE(findings.empty());
  EXPECT_FALSE(fields.choice<Colour>("b", colours));
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].reason, Reason::value_wrong);
  EXPECT_THAT(findings[0].detail, HasSubstr("did you mean 'blue'"));
}

TEST(ValueFields, PlacesAreJsonPointers) {
  const auto value = object({{"a/b~c", {ValueArray{object({{"x", {true}}})}}}});
  Findings findings;
  ValueFields fields(value, PathStyle::json_pointer, findings);
  for (auto& item : fields.objects("a/b~c")) item.refuse_others();
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].reason, Reason::value_unknown_key);
  EXPECT_THAT(findings[0].detail, HasSubstr("/a~1b~0c/0/x"));
}

TEST(ValueFields, ADocumentThatIsNoObjectIsAFinding) {
  const Value value{ValueArray{}};
  Findings findings;
  ValueFields fields(value, PathStyle::json_pointer, findings);
  EXPECT_TRUE(contains(findings, Reason::value_wrong));
  EXPECT_FALSE(fields.text("a", Presence::optional));
  fields.refuse_others();
}

}  // namespace
}  // namespace sceau
