#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""vote_power_loss.py CRASH_IMAGES [IMAGES]: runs the program in memory-backed storage, where syncs cost nothing.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

memory = Path("/dev/shm")
with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
    raise SystemExit(subprocess.run([sys.argv[1], folder, *sys.argv[2:]], check=False).returncode)
