# SPDX-License-Identifier: Apache-2.0
"""Each type of entry in the log: changed, dropped, added, moved by whoever has the company's seal; and each thing an entry
says, said otherwise by whoever has the log's key too and writes the log anew."""

import base64
import dataclasses

from vote_audit import log
from vote_audit.case import MISSING, Tampering, drop, put

ALTERED, MALFORMED, FROZEN = "audit.log_altered", "audit.file_malformed", "audit.frozen_mismatch"
ENTRY, REGISTER, TALLY, PAPER = "audit.entry", "audit.register", "audit.tally", "audit.paper"

# What is said of a submission whose entry says another thing; where it is nothing else, the leaf in the tally.
SUBMISSION = {
    "/ballot": (ENTRY, "/ballot: must be 32 hexadecimal digits"), "/deadline": (ENTRY, "/deadline is"),
    "/clock/is_litigious": (TALLY, "results/tally.json: /inputs/"), "/meeting": (ENTRY, "/meeting: is another meeting"),
    "/document_sha256": ("audit.ballot_altered", "the document has the SHA-256"),
    "/kind": (ENTRY, "/kind: is not the type of the entry"), "/reasons": (TALLY, "/reason: says"),
    "/received_at": (ENTRY, "/received_at: is not the time of the entry"),
    "at": (ENTRY, "/received_at: is not the time of the entry"),
    "/register_sha256": (REGISTER, "is of no register that the log had named before"),
    "/signature/level": (ENTRY, "/signature/level: 'simplex' is not known"),
}
IN_THE_URN = SUBMISSION | {
    "/form_sha256": ("audit.ballot_altered", "the form that was sent has the SHA-256"),
    "/shareholder": ("audit.admission", "the form is of another shareholder than the log says"),
}
LEAF = (TALLY, "/leaf: says")
FIRST = (ALTERED, "log/stamped/1.checkpoint: the root of 1 entries")  # an authority has stamped that one
START = {f"/{name}": (FROZEN, f"/{name} ") for name in
         ("form_sha256", "frozen_sha256", "rehearsed_sha256", "urn_sha256", "voter_tags_sha256")}
SAID = {
    "admin": {},
    "register-change": {"/act": (MALFORMED, "/act: is not known"), "/register_sha256": (REGISTER, "named by no entry")},
    "open": {"/act": (MALFORMED, "/act: must be 'open'")} | START,
    "ballot": IN_THE_URN, "mandate": IN_THE_URN, "revocation": SUBMISSION, "refusal": SUBMISSION,
    "close": {"/clock": (MALFORMED, "/clock: is not known")},
    "opening": {"/act": (MALFORMED, "/act: must be 'opening'"), "/forms": ("audit.opening", "/forms says 761"),
                "/scrutineers": ("audit.opening", "/scrutineers names 1"), "/urn_sha256": ("audit.opening",
                                                                                           "another urn")},
    "tally": {"/act": (MALFORMED, "/act: must be 'tally'"), "/register_sha256": (REGISTER, "but the last register is"),
              "/tally_sha256": (TALLY, "results/tally.json: its SHA-256"),
              "/influence_sha256": ("audit.influence", "results/influence.json: its SHA-256")},
    "publish": {"/session.toml": (PAPER, "meeting/session.toml: its SHA-256")},
}
# Nothing in the bundle gainsays these; rebuild() writes what a close says of the log before it.
ONLY_ANCHORED = {"at", "node", "salt", "/program", "/log_size"}
WRITTEN_ANEW = {"/entries", "/root", "/timestamp", "/nodes/command-line", "/nodes/node-1"}


def members(value, path=()):
    for key, each in value.items():
        yield from members(each, (*path, key)) if isinstance(each, dict) else [(*path, key)]


def other(value):
    if isinstance(value, (bool, list)):
        return value[:-1] if isinstance(value, list) else not value
    if isinstance(value, int):
        return value + 1
    if len(value) == 64:
        return "ab" * 32
    return value[:14] + "30" + value[16:] if value.startswith("2027-") else value + "x"


def saying_otherwise(path):
    def change(entry):
        said = inside = entry.said
        for key in path[:-1]:
            inside = inside[key]
        inside[path[-1]] = other(inside[path[-1]])
        return entry.saying(said)
    return change


def ways_to_say_otherwise(entry):
    for path in members(entry.said):
        yield "/" + "/".join(path), saying_otherwise(path)
    yield "at", lambda entry: dataclasses.replace(entry, at=other(entry.at))
    yield "node", lambda entry: dataclasses.replace(entry, node="other")
    yield "salt", lambda entry: dataclasses.replace(entry, salt="ab" * 32)


