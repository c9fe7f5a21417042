#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""intake_load.py SCEAU TOOLS [--seconds 60] [--rate 500] [--slow-seconds 10] [--search PER_SECOND] [--soak]: a whole
voting site under load.

Forms of 20 resolutions, half signed by their voters (XAdES, P-256), half simple, every fifth to be refused for one of
five reasons; bureau 2 of 3; a new TLS connection for each; the driver on the same machine. Then some seconds of the same
with 4 ms added to every fsync. Every receipt is checked afterwards. Beside it, in the same run: what bounds it (fdatasync,
TLS handshakes, SQLite commits, nginx with a static answer). TOOLS is the folder of intake_load, intake_check,
intake_prepare and slow_fsync.so.

Ends with 1 where a receipt is wrong, or where fewer than --rate were answered a second, one was answered otherwise than it
should be, or the 99th percentile reached a second, twice in a row: other programs of the machine count as well. With
--search the highest rate held is looked for, with new and with kept connections, without and with the 4 ms. With --soak
it is skipped (77) unless SCEAU_SOAK is set.
"""

import argparse
import importlib.util
import os
import pathlib
import shutil
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.request

from intake_floors import per_second, print_floors, print_nginx, slow_disk

NOT_RUN = 77
# A core that makes fewer TLS handshakes a second, both ends, is not one on which the rate was promised.
SLOWEST_HANDSHAKES = 1000
# What is answered after the last was sent does not count against the rate.
SENT_FOR_EACH_COUNTED = 1.01


def load_module(name):
    """One of tests/vote_site, by its path: Python has a module `site` of its own."""
    path = pathlib.Path(__file__).parents[1] / "vote_site" / f"{name}.py"
    specification = importlib.util.spec_from_file_location(f"vote_{name}", path)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


Site = load_module("site").Site


def processor_seconds(process):
    fields = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Load:
    def __init__(self, sceau, tools, folder):
        self.sceau, self.tools, self.folder = sceau, pathlib.Path(tools).resolve(), pathlib.Path(folder)
        self.receipts_are_right = True

    def make_site(self, name, voters):
        print(f"-- a site with {voters} voters", flush=True)
        site = Site(self.sceau, self.folder / name, voters=voters, resolutions=20, scrutineers=3, threshold=2)
        site.prepare()
        return site

    def prepare(self, site, count, first=1):
        requests = site.root / f"requests-{first}"
        begin = time.monotonic()
        subprocess.run([self.tools / "intake_prepare", site.root, str(count), requests, str(first)], check=True)
        print(f"{count} ballots, {requests.stat().st_size / count:.0f} bytes each, made in "
              f"{time.monotonic() - begin:.0f} s", flush=True)
        return requests

    def check(self, site, answers):
        key = site.root / "log.key"
        context = ssl._create_unverified_context()
        request = urllib.request.Request(f"https://{site.address}/v1/meetings/ag/log/key", headers={"Host": "vote.exemple.fr"})
        with urllib.request.urlopen(request, context=context, timeout=30) as answer:
            key.write_bytes(answer.read())
        checked = subprocess.run([self.tools / "intake_check", "receipts", answers, key])
        self.receipts_are_right = checked.returncode == 0 and self.receipts_are_right

    def run(self, site, requests, verb, kind, seconds, rate):
        """Whether intake_load was content, and what it said."""
        answers = site.root / f"answers-{requests.name}"
        command = [self.tools / "intake_load", verb, site.address, requests, kind, str(seconds), f"{rate:.0f}", answers]
        before = processor_seconds(site.server)
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True)
        used = processor_seconds(site.server) - before
        print(done.stdout + f"the server used {used:.0f} s of processor time", flush=True)
        self.check(site, answers)
        answers.unlink()
        return done.returncode == 0, done.stdout

    def holds(self, site, requests, rate, seconds):
        sent = round(rate * SENT_FOR_EACH_COUNTED)
        is_content, said = self.run(site, requests, "rate", "new", seconds + 5, sent)
        return is_content and per_second(said, f"{sent}/s, new connections") >= rate


def count_for(rate, seconds):
    return round(rate * SENT_FOR_EACH_COUNTED) * seconds


def hold_steady(load, name, given, rate):
    """One attempt, from a new site on."""
    count, slow_count = count_for(rate, given.seconds), count_for(rate, given.slow_seconds)
    site = load.make_site(name, count + slow_count)
    requests = load.prepare(site, count)
    slow_requests = load.prepare(site, slow_count, count + 1)
    print_nginx(load.tools, site.root / "nginx", requests)
    print(f"-- {rate}/s for {given.seconds} s", flush=True)
    site.serve()
    is_held = load.holds(site, requests, rate, given.seconds)
    site.stop()
    print(f"-- {rate}/s for {given.slow_seconds} s with 4 ms added to every fsync", flush=True)
    site.serve(env=slow_disk(load.tools))
    is_held = load.holds(site, slow_requests, rate, given.slow_seconds) and is_held
    site.stop()
    shutil.rmtree(site.root)
    return is_held


def promised_rate(rate, handshakes):
    if handshakes >= SLOWEST_HANDSHAKES:
        return rate
    scaled = rate * handshakes // SLOWEST_HANDSHAKES
    print(f"this machine makes {handshakes} TLS handshakes a second on a core, fewer than {SLOWEST_HANDSHAKES}: "
          f"{scaled}/s are asked of it instead of {rate}/s", flush=True)
    return scaled


def search(load, first_rate, seconds=5, steps=9):
    """New voters for each search; each step takes a quarter more than the one before."""
    count = int(sum(first_rate * 1.25 ** step * seconds for step in range(steps)))
    for name, kind, environment in (("new", "new", os.environ), ("kept", "kept", os.environ),
                                    ("new-slow-disk", "new", slow_disk(load.tools)),
                                    ("kept-slow-disk", "kept", slow_disk(load.tools))):
        site = load.make_site(name, count)
        requests = load.prepare(site, count)
        print(f"-- highest rate held, {name}", flush=True)
        site.serve(env=environment)
        load.run(site, requests, "search", kind, seconds, first_rate)
        site.stop()
        shutil.rmtree(site.root)


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("sceau")
    parser.add_argument("tools")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--rate", type=int, default=500)
    parser.add_argument("--slow-seconds", type=int, default=10)
    parser.add_argument("--search", type=int, default=0)
    parser.add_argument("--soak", action="store_true")
    return parser.parse_args()


def main():
    given = arguments()
    if given.soak and not os.environ.get("SCEAU_SOAK"):
        print("not run: it takes long, `make soak` runs it")
        sys.exit(NOT_RUN)
    os.umask(0o077)
    print(f"{os.cpu_count()} cores, load of the last minute {os.getloadavg()[0]:.1f}", flush=True)
    with tempfile.TemporaryDirectory(prefix="intake-load-") as folder:
        load = Load(given.sceau, given.tools, folder)
        rate = promised_rate(given.rate, print_floors(load.tools, load.folder / "disk"))
        is_held = hold_steady(load, "steady", given, rate)
        if not is_held:
            print(f"{rate}/s NOT HELD: once more, in case that the machine was busy otherwise", flush=True)
            is_held = hold_steady(load, "again", given, rate)
        if given.search:
            search(load, given.search)
    print(f"{rate}/s held: {is_held}; receipts right: {load.receipts_are_right}")
    sys.exit(0 if is_held and load.receipts_are_right else 1)


if __name__ == "__main__":
    main()
