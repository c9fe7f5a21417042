# SPDX-License-Identifier: Apache-2.0
"""What the tests that kill vote_casters share: its folder, its lines, and what it has acknowledged so far."""

import subprocess
import tempfile
import threading
from pathlib import Path

NOT_RUN = 77


def skip(why):
    print("skipped:", why)
    raise SystemExit(NOT_RUN)


def fail(*why):
    print("FAILED:", *why)
    raise SystemExit(1)


def make_keys(program, folder):
    subprocess.run([program, "keys", folder], check=True)
    return Path(folder)


def new_folder(program):
    return make_keys(program, tempfile.mkdtemp(prefix="vote-casters-"))


class Run:
    """One life of the program. `lines` grows as it speaks; a line that a kill cut off does not count."""

    def __init__(self, words, given):
        self.child = subprocess.Popen([str(word) for word in words], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                      text=True)
        self.lines = []
        self.spoke = threading.Condition()
        self.is_over = False
        self.reader = threading.Thread(target=self._read)
        self.reader.start()
        self.child.stdin.write("".join(line + "\n" for line in given))
        self.child.stdin.close()

    def _read(self):
        for line in self.child.stdout:
            with self.spoke:
                if line.endswith("\n"):
                    self.lines.append(line.split())
                self.spoke.notify_all()
        with self.spoke:
            self.is_over = True
            self.spoke.notify_all()

    def wait_for(self, kind, count=1, seconds=120):
        """The program has said so many lines of that kind, or has ended."""

        def is_there():
            return sum(line[0] == kind for line in self.lines) >= count or self.is_over

        with self.spoke:
            while not is_there():
                if not self.spoke.wait(seconds):
                    fail(f"no line {kind} for {seconds} seconds")
        return sum(line[0] == kind for line in self.lines) >= count

    def kill(self):
        self.child.kill()
        return self.end()

    def end(self):
        self.reader.join()
        self.child.stdout.close()
        return self.child.wait()

    def of(self, kind):
        return [line for line in self.lines if line[0] == kind]


class Vote:
    """A folder and everything that was acknowledged in it."""

    def __init__(self, program, folder, casters=64, gathering_us=500, period_ms=10):
        self.program, self.folder = program, folder
        self.settings = [casters, gathering_us, period_ms]
        self.attempt = 0
        self.acknowledged = {}
        self.latest = []  # acknowledged in the last life
        self.unanswered = []

    def words(self, most=0):
        self.attempt += 1
        casters, gathering, period = self.settings
        return [self.program, "cast", self.folder, self.attempt, casters, most, gathering, period]

    def start(self, most=0, before=()):
        given = self.latest + [f"S {number}" for number in self.unanswered]
        return Run([*before, *self.words(most)], given)

    def learn(self, run):
        """What this life has promised. Returns how many ballots were in flight when it ended."""
        answered = set()
        self.latest = []
        for line in run.of("A"):
            number = line[1]
            answered.add(number)
            self.latest.append(" ".join(line))
            if self.acknowledged.setdefault(number, line) != line:
                fail("two receipts for ballot", number, line, self.acknowledged[number])
        # What this life never took up again waits for the next one.
        asked = dict.fromkeys([*self.unanswered, *(line[1] for line in run.of("S"))])
        in_flight = [line[1] for line in run.of("S") if line[1] not in answered]
        self.unanswered = [number for number in asked if number not in answered]
        return len(in_flight)

    def check(self):
        """Every receipt ever given, and every entry."""
        given = "".join(" ".join(line) + "\n" for line in self.acknowledged.values())
        run = subprocess.run([self.program, "check", self.folder], input=given, text=True, stdout=subprocess.PIPE,
                             check=False)
        if run.returncode != 0:
            fail("the check of", len(self.acknowledged), "acknowledged ballots ends with", run.returncode, run.stdout)
        print(run.stdout.strip())
