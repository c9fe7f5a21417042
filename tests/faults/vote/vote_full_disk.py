#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""vote_full_disk.py VOTE_CASTERS: votes on disks (tmpfs) of a few sizes until they are full. Then nothing more is
acknowledged, and the program says so; when space returns it goes on by itself, and nothing acknowledged is lost. Ends
with 77 where no tmpfs may be mounted.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import vote_casters

KB = 1024


def mount(folder, kilobytes):
    return subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", folder], capture_output=True,
                          check=False).returncode == 0


def one_size(program, folder, kilobytes):
    """Half of the disk is taken by something that will go away."""
    vote_casters.make_keys(program, folder)
    ballast = Path(folder) / "ballast"
    ballast.write_bytes(bytes(kilobytes * KB // 2))
    vote = vote_casters.Vote(program, folder, casters=16)
    run = vote.start()
    if not run.wait_for("N", 3):
        vote_casters.fail(f"{kilobytes} kB: ended on the full disk with {run.end()}", run.lines[-1:])
    refused = {line[2] for line in run.of("N")}
    if refused != {"vote.not_recorded"}:
        vote_casters.fail("other reasons:", refused)
    before = len(run.of("A"))
    ballast.unlink()
    if not run.wait_for("A", before + 20):
        vote_casters.fail(f"{kilobytes} kB: ended when space returned with {run.end()}", run.lines[-1:])
    run.kill()
    vote.learn(run)
    print(f"{kilobytes} kB: {before} acknowledged until the disk was full, {len(vote.acknowledged)} in all:", end=" ")
    with tempfile.TemporaryDirectory() as elsewhere:  # the check needs space that this disk may not have
        subprocess.run(["cp", "-a", f"{folder}/.", elsewhere], check=True)
        vote.folder = elsewhere
        vote.check()


def main():
    with tempfile.TemporaryDirectory() as folder:
        if not mount(folder, 1024):
            vote_casters.skip("no tmpfs may be mounted here")
        subprocess.run(["umount", folder], check=True)
        for kilobytes in range(2400, 5600, 400):
            mount(folder, kilobytes)
            try:
                one_size(sys.argv[1], folder, kilobytes)
            finally:
                subprocess.run(["umount", folder], check=True)


main()
