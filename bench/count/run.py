#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""run.py SCEAU TOOLS [--soak] [BALLOTS[/PERCENT]...]: a vote of so many ballots (1000 10000 120000) is opened, counted, bundled and
audited by the program, each beside its floor: one key agreement, one AES-256-GCM, one signature check and one leaf hash a
ballot, measured in the same run. Of the forms PERCENT (none) are signed with a certificate of the voter's own, the others
came with an access code and bear the company's seal. TOOLS is the folder of count_prepare and count_floors.

The site is made in the past (faketime), so that its vote is over when it is counted; nothing that is measured runs under
a clock of its own.
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SESSION = """format = "sceau.session/1"
opened = {day}T10:00:00
ended = {day}T11:00:00
convening = "lettre simple"
documents = ["le rapport du conseil"]
debates = ["Personne n'a demandé la parole."]
[[bureau]]
role = "chair"
name = "Mme Anne Leblanc"
"""


class Measured:
    """What the commands of one vote cost: seconds that passed, seconds of processors, and kilobytes."""

    def __init__(self, sceau, root):
        self.sceau, self.root = sceau, root
        self.passed, self.seconds, self.kilobytes = {}, {}, {}

    def run(self, what, *arguments):
        read, write = os.pipe()
        begin = time.monotonic()
        pid = os.posix_spawn(self.sceau, [str(self.sceau), *map(str, arguments)], os.environ,
                             file_actions=[(os.POSIX_SPAWN_DUP2, write, 1), (os.POSIX_SPAWN_CLOSE, read)])
        os.close(write)
        with open(read, encoding="utf-8") as output:
            told = output.read()
        _, status, usage = os.wait4(pid, 0)
        if status != 0:
            sys.exit(f"sceau {' '.join(map(str, arguments))} ended with {os.waitstatus_to_exitcode(status)}\n{told}")
        self.passed[what] = self.passed.get(what, 0) + time.monotonic() - begin
        self.seconds[what] = self.seconds.get(what, 0) + usage.ru_utime + usage.ru_stime
        self.kilobytes[what] = max(self.kilobytes.get(what, 0), usage.ru_maxrss)
        return told


def make_site(sceau, root, ballots):
    """In the past: the meeting was ten days ago."""
    script = (f"import importlib.util as u; s = u.spec_from_file_location('vote_site', '{ROOT}/tests/vote_site/site.py'); "
              f"m = u.module_from_spec(s); s.loader.exec_module(m); "
              f"m.Site('{sceau}', '{root}', voters={ballots}, resolutions=20).prepare()")
    environment = os.environ | {"DONT_FAKE_MONOTONIC": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
    subprocess.run(["faketime", "-f", "-50d", sys.executable, "-B", "-c", script], check=True, env=environment)


def floor_of(tools, octets):
    printed = subprocess.run([tools / "count_floors", str(octets)], check=True, capture_output=True, text=True).stdout
    parts = json.loads(printed)
    return parts, sum(parts.values())


def one_vote(sceau, tools, ballots, percent):
    with tempfile.TemporaryDirectory(prefix="sceau-count-") as folder:
        root = pathlib.Path(folder)
        make_site(sceau, root, ballots)
        subprocess.run([tools / "count_prepare", root, str(ballots), str(percent)], check=True)
        meeting = root / "ag"
        day = re.search(r"starts = (\S+)T", (meeting / "meeting.toml").read_text())[1]
        (meeting / "session.toml").write_text(SESSION.format(day=day))
        secret = root / "urn-passphrase"
        secret.write_text("urn passphrase of the bench\n")
        secret.chmod(0o600)
        return measure(sceau, tools, root, ballots)


def person(root, name):
    """Key and certificate of somebody who signs, in one file."""
    key, certificate = root / f"{name}.key.pem", root / f"{name}.crt.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout",
                    key, "-out", certificate, "-days", "30", "-subj", f"/CN={name}", "-addext",
                    "keyUsage=critical,nonRepudiation"], check=True, capture_output=True)
    both = root / f"{name}.pem"
    both.write_text(key.read_text() + certificate.read_text())
    both.chmod(0o600)
    return both, certificate


def measure(sceau, tools, root, ballots):
    storage, urn = f"file:{root}/storage-passphrase", f"file:{root}/urn-passphrase"
    meeting = root / "ag"
    cost = Measured(sceau, root)
    for number in (1, 2):
        cost.run("open", "vote", "open", meeting, "--key", root / f"scrutineer-{number}.key.pem", "--urn-passphrase", urn)
    cost.run("tally", "vote", "tally", meeting, "--storage-key", storage, "--urn-passphrase", urn, "--quiet")
    cost.run("minutes", "vote", "minutes", meeting, "--storage-key", storage)
    signer, certificate = person(root, "Anne Leblanc")
    cost.run("sign", "vote", "minutes", meeting, "--sign", "president", "--key", signer)
    cost.run("publish", "vote", "publish", meeting, "--storage-key", storage)
    cost.run("bundle", "vote", "bundle", meeting, "--storage-key", storage, "-o", root / "bundle.zip")
    trust = root / "trust.pem"
    trust.write_text((meeting / "server" / "seal.crt.pem").read_text() + certificate.read_text())
    cost.run("audit", "vote", "audit", root / "bundle.zip", "--trust", trust)
    packs = sum(path.stat().st_size for path in (meeting / "count" / "ballots").glob("*.pack"))
    parts, floor = floor_of(tools, packs // ballots)
    return report(cost, ballots, packs // ballots, (root / "bundle.zip").stat().st_size, parts, floor)


def report(cost, ballots, octets, bundle, parts, floor):
    named = ", ".join(f"{name} {value:.0f}" for name, value in parts.items())
    print(f"{ballots} ballots of {octets} octets; floor {floor:.0f} us a ballot on one processor ({named}); bundle of "
          f"{bundle >> 20} MB; {os.cpu_count()} processors")

    def line(name, commands):
        passed = sum(cost.passed[what] for what in commands) / ballots * 1e6
        used = sum(cost.seconds[what] for what in commands) / ballots * 1e6
        print(f"  {name:<22} {passed:6.0f} us a ballot = {passed / floor:5.2f} x its floor; processors {used:6.0f} us = "
              f"{used / floor:5.2f} x; at most {max(cost.kilobytes[what] for what in commands) >> 10} MB", flush=True)

    line("open + tally + bundle", ("open", "tally", "bundle"))
    line("audit", ("audit",))
    for what in ("tally", "bundle", "minutes", "sign", "publish"):
        line("  " + what, (what,))


def skip(why):
    print(f"skipped: {why}")
    return 77


def main():
    sceau, tools = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    os.umask(0o077)
    words = sys.argv[3:]
    if words[:1] == ["--soak"]:
        if not os.environ.get("SCEAU_SOAK"):
            sys.exit(skip("it takes a quarter of an hour: make soak"))
        words = words[1:]
    if not shutil.which("faketime"):
        sys.exit(skip("faketime is not there"))
    for word in words or ["1000", "10000", "120000", "10000/100"]:
        ballots, _, percent = word.partition("/")
        one_vote(sceau, tools, int(ballots), int(percent or 0))


if __name__ == "__main__":
    main()
