# SPDX-License-Identifier: Apache-2.0
"""conformance.py SCEAU: schemathesis on a real `sceau vote serve`, while the vote is open and after its count was
published, on one meeting. Ends with 1 where it finds anything, or where an operation was never answered 2xx.
"""

import importlib.util
import itertools
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time
from collections import Counter

import yaml

HERE = pathlib.Path(__file__).resolve().parent
SITE_FOLDER = HERE.parents[1] / "vote_site"
DESCRIPTION = HERE.parents[2] / "docs" / "openapi.yaml"
VOTERS = 4000
DAYS_AHEAD = 45  # the meeting is in 40
TAKING = ("cast", "giveProxy", "revokeProxy")
# What is taken waits for the log, and so does what is refused: each of these operations has a process of its own.
# Threads would do, but for CPython 3.11, which loses count of its recursion in them.
PARTS = {
    "open": [*(["--phases", "examples,coverage,fuzzing", "--include-operation-id", name] for name in TAKING),
             ["--phases", "examples,coverage,fuzzing", *(f"--exclude-operation-id={name}" for name in TAKING)],
             ["--phases", "stateful"]],
    "published": [*(["--phases", "examples,fuzzing", "--include-operation-id", name] for name in TAKING),
                  ["--phases", "examples,coverage,fuzzing", *(f"--exclude-operation-id={name}" for name in TAKING)]]}
EXAMPLES = {"open": 60, "published": 20}


def load(name, path):
    """By its path: Python has a module `site` of its own."""
    specification = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


sys.path.insert(0, str(HERE))
vote_site = load("vote_site", SITE_FOLDER / "site.py")
counting = load("counting", SITE_FOLDER / "counting.py")
from site_voters import IN_XML, SIGNED, SiteVoters  # noqa: E402


def sign_forms(site):
    """signed/OPERATION/VOTER.xml: the first voters have certificates."""
    voters = SiteVoters(site.root, site.address)
    numbers = iter(range(1, sum(SIGNED.values()) + 1))
    for operation, count in SIGNED.items():
        folder = site.root / "signed" / operation
        folder.mkdir(parents=True)
        for number in itertools.islice(numbers, count):
            form = site.root / "form.xml"
            form.write_text(voters.xml_form(f"v{number}", IN_XML["cast" if operation == "cast" else "giveProxy"]))
            key, certificate = site.signer(number)
            vote_site.run(site.sceau, "sign", form, "--key", key, "--cert", certificate, "--level", "B", "-o",
                          folder / f"v{number}.xml")


class Stage:
    """All processes of schemathesis while the vote is open, or after its count was published."""

    def __init__(self, site, name, receipts):
        self.site, self.name = site, name
        self.receipts = site.root / f"receipts-{name}.json"
        self.receipts.write_text(json.dumps(receipts))
        self.description = self.fetch_description()
        self.children = [self.start(number, words) for number, words in enumerate(PARTS[name])]

    def fetch_description(self):
        """Schemathesis leaves out the operation that it has the description from: it gets a file."""
        path = self.site.root / "openapi.yaml"
        path.write_bytes(SiteVoters(self.site.root, self.site.address).get("/openapi.yaml").content)
        if path.read_bytes() != DESCRIPTION.read_bytes():
            raise SystemExit("FAILED: the server hands out another description")
        return path

    def learnt(self, number):
        return self.site.root / f"learnt-{self.name}-{number}.json"

    def start(self, number, words):
        environment = os.environ | {"SCEAU_SITE": str(self.site.root), "SCEAU_ADDRESS": self.site.address,
                                    "SCEAU_STAGE": self.name, "SCEAU_PART": f"{number}/{len(PARTS[self.name])}",
                                    "SCEAU_RECEIPTS": str(self.receipts), "SCEAU_LEARNT": str(self.learnt(number))}
        url = f"https://{self.site.address}"
        return subprocess.Popen(
            [pathlib.Path(sys.executable).with_name("st"), "--config-file", HERE / "schemathesis.toml", "run",
             self.description, "--url", url, "--tls-verify", self.site.folder / "server" / "tls.crt.pem", "--checks",
             "all", "--max-examples", str(EXAMPLES[self.name]), "--no-color", *words],
            cwd=HERE, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def end(self):
        """What was answered, and the receipts that were given."""
        answered, receipts, failed = Counter(), {}, 0
        for number, child in enumerate(self.children):
            said = child.communicate()[0]
            if child.returncode != 0:
                failed += 1
                print(f"-- schemathesis {' '.join(PARTS[self.name][number])}, the vote being {self.name}, ends with",
                      f"{child.returncode}:\n{said}", flush=True)
                continue
            learnt = json.loads(self.learnt(number).read_text())
            answered += Counter(learnt["answered"])
            receipts |= learnt["receipts"]
        if failed or self.site.server.poll() is not None:
            raise SystemExit(f"FAILED: {failed} parts, the vote being {self.name}; the server: {self.site.server.poll()}")
        return answered, receipts


def close_and_publish(site, environment):
    """The server closes the vote by itself, without a time-stamp and on one clock; then it is counted."""
    site.serve(env=environment)
    for _ in range(300):
        if '"event":"closed"' in (site.root / "serve.log").read_text():
            break
        time.sleep(0.1)
    else:
        raise SystemExit("FAILED: the server does not close the vote")
    site.stop()
    counting.count_and_publish(site, environment)


def try_both_stages(site, environment):
    site.prepare()
    site.serve()
    sign_forms(site)
    answered, receipts = Stage(site, "open", {}).end()
    site.stop()
    close_and_publish(site, environment)
    site.serve(env=environment)
    more, _ = Stage(site, "published", receipts).end()
    site.stop()
    return answered + more


def summarise(answered):
    every = {operation["operationId"] for item in yaml.safe_load(DESCRIPTION.read_text())["paths"].values()
             for operation in item.values() if isinstance(operation, dict)}
    succeeded = {key.split()[0] for key in answered if key.split()[1].startswith("2")}
    statuses = Counter()
    for key, count in answered.items():
        statuses[key.split()[1]] += count
    print(f"schemathesis: {sum(answered.values())} requests, {len(succeeded)} of {len(every)} operations answered 2xx;",
          ", ".join(f"{status}: {count}" for status, count in sorted(statuses.items())))
    if every - succeeded:
        raise SystemExit(f"FAILED: never answered 2xx: {', '.join(sorted(every - succeeded))}")


def main():
    os.umask(0o077)
    environment = counting.days_ahead(DAYS_AHEAD)
    if environment is None:
        print("not run: there is no libfaketime (package faketime)")
        sys.exit(77)
    with tempfile.TemporaryDirectory(prefix="schemathesis-") as folder:
        site = vote_site.Site(sys.argv[1], folder, voters=VOTERS, signers=sum(SIGNED.values()))
        try:
            summarise(try_both_stages(site, environment))
        finally:
            if site.server:
                site.server.kill()


if __name__ == "__main__":
    main()
