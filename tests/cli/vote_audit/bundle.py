# SPDX-License-Identifier: Apache-2.0
"""A bundle (docs/audit-bundle.md) as a dict of its files, and back into a ZIP, its manifest as found or made anew."""

import functools
import hashlib
import io
import re
import zipfile
from xml.sax.saxutils import quoteattr

from vote_audit.seal import reseal

MANIFEST = "manifest.xml"
ROWS = re.compile(rb"(  <file [^>]*/>\n)+")


def read(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@functools.lru_cache(maxsize=None)
def sha256(content):
    return hashlib.sha256(content).hexdigest()


def pack(files, compression=zipfile.ZIP_STORED, order=None):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name in order or sorted(files):
            archive.writestr(zipfile.ZipInfo(name), files[name], compression)
    return file.getvalue()


def rows(files):
    """One of each file, names ascending by octets."""
    return b"".join(row(name, files[name]) for name in sorted(files, key=str.encode) if name != MANIFEST)


def row(name, content):
    return f'  <file name={quoteattr(name)} size="{len(content)}" sha256="{sha256(content)}"/>\n'.encode()


def with_new_manifest(files, key):
    """What the operator can do: the manifest says what is there now, and the company's seal says it too."""
    new = rows(files)
    return files | {MANIFEST: reseal(ROWS.sub(lambda _: new, files[MANIFEST], count=1), key)}
