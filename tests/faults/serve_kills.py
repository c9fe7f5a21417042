#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""serve_kills.py SCEAU TOOLS [KILLS] [--soak]: kill -9 of a `sceau vote serve` to which 64 clients send ballots, each on a TLS
connection of its own, with at least 32 of them sent whole and not answered. After each restart what was answered before
has the same receipt, and what was not is sent again. After a hundred kills every receipt is asked for once more, and the
vote is closed, opened and counted: each ballot that was acknowledged is counted once, and no other. TOOLS is the folder
of intake_prepare. The seed is printed; SCEAU_SEED repeats it. With --soak it is skipped (77) unless SCEAU_SOAK is set.
"""

import json
import os
import queue
import random
import sys
import tempfile
import threading
import time

import prepared_requests
from intake_load import Site, load_module

counting = load_module("counting")
CLIENTS, IN_FLIGHT, ADDRESSES = 64, 32, 8
BALLOTS_OF_A_KILL, KILLS_OF_A_VOTE = 150, 100
NOT_RUN = 77


def fail(*why):
    print("FAILED:", *why, flush=True)
    sys.exit(1)


class Life:
    """Clients that work through a queue of requests until the server dies or nothing is left."""

    def __init__(self, address, requests, numbers, clients=CLIENTS):
        self.address, self.requests = address, requests
        self.waiting = queue.SimpleQueue()
        for number in numbers:
            self.waiting.put(number)
        self.answered, self.unanswered, self.in_flight = {}, [], 0
        self.lock = threading.Lock()
        self.threads = [threading.Thread(target=self.work, args=(client,)) for client in range(clients)]
        for thread in self.threads:
            thread.start()

    def work(self, client):
        while True:
            try:
                number = self.waiting.get_nowait()
            except queue.Empty:
                return
            if not self.send(number, f"127.0.0.{2 + client % ADDRESSES}"):
                return

    def send(self, number, source):
        is_sent = False

        def note():
            nonlocal is_sent
            is_sent = True
            with self.lock:
                self.in_flight += 1

        try:
            answer = prepared_requests.exchange(self.address, self.requests[number][1], source, note)
        except OSError:
            with self.lock:
                self.unanswered.append((number, is_sent))
            return False
        with self.lock:
            self.in_flight -= 1
            if answer[0] == 503:  # "your vote is NOT recorded"
                self.unanswered.append((number, is_sent))
            else:
                self.answered[number] = answer
        return True

    def wait_for(self, answers):
        """So many answers, and enough in flight; or there is nothing left to send."""
        while (len(self.answered) < answers or self.in_flight < IN_FLIGHT) and not self.waiting.empty():
            time.sleep(0.0005)

    def end(self):
        for thread in self.threads:
            thread.join()


class Vote:
    """A site, and everything it has acknowledged."""

    def __init__(self, site, requests):
        self.site, self.requests = site, requests
        self.next = 0
        self.receipts = {}  # number of the request -> receipt
        self.checked = 0

    def all(self, numbers):
        """What these are answered, in a life that nobody ends."""
        life = Life(self.site.address, self.requests, numbers)
        life.end()
        if life.unanswered or len(life.answered) != len(numbers):
            fail(len(life.unanswered), "requests are not answered, the server has ended with", self.site.server.poll())
        return life.answered

    def learn(self, answered):
        for number, (status, body) in answered.items():
            if status not in (self.requests[number][0], 200):
                fail("ballot", number, "is answered", status, body[:500])
            self.receipts[number] = prepared_requests.receipt_in(status, body)

    def check(self, numbers):
        for number, (status, body) in self.all(numbers).items():
            if prepared_requests.receipt_in(status, body) != self.receipts[number]:
                fail("ballot", number, "had another receipt before:", self.receipts[number], body)
            self.checked += self.receipts[number] is not None

    def one_kill(self, chance):
        """How many were in flight. Too few were where the clients were slow: then it does not count."""
        life = Life(self.site.address, self.requests, range(self.next, self.next + BALLOTS_OF_A_KILL))
        life.wait_for(chance.randrange(BALLOTS_OF_A_KILL // 2))
        time.sleep(chance.uniform(0, 0.01))
        life.wait_for(0)
        self.site.server.kill()
        self.site.server.wait()
        life.end()
        self.go_on_after(life)
        return sum(is_sent for _, is_sent in life.unanswered)

    def go_on_after(self, life):
        """The next server: what was acknowledged is there, and what was not is sent again."""
        unanswered = [number for number, _ in life.unanswered]
        self.next = max([*life.answered, *unanswered]) + 1
        self.site.serve()
        self.learn(life.answered)
        self.check(list(life.answered))
        self.learn(self.all(unanswered))

    def count(self, environment):
        """Each admitted ballot once, each refusal once, and nothing else."""
        self.check(list(self.receipts))
        self.site.stop()
        storage = ["--storage-key", f"file:{self.site.passphrase}"]
        self.site.vote("close", "ag", *storage, env=environment)
        counting.open_and_count(self.site, environment)
        inputs = json.loads((self.site.folder / "count" / "tally.json").read_text())["inputs"]
        admitted = sum(self.requests[number][0] == 201 for number in self.receipts)
        refused = sum(receipt is not None for receipt in self.receipts.values()) - admitted
        dispositions = [entry["disposition"] for entry in inputs]
        if dispositions.count("counted") != admitted or dispositions.count("rejected") != refused:
            fail(f"{admitted} ballots were acknowledged and {refused} refused; counted:",
                 {word: dispositions.count(word) for word in set(dispositions)})
        print(f"{self.checked} receipts checked, none lost; {admitted} ballots acknowledged, opened and counted, none "
              f"twice; {refused} refusals, none twice")


def one_vote(sceau, tools, kills, chance, environment):
    """A site of its own, so many kills, and the count of what is left."""
    with tempfile.TemporaryDirectory(prefix="serve-kills-") as folder:
        lives = kills + kills // 2 + 10
        voters = lives * BALLOTS_OF_A_KILL
        site = Site(sceau, folder, voters=voters, resolutions=20)
        site.prepare()
        vote = Vote(site, prepared_requests.prepare(tools, site, voters))
        site.serve()
        flights = []
        while sum(flight >= IN_FLIGHT for flight in flights) < kills:
            if len(flights) == lives:
                fail("too few ballots in flight in too many lives:", flights)
            flights.append(vote.one_kill(chance))
        counted = [flight for flight in flights if flight >= IN_FLIGHT]
        print(f"{len(counted)} kills of the server, each with {min(counted)} or more ballots in flight "
              f"(most: {max(counted)}); {len(flights) - len(counted)} more with fewer")
        vote.count(environment)


def main():
    words = [word for word in sys.argv[1:] if word != "--soak"]
    if "--soak" in sys.argv and not os.environ.get("SCEAU_SOAK"):
        print("not run: it takes long, `make soak` runs it")
        sys.exit(NOT_RUN)
    environment = counting.days_ahead(45)
    if environment is None:
        print("not run: there is no libfaketime (package faketime)")
        sys.exit(NOT_RUN)
    kills = int(words[2]) if len(words) > 2 else 50
    seed = int(os.environ.get("SCEAU_SEED", random.randrange(1 << 32)))
    print("seed", seed, flush=True)
    chance = random.Random(seed)
    os.umask(0o077)
    for begun in range(0, kills, KILLS_OF_A_VOTE):
        one_vote(*words[:2], min(KILLS_OF_A_VOTE, kills - begun), chance, environment)


if __name__ == "__main__":
    main()
