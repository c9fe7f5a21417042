#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""vote_rules_are_tested.py [ROOT]: docs/vote-rules.md and the tests of tests/vote name each other. Prints every test the
page names that does not exist, and every test named after a rule that the page does not name; ends with 1 if there is one."""

import re
import sys
from pathlib import Path

NAMED_AFTER_A_RULE = re.compile(r"\b[LD]\d+_\w+")
IN_THE_PAGE = re.compile(r"`([LD]\d+_[\w*]*)`")


def rules_of(name):
    """L8_L9_mentions... stands for both of its rules."""
    return re.match(r"((?:[LD]\d+_)+)", name)[1]


def main():
    root = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parents[2])
    page = set(IN_THE_PAGE.findall((root / "docs/vote-rules.md").read_text()))
    tests = set()
    for path in (root / "tests/vote").glob("*_test.cpp"):
        for line in path.read_text().splitlines():
            if line.lstrip().startswith(("TEST", "class ", "INSTANTIATE_TEST_SUITE_P", "L", "D")):
                tests.update(NAMED_AFTER_A_RULE.findall(line))
    prefixes = {name[:-1] for name in page if name.endswith("*")}
    missing = {name for name in page if not name.endswith("*") and name not in tests}
    missing |= {prefix + "*" for prefix in prefixes if not any(test.startswith(prefix) for test in tests)}
    unnamed = {test for test in tests if test not in page and not any(test.startswith(prefix) for prefix in prefixes)}
    for name in sorted(missing):
        print(f"docs/vote-rules.md: no test is called {name}")
    for name in sorted(unnamed):
        print(f"tests/vote: {name} ({rules_of(name)[:-1]}) is not on docs/vote-rules.md")
    return 1 if missing or unnamed else 0


if __name__ == "__main__":
    sys.exit(main())
