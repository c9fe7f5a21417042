#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""vote_power_loss.py CRASH_IMAGES [IMAGES]: makes keys in memory-backed storage, where syncs cost nothing, and runs the
program there.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import vote_casters

memory = Path("/dev/shm")
with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
    vote_casters.make_keys(folder)
    raise SystemExit(subprocess.run([sys.argv[1], folder, *sys.argv[2:]], check=False).returncode)
