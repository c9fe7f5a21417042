// SPDX-License-Identifier: Apache-2.0
// The pages of the sample meeting on an intake that is real but for its clock, and a browser on them.
#pragma once

#include <gmock/gmock.h>

#include <map>
#include <string>

#include "tests/vote/intake_bench.h"
#include "tests/vote/page_browser.h"
#include "tests/vote/page_defects.h"
#include "vote/pages/texts.h"

namespace sceau {

using Values = std::map<std::string, std::string>;

inline const Values choices = {{"r1", "for"}, {"r2", "against"}, {"r3", "abstain"}, {"new", "against"}};

class PagesAct : public testing::Test {
 protected:
  explicit PagesAct(const std::string& toml = sample_toml())
      : bench(toml),
        pages(*bench.intake, *symmetric_key_from(SecretBytes(Bytes(32, 9))), system_random()),
        browser(pages, bench.now) {}

  std::string root(std::string_view page) const { return prefix + std::string(page); }
  Language language() const { return prefix == "/fr/" ? Language::french : Language::english; }
  std::string say(Text text) const { return std::string(words(text, language())); }

  void pass(std::chrono::microseconds time) {
    bench.now += time;
    browser.wait(time);
  }
  void identify(std::string voter = "s1", std::string_view code = code_of_s1) {
    browser.open(root("identify"));
    browser.send("identify", {{"voter", voter}, {"code", std::string(code)}});
  }
  void vote(const Values& values = choices) {
    browser.open(root("vote"));
    browser.send("review", values);
  }
  void expect_page(std::string_view page, Text title) {
    EXPECT_EQ(browser.target(), root(page));
    EXPECT_THAT(browser.title(), testing::HasSubstr(say(title)));
    EXPECT_THAT(page_defects(browser.root()), testing::IsEmpty()) << browser.target();
  }
  std::string receipt_id() {
    const auto file = browser.ask("GET", root("receipt.json"));
    const auto receipt = read_receipt(file.body);
    return receipt ? receipt->id : "none";
  }

  std::string prefix = "/fr/";
  IntakeBench bench;
  VotingPages pages;
  PageBrowser browser;
};

}  // namespace sceau
