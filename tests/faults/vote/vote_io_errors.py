#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""vote_io_errors.py VOTE_CASTERS [FIRST LAST]: the first, second, ... call of fdatasync, and then of fsync, fails with
EIO (strace injects it). The program must end by itself, or pass over it where the call decides nothing; whatever it
acknowledged must be there in the next life, also what casters were told while others learned of the error. Ends with 77 where strace may not trace.
"""

import shutil
import subprocess
import sys

import vote_casters

DEAD = {5, 6, 70}


def can_trace():
    try:
        run = subprocess.run(["strace", "-f", "-e", "inject=fdatasync:error=EIO:when=1", "-o", "/dev/null", "true"],
                             capture_output=True, check=False)
    except FileNotFoundError:
        return False
    return run.returncode == 0


def one_error(vote, call, number, most):
    """The life with the error, then what it has promised is checked by the next one. True where it ended by itself."""
    strace = ["strace", "-f", "-qq", "-e", f"trace={call}", "-e", f"inject={call}:error=EIO:when={number}", "-o",
              "/dev/null"]
    run = vote.start(most, strace)
    code = run.end()
    vote.learn(run)
    if code not in DEAD | {0}:
        vote_casters.fail(f"{call} {number}: ended with {code}", run.lines[-1:])
    following = vote.start(most=1)
    if (code := following.end()) != 0:
        vote_casters.fail(f"the life after {call} {number} ends with {code}", following.lines[-1:])
    vote.learn(following)
    return not run.of("V") or bool(run.of("D"))


def main():
    if not can_trace():
        vote_casters.skip("strace is not there, or may not trace here")
    first, last = (int(word) for word in (sys.argv[2:4] or (1, 200)))
    folder = vote_casters.new_folder(sys.argv[1])
    vote = vote_casters.Vote(sys.argv[1], folder, casters=4, gathering_us=0, period_ms=1)
    ended = sum(one_error(vote, "fdatasync", number, 2 * number + 20) for number in range(first, last + 1))
    ended_anchor = sum(one_error(vote, "fsync", number, 2 * number + 20) for number in range(1, 21))
    print(f"EIO on fdatasync {first} to {last}: {ended} lives ended by it; on fsync 1 to 20: {ended_anchor}")
    if ended < (last - first + 1) * 9 // 10:
        vote_casters.fail("most errors were never met")
    vote.check()
    shutil.rmtree(folder)


main()