def first_of_each(files):
    first = {}
    for entry in log.read(files):
        first.setdefault(entry.type, entry)
    return first.values()


def rewritten(entry, change, key):
    def on_files(files):
        entries = log.read(files)
        entries[entry.index] = change(entry)
        log.rebuild(files, entries, key)
    return on_files


def expected(entry, member):
    if entry.type == "admin":
        return FIRST
    if entry.type == "tally" and member.startswith("/typed/"):
        return "audit.statement", "/typed says"
    if entry.type == "publish" and member.endswith(".pdf"):
        return PAPER, f"papers{member}: its SHA-256"
    is_submission = entry.type in ("ballot", "mandate", "revocation", "refusal")
    return SAID[entry.type].get(member, LEAF if is_submission else None)


def with_the_logs_key(meeting, is_thorough):
    """Two lists: what the recount finds in a log that agrees with itself, and what only an anchor from outside shows.
    A mandate and a revocation say what a ballot and a refusal say."""
    found, only_anchored = [], []
    for entry in first_of_each(meeting.files):
        if entry.type in ("mandate", "revocation") and not is_thorough:
            continue
        for member, change in ways_to_say_otherwise(entry):
            name, rewriting = f"{entry.type}: {member}, in a log written anew", rewritten(entry, change, meeting.log)
            expects = expected(entry, member)
            if expects:
                found.append(Tampering(name, rewriting, *expects))
            elif member in ONLY_ANCHORED:
                only_anchored.append((name, rewriting))
            elif member not in WRITTEN_ANEW:
                raise ValueError(f"{name}: nothing says what is to be found")
    return found, only_anchored


def lines(change):
    """Another log, its lines numbered from 0 again."""
    def on_files(files):
        entries = change(log.read(files))
        log.write(files, [dataclasses.replace(entry, index=index) for index, entry in enumerate(entries)])
    return on_files


def one_line(entry):
    index, after = entry.index, entry.index + 1
    root, size = "log/checkpoint: the root of 807 entries is", "log/checkpoint: is of 807 entries, log/entries.tsv has "
    changed = dataclasses.replace(entry, salt="ab" * 32)
    yield "changed", lambda entries: entries[:index] + [changed] + entries[after:], root
    yield "dropped", lambda entries: entries[:index] + entries[after:], size + "806"
    yield "there twice", lambda entries: entries[:after] + entries[index:], size + "808"
    yield "moved", lambda entries: moved(entries, index), root


def moved(entries, index):
    """To the place of its neighbour."""
    there = max(index, 1)
    return [*entries[:there - 1], entries[there], entries[there - 1], *entries[there + 1:]]


def whole_file(files):
    old = files["log/stamped/803.checkpoint"]
    text = files[log.ENTRIES]
    return [
        Tampering("no log", drop(log.ENTRIES), MISSING, log.ENTRIES, MISSING),
        Tampering("an empty log", put(log.ENTRIES, b""), MALFORMED, "no header"),
        Tampering("a log that was cut", put(log.ENTRIES, text[:-1]), MALFORMED, "the last line does not end"),
        Tampering("another header", put(log.ENTRIES, text.replace(b"index", b"Index", 1)), MALFORMED, "another header"),
        Tampering("a seventh field", put(log.ENTRIES, text[:-1] + b"\tx\n"), MALFORMED, "not six fields"),
        Tampering("a type of nowhere", put(log.ENTRIES, text.replace(b"\trefusal\t", b"\tfavour\t", 1)), MALFORMED,
                  "the type is not known"),
        Tampering("an earlier checkpoint", put("log/checkpoint", old), ALTERED, "log/checkpoint: is of 803 entries"),
        Tampering("another root", put("log/checkpoint", other_root(files["log/checkpoint"])), ALTERED,
                  "does not carry the signature of this log"),
        Tampering("another key", put("log/log.pub", b"x\n"), MALFORMED, "log/log.pub: a verifier key is written"),
    ]


def other_root(note):
    parts = note.split(b"\n")
    parts[2] = base64.b64encode(bytes(32))
    return b"\n".join(parts)


def tamperings(meeting):
    for entry in first_of_each(meeting.files):
        for what, change, detail in one_line(entry):
            yield Tampering(f"{entry.type}: {what}", lines(change), ALTERED, detail)
    yield from whole_file(meeting.files)
