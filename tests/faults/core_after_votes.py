#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""core_after_votes.py SCEAU TOOLS: a core of `sceau vote serve`, taken when no request is open, holds no access code and
no choice of the twenty voters before. That the test would see them is shown by core_after_requests.py, which finds them
where the same server does not wipe. TOOLS is the folder of intake_load and intake_prepare. Ends with 77 where no core can
be taken.
"""

import base64
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from core_after_requests import NOT_RUN, core_of
from intake_load import Site

VOTERS = 20
SLICE = 48


def prepared(path):
    """Status and text of each request of the file."""
    data = path.read_bytes()
    while data:
        line, _, rest = data.partition(b"\n")
        status, length = map(int, line.split())
        yield status, rest[:length]
        data = rest[length:]


def choices_in(body):
    """The words that say how this voter voted, as they stand in the form."""
    mark = b'"choices":' if body.startswith(b"{") else b"<Resolution "
    at = body.index(mark)
    return [body[begin:begin + SLICE] for begin in range(at, at + 10 * SLICE, SLICE)]


def secrets_of(requests, codes):
    wanted = {}
    for number, (_, request) in enumerate(requests, 1):
        for part in choices_in(request.partition(b"\r\n\r\n")[2]):
            wanted[part] = f"choices of v{number}"
    for voter, code in codes.items():
        wanted[code.encode()] = wanted[code.replace("-", "").encode()] = f"code of {voter}"
        wanted[base64.b64encode(f"{voter}:{code}".encode())] = f"credentials of {voter}"
    return wanted


def main():
    if shutil.which("gcore") is None:
        print("not run: there is no gcore (package gdb)")
        sys.exit(NOT_RUN)
    tools = pathlib.Path(sys.argv[2]).resolve()
    os.umask(0o077)
    with tempfile.TemporaryDirectory(prefix="core-votes-") as folder:
        site = Site(sys.argv[1], f"{folder}/site", voters=VOTERS, resolutions=20)
        site.prepare()
        requests, answers = site.root / "requests", site.root / "answers"
        subprocess.run([tools / "intake_prepare", site.root, str(VOTERS), requests], check=True)
        server = site.serve()
        subprocess.run([tools / "intake_load", "rate", site.address, requests, "new", "10", "10", answers], check=True)
        core = core_of(server.pid, folder)
        wanted = secrets_of(prepared(requests), site.codes)
        site.stop()
    if b"Exemple SA" not in core:
        sys.exit("FAILED: the core does not hold what the process must hold")
    found = sorted({what for text, what in wanted.items() if text in core})
    print(f"in a core after {VOTERS} ballots: {len(found)} of {len(wanted)} texts that must not be there")
    if found:
        sys.exit(f"FAILED: found {found}")


if __name__ == "__main__":
    main()
