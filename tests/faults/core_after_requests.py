#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""core_after_requests.py HTTPS_SERVICE: a core of the server, taken when no request is open, holds neither the code nor
the form of any request before. The same server that does not wipe what it frees must be found out, or this test sees
nothing. Ends with 77 where no core can be taken.
"""

import base64
import secrets
import shutil
import subprocess
import sys
import tempfile
import threading

from service import Service

REQUESTS = 20
NOT_RUN = 77


def core_of(pid, folder):
    """The bytes of a core, or the end of the test where the system lets nobody take one."""
    taken = subprocess.run(["gcore", "-o", f"{folder}/core", str(pid)], capture_output=True, text=True)
    if taken.returncode != 0:
        print(f"not run: gcore takes no core here: {taken.stderr.strip().splitlines()[-1:]}")
        sys.exit(NOT_RUN)
    with open(f"{folder}/core.{pid}", "rb") as core:
        return core.read()


def send_all(service, form, credentials):
    headers = {"Authorization": f"Basic {credentials}", "Content-Type": "application/xml"}
    statuses = []
    threads = [threading.Thread(target=lambda: statuses.append(service.post(form, headers))) for _ in range(REQUESTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return statuses


def secrets_found(program, keep):
    code, choice = secrets.token_hex(16), secrets.token_hex(16)
    credentials = base64.b64encode(f"{secrets.token_hex(200)}:{code}".encode()).decode()
    form = f"<form><voter>{secrets.token_hex(200)}</voter><choice>{choice}</choice></form>".encode()
    wanted = {"the code": code.encode(), "the code as it was sent": credentials.encode(), "the form": choice.encode()}
    with tempfile.TemporaryDirectory(prefix="core-") as folder, Service(program, folder, "64", "0", keep) as service:
        statuses = send_all(service, form, credentials)
        if statuses != [200] * REQUESTS:
            sys.exit(f"FAILED: the service answered {statuses}")
        core = core_of(service.child.pid, folder)
    if b"listening on" not in core:
        sys.exit("FAILED: the core does not hold what the process must hold")
    return {name: core.count(value) for name, value in wanted.items()}


def main():
    if shutil.which("gcore") is None:
        print("not run: there is no gcore (package gdb)")
        sys.exit(NOT_RUN)
    wiped, kept = (secrets_found(sys.argv[1], word) for word in ("wipe", "keep"))
    print(f"in a core after {REQUESTS} requests: {wiped}; without wiping: {kept}")
    if any(wiped.values()):
        sys.exit("FAILED: what was sent stays in memory")
    # The request as it was sent is wiped by the server itself, always.
    if not (kept["the code"] and kept["the form"]):
        sys.exit("FAILED: this test would not have seen it")


if __name__ == "__main__":
    main()
