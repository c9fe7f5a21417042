#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""serve_sync_order.py SCEAU TOOLS: what strace saw of a `sceau vote serve` that took ballots one after the other, on one
connection. Before the answer to a ballot is written to it, the ballot is written to the write-ahead log of the store, an
fdatasync of that log that began afterwards has ended well, nothing was written to it since, and the fsync of a checkpoint
has ended too. Ends with 77 where strace may not trace. TOOLS is the folder of intake_prepare.
"""

import os
import re
import subprocess
import sys
import tempfile
import time

import prepared_requests
from intake_load import Site

BALLOTS = 40
NOT_RUN = 77
CALL = re.compile(r"^(?P<thread>\d+) +(?P<name>\w+)\(\d+<(?P<path>.*?)>(?:[,)]| <unfinished)")
RESUMED = re.compile(r"^(?P<thread>\d+) +<\.\.\. (?P<name>\w+) resumed>(?P<rest>.*)$")


def fail(*why):
    print("FAILED:", *why)
    sys.exit(1)


def calls_in(lines):
    """(name, path, line where it began, line where it ended) of every call that ended well."""
    under_way = {}
    for moment, line in enumerate(lines):
        call, resumed = CALL.match(line), RESUMED.match(line)
        if call and line.endswith("<unfinished ...>"):
            under_way[call["thread"]] = (call["name"], call["path"], moment)
        elif call and " = -1 " not in line:
            yield call["name"], call["path"], moment, moment
        elif resumed and resumed["thread"] in under_way:
            name, path, begun = under_way.pop(resumed["thread"])
            if " = -1 " not in line:
                yield name, path, begun, moment


def answers_in(calls):
    """When the answers began to be written: the last writes to the socket that most was written to."""
    written = {}
    for name, path, begun, _ in calls:
        if name in ("write", "sendto") and path.startswith("TCP:") and "->" in path:
            written.setdefault(path, []).append(begun)
    return sorted(max(written.values(), key=len))[-BALLOTS:] if written else []


def is_durable(calls, after, before):
    """Of what happened between two answers: written, then synced, then nothing more; and a checkpoint was synced."""
    between = [call for call in calls if after < call[2] and call[3] < before]
    written = [call for call in between if call[0] == "pwrite64" and call[1].endswith("-wal")]
    if not written:
        return False
    synced = [call for call in between if call[0] == "fdatasync" and call[1].endswith("-wal")]
    last_written = max(call[3] for call in written)
    begins_unsynced = [call for call in calls if call[0] == "pwrite64" and call[1].endswith("-wal")
                       and call[2] < before <= call[3]]
    anchored = [call for call in between if call[0] == "fsync" and "/server/" in call[1]]
    return bool(anchored) and not begins_unsynced and any(call[2] > last_written for call in synced)


def whole(trace, pid):
    """The lines once strace, which outlives the server, has written its last word about it."""
    for _ in range(200):
        lines = trace.read_text(errors="replace").splitlines()
        if any(re.match(rf"{pid} +\+\+\+ exited", line) for line in lines):
            return lines
        time.sleep(0.1)
    fail("the trace does not end")


def cast_all(site, requests):
    with prepared_requests.connect(site.address) as connection:
        for status, request in requests:
            connection.sendall(request)
            given, body = prepared_requests.receive(connection)
            if given != status:
                fail("a ballot is answered", given, body)


def main():
    try:
        may_trace = subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True).returncode == 0
    except FileNotFoundError:
        may_trace = False
    if not may_trace:
        print("not run: strace is not there, or may not trace here")
        sys.exit(NOT_RUN)
    os.umask(0o077)
    with tempfile.TemporaryDirectory(prefix="serve-sync-") as folder:
        site = Site(sys.argv[1], folder, voters=2 * BALLOTS, resolutions=20)
        site.prepare()
        made = prepared_requests.prepare(sys.argv[2], site, 2 * BALLOTS)
        requests = [request for request in made if request[0] == 201][:BALLOTS]
        trace = site.root / "trace"
        site.serve(wrapper=["strace", "-D", "-f", "-yy", "-s", "0", "-e", "trace=pwrite64,write,sendto,fdatasync,fsync",
                            "-o", trace])
        cast_all(site, requests)
        site.stop()
        calls = list(calls_in(whole(trace, site.server.pid)))
    answers = answers_in(calls)
    if len(answers) != BALLOTS:
        fail(f"the trace shows {len(answers)} answers of {BALLOTS}")
    for number, (after, before) in enumerate(zip([0, *answers], answers), 1):
        if not is_durable(calls, after, before):
            fail("answer", number, "left before its ballot was durable")
    print(f"{BALLOTS} answers of 201, each after the fdatasync that covers its ballot and the fsync of its checkpoint")


if __name__ == "__main__":
    main()
