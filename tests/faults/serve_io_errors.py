#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""serve_io_errors.py SCEAU TOOLS: a `sceau vote serve` under load whose Nth fdatasync fails with EIO (strace injects it), N
being every third of the first sixty. It does not start, or ends by itself with exit code 5 and never tries again;
whatever it acknowledged is there in its next life, and at the end every ballot is counted once. Ends with 77 where strace
may not trace. TOOLS is the folder of intake_prepare.
"""

import os
import subprocess
import sys
import tempfile

import prepared_requests
from intake_load import Site, load_module
from serve_kills import Life, Vote, fail

counting = load_module("counting")
NUMBERS = range(1, 60, 3)
# Few clients, whose ballots share few syncs.
CLIENTS, BALLOTS = 4, 150
NOT_RUN = 77


def strace(number):
    return ["strace", "-D", "-f", "-qq", "-e", "trace=fdatasync", "-e", f"inject=fdatasync:error=EIO:when={number}", "-o",
            "/dev/null"]


def one_error(vote, number):
    """Where it met the error."""
    try:
        vote.site.serve(wrapper=strace(number))
    except SystemExit:
        return "at the start"
    life = Life(vote.site.address, vote.requests, range(vote.next, vote.next + BALLOTS), CLIENTS)
    life.end()
    if life.waiting.empty() and not life.unanswered:
        fail(f"the error of fdatasync {number} was never met in {BALLOTS} ballots")
    code = vote.site.server.wait(60)
    if code != 5:
        fail(f"after the error of fdatasync {number} the server ended with {code}")
    vote.go_on_after(life)
    vote.site.stop()
    return "under load"


def main():
    environment = counting.days_ahead(45)
    try:
        may_trace = subprocess.run([*strace(1), "true"], capture_output=True).returncode == 0
    except FileNotFoundError:
        may_trace = False
    if not may_trace or environment is None:
        print("not run: strace is not there or may not trace here, or there is no libfaketime")
        sys.exit(NOT_RUN)
    os.umask(0o077)
    with tempfile.TemporaryDirectory(prefix="serve-errors-") as folder:
        voters = len(NUMBERS) * BALLOTS
        site = Site(sys.argv[1], folder, voters=voters, resolutions=20)
        site.prepare()
        vote = Vote(site, prepared_requests.prepare(sys.argv[2], site, voters))
        met = [one_error(vote, number) for number in NUMBERS]
        print(f"EIO on fdatasync {', '.join(map(str, NUMBERS))}: {met.count('at the start')} servers did not start, "
              f"{met.count('under load')} ended with exit code 5 under load")
        site.serve()
        vote.count(environment)


if __name__ == "__main__":
    main()
