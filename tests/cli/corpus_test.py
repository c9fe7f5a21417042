#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""corpus_test.py SCEAU: every file of the corpus in SCEAU_CORPUS, whatever it is, gets an answer of `sceau verify`
within 5 seconds that keeps the contract. Without SCEAU_CORPUS there is nothing to do."""

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from verify_run import verify

TOPICS = ["pdf-signed", "xml-signed", "pdf-unsigned", "xml-strict", "asic", "evidence-records", "trusted-lists"]


def main():
    corpus = os.environ.get("SCEAU_CORPUS")
    if not corpus:
        print("skipped: the corpus is read where SCEAU_CORPUS says it is")
        return 0
    program = Path(sys.argv[1]).resolve()
    files = sorted(path for topic in TOPICS for path in (Path(corpus) / topic).rglob("*") if path.is_file())
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        runs = list(pool.map(lambda path: verify(program, path), files))
    wrong = [(path, run) for path, run in zip(files, runs) if run.faults]
    for path, run in wrong:
        print(f"{path.relative_to(corpus)}: {run.faults}")
    codes = {code: sum(run.code == code for run in runs) for code in sorted({run.code for run in runs})}
    print(f"{len(files)} files, exit codes {codes}, {len(wrong)} wrong")
    return 1 if wrong or not files else 0


if __name__ == "__main__":
    sys.exit(main())
