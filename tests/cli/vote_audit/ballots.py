# SPDX-License-Identifier: Apache-2.0
"""What an operator could do to the urn: its packs, record by record."""

from vote_audit.case import EXTRA, MISSING, Tampering, drop, put, replace
from vote_audit.seal import reseal

PACK = "ballots/0000003.pack"
ALTERED, GONE, MORE = "audit.ballot_altered", "audit.ballot_missing", "audit.ballot_extra"


def records(pack):
    """[index, document] in the order of the pack."""
    read, rest = [], pack
    while rest:
        head, rest = rest.split(b"\n", 1)
        index, size = map(int, head.split())
        read.append([index, rest[:size]])
        rest = rest[size + 1:]
    return read


def write(those):
    return b"".join(b"%d %d\n%s\n" % (index, len(document), document) for index, document in those)


def each_record(change):
    def on_files(files):
        those = records(files[PACK])
        files[PACK] = write(change(those) or those)
    return on_files


def vote_against(document):
    return document.replace(b'choice="for"', b'choice="against"', 1)


def first_for(those):
    """The first form sealed by the company that is for something."""
    return next(i for i, (_, document) in enumerate(those) if b"<Ballot" in document and b'choice="for"' in document)


def turn(those):
    place = first_for(those)
    those[place][1] = vote_against(those[place][1])


def turn_and_seal(key):
    def change(those):
        place = first_for(those)
        those[place][1] = reseal(vote_against(those[place][1]), key)
    return change


def exchange(those):
    those[5][1], those[6][1] = those[6][1], those[5][1]


def swap(those):
    those[5], those[6] = those[6], those[5]


def renamed(files):
    files["ballots/0000004.pack"] = files.pop(PACK)


def cut_in_two(files):
    those = records(files[PACK])
    files[PACK] = write(those[:10])
    files[f"ballots/{those[10][0]:07}.pack"] = write(those[10:])


def tamperings(meeting):
    last = [806, b"<Form/>"]
    return [
        Tampering("a choice is turned", each_record(turn), ALTERED, ": the document has the SHA-256"),
        Tampering("a choice is turned, its seal broken", each_record(turn), "audit.ballot_signature",
                  "the document changed after it was signed"),
        Tampering("a choice is turned and sealed again", each_record(turn_and_seal(meeting.seal)), ALTERED,
                  ": the document has the SHA-256"),
        Tampering("a ballot is dropped", each_record(lambda those: those[:5] + those[6:]), GONE,
                  "entry 8: its form is in no pack"),
        Tampering("the last ballot is dropped", each_record(lambda those: those[:-1]), GONE,
                  ": its form is in no pack"),
        Tampering("a ballot is there twice", each_record(lambda those: those[:6] + those[5:]), "audit.file_malformed",
                  "the index does not rise"),
        Tampering("a ballot nobody cast", each_record(lambda those: those + [last]), MORE, "record 806: the log"),
        Tampering("two ballots out of order", each_record(swap), "audit.file_malformed",
                  "the index does not rise"),
        Tampering("two shareholders' ballots exchanged", each_record(exchange), ALTERED, "entry 8: the document has"),
        Tampering("no urn", drop(PACK), GONE, "entry 3: its form is in no pack", MISSING),
        Tampering("a pack of another name", renamed, "audit.file_malformed", "its first record is 3", MISSING),
        Tampering("a record longer than it says", replace(PACK, b"3 ", b"3 1"), "audit.file_malformed", PACK),
        Tampering("a second urn", put("ballots/0000900.pack", write([[900, b"<Form/>"]])), MORE, "record 900", EXTRA),
    ]


def accepted():
    """A pack holds at most a thousand; nothing says how few."""
    return [("two packs instead of one", cut_in_two)]
