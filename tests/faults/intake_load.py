#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""intake_load.py SCEAU TOOLS [--seconds 60] [--rate 500] [--search PER_SECOND]: a whole voting site under load.

Forms of 20 resolutions, half signed by their voters (XAdES, P-256), half simple, every fifth to be refused for one of
five reasons; bureau 2 of 3; a new TLS connection for each; the driver on the same machine. Every receipt is checked
afterwards. Printed beside it, in the same run: what bounds it (fdatasync, TLS handshakes, SQLite commits, nginx with a
static answer). TOOLS is the folder of intake_load, intake_check, intake_prepare and slow_fsync.so. With --search the
highest rate held is looked for, with new and with kept connections, and with 4 ms added to every fsync.
"""

import argparse
import importlib.util
import os
import pathlib
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.request


def load_site_module():
    """By its path: Python has a module `site` of its own."""
    path = pathlib.Path(__file__).parents[1] / "vote_site" / "site.py"
    specification = importlib.util.spec_from_file_location("vote_site", path)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


Site = load_site_module().Site
NGINX = """daemon off; worker_processes 2; worker_rlimit_nofile 8192; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 4096; }}
http {{ access_log off; client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
  uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e; keepalive_requests 1000000;
  server {{ listen 127.0.0.1:{port} ssl backlog=4096; ssl_certificate {folder}/tls.pem; ssl_certificate_key {folder}/tls.key;
    ssl_protocols TLSv1.2 TLSv1.3; ssl_session_tickets off; location / {{ return 200 "taken"; }} }} }}
"""


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


class Load:
    def __init__(self, sceau, tools, folder):
        self.sceau, self.tools, self.folder = sceau, pathlib.Path(tools).resolve(), pathlib.Path(folder)
        self.failed = False

    def tool(self, name, *words, may_fail=False):
        code = subprocess.run([self.tools / name, *map(str, words)]).returncode
        if code != 0 and not may_fail:
            print(f"FAILED: {name} {words[0]} ended with {code}", flush=True)
            self.failed = True

    def print_floors(self, requests):
        print("-- floors", flush=True)
        disk = self.folder / "disk"
        disk.mkdir(exist_ok=True)
        self.tool("intake_check", "floors", disk)
        self.print_nginx(requests)

    def print_nginx(self, requests):
        if not shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin"):
            print("not run: there is no nginx (package nginx-light)")
            return
        folder, port = self.folder / "nginx", free_port()
        folder.mkdir()
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days",
                        "2", "-keyout", folder / "tls.key", "-out", folder / "tls.pem", "-subj", "/CN=localhost"],
                       check=True, capture_output=True)
        (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port))
        program = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin")
        server = subprocess.Popen([program, "-p", folder, "-c", folder / "nginx.conf"])
        time.sleep(1)
        plain = folder / "requests"
        plain.write_bytes(any_status(requests))
        for kind in ("new", "kept"):
            print("nginx, static answer: ", end="", flush=True)
            self.tool("intake_load", "capacity", f"127.0.0.1:{port}", plain, kind, 3, may_fail=True)
        server.terminate()
        server.wait(30)

    def make_site(self, name, voters):
        print(f"-- a site with {voters} voters", flush=True)
        site = Site(self.sceau, self.folder / name, voters=voters, resolutions=20, scrutineers=3, threshold=2)
        site.prepare()
        return site

    def prepare(self, site, count, first=1):
        requests = site.root / f"requests-{first}"
        begin = time.monotonic()
        self.tool("intake_prepare", site.root, count, requests, first)
        print(f"{count} ballots, {requests.stat().st_size / count:.0f} bytes each, made in "
              f"{time.monotonic() - begin:.0f} s", flush=True)
        return requests

    def check(self, site, answers):
        key = site.root / "log.key"
        context = ssl._create_unverified_context()
        request = urllib.request.Request(f"https://{site.address}/v1/meetings/ag/log/key", headers={"Host": "vote.exemple.fr"})
        with urllib.request.urlopen(request, context=context, timeout=30) as answer:
            key.write_bytes(answer.read())
        self.tool("intake_check", "receipts", answers, key)

    def run(self, site, requests, verb, kind, seconds, per_second, may_fail=False):
        answers = site.root / f"answers-{verb}-{kind}"
        self.tool("intake_load", verb, site.address, requests, kind, seconds, per_second, answers, may_fail=may_fail)
        self.check(site, answers)


def any_status(requests, most=2000):
    """The first of the prepared requests, for a server that answers all alike."""
    packed, text = b"", requests.read_bytes()
    for _ in range(most):
        end = text.find(b"\n")
        if end < 0:
            break
        length = int(text[:end].split()[1])
        packed += b"0 %d\n" % length + text[end + 1:end + 1 + length]
        text = text[end + 1 + length:]
    return packed


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("sceau")
    parser.add_argument("tools")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--rate", type=int, default=500)
    parser.add_argument("--search", type=int, default=0)
    given = parser.parse_args()
    os.umask(0o077)
    with tempfile.TemporaryDirectory(prefix="intake-load-") as folder:
        load = Load(given.sceau, given.tools, folder)
        site = load.make_site("steady", given.rate * given.seconds)
        requests = load.prepare(site, given.rate * given.seconds)
        load.print_floors(requests)
        print(f"-- {given.rate}/s for {given.seconds} s", flush=True)
        site.serve()
        load.run(site, requests, "rate", "new", given.seconds + 5, given.rate)
        site.stop()
        if given.search:
            search(load, given.search)
    sys.exit(1 if load.failed else 0)


def search(load, first_rate, seconds=5, steps=9):
    """New voters for each search; each step takes a quarter more than the one before."""
    count = int(sum(first_rate * 1.25 ** step * seconds for step in range(steps)))
    slow = {"LD_PRELOAD": str(load.tools / "slow_fsync.so")}
    for name, kind, environment in (("new", "new", {}), ("kept", "kept", {}), ("new-slow-disk", "new", slow),
                                    ("kept-slow-disk", "kept", slow)):
        site = load.make_site(name, count)
        requests = load.prepare(site, count)
        print(f"-- highest rate held, {name}", flush=True)
        site.serve(env=os.environ | environment)
        load.run(site, requests, "search", kind, seconds, first_rate)
        site.stop()
        shutil.rmtree(site.root)


if __name__ == "__main__":
    main()
