# SPDX-License-Identifier: Apache-2.0
"""What a tampering is, and what is to be said of it."""

from collections.abc import Callable
from dataclasses import dataclass

MISMATCH, MISSING, EXTRA = "audit.manifest_mismatch", "audit.file_missing", "audit.file_extra"


@dataclass(frozen=True)
class Tampering:
    """`change` takes the files of the bundle and changes them. `reason` and `detail` are of the finding once the manifest
    is made anew and signed by the company's seal; `found` is the reason before that."""

    name: str
    change: Callable[[dict], None]
    reason: str
    detail: str
    found: str = MISMATCH


def replace(name, old, new):
    """One place of one file, which must be there."""
    def change(files):
        content = files[name]
        old_octets, new_octets = (part.encode() if isinstance(part, str) else part for part in (old, new))
        if old_octets not in content or old_octets == new_octets:
            raise ValueError(f"{name}: nothing to change")
        files[name] = content.replace(old_octets, new_octets, 1)
    return change


def drop(name):
    def change(files):
        del files[name]
    return change


def put(name, content):
    def change(files):
        files[name] = content(files) if callable(content) else content
    return change
