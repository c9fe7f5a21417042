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

CALL = re.compile(r"^(?P<thread>\d+) +(?P<name>\w+)\((?P<descriptor>\d+)<(?P<path>(?:\\x[0-9a-f]{2})*)>(?P<rest>.*)$")
RESUMED = re.compile(r"^(?P<thread>\d+) +<\.\.\. (?P<name>\w+) resumed>(?P<rest>.*)$")
DATA = re.compile(r', "((?:\\x[0-9a-f]{2})*)"')
BALLOTS = 300


def octets(escaped):
    return bytes.fromhex(escaped.replace("\\x", ""))


def octets_in(arguments):
    found = DATA.search(arguments)
    return octets(found[1]) if found else b""


class Events:
    """Reads the trace line by line; a moment is the number of a line."""

    def __init__(self):
        self.leaves = {}   # ballot -> leaf of its entry, as long as no page with it was written
        self.written = {}  # ballot -> when its page stood in the write-ahead log
        self.syncs = []    # (begun, ended, of which file) of those that ended well
        self.receipts = {}  # ballot -> when its receipt began to be written
        self.open = {}     # thread -> (name, path, begun, text of the arguments)

    def read(self, moment, line):
        call, resumed = CALL.match(line), RESUMED.match(line)
        if call:
            thread, name, path, rest = call["thread"], call["name"], octets(call["path"]).decode(), call["rest"]
            begun = moment
            if name == "write":
                self.said(octets_in(rest).decode("utf-8", "replace").split(), moment)
            if rest.endswith("<unfinished ...>"):
                self.open[thread] = (name, path, begun, rest)
                return
        elif resumed and resumed["thread"] in self.open:
            name, path, begun, arguments = self.open.pop(resumed["thread"])
            rest = arguments + resumed["rest"]
        else:
            return
        self.finished(name, path, begun, moment, rest)

    def said(self, words, moment):
        if words[:1] == ["L"]:
            self.leaves[words[1]] = bytes.fromhex(words[2])
        if words[:1] == ["A"]:
            self.receipts.setdefault(words[1], moment)

    def finished(self, name, path, begun, moment, rest):
        is_well = not rest.rstrip().endswith(")") and " = -1" not in rest
        if name == "pwrite64" and path.endswith("-wal") and is_well:
            page = octets_in(rest)
            for number in [number for number, leaf in self.leaves.items() if leaf in page]:
                self.written[number] = moment
                del self.leaves[number]
        if name in ("fdatasync", "fsync") and rest.rstrip().endswith("= 0"):
            self.syncs.append((begun, moment, path))

    def is_synced_between(self, start, end, part):
        """A file whose path has that part: the anchor grows under a temporary name."""
        return any(begun > start and ended < end and part in path for begun, ended, path in self.syncs)


def trace(program, folder):
    output = f"{folder}/trace"
    vote = vote_casters.Vote(program, folder, casters=8)
    strace = ["strace", "-f", "-y", "-xx", "-s", "5000", "-e", "trace=pwrite64,write,fdatasync,fsync", "-o", output]
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
    folder = vote_casters.new_folder(sys.argv[1])
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
