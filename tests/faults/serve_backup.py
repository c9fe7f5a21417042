#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""serve_backup.py SCEAU TOOLS: `sceau vote backup` while ballots come in. What an administrator has then, the server's
folder, the backups and the logs, shows no choice, no code and no name. A backup taken under load restores, and all that
was acknowledged before it has the same receipts; beside a newer checkpoint, or a newer receipt, it is refused. What was
restored closes, is counted, and its bundle is audited. TOOLS is the folder of intake_load and intake_prepare.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

import prepared_requests
from core_after_votes import secrets_of
from intake_load import Site, load_module

counting = load_module("counting")

BEFORE, UNDER_LOAD, EACH_SECOND = 40, 600, 60
BACKUPS = 3


def check(what, holds, *told):
    print(("ok   " if holds else "FAIL ") + what, *([] if holds else told), flush=True)
    if not holds:
        sys.exit(1)


def cast(site, requests):
    """Number of the request -> its receipt, for those that have one."""
    receipts = {}
    for number, (status, request) in requests.items():
        given, body = prepared_requests.exchange(site.address, request)
        if given not in (status, 200):
            check(f"ballot {number} is answered as it should be", False, given, body)
        receipts[number] = prepared_requests.receipt_in(given, body)
    return {number: receipt for number, receipt in receipts.items() if receipt}


def back_up_under_load(site, tools, requests):
    """Backups taken while the load goes on."""
    path, backups = site.root / "load", []
    (site.root / "checkpoint").write_bytes((site.folder / "server" / "checkpoint").read_bytes())
    prepared_requests.write(path, requests)
    load = subprocess.Popen([pathlib.Path(tools) / "intake_load", "rate", site.address, path, "new", "60", str(EACH_SECOND)])
    for number in range(BACKUPS):
        backups.append(site.root / f"backup-{number}.sqlite")
        said = site.vote("backup", "ag", backups[-1])
        check(f"a backup under load: {said.strip().rpartition(': ')[2]}", load.poll() is None)
    check("and the load is answered as it should be", load.wait() == 0)
    path.unlink()
    return backups


def texts_that_must_not_be_there(site, requests):
    wanted = secrets_of(requests, site.codes)
    for number in range(1, site.voters + 1):
        wanted[f"Prénom{number}".encode()] = f"name of v{number}"
        wanted[f"{number}, rue des Essais".encode()] = f"domicile of v{number}"
    wanted |= {text: "a form" for text in (b"sceau.form/1", b"urn:sceau:vote:form:1", b"new_resolutions", b"<Instructions")}
    return wanted


def nothing_shows(site, backups, requests):
    """The search finds all of it in what voters sent and were sent, so it would find it elsewhere."""
    wanted = texts_that_must_not_be_there(site, requests)
    known = b"".join(request for _, request in requests) + (site.root / "codes.csv").read_bytes()
    known += (site.root / "register-of-today.csv").read_bytes() + known.replace(b"-", b"")
    unknown = {what for text, what in wanted.items() if text not in known and not what.startswith("credentials")}
    check("what is searched for can be found", not unknown and b"" not in wanted, unknown)
    files = [*(path for path in (site.folder / "server").rglob("*") if path.is_file()), *backups, site.root / "serve.log"]
    names = {path.name for path in files}
    check("store, write-ahead log, checkpoint and access log are searched",
          {"ballots.sqlite", "ballots.sqlite-wal", "checkpoint"} <= names and any(n.startswith("access-") for n in names))
    seen = 0
    for path in files:
        content = path.read_bytes()
        seen += len(content)
        found = sorted({what for text, what in wanted.items() if text in content})
        check(f"{path.name} shows nothing", not found, found[:5])
    print(f"{len(wanted)} texts searched for in {len(files)} files, {seen // 1024} kB: none found")


def put_in_place(site, backup):
    for name in ("ballots.sqlite", "ballots.sqlite-wal", "ballots.sqlite-shm"):
        (site.folder / "server" / name).unlink(missing_ok=True)
    (site.folder / "server" / "ballots.sqlite").write_bytes(backup.read_bytes())


def is_refused(site, what, *arguments):
    done = subprocess.run([site.sceau, "vote", "serve", "ag", "--listen", "127.0.0.1:0", "--storage-key",
                           f"file:{site.passphrase}", *map(str, arguments)], cwd=site.root, capture_output=True, text=True,
                          timeout=60)
    check(f"{what}: vote.log_rolled_back", done.returncode == 1 and "vote.log_rolled_back" in done.stderr, done)


def restore(site, backups, before, receipts, newer):
    """On the machine that lost its disk there is the backup, and the checkpoint that was copied before it."""
    checkpoint = site.folder / "server" / "checkpoint"
    newest, copied = checkpoint.read_bytes(), (site.root / "checkpoint").read_bytes()
    for backup in backups:
        put_in_place(site, backup)
        checkpoint.write_bytes(newest)
        is_refused(site, f"{backup.name} beside the newest checkpoint")
        checkpoint.unlink()
        is_refused(site, f"{backup.name} without any checkpoint")
        checkpoint.write_bytes(copied)
        is_refused(site, f"{backup.name} beside a newer receipt", "--receipt", newer)
    put_in_place(site, backups[0])
    checkpoint.write_bytes(copied)
    site.serve()
    check("the backup is restored, and every receipt given before it is the same", cast(site, before) == receipts)
    check("the restored server stops", site.stop() == 0)


def close_and_audit(site, receipts):
    """What was restored is closed, counted and published after the deadline; its bundle is audited beside every receipt."""
    environment = counting.days_ahead(45)
    if environment is None:
        print("not closed and audited: there is no libfaketime")
        return
    storage = ["--storage-key", f"file:{site.passphrase}"]
    site.vote("close", "ag", *storage, env=environment)
    counting.count_and_publish(site, environment)
    bundle, trust = site.root / "bundle.zip", site.root / "trust.pem"
    site.vote("bundle", "ag", *storage, "-o", bundle, env=environment)
    members = [path for path in site.root.glob("bureau-*.pem") if not path.name.endswith(".key.pem")]
    trust.write_text("".join(path.read_text() for path in [site.folder / "server" / "seal.crt.pem", *members]))
    shown = []
    for number, receipt in receipts.items():
        path = site.root / f"receipt-{number}.json"
        path.write_text(receipt)
        shown += ["--receipt", path]
    report = json.loads(site.vote("audit", bundle, "--trust", trust, *shown, env=environment, json=True))
    check("what was restored is closed, counted and audited, with every receipt of before", report["sound"],
          report)


def main():
    os.umask(0o077)
    with tempfile.TemporaryDirectory(prefix="serve-backup-") as folder:
        voters = BEFORE + UNDER_LOAD + 1
        site = Site(sys.argv[1], folder, voters=voters, resolutions=20)
        site.prepare()
        requests = prepared_requests.prepare(sys.argv[2], site, voters)
        before = dict(enumerate(requests[:BEFORE]))
        site.serve()
        receipts = cast(site, before)
        backups = back_up_under_load(site, sys.argv[2], requests[BEFORE:-1])
        nothing_shows(site, backups, requests)
        last = cast(site, {voters: requests[-1]})
        newer = site.root / "newer.json"
        newer.write_text(last[voters])
        check("the server stops", site.stop() == 0)
        restore(site, backups, before, receipts, newer)
        close_and_audit(site, receipts)
    print("all as it should be")


if __name__ == "__main__":
    main()
