#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A whole voting site for tests: meeting, scrutineers, register, codes, rehearsed urn, and the server on it.

As a module: `site = Site(sceau, folder, voters=20); site.prepare(); site.serve()`, then `site.address`, `site.codes`.
As a program: site.py SCEAU FOLDER [--voters N] [--signers N] makes everything but starts no server.
Every step is one that a company and its scrutineers would take, by the same commands.
"""
import argparse
import csv
import datetime
import json
import os
import pathlib
import re
import signal
import subprocess
import sys

MEETING = "ag"
ORIGIN = "https://vote.exemple.fr"
HOST = "vote.exemple.fr"

RESOLUTION = """[[resolution]]
label = "{label}"
kind = "{kind}"
author = "board"
recommendation = "for"
title = {{ fr = "Résolution {label}", en = "Resolution {label}" }}
text = {{ fr = "L'assemblée générale adopte la résolution {label}.", en = "The meeting adopts resolution {label}." }}
reasons = {{ fr = "Exposé des motifs.", en = "Its reasons." }}
"""

SETTINGS = """format = "sceau.meeting/1"
[meeting]
id = "{id}"
kind = "{kind}"
starts = {date}T10:00:00
zone = "Europe/Paris"
place = "Paris"
origin = "{origin}"
[issuer]
name = "Exemple SA"
legal_form = "SA"
siren = "732829320"
seat = "1, rue de la Paix, Paris"
is_listed = false
[articles]
allow_electronic_vote = true
electronic_vote_reference = "article 22"
allow_simple_signature = {simple}
simple_signature_reference = "article 22, paragraphe 3"
identification_process = "un code d'accès envoyé par lettre"
record_rule = "meeting-day"
double_vote = "none"
[convocation]
sent = {sent}
call = {call}
{predecessor}[cutoffs]
paper = {paper}
[bureau]
scrutineers = [{scrutineers}]
threshold = {threshold}
"""

# QcCompliance, QcSSCD and QcType esign (ETSI EN 319 412-5).
QUALIFIED = "30293008060604008e4601013008060604008e4601043013060604008e4601063009060704008e46010601"


def run(*command, **options):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, **options)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(map(str, command))}\nended with {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


class Site:
    """`signers` of the voters have certificates of their own, `signer(n)` with its key and certificate."""

    def __init__(self, sceau, folder, voters=20, signers=0, resolutions=3, scrutineers=3, threshold=2, simple=True,
                 today=None, meeting=MEETING, days=40, predecessor=None):
        self.sceau = pathlib.Path(sceau).resolve()
        self.root = pathlib.Path(folder).resolve()
        self.meeting, self.folder = meeting, self.root / meeting
        self.voters, self.signers, self.resolutions = voters, signers, resolutions
        self.scrutineers, self.threshold, self.simple = scrutineers, threshold, simple
        self.today = today or datetime.date.today()
        self.date = self.today + datetime.timedelta(days=days)  # of the meeting
        self.predecessor = predecessor  # the Site of the first convocation
        self.passphrase = self.root / "storage-passphrase"
        self.server, self.address, self.codes = None, None, {}

    def vote(self, *arguments, json=False, **options):
        return run(self.sceau, *(["--json"] if json else []), "vote", *arguments, cwd=self.root, **options)

    def prepare(self):
        self.root.mkdir(parents=True, exist_ok=True)
        self.vote("new", self.meeting, "--date", self.date.isoformat())
        self.write_settings(self.date)
        for number in range(1, self.scrutineers + 1):
            self.make_scrutineer(number)
        self.make_issuer()
        self.write_register()
        self.vote("register", self.meeting, "register-of-today.csv")
        self.vote("freeze", self.meeting)
        for number in range(1, self.scrutineers + 1):
            self.vote("open", self.meeting, "--rehearse", "--key", self.scrutineer_key(number))
        self.write_secret(self.passphrase, "storage passphrase of the tests\n")
        self.make_codes()

    def write_settings(self, date):
        days = datetime.timedelta
        names = ", ".join(f'"scrutineer-{n}.pem"' for n in range(1, self.scrutineers + 1))
        text = SETTINGS.format(id=self.meeting, kind="mixed" if self.resolutions > 1 else "ordinary", date=date,
                               origin=ORIGIN, simple=str(self.simple).lower(), sent=date - days(days=20),
                               paper=date - days(days=3), scrutineers=names, threshold=self.threshold,
                               call=2 if self.predecessor else 1, predecessor=self.name_predecessor())
        for number in range(1, self.resolutions + 1):
            kind = "extraordinary" if number == self.resolutions > 1 else "ordinary"
            text += RESOLUTION.format(label=number, kind=kind)
        (self.folder / "meeting.toml").write_text(text)

    def name_predecessor(self):
        if not self.predecessor:
            return ""
        first = self.predecessor
        agenda = json.loads((first.folder / "frozen.json").read_text())["agenda_sha256"]
        return (f'[convocation.predecessor]\nid = "{first.meeting}"\ndate = {first.date}\n'
                f'agenda_hash = "{agenda}"\n')

    def write_secret(self, path, text):
        path.write_text(text)
        path.chmod(0o600)

    def scrutineer_key(self, number):
        return self.root / f"scrutineer-{number}.key.pem"

    def make_scrutineer(self, number):
        """One PEM file with key and certificate for the scrutineer, the certificate alone for the meeting."""
        key, certificate = self.scrutineer_key(number), self.folder / f"scrutineer-{number}.pem"
        run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "3650",
            "-subj", f"/CN=Scrutineer {number}", "-addext", "keyUsage=critical,keyAgreement", "-keyout", key, "-out",
            certificate)
        self.write_secret(key, key.read_text() + certificate.read_text())

    def make_issuer(self):
        """Who issues the certificates of the signing voters; taken for a qualified issuer by the meeting."""
        folder = self.folder / "qualified-issuers"
        folder.mkdir(exist_ok=True)
        (self.root / "ca.cnf").write_text("[ca]\ndefault_ca=a\n[a]\ndatabase=index.txt\ndefault_md=sha256\n"
                                          "default_crl_days=60\n")
        (self.root / "index.txt").write_text("")
        run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "3650",
            "-subj", "/CN=Issuer of the tests", "-addext", "keyUsage=critical,keyCertSign,cRLSign", "-keyout",
            self.root / "issuer.key.pem", "-out", folder / "issuer.pem")
        run("openssl", "ca", "-config", "ca.cnf", "-gencrl", "-keyfile", "issuer.key.pem", "-cert", folder / "issuer.pem",
            "-out", folder / "issuer.crl.pem", cwd=self.root)
        (self.root / "signer.ext").write_text("keyUsage=critical,nonRepudiation\nauthorityKeyIdentifier=keyid\n"
                                              f"1.3.6.1.5.5.7.1.3=DER:{QUALIFIED}\n")
        for number in range(1, self.signers + 1):
            self.make_signer(number)

    def signer(self, number):
        return self.root / f"signer-{number}.key.pem", self.root / f"signer-{number}.pem"

    def make_signer(self, number):
        key, certificate = self.signer(number)
        request = self.root / f"signer-{number}.csr"
        run("openssl", "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj",
            f"/CN=Prénom{number} NOM{number}/SN=NOM{number}/GN=Prénom{number}", "-utf8", "-keyout", key, "-out", request)
        run("openssl", "x509", "-req", "-in", request, "-CA", self.folder / "qualified-issuers" / "issuer.pem", "-CAkey",
            self.root / "issuer.key.pem", "-CAcreateserial", "-days", "365", "-extfile", self.root / "signer.ext", "-out",
            certificate)
        key.chmod(0o600)

    def write_register(self):
        with open(self.root / "register-of-today.csv", "w", newline="") as file:
            table = csv.writer(file)
            table.writerow(["shareholder", "surname", "first_name", "domicile", "account", "kind", "shares", "votes",
                            "language"])
            for n in range(1, self.voters + 1):
                table.writerow([f"v{n}", f"Nom{n}", f"Prénom{n}", f"{n}, rue des Essais, Lyon", f"N-{n}", "registered",
                                n, n, "fr" if n % 2 else "en"])

    def make_codes(self):
        path = self.root / "codes.csv"
        self.vote("codes", self.meeting, "--storage-key", f"file:{self.passphrase}", "-o", path)
        with open(path, newline="") as file:
            self.codes = {row["shareholder"]: row["code"] for row in csv.DictReader(file)}

    def serve(self, *arguments, wait_seconds=30, wrapper=(), **options):
        """Starts the server on a port of the system's choice and waits for the line that names it."""
        command = [*wrapper, self.sceau, "vote", "serve", self.meeting, "--listen", "127.0.0.1:0", "--storage-key",
                   f"file:{self.passphrase}", *arguments]
        errors = open(self.root / "serve.log", "ab")
        self.server = subprocess.Popen([str(part) for part in command], cwd=self.root, stdout=subprocess.PIPE,
                                       stderr=errors, text=True, **options)
        line = self.server.stdout.readline()
        found = re.search(r"(127\.0\.0\.1:\d+)", line)
        if not found:
            self.server.wait(wait_seconds)
            raise SystemExit(f"the server did not start: {line}{(self.root / 'serve.log').read_text()}")
        self.address = found.group(1)
        return self.server

    def stop(self, wait_seconds=30):
        self.server.send_signal(signal.SIGTERM)
        return self.server.wait(wait_seconds)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("sceau")
    parser.add_argument("folder")
    parser.add_argument("--voters", type=int, default=20)
    parser.add_argument("--signers", type=int, default=0)
    parser.add_argument("--resolutions", type=int, default=3)
    given = parser.parse_args()
    os.umask(0o077)
    Site(given.sceau, given.folder, given.voters, given.signers, given.resolutions).prepare()
    sys.exit(0)
