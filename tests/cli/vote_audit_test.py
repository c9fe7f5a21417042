#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""vote_audit_test.py SCEAU [--thorough]: the bundle of the demo's meeting is sound, and no tampering with it is taken for
sound. Each is tried as found, and with a manifest that says what is there now and carries the company's own seal: what an
operator can do. What only an anchor from outside shows is tried with that anchor, and stands in docs/threat-model.md."""

import pathlib
import sys
import tempfile
import time

from vote_audit import ballots, collusion, entries, outside, parts, results
from vote_audit.audits import Audits, Meeting, is_found
from vote_audit.bundle import pack


def try_tamperings(audits, what, those):
    those, begun = list(those), time.monotonic()

    def as_found(each):
        content = pack(audits.meeting.tampered(each.change))
        return f"{each.name}, as found", is_found(audits.report(content), each.found)

    def signed_again(each):
        content = audits.meeting.signed_again(each.change)
        return f"{each.name}, signed again", is_found(audits.report(content), each.reason, each.detail)

    audits.all(as_found, those)
    audits.all(signed_again, those)
    print(f"{what}: {len(those)} tamperings, each twice ({time.monotonic() - begun:.0f} s)", flush=True)


def around_the_files(audits, other, only_anchored, is_thorough):
    begun, before = time.monotonic(), audits.tried
    outside.accepted(audits, ballots.accepted())
    outside.manifests(audits)
    outside.trust(audits, other)
    outside.receipts(audits, other)
    outside.rewritten_logs(audits, only_anchored)
    outside.a_stamp_somebody_kept(audits, only_anchored[0][1])
    outside.cut_and_joined(audits, other)
    outside.zip_damage(audits, 3000 if is_thorough else 240)
    outside.clocks(audits)
    collusion.try_collusion(audits)
    print(f"around the files: {audits.tried - before} audits ({time.monotonic() - begun:.0f} s)", flush=True)


def main():
    sceau, is_thorough = str(pathlib.Path(sys.argv[1]).resolve()), "--thorough" in sys.argv
    with tempfile.TemporaryDirectory(prefix="sceau-audit-") as folder:
        root = pathlib.Path(folder)
        meeting, other = Meeting(sceau, root / "demo"), Meeting(sceau, root / "other")
        audits = Audits(sceau, meeting, root)
        found, only_anchored = entries.with_the_logs_key(meeting, is_thorough)
        try_tamperings(audits, "urn", ballots.tamperings(meeting))
        try_tamperings(audits, "log", entries.tamperings(meeting))
        try_tamperings(audits, "log, written anew with its key", found)
        try_tamperings(audits, "other files", parts.tamperings(meeting, other))
        try_tamperings(audits, "results", results.tamperings(meeting.files, is_thorough))
        around_the_files(audits, other, only_anchored, is_thorough)
    print(f"{audits.tried} audits, {audits.failed} of them wrong")
    sys.exit(1 if audits.failed else 0)


if __name__ == "__main__":
    main()
