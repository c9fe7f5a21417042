# SPDX-License-Identifier: Apache-2.0
"""One run of `sceau verify --json`, and what must hold of every such run, whatever the file."""

import signal
import subprocess
from dataclasses import dataclass

import report_contract

SECONDS = 5  # of processor time, so that a busy machine makes no difference
PATIENCE = 60  # seconds of waiting, for what hangs without computing


@dataclass
class VerifyRun:
    code: int
    faults: list


def verify(program, path, options=(), folder=None):
    """Runs the program; `faults` says what no input may cause: a crash, a hang, a bug, a broken report."""
    command = ["prlimit", f"--cpu={SECONDS}", str(program), "verify", "--json", *options, str(path)]
    try:
        result = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE,
                                check=False)
    except subprocess.TimeoutExpired:
        return VerifyRun(-1, [f"no answer within {PATIENCE} s"])
    if -result.returncode in (signal.SIGXCPU, signal.SIGKILL):
        return VerifyRun(result.returncode, [f"no answer within {SECONDS} s of processor time"])
    if result.returncode < 0 or result.returncode >= 128:
        return VerifyRun(result.returncode, [f"crashed: {result.returncode}: {result.stderr[-500:]!r}"])
    if b"Sanitizer" in result.stderr or b"runtime error:" in result.stderr:
        return VerifyRun(result.returncode, [f"a sanitizer complained: {result.stderr[:500]!r}"])
    if result.returncode == 70:
        return VerifyRun(70, [f"internal error: {result.stdout!r} {result.stderr[-500:]!r}"])
    try:
        text = result.stdout.decode("utf-8")
    except UnicodeDecodeError as error:
        return VerifyRun(result.returncode, [f"the report is not UTF-8: {error}"])
    return VerifyRun(result.returncode, list(report_contract.faults(text, result.returncode)))
