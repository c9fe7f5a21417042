# SPDX-License-Identifier: Apache-2.0
"""The log of a bundle: its lines, its tree (RFC 9162), and how whoever holds its key writes it anew."""

import base64
import hashlib
import json
from dataclasses import dataclass, replace

from vote_audit import seal

ENTRIES = "log/entries.tsv"


@dataclass(frozen=True)
class Entry:
    index: int
    type: str
    at: str
    node: str
    salt: str
    payload: str

    @property
    def said(self):
        return json.loads(self.payload)

    def saying(self, payload):
        return replace(self, payload=canonical(payload))


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def read(files):
    lines = files[ENTRIES].decode().split("\n")[1:-1]
    return [Entry(int(index), *rest) for index, *rest in (line.split("\t") for line in lines)]


def write(files, entries):
    header = files[ENTRIES].split(b"\n", 1)[0].decode()
    lines = ["\t".join(map(str, (e.index, e.type, e.at, e.node, e.salt, e.payload))) for e in entries]
    files[ENTRIES] = "\n".join([header, *lines, ""]).encode()


def leaf(entry):
    fields = (b"sceau.vote.leaf/1", bytes.fromhex(entry.salt) + entry.type.encode(), entry.at.encode(),
              entry.node.encode(), entry.payload.encode())
    data = hashlib.sha256(b"\0".join(fields)).digest()
    return hashlib.sha256(b"\0" + data).digest()


def root(entries):
    return tree([leaf(entry) for entry in entries])


def tree(hashes):
    if len(hashes) < 2:
        return hashes[0] if hashes else hashlib.sha256().digest()
    split = 1 << (len(hashes) - 1).bit_length() - 1
    return hashlib.sha256(b"\1" + tree(hashes[:split]) + tree(hashes[split:])).digest()


def rebuild(files, entries, key):
    """A log that agrees with itself: numbered, closed over what it says now, its checkpoint signed. What an authority has
    stamped of the other one is left out."""
    entries = [replace(entry, index=index) for index, entry in enumerate(entries)]
    for index, entry in enumerate(entries):
        if entry.type == "close":
            before = entries[:index]
            nodes = {node: sum(e.node == node for e in before) for node in {e.node for e in before}}
            entries[index] = entry.saying(entry.said | {
                "entries": index, "nodes": nodes, "root": base64.b64encode(root(before)).decode(), "timestamp": None})
    write(files, entries)
    for name in [name for name in files if name.startswith("log/stamped/")]:
        if int(name.split("/")[-1].split(".")[0]) > 1:
            del files[name]
    files["log/checkpoint"] = seal.checkpoint(files["log/log.pub"].decode(), len(entries), root(entries), key)
    return entries
