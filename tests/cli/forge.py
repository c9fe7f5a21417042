#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Puts signatures that other tools made into the places where the program expects its own.

forge.py covered PDF OUT       the bytes under the last byte range
forge.py hole PDF CMS OUT      the PDF with that CMS as its last signature
forge.py response TOKEN OUT    that time-stamp token in a response that grants it
forge.py stamp XML TOKEN OUT   the XML with that time-stamp of its signature
forge.py replace IN OLD NEW OUT   OLD occurs in IN and becomes NEW everywhere"""

import base64
import re
import sys
from pathlib import Path

BYTE_RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]")


def last_range(pdf):
    return tuple(map(int, BYTE_RANGE.findall(pdf)[-1]))


def covered(pdf):
    _, first, second, length = last_range(pdf)
    return pdf[:first] + pdf[second:second + length]


def hole(pdf, cms):
    _, first, second, _ = last_range(pdf)
    room = second - first - 2
    digits = cms.hex().encode().ljust(room, b"0")
    assert len(digits) == room, "the hole is too small"
    return pdf[:first] + b"<" + digits + b">" + pdf[second:]


def response(token):
    body = bytes.fromhex("3003020100") + token
    return b"\x30\x82" + len(body).to_bytes(2, "big") + body


def stamp(xml, token):
    value = rb"(<\w+:EncapsulatedTimeStamp[^>]*>)[^<]*"
    stamped, count = re.subn(value, lambda found: found[1] + base64.b64encode(token), xml)
    assert count == 1, f"{count} time-stamps"
    return stamped


def replace(data, old, new):
    assert old.encode() in data, f"no {old}"
    return data.replace(old.encode(), new.encode())


def main():
    verb, *arguments, output = sys.argv[1:]
    if verb == "replace":
        made = replace(Path(arguments[0]).read_bytes(), *arguments[1:])
    else:
        made = globals()[verb](*(Path(name).read_bytes() for name in arguments))
    Path(output).write_bytes(made)


if __name__ == "__main__":
    main()
