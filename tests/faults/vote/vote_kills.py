#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""vote_kills.py VOTE_CASTERS [KILLS]: kill -9 at random moments under load, each with at least 32 ballots in flight.
After each restart the ballots acknowledged in the life before have the same receipts, and those in flight are handed in
again. After a hundred kills the vote is closed, opened and counted, and the next one begins. The seed is printed;
SCEAU_SEED repeats it.
"""

import os
import random
import shutil
import sys
import time

import vote_casters

IN_FLIGHT = 32
KILLS_OF_A_VOTE = 100


def one_kill(vote, chance):
    """True where enough was in flight. The life must have looked at what the one before has promised."""
    run = vote.start()
    if not run.wait_for("V"):
        vote_casters.fail("ended before it was killed, with", run.end(), run.lines[-1:])
    run.wait_for("S", len(vote.unanswered) + IN_FLIGHT)
    time.sleep(chance.uniform(0, 0.12))
    if (code := run.kill()) != -9:
        vote_casters.fail("ended by itself with", code, run.lines[-1:])
    verified = int(run.of("V")[0][1])
    return vote.learn(run) >= IN_FLIGHT, verified


def one_vote(program, kills, chance):
    """So many kills that count, and the count of what is left. How many receipts were checked right after a restart."""
    folder = vote_casters.new_folder(program)
    vote = vote_casters.Vote(program, folder)
    done = restarts = verified = 0
    while done < kills:
        counts, checked = one_kill(vote, chance)
        done += counts
        restarts += 1
        verified += checked
        if restarts > kills + 50:
            vote_casters.fail("too few ballots in flight in too many lives")
    vote.check()
    shutil.rmtree(folder)
    return verified, len(vote.acknowledged)


def main():
    kills = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    seed = int(os.environ.get("SCEAU_SEED", random.randrange(1 << 32)))
    print("seed", seed, flush=True)
    chance = random.Random(seed)
    verified = acknowledged = 0
    for begun in range(0, kills, KILLS_OF_A_VOTE):
        counts = one_vote(sys.argv[1], min(KILLS_OF_A_VOTE, kills - begun), chance)
        verified, acknowledged = verified + counts[0], acknowledged + counts[1]
    print(f"{kills} kills with {IN_FLIGHT} or more ballots in flight; {verified} receipts checked right after a restart; "
          f"{acknowledged} acknowledged ballots counted, each once")


main()
