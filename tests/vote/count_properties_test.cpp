// SPDX-License-Identifier: Apache-2.0
// Random meetings: the program's tally against a third count (naive_count.py), figure by figure, and what must hold of
// every tally. RC_PARAMS="seed=... max_success=..." repeats or prolongs a run.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <random>

#include "tests/vote/naive_count.h"
#include "tests/vote/random_meeting.h"
#include "vote/influence.h"

namespace sceau {
namespace {

TEST(RandomMeetings, TallyAgreesWithANaiveCountInPython) {
  EXPECT_TRUE(rc::check("tally and naive count have the same figures", [] {
    const auto made = random_meeting();
    const auto input = made->input();
    const auto report = count(input);
    RC_ASSERT(bool(report));
    for (const auto& finding : report->findings) RC_LOG() << finding.detail << "\n";
    RC_ASSERT(report->findings.empty());
    for (const auto& [word, disposition] : disposition_words) {
      const auto has = [&](const InputDisposition& one) { return one.outcome.disposition == disposition; };
      RC_CLASSIFY(std::ranges::any_of(report->tally.inputs, has), std::string(word));
    }
    RC_ASSERT(differences_from_naive_count(input, write_tally(report->tally)) == "");
  }));
}

TEST(RandomMeetings, TheOrderOfTheInputsChangesNothing) {
  EXPECT_TRUE(rc::check("inputs in another order, the same bytes", [] {
    const auto made = random_meeting();
    const auto before = count(made->input());
    RC_ASSERT(bool(before));
    const auto bytes = write_tally(before->tally);
    std::mt19937 random(7);
    std::ranges::shuffle(made->electronic, random);
    std::ranges::shuffle(made->carried, random);
    std::ranges::shuffle(made->paper, random);
    std::ranges::shuffle(made->attendance, random);
    std::ranges::shuffle(made->room, random);
    RC_ASSERT(write_tally(count(made->input())->tally) == bytes);
  }));
}

// One more late form never changes a figure, and the influence report never calls a result safe that it could turn.
TEST(RandomMeetings, WhatCannotChangeDoesNotChange) {
  EXPECT_TRUE(rc::check("a late form counted after all changes only what could change", [] {
    const auto made = random_meeting();
    const auto holder = *rc::gen::element(std::string("s0"), std::string("s1"), std::string("s2"));
    auto form = made->form_of(holder);
    const auto vote = *rc::gen::element(Vote::in_favour, Vote::against);
    std::erase_if(form.choices, [&](const auto& choice) {
      return std::ranges::find(made->meeting().meeting().agenda, choice.label, &Resolution::label)->is_information_only;
    });
    for (auto& choice : form.choices) choice.vote = vote;
    auto& late = made->log(form);
    late.facts.kind = DecisionKind::refusal;
    late.facts.reasons = {Reason::vote_deadline_passed};
    const auto index = made->electronic.size() - 1;
    const auto input = made->input();
    const auto without = count(input);
    RC_ASSERT(bool(without));
    const auto influence = influence_report(*without, input);

    made->electronic[index].facts.kind = DecisionKind::ballot;
    made->electronic[index].facts.ballot = "the-late-one";
    made->electronic[index].facts.reasons.clear();
    const auto with = count(made->input());
    RC_ASSERT(bool(with));
    for (const auto& verdict : influence.resolutions) {
      const auto& before = resolution(*without, verdict.label).majority;
      const auto& after = resolution(*with, verdict.label).majority;
      RC_ASSERT(verdict.could_change || before.is_adopted == after.is_adopted);
    }
  }));
}

}  // namespace
}  // namespace sceau
