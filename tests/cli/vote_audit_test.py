#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""vote_audit_test.py SCEAU [--thorough]: the bundle of the demo's meeting is sound, and no tampering with it is taken for
sound. Each is tried as found, and with a manifest that says what is there now and carries the company's own seal: what an
operator can do. What only an anchor from outside shows is tried with that anchor, and stands in docs/threat-model.md."""

import json
import pathlib
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

from vote_audit import ballots, bundle, entries, parts, results


class Meeting:
    """One run of the demo, and the keys that the company's operator has."""

    def __init__(self, sceau, folder):
        done = subprocess.run([sceau, "vote", "demo", "--dir", folder], capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"no demo: {done.stdout}{done.stderr}")
        self.folder, self.trust = folder, folder / "ca.pem"
        self.files = bundle.read(folder / "bundle.zip")
        sizes = sorted(int(name.split("/")[-1][:-4]) for name in self.files if name.endswith(".tsr"))
        self.stamped = [f"log/stamped/{size}.{{}}" for size in sizes]
        self.seal, self.log = (folder / "meeting" / "server" / f"{name}.key.pem" for name in ("seal", "log"))


class Audits:
    """Runs the program, two at a time, and counts."""

    def __init__(self, sceau, meeting, scratch):
        self.sceau, self.meeting, self.scratch = sceau, meeting, scratch
        self.tried = self.failed = 0

    def report(self, content, *arguments, trust=None, env=None):
        with tempfile.NamedTemporaryFile(dir=self.scratch, suffix=".zip") as file:
            file.write(content)
            file.flush()
            done = subprocess.run([self.sceau, "--json", "vote", "audit", file.name, "--trust", trust or self.meeting.trust,
                                   *arguments], capture_output=True, text=True, env=env)
        return done.returncode, json.loads(done.stdout) if done.stdout.startswith("{") else done.stderr

    def resigned(self, change):
        files = dict(self.meeting.files)
        change(files)
        return bundle.pack(bundle.with_new_manifest(files, self.meeting.seal))

    def as_found(self, change):
        files = dict(self.meeting.files)
        change(files)
        return bundle.pack(files)

    def tell(self, what, wrong):
        self.tried += 1
        if wrong:
            self.failed += 1
            print(f"FAIL {what}: {str(wrong)[:1500]}", flush=True)

    def all(self, function, those):
        with ThreadPoolExecutor(2) as two:
            for what, wrong in two.map(function, those):
                self.tell(what, wrong)

    def is_found(self, answer, reason, detail):
        """Nothing where the audit ends with 1 and that finding, else what it said."""
        code, report = answer
        if code == 1 and any(each["reason"] == reason and detail in each["detail"] for each in report["findings"]):
            return None
        return f"wanted {reason} {detail!r}: {code} {report if isinstance(report, str) else report['findings'][:5]}"

    def is_sound(self, answer):
        code, report = answer
        return None if code == 0 and report["sound"] else (code, report)


def tampered(audits, tampering):
    as_found = audits.is_found(audits.report(audits.as_found(tampering.change)), tampering.found, "")
    return f"{tampering.name}, as found", as_found


def tampered_and_signed(audits, tampering):
    answer = audits.report(audits.resigned(tampering.change))
    return f"{tampering.name}, signed again", audits.is_found(answer, tampering.reason, tampering.detail)


def try_tamperings(audits, what, those):
    those = list(those)
    audits.all(lambda each: tampered(audits, each), those)
    audits.all(lambda each: tampered_and_signed(audits, each), those)
    print(f"{what}: {len(those)} tamperings, each as found and signed again", flush=True)


def main():
    sceau = str(pathlib.Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory(prefix="sceau-audit-") as folder:
        root = pathlib.Path(folder)
        meeting, other = Meeting(sceau, root / "demo"), Meeting(sceau, root / "other")
        audits = Audits(sceau, meeting, root)
        found, only_anchored = entries.with_the_logs_key(meeting)
        try_tamperings(audits, "urn", ballots.tamperings(meeting))
        try_tamperings(audits, "log", entries.tamperings(meeting))
        try_tamperings(audits, "log, written anew with its key", found)
        try_tamperings(audits, "other files", parts.tamperings(meeting, other))
        try_tamperings(audits, "results", results.tamperings(meeting.files))
    print(f"{audits.tried} audits, {audits.failed} of them wrong")
    sys.exit(1 if audits.failed else 0)


if __name__ == "__main__":
    main()
