#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""vote_count_test.py SCEAU: from the close of a vote to its publication, in the order that is right and in orders that are
not: nothing is counted before the close, laid out before the count, or published before every member of the bureau has
signed. The clocks of the programs are days ahead. Ends with 77 where there is no libfaketime."""

import base64
import http.client
import importlib.util
import json
import pathlib
import ssl
import subprocess
import sys
import tempfile

FOLDER = pathlib.Path(__file__).resolve().parents[1] / "vote_site"


def load(name):
    """By its path: Python has a module `site` of its own."""
    specification = importlib.util.spec_from_file_location(f"vote_{name}", FOLDER / f"{name}.py")
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


counting = load("counting")
Site = load("site").Site


def check(what, holds, *told):
    print(("ok   " if holds else "FAIL ") + what, *([] if holds else told), flush=True)
    if not holds:
        sys.exit(1)


class Bureau:
    """`later` is the environment of a clock that is days ahead."""

    def __init__(self, site, later):
        self.site, self.later = site, later
        self.storage = ["--storage-key", f"file:{site.passphrase}"]
        self.urn = site.root / "urn-passphrase"
        site.write_secret(self.urn, "passphrase of the urn of the tests\n")

    def run(self, verb, *arguments, environment="later"):
        command = [self.site.sceau, "vote", verb, self.site.meeting, *arguments]
        return subprocess.run([str(part) for part in command], cwd=self.site.root, capture_output=True, text=True,
                              env=self.later if environment == "later" else None)

    def refused(self, what, reason, verb, *arguments, code=4, **options):
        done = self.run(verb, *arguments, **options)
        check(f"{what}: {reason}", done.returncode == code and f"reason: {reason}" in done.stderr, done)

    def accepted(self, what, verb, *arguments, **options):
        done = self.run(verb, *arguments, **options)
        check(what, done.returncode == 0, done)
        return done.stdout


class Voter:
    def __init__(self, site, name):
        self.site, self.name = site, name

    def ask(self, method, path, body=None):
        pair = f"{self.name}:{self.site.codes[self.name]}".encode()
        headers = {"Host": "vote.exemple.fr", "Content-Type": "application/json",
                   "Authorization": "Basic " + base64.b64encode(pair).decode()}
        connection = http.client.HTTPSConnection(self.site.address, context=ssl._create_unverified_context(), timeout=30)
        connection.request(method, f"/v1/meetings/{self.site.meeting}/{path}", body, headers)
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())

    def vote(self, choice):
        form = self.ask("GET", "form")[1]
        form["choices"] = [{"label": label, "choice": choice} for label in ("1", "2", "3")]
        status, receipt = self.ask("POST", "ballots", json.dumps(form))
        check(f"{self.name} votes {choice}", status == 201, receipt)
        return receipt["receipt_id"]


def replace_seal(site):
    """The server makes a DEMO seal where none is."""
    (site.folder / "server" / "seal.key.pem").unlink()
    (site.folder / "server" / "seal.crt.pem").rename(site.root / "former.crt.pem")


def before_the_close(bureau):
    tally = [*bureau.storage, "--urn-passphrase", f"file:{bureau.urn}"]
    bureau.refused("no count while the vote is open", "vote.not_closed", "tally", *tally, environment="now")
    bureau.refused("no close before its time", "vote.not_closed", "close", *bureau.storage, environment="now")
    bureau.refused("the urn stays shut", "vote.sealed", "open", "--key", bureau.site.scrutineer_key(1), environment="now")
    bureau.refused("no results of nothing", "vote.not_counted", "publish", *bureau.storage)


def count(bureau):
    site = bureau.site
    bureau.accepted("the vote is closed", "close", *bureau.storage)
    for number in range(1, site.threshold + 1):
        bureau.accepted(f"scrutineer {number} opens", "open", "--key", site.scrutineer_key(number), "--urn-passphrase",
                        f"file:{bureau.urn}")
    (site.folder / "session.toml").write_text(counting.SESSION.format(date=site.date))
    bureau.refused("no papers before the count", "vote.not_counted", "minutes", *bureau.storage)
    bureau.refused("nothing to publish before the count", "vote.not_counted", "publish", *bureau.storage)
    tally = ["tally", *bureau.storage, "--urn-passphrase", f"file:{bureau.urn}"]
    bureau.refused("what the former seal stands under is not counted without it", "vote.count_inconsistent", *tally,
                   code=1)
    (site.folder / "server" / "former-seals").mkdir(mode=0o700)
    (site.root / "former.crt.pem").rename(site.folder / "server" / "former-seals" / "until-may.crt.pem")
    said = bureau.accepted("the votes are counted", "tally", *bureau.storage, "--urn-passphrase", f"file:{bureau.urn}")
    check("the sums are those of the ballots", "ADOPTED: 5 for, 1 against" in said, said)


def sign_and_publish(bureau):
    site = bureau.site
    session = site.folder / "session.toml"
    written = session.read_text()
    session.write_text(written.replace(f"opened = {site.date}", "opened = 2026-01-01"))
    bureau.refused("no minutes of another day", "value.wrong", "minutes", *bureau.storage, code=3)
    session.write_text(written)
    said = bureau.accepted("the papers are laid out", "minutes", *bureau.storage)
    check("four members are to sign", "0 of 4 signatures" in said, said)
    bureau.refused("nothing is published unsigned", "vote.papers_incomplete", "publish", *bureau.storage)
    fields = ["president", "scrutateur-1", "scrutateur-2", "secretaire"]
    for field in fields[:-1]:
        bureau.accepted(f"{field} signs", "minutes", *bureau.storage, "--sign", field,
                        *counting.make_member_key(site, field))
    bureau.refused("nobody signs as two members", "vote.papers_incomplete", "minutes", *bureau.storage, "--sign",
                   fields[-1], "--key", site.root / f"bureau-{fields[0]}.key.pem", "--cert",
                   site.root / f"bureau-{fields[0]}.pem")
    bureau.refused("nor with a signature missing", "vote.papers_incomplete", "publish", *bureau.storage)
    bureau.accepted("the last one signs", "minutes", *bureau.storage, "--sign", fields[-1],
                    *counting.make_member_key(site, fields[-1]))
    bundle = ["-o", site.root / "bundle.zip", *bureau.storage]
    bureau.refused("no bundle before the publication", "vote.papers_incomplete", "bundle", *bundle)
    bureau.accepted("the count is published", "publish", *bureau.storage)
    bureau.accepted("the bundle is written", "bundle", *bundle)
    audit(site, [site.root / f"bureau-{field}.pem" for field in fields])


def audit(site, bureau):
    """Forms under the former seal are sound for whoever trusts both."""
    server = site.folder / "server"
    seals = [server / "seal.crt.pem", server / "former-seals" / "until-may.crt.pem"]
    for what, anchors, code in [("both seals are trusted", seals, 0), ("the former one is not", seals[:1], 1)]:
        trust = [word for anchor in [*anchors, *bureau] for word in ("--trust", anchor)]
        command = [site.sceau, "vote", "audit", site.root / "bundle.zip", *trust]
        done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
        check(f"audit where {what}: {code}", done.returncode == code, done)


def main():
    later = counting.days_ahead(45)
    if later is None:
        print("not run: there is no libfaketime (package faketime)")
        sys.exit(77)
    with tempfile.TemporaryDirectory(prefix="sceau-count-") as folder:
        site = Site(sys.argv[1], pathlib.Path(folder), voters=5)
        site.prepare()
        bureau = Bureau(site, later)
        site.serve()
        receipt = Voter(site, "v5").vote("for")
        site.stop()
        replace_seal(site)
        site.serve()
        Voter(site, "v1").vote("against")
        check("sealed for everybody", Voter(site, "v5").ask("GET", f"receipts/{receipt}/confirmation")[0] == 403)
        site.stop()
        before_the_close(bureau)
        count(bureau)
        sign_and_publish(bureau)
        site.serve(env=later)
        status, counted = Voter(site, "v5").ask("GET", f"receipts/{receipt}/confirmation")
        check("whoever has the receipt learns how it was counted", status == 200 and counted["disposition"] == "counted")
        site.stop()
    print("all as it should be")


if __name__ == "__main__":
    main()
