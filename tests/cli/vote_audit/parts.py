# SPDX-License-Identifier: Apache-2.0
"""The other files: what was frozen, registers, keys, checkpoints and tokens, typed tables, papers, whole other meetings."""

import re

from vote_audit.case import EXTRA, MISSING, Tampering, drop, put, replace

FROZEN, DEADLINE, TIME = "audit.frozen_mismatch", "audit.deadline", "audit.time"
STATEMENT, PAPER, REGISTER, MALFORMED = "audit.statement", "audit.paper", "audit.register", "audit.file_malformed"
TOML, JSON, TEMPLATE, SESSION = (f"meeting/{name}" for name in
                                 ("meeting.toml", "frozen.json", "form-template.json", "session.toml"))
ISSUERS = "issuers/qualified/issuer.pem"


def exchange(one, other):
    def change(files):
        files[one], files[other] = files[other], files[one]
    return change


def together(*changes):
    def change(files):
        for each in changes:
            each(files)
    return change


def rename(old, new):
    def change(files):
        files[new] = files.pop(old)
    return change


def of_the_meeting():
    later = together(replace(JSON, '"closes":{"tzdb":"2025b","utc":"2027-05-11T13:00',
                             '"closes":{"tzdb":"2025b","utc":"2027-05-11T14:00'),
                     replace(JSON, '"wall":"2027-05-11T15:00:00"', '"wall":"2027-05-11T16:00:00"'))
    scrutineer = "meeting/scrutineers/1.crt.pem"
    return [
        Tampering("the close an hour later", later, DEADLINE, "/times/closes: 2027-05-11T16:00:00, but must be"),
        Tampering("the close an hour later, its hash in the log", later, FROZEN, "/frozen_sha256 says"),
        Tampering("an earlier close in the settings",
                  replace(TOML, "paper = 2027", "closes = 2027-05-11T14:00:00\npaper = 2027"),
                  DEADLINE, "/times/closes: 2027-05-11T15:00:00, but must be 2027-05-11T14:00:00"),
        Tampering("a later day for paper", replace(TOML, "paper = 2027-05-09", "paper = 2027-05-10"), DEADLINE,
                  "/times/paper"),
        Tampering("another day of the meeting", replace(TOML, "starts = 2027-05-12", "starts = 2027-05-13"), DEADLINE,
                  "/times/starts"),
        Tampering("one scrutineer is enough", replace(TOML, "threshold = 2", "threshold = 1"), FROZEN,
                  "/settings_sha256"),
        Tampering("another recommendation", replace(TOML, 'recommendation = "against"', 'recommendation = "for"'),
                  FROZEN,
                  "/settings_sha256"),
        Tampering("settings that are none", put(TOML, b"x"), MALFORMED, TOML),
        Tampering("another mention on the form", replace(TEMPLATE, "abstient", "accepte"), FROZEN, "/form_sha256"),
        Tampering("another title on the form", replace(TEMPLATE, "Dividende exceptionnel", "Dividende"), FROZEN,
                  "/agenda_sha256"),
        Tampering("another urn", put("meeting/urn.crt.pem", lambda files: files[scrutineer]), FROZEN,
                  "meeting/urn.crt.pem: '"),
        Tampering("words behind the urn",
                  replace("meeting/urn.crt.pem", b"-----END CERTIFICATE-----\n", b"-----END CERTIFICATE-----\nx\n"),
                  FROZEN, "holds more than the frozen certificate"),
        Tampering("scrutineers exchanged", exchange(scrutineer, "meeting/scrutineers/2.crt.pem"), FROZEN, scrutineer),
        Tampering("two certificates of a scrutineer", lambda files: files.update({scrutineer: files[scrutineer] * 2}),
                  FROZEN,
                  "holds more than the frozen certificate"),
        Tampering("another rehearsal", replace("meeting/rehearsal/1.opened", b"\n", b" \n"), FROZEN,
                  "meeting/rehearsal/1.opened"),
        Tampering("a member of the bureau less", replace(SESSION, 'name = "M. Denis Moreau"', 'name = "M. X"'), PAPER,
                  SESSION),
    ]


def register_with_more(files):
    name = next(name for name in files if name.startswith("register/"))
    return name, re.sub(rb",4000,4000,", rb",9000,9000,", files[name], count=1)


def of_registers_and_keys(meeting, other):
    name, more = register_with_more(meeting.files)
    new = "register/" + "ab" * 32 + ".csv"
    return [
        Tampering("a shareholder has more shares", put(name, more), REGISTER, f"{name}: its SHA-256 is"),
        Tampering("a register is swapped", together(drop(name), put(new, more)), REGISTER, f"{new}: ", MISSING),
        Tampering("a register more", put(new, more), REGISTER, f"{new}: ", EXTRA),
        Tampering("no register", drop(name), MISSING, name, MISSING),
        Tampering("no qualified issuer", drop(ISSUERS), "audit.ballot_signature", "nothing says who the signer is",
                  MISSING),
        Tampering("issuers of another meeting", put(ISSUERS, other.files[ISSUERS]), "audit.ballot_signature", "entry "),
        Tampering("a qualified issuer for advanced", rename(ISSUERS, "issuers/advanced/issuer.pem"),
                  "audit.ballot_signature",
                  "the log says qualified", MISSING),
        Tampering("voters' tags of another meeting", put("log/voter-tags.key", other.files["log/voter-tags.key"]),
                  FROZEN,
                  "/voter_tags_sha256"),
        Tampering("another log's key", put("log/log.pub", other.files["log/log.pub"]), "audit.log_altered",
                  "log/checkpoint: the checkpoint does not carry the signature of this log"),
    ]


