#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""vote_sync_order.py VOTE_CASTERS: what strace saw of a run, in order. Before a receipt is written, the ballot's page
was written to the write-ahead log, an fdatasync of that log began after it and ended well, and an fsync of the anchor
ended too. Ends with 77 where strace may not trace.
"""

import re
import shutil
import subprocess
import sys

import vote_casters

CALL = re.compile(r"^(?P<thread>\d+) (?P<name>\w+)\((?P<descriptor>\d+)<(?P<path>[^>]*)>(?P<rest>.*)$")
RESUMED = re.compile(r"^(?P<thread>\d+) <\.\.\. (?P<name>\w+) resumed>(?P<rest>.*)$")
NUMBER = re.compile(r'\\"number\\":(\d+)\}')
RECEIPT = re.compile(r'^, "A (\d+) ')
BALLOTS = 300


class Events:
    """Reads the trace line by line; a moment is the number of a line."""

    def __init__(self):
        self.written = {}  # ballot -> when its page stood in the write-ahead log
        self.syncs = []    # (begun, ended, of which file) of those that ended well
        self.receipts = {}  # ballot -> when its receipt began to be written
        self.open = {}     # thread -> (name, path, begun, text of the arguments)

    def read(self, moment, line):
        call, resumed = CALL.match(line), RESUMED.match(line)
        if call:
            thread, name, path, rest = call["thread"], call["name"], call["path"], call["rest"]
            begun = moment
            receipt = RECEIPT.match(rest)
            if name == "write" and receipt:
                self.receipts.setdefault(receipt[1], moment)
            if rest.endswith("<unfinished ...>"):
                self.open[thread] = (name, path, begun, rest)
                return
        elif resumed and resumed["thread"] in self.open:
            name, path, begun, arguments = self.open.pop(resumed["thread"])
            rest = arguments + resumed["rest"]
        else:
            return
        self.finished(name, path, begun, moment, rest)

    def finished(self, name, path, begun, moment, rest):
        is_well = not rest.rstrip().endswith(")") and " = -1" not in rest
        if name == "pwrite64" and path.endswith("-wal") and is_well:
            for number in NUMBER.findall(rest):
                self.written.setdefault(number, moment)
        if name in ("fdatasync", "fsync") and rest.rstrip().endswith("= 0"):
            self.syncs.append((begun, moment, path))

    def is_synced_between(self, start, end, part):
        """A file whose path has that part: the anchor grows under a temporary name."""
        return any(begun > start and ended < end and part in path for begun, ended, path in self.syncs)


def trace(program, folder):
    output = f"{folder}/trace"
    vote = vote_casters.Vote(program, folder, casters=8)
    strace = ["strace", "-f", "-y", "-s", "5000", "-e", "trace=pwrite64,write,fdatasync,fsync", "-o", output]
    run = vote.start(BALLOTS, strace)
    if (code := run.end()) != 0:
        vote_casters.fail("the run ends with", code)
    vote.learn(run)
    vote.check()
    events = Events()
    with open(output, encoding="utf-8", errors="replace") as lines:
        for moment, line in enumerate(lines):
            events.read(moment, line.rstrip("\n"))
    return events


def main():
    try:
        allowed = subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        allowed = False
    if not allowed:
        vote_casters.skip("strace is not there, or may not trace here")
    folder = vote_casters.new_folder()
    events = trace(sys.argv[1], folder)
    if len(events.receipts) != BALLOTS:
        vote_casters.fail(f"the trace shows {len(events.receipts)} receipts of {BALLOTS}")
    for number, given in events.receipts.items():
        written = events.written.get(number)
        if written is None or written > given:
            vote_casters.fail("receipt", number, "was given before its ballot was written")
        if not events.is_synced_between(written, given, "-wal"):
            vote_casters.fail("receipt", number, "was given before its ballot was synced")
        if not events.is_synced_between(written, given, "/.sceau-"):
            vote_casters.fail("receipt", number, "was given before its checkpoint was synced")
    print(f"{BALLOTS} receipts, each after the fdatasync that covers its ballot and the fsync of its checkpoint")
    shutil.rmtree(folder)


main()
