#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""large_file.py SCEAU FOLDER: signs and verifies large PDFs with little memory.

The promise: 64 MB and 400 bytes for each object of the document, mapped file pages not counted. The kernel holds the
program to it (RLIMIT_DATA: private writable memory), and what it really used (RssAnon) is printed beside it. Ends with
77 where FOLDER has no room for the files.
"""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import zlib

MB = 1_000_000
BASE, PER_OBJECT = 64 * MB, 400
SMALL_OBJECTS, IN_ONE_STREAM = 300_000, 200
NOT_RUN = 77


class Writer:
    """A PDF written object by object; `gap` leaves a hole of zero bytes that takes no room on the disk."""

    def __init__(self, path):
        self.file = open(path, "wb")
        self.offsets = []
        self.file.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def begin(self):
        self.offsets.append(self.file.tell())
        self.file.write(b"%d 0 obj\n" % len(self.offsets))

    def object(self, body):
        self.begin()
        self.file.write(body + b"\nendobj\n")

    def gap(self, size):
        self.begin()
        self.file.write(b"<< /Length %d >>\nstream\n" % size)
        self.file.seek(size, os.SEEK_CUR)
        self.file.write(b"\nendstream\nendobj\n")

    def finish_with_table(self):
        start, size = self.file.tell(), len(self.offsets) + 1
        self.file.write(b"xref\n0 %d\n0000000000 65535 f \n" % size)
        self.file.writelines(b"%010d 00000 n \n" % offset for offset in self.offsets)
        self.file.write(b"trailer\n<< /Size %d /Root 1 0 R >>\n" % size)
        self.end(start)

    def object_streams(self, bodies):
        """Packs the bodies, numbered on from here, into object streams; returns where each went."""
        first = len(self.offsets) + len(range(0, len(bodies), IN_ONE_STREAM)) + 1
        places = []
        for begin in range(0, len(bodies), IN_ONE_STREAM):
            part = bodies[begin:begin + IN_ONE_STREAM]
            header, at = b"", 0
            for index, body in enumerate(part):
                header += b"%d %d " % (first + begin + index, at)
                at += len(body) + 1
                places.append((len(self.offsets) + 1, index))
            data = zlib.compress(header + b"\n".join(part), 1)
            self.object(b"<< /Type /ObjStm /N %d /First %d /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream"
                        % (len(part), len(header), len(data), data))
        return places

    def finish_with_stream(self, places):
        start = self.file.tell()
        entries = bytes(8) + b"".join(b"\1" + offset.to_bytes(5, "big") + bytes(2) for offset in self.offsets)
        entries += b"".join(b"\2" + stream.to_bytes(5, "big") + index.to_bytes(2, "big") for stream, index in places)
        entries += b"\1" + start.to_bytes(5, "big") + bytes(2)
        size = len(entries) // 8
        self.file.write(b"%d 0 obj\n<< /Type /XRef /W [1 5 2] /Size %d /Root 1 0 R /Length %d >>\nstream\n"
                        % (size - 1, size, len(entries)))
        self.file.write(entries + b"\nendstream\nendobj\n")
        self.end(start)

    def end(self, start):
        self.file.write(b"startxref\n%d\n%%%%EOF\n" % start)
        self.file.close()

    def one_page(self):
        self.object(b"<< /Type /Catalog /Pages 2 0 R >>")
        self.object(b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
        self.object(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>")


def write_large_streams(path):
    pdf = Writer(path)
    pdf.one_page()
    for _ in range(4):
        pdf.gap(256 * MB)
    pdf.finish_with_table()
    return len(pdf.offsets)


def small_object(number):
    """An element of the tree that makes a document accessible: it names its neighbours."""
    return (b"<< /Type /StructElem /S /P /P %d 0 R /Pg 3 0 R /K %d /T (Paragraph %d) >>"
            % (max(number - 1, 4), number, number)).ljust(180)


def write_objects_in_a_table(path):
    pdf = Writer(path)
    pdf.one_page()
    for number in range(4, SMALL_OBJECTS):
        pdf.object(small_object(number))
    pdf.finish_with_table()
    return SMALL_OBJECTS


def write_objects_in_streams(path):
    pdf = Writer(path)
    pdf.one_page()
    pdf.finish_with_stream(pdf.object_streams([small_object(number) for number in range(4, SMALL_OBJECTS)]))
    return SMALL_OBJECTS


class Peak:
    """The largest RssAnon of a process, looked at every millisecond."""

    def __init__(self, process):
        self.bytes = 0
        self.status = f"/proc/{process.pid}/status"
        self.thread = threading.Thread(target=self.watch, daemon=True)
        self.thread.start()

    def watch(self):
        try:
            while True:
                with open(self.status) as status:
                    lines = [line for line in status if line.startswith("RssAnon:")]
                if not lines:
                    return
                self.bytes = max(self.bytes, int(lines[0].split()[1]) * 1024)
                time.sleep(0.001)
        except (FileNotFoundError, ProcessLookupError):
            pass


def run_limited(command, limit, environment):
    """Ends the test where the command fails under the limit; returns seconds and peak."""
    begin = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment,
                               preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (limit, limit)))
    peak = Peak(process)
    output, _ = process.communicate(timeout=240)
    if process.returncode != 0:
        print(f"FAILED with {process.returncode}: {' '.join(command)}\n{output.decode(errors='replace')}")
        sys.exit(1)
    return time.monotonic() - begin, peak.bytes


def try_document(sceau, folder, environment, name, write):
    """Signs the document, signs the result once more, and verifies what has two signatures."""
    document, once, twice = (f"{folder}/{name}{end}" for end in (".pdf", ".signed.pdf", ".signed.signed.pdf"))
    objects = write(document)
    limit = BASE + PER_OBJECT * objects
    print(f"{name}: {os.path.getsize(document) / MB:.0f} MB, {objects} objects, limit {limit / MB:.0f} MB")
    sign = [sceau, "sign", "--demo", "--level", "B"]
    trust = f"{environment['XDG_DATA_HOME']}/sceau/demo/trust"
    steps = {"sign": sign + [document, "-o", once], "sign again": sign + [once, "-o", twice],
             "verify both": [sceau, "verify", "--trust", trust, twice]}
    for step, command in steps.items():
        seconds, peak = run_limited(command, limit, environment)
        print(f"  {step:<12} peak {peak / MB:6.1f} MB anonymous, {seconds:5.1f} s", flush=True)
        if peak > limit:
            print("FAILED: more than the limit")
            sys.exit(1)
        if step == "sign again":
            os.remove(document)
    os.remove(once)
    os.remove(twice)


def main():
    sceau, place = map(os.path.abspath, sys.argv[1:])
    if shutil.disk_usage(place).free < 3_500 * MB:
        print(f"not run: {place} has less than 3.5 GB free")
        sys.exit(NOT_RUN)
    with tempfile.TemporaryDirectory(prefix="large-file-", dir=place) as folder:
        environment = dict(os.environ, XDG_DATA_HOME=f"{folder}/data")
        subprocess.run([sceau, "cert", "init-demo"], check=True, stdout=subprocess.DEVNULL, env=environment)
        documents = {"large-streams": write_large_streams, "objects-in-a-table": write_objects_in_a_table,
                     "objects-in-streams": write_objects_in_streams}
        for name, write in documents.items():
            try_document(sceau, folder, environment, name, write)


if __name__ == "__main__":
    main()
