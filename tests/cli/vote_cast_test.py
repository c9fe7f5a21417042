#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""vote_cast_test.py SCEAU: shareholders vote from the command line, with a code and with their own key, on a site that
really runs; what they get is checked, and what they must not get is refused."""

import importlib.util
import os
import pathlib
import pty
import re
import subprocess
import sys
import tempfile

SITE = pathlib.Path(__file__).resolve().parents[1] / "vote_site" / "site.py"  # Python has a module of that name
description = importlib.util.spec_from_file_location("vote_site", SITE)
vote_site = importlib.util.module_from_spec(description)
description.loader.exec_module(vote_site)


class Voter:
    """One who sits at a command line in a folder of his or her own."""

    def __init__(self, sceau, site, folder):
        self.sceau, self.site, self.folder = sceau, site, folder
        self.checks = self.failures = 0
        self.printed = ""

    def check(self, what, holds):
        self.checks += 1
        if not holds:
            self.failures += 1
            print(f"FAILED: {what}\n{self.last}")

    def secret(self, name, text):
        path = self.folder / name
        path.write_text(text + "\n")
        path.chmod(0o600)
        return f"file:{path}"

    def run(self, *arguments):
        done = subprocess.run([str(part) for part in (self.sceau, *arguments)], cwd=self.folder, capture_output=True,
                              text=True, stdin=subprocess.DEVNULL, start_new_session=True, timeout=120)
        command = " ".join(map(str, arguments))
        self.last = f"  after: {command}\n  code {done.returncode}\n  {done.stdout}  {done.stderr}"
        self.printed += done.stdout + done.stderr
        return done

    def cast(self, *arguments, output="receipt.json", confirmed=True):
        command = ["vote", "cast", "--server", f"https://{self.site.address}", "--meeting", vote_site.MEETING, "--ca",
                   self.site.folder / "server" / "tls.crt.pem", "-o", output, *arguments]
        return self.run(*command, *(["--yes"] if confirmed else []))

    def cast_at_terminal(self, answer, *arguments, output):
        """The same before a terminal of its own, where the question is answered. Exit code and what was printed."""
        command = [self.sceau, "vote", "cast", "--server", f"https://{self.site.address}", "--meeting", vote_site.MEETING,
                   "--ca", self.site.folder / "server" / "tls.crt.pem", "-o", output, *arguments]
        child, terminal = pty.fork()
        if child == 0:
            os.chdir(self.folder)
            os.execv(str(self.sceau), [str(part) for part in command])
        seen = b""
        while True:
            try:
                part = os.read(terminal, 4096)
            except OSError:  # the other end was closed
                break
            if not part:
                break
            if b"[yes/no]" in seen + part and b"[yes/no]" not in seen:
                os.write(terminal, answer.encode() + b"\n")
            seen += part
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        self.last = f"  at a terminal: {seen.decode(errors='replace')}\n  code {code}"
        return code, seen.decode(errors="replace")

    def by_code(self, voter, code=None):
        return ["--voter", voter, "--code", self.secret(f"{voter}.code", code or self.site.codes[voter])]

    def accepted(self, done, what):
        self.check(f"{what}: accepted", done.returncode == 0 and "recorded" in done.stdout)

    def refused(self, done, code, reason, what):
        self.check(f"{what}: exit code {code}", done.returncode == code)
        self.check(f"{what}: {reason}", f"reason: {reason}" in done.stderr)
        self.check(f"{what}: says nothing of recorded", "recorded:" not in done.stdout)

    def receipt_holds(self, receipt, form, what, expected=0):
        done = self.run("vote", "receipt", "check", receipt, "--form", form, "--log-key",
                        self.site.folder / "server" / "log.pub")
        self.check(f"{what}: receipt check ends with {expected}", done.returncode == expected)
        return done


def with_a_code(voter):
    done = voter.cast(*voter.by_code("v1"), "--for", "1", "--against", "2", "--abstain", "3")
    voter.accepted(done, "by code")
    voter.check("what is sent is read back", re.search(r"against +2 ", done.stderr) and "Nom1" in done.stderr)
    voter.check("others cannot read the receipt", (voter.folder / "receipt.json").stat().st_mode & 0o77 == 0)
    voter.receipt_holds("receipt.json", "receipt.form.json", "by code")
    json_text = (voter.folder / "receipt.json").read_text()
    voter.check("the receipt is of this meeting", f'"{vote_site.MEETING}"' in json_text)

    voter.refused(voter.cast(*voter.by_code("v1"), "--all", "for"), 6, "file.exists", "an output that is there")
    voter.refused(voter.cast(*voter.by_code("v1"), "--all", "for", output="second.json"), 4, "vote.already_voted",
                  "a second vote")
    voter.check("a refusal has its receipt", (voter.folder / "second.json").exists())
    again = voter.cast(*voter.by_code("v1"), "--form", "receipt.form.json", output="again.json")
    voter.accepted(again, "the same bytes once more")
    voter.check("the same receipt", (voter.folder / "again.json").read_text() == json_text)


def with_an_own_key(voter):
    key, certificate = voter.site.signer(2)
    own_key = ["--key", key, "--cert", certificate]
    done = voter.cast(*voter.by_code("v2"), *own_key, "--all", "for", output="signed.json")
    voter.accepted(done, "by own key")
    voter.receipt_holds("signed.json", "signed.form.xml", "by own key")
    voter.check("the form is signed", "SignatureValue" in (voter.folder / "signed.form.xml").read_text())
    again = voter.cast("--form", "signed.form.xml", output="signed-again.json")
    voter.accepted(again, "a signed form needs no code")
    voter.refused(voter.cast(*own_key, "--all", "for", output="no.json"), 64, "usage.wrong", "neither code nor form")


def what_is_not_sent(voter):
    v3 = voter.by_code("v3")
    voter.refused(voter.cast(*v3, "--for", "1", output="no.json"), 4, "vote.resolution_invalid", "a choice is missing")
    voter.refused(voter.cast(*v3, "--for", "1,2,3,4", output="no.json"), 4, "vote.resolution_invalid", "no such resolution")
    voter.refused(voter.cast(*v3, "--all", "for", output="no.json", confirmed=False), 64, "usage.wrong", "nobody said yes")
    code, seen = voter.cast_at_terminal("no", *v3, "--all", "for", output="no.json")
    voter.check("the answer was no", code == 4 and "vote.not_sent" in seen)
    mistyped = voter.site.codes["v3"][:-1] + ("0" if voter.site.codes["v3"][-1] != "0" else "1")
    voter.refused(voter.cast(*voter.by_code("v3", mistyped), "--all", "for", output="no.json"), 3, "vote.code_mistyped",
                  "a slip of the pen")
    voter.refused(voter.cast(*voter.by_code("v3", voter.site.codes["v4"]), "--all", "for", output="no.json"), 4,
                  "vote.authentication_failed", "another voter's code")
    voter.refused(voter.cast(*voter.by_code("nobody", voter.site.codes["v4"]), "--all", "for", output="no.json"), 4,
                  "vote.authentication_failed", "an unknown voter")
    voter.check("nothing was written", not list(voter.folder.glob("no.*")))
    command = ["vote", "cast", "--server", "https://127.0.0.1:1", "--meeting", vote_site.MEETING, "-o", "no.json", "--yes", *v3,
               "--all", "for"]
    voter.refused(voter.run(*command), 5, "network.unreachable", "no server")


def at_a_terminal(voter):
    code, seen = voter.cast_at_terminal("yes", *voter.by_code("v6"), "--all", "against", output="asked.json")
    voter.check("the answer was yes", code == 0 and "recorded" in seen)


def receipts_that_lie(voter):
    good = (voter.folder / "receipt.json").read_text()
    other = re.sub(r'"index":(\d+)', lambda found: f'"index":{int(found[1]) + 1}', good)
    (voter.folder / "forged.json").write_text(other)
    done = voter.receipt_holds("forged.json", "receipt.form.json", "a changed receipt", expected=1)
    voter.check("its reason", "vote.receipt_" in done.stdout)
    done = voter.receipt_holds("receipt.json", "signed.form.xml", "another form", expected=1)
    voter.check("its reason", "vote.receipt_inconsistent" in done.stdout)
    done = voter.receipt_holds("receipt.form.json", "receipt.form.json", "no receipt", expected=3)
    voter.check("its reason", "vote.receipt_malformed" in done.stderr)


def a_code_that_was_lost(voter):
    table = voter.folder / "again.csv"
    done = voter.run("vote", "codes", voter.site.folder, "--storage-key", f"file:{voter.site.passphrase}", "--again", "v5",
                     "-o", table)
    voter.check("a new code while the site runs", done.returncode == 0)
    new_code = table.read_text().strip().splitlines()[-1].split(",")[-1]
    voter.refused(voter.cast(*voter.by_code("v5"), "--all", "for", output="old.json"), 4, "vote.authentication_failed",
                  "the old code")
    voter.accepted(voter.cast(*voter.by_code("v5", new_code), "--all", "for", output="new.json"), "the new code")


def main():
    os.umask(0o077)
    sceau = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as root:
        site = vote_site.Site(sceau, pathlib.Path(root) / "site", voters=6, signers=2)
        site.prepare()
        site.serve()
        folder = pathlib.Path(root) / "voter"
        folder.mkdir()
        voter = Voter(sceau, site, folder)
        for step in (with_a_code, with_an_own_key, what_is_not_sent, at_a_terminal, receipts_that_lie, a_code_that_was_lost):
            step(voter)
        voter.check("no code was printed", not any(code in voter.printed for code in site.codes.values()))
        voter.check("the server stops", site.stop() == 0)
    print(f"{voter.checks} checks, {voter.failures} failed")
    return 1 if voter.failures else 0


if __name__ == "__main__":
    sys.exit(main())
