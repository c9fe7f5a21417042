#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""with_site.py SCEAU TOOLS VOTERS [OPTIONS...] -- COMMAND...: a voting site with `sceau vote serve OPTIONS` on it, for
what is tried from outside. The command runs with the server's address in place of {address} and ballots of all its
voters, each to be sent once, in place of {requests}; this ends as the command did, and with 1 where the server has ended
by then. TOOLS is the folder of intake_prepare.
"""

import importlib.util
import os
import pathlib
import subprocess
import sys
import tempfile

# By its path: Python has a module `site` of its own.
description = importlib.util.spec_from_file_location("vote_site", pathlib.Path(__file__).with_name("site.py"))
vote_site = importlib.util.module_from_spec(description)
description.loader.exec_module(vote_site)


def main():
    between = sys.argv.index("--")
    sceau, tools, voters, *options = sys.argv[1:between]
    os.umask(0o077)
    with tempfile.TemporaryDirectory(prefix="vote-site-") as folder:
        site = vote_site.Site(sceau, folder, voters=int(voters), resolutions=20)
        site.prepare()
        requests = site.root / "requests"
        subprocess.run([pathlib.Path(tools) / "intake_prepare", site.root, voters, requests], check=True)
        site.serve(*options)
        places = {"{address}": site.address, "{requests}": str(requests)}
        command = [places.get(word, word) for word in sys.argv[between + 1:]]
        code = subprocess.run(command).returncode
        if site.server.poll() is not None:
            sys.exit(f"FAILED: the server ended with {site.server.returncode}")
        site.stop()
    sys.exit(code)


if __name__ == "__main__":
    main()
