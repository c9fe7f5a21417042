#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""start.py SCEAU: the median time from start to end of one short process, beside what starting costs without us."""

import os
import statistics
import subprocess
import sys
import tempfile
import time

ROUNDS = 41


def sample_pdf(size):
    """A PDF of about `size` bytes whose one page holds text."""
    text = b"BT /F1 11 Tf 72 770 Td (Start) Tj ET\n"
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (size, text.ljust(size)),
    ]
    pdf, offsets = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(pdf))
        pdf += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(pdf)
    pdf += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return pdf + b"trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start


def milliseconds(command, environment):
    begin = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
    return 1000 * (time.perf_counter() - begin)


def main():
    sceau = sys.argv[1]
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        environment = dict(os.environ, XDG_DATA_HOME=f"{folder}/data")
        document, result = f"{folder}/in.pdf", f"{folder}/out.pdf"
        with open(document, "wb") as file:
            file.write(sample_pdf(100_000))
        sign = [sceau, "sign", "--demo", "--level", "B", "--force", document, "-o", result]
        verify = [sceau, "verify", "--trust", f"{folder}/data/sceau/demo/trust", result]
        subprocess.run(sign, check=True, stdout=subprocess.DEVNULL, env=environment)
        commands = {"true": ["true"], "sceau version": [sceau, "version"], "sceau sign (100 KB)": sign}
        if os.path.isdir(verify[3]):
            commands["sceau verify (100 KB)"] = verify
        times = {name: [] for name in commands}
        for _ in range(ROUNDS):
            for name, command in commands.items():
                times[name].append(milliseconds(command, environment))
        for name, taken in times.items():
            print(f"  {name:<24}{statistics.median(taken):8.2f} ms (min {min(taken):.2f}, max {max(taken):.2f})")


if __name__ == "__main__":
    main()
