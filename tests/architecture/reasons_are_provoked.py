#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""reasons_are_provoked.py [ROOT]: every reason of foundation/reasons.def must be asserted by a test, as Reason::name in
a test program or by its stable name in a case or script of tests/. Prints those that are not, and ends with 1."""

import re
import sys
from pathlib import Path

ROW = re.compile(r'^REASON\((\w+),\s*\w+,\s*"([^"]+)"', re.MULTILINE)
CASES = {".cpp", ".sh", ".py", ".json", ".toml", ".txt", ".java", ".cmake"}


def test_text(root):
    """What the tests say. This folder only lists reasons and provokes none; nor do the tests of the list itself."""
    listing = {"architecture", "documents"}
    for path in sorted((root / "tests").rglob("*")):
        if path.is_file() and path.suffix in CASES and not listing & set(path.relative_to(root / "tests").parts):
            yield path.read_text(errors="replace")


def never_provoked(root):
    text = "\n".join(test_text(root))
    for name, stable in ROW.findall((root / "foundation/reasons.def").read_text()):
        by_name = re.search(rf"\bReason::{name}\b", text)
        by_stable_name = re.search(rf"(?<![\w.]){re.escape(stable)}(?![\w(]|\.\w)", text)
        if not by_name and not by_stable_name:
            yield name, stable


def main():
    root = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parents[2])
    missing = list(never_provoked(root))
    for name, stable in missing:
        print(f"foundation/reasons.def: {name} ({stable}) is provoked by no test")
    if not missing:
        print("every reason is provoked")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
