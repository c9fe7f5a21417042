#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""vote_serve_test.py SCEAU: a voting site from its first start to a restore that must be refused, as its operator and its
voters meet it."""

import base64
import http.client
import importlib.util
import json
import pathlib
import shutil
import ssl
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent


def load_site():
    specification = importlib.util.spec_from_file_location("vote_site", HERE.parent / "vote_site" / "site.py")
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module.Site


def check(what, holds):
    print(("ok   " if holds else "FAIL ") + what, flush=True)
    if not holds:
        sys.exit(1)


class Voter:
    def __init__(self, site, name):
        self.site, self.name = site, name
        pair = f"{name}:{site.codes[name]}".encode()
        self.headers = {"Authorization": "Basic " + base64.b64encode(pair).decode()}

    def ask(self, method, path, body=None, headers=None):
        context = ssl._create_unverified_context()
        connection = http.client.HTTPSConnection(self.site.address, context=context, timeout=30)
        connection.request(method, path, body, {"Host": "vote.exemple.fr"} | self.headers | (headers or {}))
        answer = connection.getresponse()
        return answer.status, answer.read()

    def form(self):
        status, body = self.ask("GET", "/v1/meetings/ag/form?lang=en")
        check(f"{self.name} is given a form", status == 200)
        form = json.loads(body)
        form["choices"] = [{"label": str(n), "choice": choice} for n, choice in enumerate(("for", "against", "abstain"), 1)]
        return form

    def cast(self, form, key="key-1"):
        body = json.dumps(form).encode()
        return self.ask("POST", "/v1/meetings/ag/ballots", body,
                        {"Content-Type": "application/json", "Idempotency-Key": key})


def sceau(site, *arguments):
    return subprocess.run([site.sceau, *map(str, arguments)], cwd=site.root, capture_output=True, text=True)


def refuses_to_start(site, code, reason, *arguments):
    done = sceau(site, "vote", "serve", "ag", "--listen", "127.0.0.1:0", "--storage-key", f"file:{site.passphrase}",
                 *arguments)
    check(f"it does not start: {reason}", done.returncode == code and reason in done.stderr)


def wait_for(what, holds):
    for _ in range(100):
        if holds():
            break
        time.sleep(0.1)
    check(what, holds())


def before_the_vote(site):
    answer = site.folder / "rehearsal" / "1.opened"
    kept = answer.read_bytes()
    answer.unlink()
    refuses_to_start(site, 4, "vote.rehearsal_incomplete")
    answer.write_bytes(kept)
    wrong = site.root / "wrong-passphrase"
    site.write_secret(wrong, "another passphrase\n")
    done = sceau(site, "vote", "serve", "ag", "--listen", "127.0.0.1:0", "--storage-key", f"file:{wrong}")
    check("it does not start: key.wrong_passphrase", done.returncode == 7 and "key.wrong_passphrase" in done.stderr)


def voting(site):
    voter, receipt = Voter(site, "v1"), site.root / "receipt.json"
    form = voter.form()
    status, body = voter.cast(form)
    check("a ballot is taken", status == 201)
    receipt.write_bytes(body)
    check("sent again it is the same receipt", voter.cast(form) == (200, body))
    other = dict(form, choices=[dict(form["choices"][0], choice="against")] + form["choices"][1:])
    status, problem = voter.cast(other, "key-2")
    check("a second vote is none", status == 409 and json.loads(problem)["code"] == "vote.already_voted")

    done = sceau(site, "vote", "receipt", "check", receipt, "--log-key", "ag/server/log.pub")
    check("the receipt holds without the server", done.returncode == 0)
    receipt_text = body.decode()
    changed = site.root / "changed.json"
    changed.write_text(receipt_text.replace('"kind":"ballot"', '"kind":"mandate"'))
    done = sceau(site, "vote", "receipt", "check", changed, "--log-key", "ag/server/log.pub")
    check("a changed one does not", done.returncode == 1 and "vote.receipt_signature" in done.stdout)
    return receipt, body, form


def acts(site):
    act = ["--by", "the chair", "--why", "a test", "--storage-key", f"file:{site.passphrase}"]
    done = sceau(site, "vote", "act", "ag", "withdraw", "9", *act)
    check("what is not on the agenda is not withdrawn", done.returncode == 4 and "vote.agenda_irregular" in done.stderr)
    check("a resolution is withdrawn", sceau(site, "vote", "act", "ag", "withdraw", "2", *act).returncode == 0)
    voter = Voter(site, "v2")
    wait_for("the server knows it", lambda: json.loads(voter.ask("GET", "/v1/meetings/ag")[1])["withdrawn"] == ["2"])
    table = (site.root / "register-of-today.csv").read_text()
    (site.root / "corrected.csv").write_text(table.replace("N-2,registered,2,2", "N-2,registered,20,20"))
    check("the register is corrected", sceau(site, "vote", "act", "ag", "register", "corrected.csv", *act).returncode == 0)
    wait_for("forms follow it", lambda: json.loads(voter.ask("GET", "/v1/meetings/ag/form")[1])["holdings"][0]["shares"] == 20)
    return act


def restart(site, receipt, body, form):
    shutil.copytree(site.folder / "server", site.root / "old-server")
    check("more is voted", Voter(site, "v3").cast(Voter(site, "v3").form())[0] == 201)
    newer = site.root / "newer.json"
    newer.write_bytes(Voter(site, "v3").cast(Voter(site, "v3").form())[1])
    check("it stops when it is told to", site.stop() == 0)
    (site.folder / "register.csv").unlink()  # the bureau's machine keeps it, the server has its own
    site.serve("--receipt", receipt, "--receipt", newer)
    check("after a restart the receipt is the same", Voter(site, "v1").cast(form) == (200, body))
    check("and it stops again", site.stop() == 0)

    for name in ("ballots.sqlite", "ballots.sqlite-wal", "ballots.sqlite-shm"):
        (site.folder / "server" / name).unlink(missing_ok=True)
    for name in ("ballots.sqlite", "ballots.sqlite-wal"):
        if (site.root / "old-server" / name).exists():
            shutil.copy(site.root / "old-server" / name, site.folder / "server" / name)
    refuses_to_start(site, 1, "vote.log_rolled_back")
    shutil.copy(site.root / "old-server" / "checkpoint", site.folder / "server" / "checkpoint")
    refuses_to_start(site, 1, "vote.log_rolled_back", "--receipt", newer)


def nothing_is_told(site):
    told = (site.root / "serve.log").read_text()
    told += "".join(path.read_text() for path in (site.folder / "server").glob("access-*.log"))
    check("there are log lines", '"event":"request"' in told and '"status":201' in told)
    secrets = [*site.codes.values(), "Nom1", "v1:", "against", "127.0.0.1"]
    check("with no code, name, choice or address", not any(word in told for word in secrets))


def main():
    with tempfile.TemporaryDirectory(prefix="sceau-serve-") as folder:
        site = load_site()(sys.argv[1], pathlib.Path(folder), voters=5)
        site.prepare()
        before_the_vote(site)
        site.serve()
        receipt, body, form = voting(site)
        act = acts(site)
        nothing_is_told(site)
        restart(site, receipt, body, form)
        check("a cancelled meeting", sceau(site, "vote", "act", "ag", "cancel", *act).returncode == 0)
    print("all as it should be")


if __name__ == "__main__":
    main()
