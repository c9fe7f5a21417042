#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""vote_rules_are_tested.py [ROOT]: docs/vote-rules.md and the tests name each other. Prints every test the page names that
does not exist, every test named after a rule that the page does not name, every rule of law, rule of the deadline and
problem of the API that has no row there, and every row without a test that does not say why. Ends with 1 if there is one.
"""

import re
import sys
from pathlib import Path

NAMED_AFTER_A_RULE = re.compile(r"\b[LD]\d+_\w+")
TEST = re.compile(r"^\s*(?:TEST(?:_[FP])?\(\w+,\s*|class |INSTANTIATE_TEST_SUITE_P\()(\w+)", re.MULTILINE)
IN_THE_PAGE = re.compile(r"`([LD]\d+_[\w*]*|[a-z]+_[\w*]*_[\w*]*)`")
ROW = re.compile(r"^\| ([^|]*) \|([^|]*)\|([^|]*)\|([^|]*)\|$", re.MULTILINE)
DEADLINE_RULES = [f"D{number}" for number in range(1, 21)]
# What a row may say instead of naming a test.
WHY_NOT = ("not software's to keep", "repealed", "set aside")
# Of addresses and receipts that are not there: no rows of the table.
BESIDE_THE_TABLE = {"nothing-here", "receipt-unknown"}


def rules_of(name):
    """L8_L9_mentions... stands for both of its rules."""
    return re.match(r"((?:[LD]\d+_)+)", name)[1]


def names_in(name):
    """L14-L17 is four rules."""
    ends = re.fullmatch(r"([LD])(\d+)-[LD](\d+)", name)
    return [f"{ends[1]}{number}" for number in range(int(ends[2]), int(ends[3]) + 1)] if ends else [name]


def tests_in(root):
    """Every name of a test; those of rules stand in other places of a test too."""
    tests, of_rules = set(), set()
    for path in (root / "tests").rglob("*_test.cpp"):
        text = path.read_text()
        tests.update(TEST.findall(text))
        for line in text.splitlines():
            if line.lstrip().startswith(("TEST", "class ", "INSTANTIATE_TEST_SUITE_P", "L", "D")):
                of_rules.update(NAMED_AFTER_A_RULE.findall(line))
    return tests | of_rules, of_rules


def promised(root):
    """What must have a row: rules of law, rules of the deadline, problems of the API."""
    law = re.findall(r"^LEGAL_RULE\((L\d+),", (root / "vote/legal_rules.def").read_text(), re.MULTILINE)
    stable = dict(re.findall(r'^REASON\((\w+),\s*\w+,\s*"vote\.([^"]+)"', (root / "foundation/reasons.def").read_text(),
                             re.MULTILINE))
    problems = re.findall(r"^PROBLEM\((\w+),", (root / "vote/problems.def").read_text(), re.MULTILINE)
    types = {stable[reason].replace("_", "-") for reason in problems}
    return [*law, *DEADLINE_RULES, *sorted(types - BESIDE_THE_TABLE)]


def complaints(root):
    page = (root / "docs/vote-rules.md").read_text()
    tests, of_rules = tests_in(root)
    named = {name for row in ROW.findall(page) for name in IN_THE_PAGE.findall(row[3])}
    prefixes = {name[:-1] for name in named if name.endswith("*")}
    for name in sorted(named):
        if name.endswith("*") and not any(test.startswith(name[:-1]) for test in tests):
            yield f"docs/vote-rules.md: no test is called {name}"
        elif not name.endswith("*") and name not in tests:
            yield f"docs/vote-rules.md: no test is called {name}"
    for test in sorted(of_rules):
        if test not in named and not any(test.startswith(prefix) for prefix in prefixes):
            yield f"tests: {test} ({rules_of(test)[:-1]}) is not on docs/vote-rules.md"
    rows = {name: row for row in ROW.findall(page) for name in names_in(row[0])}
    wanted = promised(root)
    for name in wanted:
        if name not in rows:
            yield f"docs/vote-rules.md: no row for {name}"
    for name, row in rows.items():
        is_rule = re.fullmatch(r"[LD]\d+", name) or name in wanted
        if is_rule and "`" not in row[3] and not any(why in "".join(row) for why in WHY_NOT):
            yield f"docs/vote-rules.md: {name} has no test"
        is_problem = is_rule and not re.fullmatch(r"[LD]\d+", name)
        if is_problem and name.replace("-", "_") not in row[3]:
            yield f"docs/vote-rules.md: the test of {name} is not named after it"


def main():
    found = list(complaints(Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parents[2])))
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
