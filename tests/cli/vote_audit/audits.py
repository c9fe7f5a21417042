# SPDX-License-Identifier: Apache-2.0
"""One run of the demo, and the program that audits what became of its bundle."""

import json
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

from vote_audit import bundle


class Meeting:
    """One run of the demo, and the keys that the company's operator has."""

    def __init__(self, sceau, folder):
        done = subprocess.run([sceau, "vote", "demo", "--dir", folder], capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"no demo: {done.stdout}{done.stderr}")
        self.read(folder)

    def read(self, folder):
        self.folder, self.trust = folder, folder / "ca.pem"
        self.files = bundle.read(folder / "bundle.zip")
        sizes = sorted(int(name.split("/")[-1][:-4]) for name in self.files if name.endswith(".tsr"))
        self.stamped = [f"log/stamped/{size}.{{}}" for size in sizes]
        self.seal, self.log = (folder / "meeting" / "server" / f"{name}.key.pem" for name in ("seal", "log"))

    def tampered(self, change):
        files = dict(self.files)
        change(files)
        return files

    def signed_again(self, change):
        return bundle.pack(bundle.with_new_manifest(self.tampered(change), self.seal))


class Audits:
    """Runs the program, two at a time, and counts."""

    def __init__(self, sceau, meeting, scratch):
        self.sceau, self.meeting, self.scratch = sceau, meeting, scratch
        self.tried = self.failed = 0

    def report(self, content, *arguments, trust="", env=None):
        """Exit code, and the report or what was said instead. `trust` is a file, or None to leave it out."""
        anchors = ["--trust", trust or self.meeting.trust] if trust is not None else []
        with tempfile.NamedTemporaryFile(dir=self.scratch, suffix=".zip") as file:
            file.write(content)
            file.flush()
            done = subprocess.run([self.sceau, "--json", "vote", "audit", file.name, *anchors, *arguments],
                                  capture_output=True, text=True, env=env)
        return done.returncode, json.loads(done.stdout) if done.stdout.startswith("{") else {"said": done.stderr}

    def tell(self, what, wrong):
        self.tried += 1
        if wrong:
            self.failed += 1
            print(f"FAIL {what}: {str(wrong)[:1500]}", flush=True)

    def all(self, function, those):
        """`function` answers what it was about and what is wrong."""
        with ThreadPoolExecutor(2) as two:
            for what, wrong in two.map(function, those):
                self.tell(what, wrong)


def is_found(answer, reason, detail=""):
    """Nothing where the audit ends with 1 and that finding, else what it said."""
    code, report = answer
    findings = report.get("findings", [])
    if code == 1 and any(each["reason"] == reason and detail in each["detail"] for each in findings):
        return None
    return f"wanted {reason} {detail!r}: {code} {findings[:5] or report}"


def is_sound(answer):
    code, report = answer
    return None if code == 0 and report["sound"] and not report["findings"] else (code, report)


def is_error(answer, code, reason):
    is_so = answer[0] == code and answer[1].get("error", {}).get("reason") == reason
    return None if is_so else f"wanted {code} {reason}: {answer}"
