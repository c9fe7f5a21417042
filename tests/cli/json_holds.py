#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""json_holds.py FILE EXPRESSION...: FILE must be exactly one JSON object on one line, without a key twice, and each
expression, with the object as r, must be true."""

import json
import sys


def object_without_duplicates(pairs):
    keys = [key for key, _ in pairs]
    if len(keys) != len(set(keys)):
        raise ValueError(f"a key twice: {keys}")
    return dict(pairs)


def main():
    text = open(sys.argv[1], encoding="utf-8").read()
    if text.count("\n") != 1 or not text.endswith("\n"):
        print("not exactly one line")
        return 1
    report = json.loads(text, object_pairs_hook=object_without_duplicates)
    wrong = [expression for expression in sys.argv[2:] if not eval(expression, {"r": report})]
    for expression in wrong:
        print("not so:", expression)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