def of_times(meeting, other):
    """The first checkpoint was stamped when the site opened, the last one when the vote was closed."""
    first, last = (meeting.stamped[place] for place in (0, -1))
    other_last = other.stamped[-1]
    behind = last.replace(".", "0.")
    token, checkpoint = last.format("tsr"), last.format("checkpoint")
    return [
        Tampering("tokens exchanged", exchange(first.format("tsr"), token), TIME,
                  f"{token}: the time-stamp is for other data"),
        Tampering("a token of another meeting", put(token, other.files[other_last.format("tsr")]), TIME, f"{token}: "),
        Tampering("a token that is none", put(token, b"x"), TIME, f"{token}: the token cannot be read"),
        Tampering("no token", drop(token), TIME, f"{checkpoint}: has no token", MISSING),
        Tampering("no stamped checkpoint", drop(checkpoint), TIME, "there is no checkpoint of that size", MISSING),
        Tampering("no checkpoint before the close", drop("log/stamped/803.checkpoint"), MISSING, "803.checkpoint",
                  MISSING),
        Tampering("a checkpoint of another size", rename(checkpoint, behind.format("checkpoint")), "audit.log_altered",
                  f"{behind.format('checkpoint')}: is of ", MISSING),
        Tampering("a checkpoint of no size", put("log/stamped/x.checkpoint", b"x"), MALFORMED, "is no SIZE.checkpoint",
                  EXTRA),
    ]


def of_one_table(table):
    csv, xml = f"typed/{table}.csv", f"typed/{table}.xml"

    def rows(change):
        def on_files(files):
            head, *those = files[csv].decode().splitlines(keepends=True)
            files[csv] = "".join([head, *change(those)]).encode()
        return on_files

    other = f"{xml}: is about a table with the SHA-256"
    yield Tampering(f"{table}: a row dropped", rows(lambda those: those[:-1]), STATEMENT, other)
    yield Tampering(f"{table}: a row added", rows(lambda those: those + those[-1:]), STATEMENT, other)
    yield Tampering(f"{table}: rows reversed", rows(lambda those: those[::-1] + [""] if len(those) > 1 else those * 2),
                    STATEMENT, other)
    yield Tampering(f"{table}: a row changed", rows(lambda those: ["X" + those[0][1:], *those[1:]]), STATEMENT,
                    "log/entries.tsv: entry 805: /typed says")
    yield Tampering(f"{table}: no table", drop(csv), MISSING, csv, MISSING)
    yield Tampering(f"{table}: nobody signed for it", drop(xml), MISSING, xml, MISSING)
    yield Tampering(f"{table}: another operator", replace(xml, 'operator="Mme', 'operator="M.'), STATEMENT,
                    f"{xml}: the document changed after it was signed")


def of_tables():
    for table in ("attendance", "new-resolutions", "paper", "room"):
        yield from of_one_table(table)
    yield Tampering("statements exchanged", exchange("typed/paper.xml", "typed/room.xml"), STATEMENT,
                    "typed/paper.xml: is about the table 'room'")
    yield Tampering("rulings of nobody", put("typed/rulings.csv", b"x\n"), MISSING, "typed/rulings.xml", EXTRA)
    yield Tampering("a table of nowhere", put("typed/more.csv", b"x\n"), STATEMENT, "typed/more.csv: is no table",
                    EXTRA)


def last_signature_off(content):
    return content[:content.rindex(b"%%EOF", 0, content.rindex(b"%%EOF")) + len(b"%%EOF\n")]


def of_papers(other):
    for paper in ("attendance-sheet", "influence", "minutes"):
        name = f"papers/{paper}.pdf"
        yield Tampering(f"{paper}: a signature less", lambda files,
                        name=name: files.update({name: last_signature_off(files[name])}),
                        PAPER, f"{name}: 3 signatures, but")
        yield Tampering(f"{paper}: of another meeting", put(name, other.files[name]), PAPER, f"{name}: its SHA-256 is")
        yield Tampering(f"{paper}: words behind it", lambda files,
                        name=name: files.update({name: files[name] + b"\nx"}), PAPER,
                        f"{name}: the document was changed after this signature")
        yield Tampering(f"{paper}: none", drop(name), MISSING, name, MISSING)
    yield Tampering("papers exchanged", exchange("papers/influence.pdf", "papers/minutes.pdf"), PAPER,
                    "papers/minutes.pdf: tally.json is not attached")
    yield Tampering("a paper more", put("papers/more.pdf", b"x"), PAPER, "papers/more.pdf: is no paper of a meeting",
                    EXTRA)


def of_nothing_known():
    return [Tampering("a file of nowhere", put("more.txt", b"x"), MALFORMED, "more.txt: no bundle has", EXTRA),
            Tampering("a result of nowhere", put("results/more.json", b"{}"), MALFORMED,
                      "results/more.json: no bundle has", EXTRA),
            Tampering("a scrutineer more", put("meeting/rehearsal/4.opened", b"x"), MALFORMED,
                      "4.opened: no bundle has", EXTRA),
            Tampering("a first convocation", put("carried/first.zip", b"x"), "audit.carried",
                      "/carried does not name carried/first.zip", EXTRA)]


def tamperings(meeting, other):
    yield from of_the_meeting()
    yield from of_registers_and_keys(meeting, other)
    yield from of_times(meeting, other)
    yield from of_tables()
    yield from of_papers(other)
    yield from of_nothing_known()
