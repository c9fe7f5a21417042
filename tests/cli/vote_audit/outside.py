# SPDX-License-Identifier: Apache-2.0
"""What stands around the files: anchors that somebody else has kept, whom one trusts, the ZIP, encryption, and clocks."""

import io
import json
import pathlib
import random
import re
import subprocess
import zipfile

from vote_audit import bundle, log
from vote_audit.audits import is_error, is_found, is_sound

FAKETIME = next(pathlib.Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)
MANIFEST_SIGNATURE, MISMATCH, ANCHOR = "audit.manifest_signature", "audit.manifest_mismatch", "audit.anchor"


def is_at(when):
    return {"LD_PRELOAD": str(FAKETIME), "FAKETIME": when, "DONT_FAKE_MONOTONIC": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1"}


def kept(audits, name, content):
    path = audits.scratch / name
    path.write_bytes(content)
    return path


def rewritten_logs(audits, only_anchored):
    """Whoever has the log's key and drops the tokens of the authority writes another log that agrees with itself; a
    checkpoint that somebody has kept gainsays it, and nothing else does."""
    checkpoint = kept(audits, "kept-checkpoint", audits.meeting.files["log/checkpoint"])
    for name, change in only_anchored:
        content = audits.meeting.signed_again(change)
        audits.tell(f"{name}, nobody kept a checkpoint", is_sound(audits.report(content)))
        audits.tell(f"{name}, a checkpoint was kept",
                    is_found(audits.report(content, "--checkpoint", checkpoint), ANCHOR, "the log is another one"))


def stamps_left_out(meeting):
    """The log is the old one: the tokens alone are gone, and the close entry has its own."""
    def change(files):
        close = next(entry for entry in log.read(files) if entry.type == "close").index
        for name in [name for name in files if re.fullmatch(r"log/stamped/.*", name)]:
            if name != f"log/stamped/{close}.checkpoint":
                del files[name]
    return meeting.signed_again(change)


def a_stamp_somebody_kept(audits, change):
    """The last stamped checkpoint, as an authority has seen it."""
    content, last = audits.meeting.signed_again(change), audits.meeting.stamped[-1].format("checkpoint")
    stamped = kept(audits, "stamped", audits.meeting.files[last])
    audits.tell("a time-stamped checkpoint was kept", is_found(audits.report(content, "--checkpoint", stamped), ANCHOR))


def receipts(audits, other):
    meeting = audits.meeting
    whole = (meeting.folder / "bundle.zip").read_bytes()
    own, foreign = (sorted((each.folder / "receipts").glob("*.json")) for each in (meeting, other))
    every = [part for path in own for part in ("--receipt", path)]
    audits.tell("every receipt is of this log", is_sound(audits.report(whole, *every)))
    audits.tell("a receipt of another meeting", is_found(audits.report(whole, "--receipt", foreign[0]), ANCHOR,
                                                         "does not carry the signature of this log"))
    text = own[0].read_text()
    salt = json.loads(text)["log"]["salt"]
    forged = kept(audits, "forged.json", text.replace(salt, "A" * 43 + "=").encode())
    audits.tell("a receipt with another salt", is_found(audits.report(whole, "--receipt", forged), ANCHOR, "salt was"))
    none = kept(audits, "none.json", b"{}")
    audits.tell("a receipt that is none", is_found(audits.report(whole, "--receipt", none), ANCHOR, "is none"))
    kept_note = kept(audits, "own", meeting.files["log/checkpoint"])
    audits.tell("its own checkpoint", is_sound(audits.report(whole, "--checkpoint", kept_note)))
    strange = kept(audits, "strange", other.files["log/checkpoint"])
    audits.tell("a checkpoint of another meeting", is_found(audits.report(whole, "--checkpoint", strange), ANCHOR))


def trust(audits, other):
    whole = (audits.meeting.folder / "bundle.zip").read_bytes()
    for what, anchor in (("nobody is trusted", None), ("another authority is trusted", other.trust)):
        audits.tell(what, is_found(audits.report(whole, trust=anchor), MANIFEST_SIGNATURE))
    strange = bundle.pack(bundle.with_new_manifest(audits.meeting.files, other.seal))
    audits.tell("the manifest is signed by another's key", is_found(audits.report(strange), MANIFEST_SIGNATURE))
    audits.tell("another authority's bundle", is_found(audits.report(bundle.pack(other.files)), MANIFEST_SIGNATURE))


def manifests(audits):
    """The manifest itself: as found its signature breaks; signed again, it says what it must not."""
    row = re.search(rb'  <file name="log/checkpoint".*\n', audits.meeting.files[bundle.MANIFEST]).group()
    size = re.search(rb' size="\d+"', row).group()
    for what, old, new, reason in (
            ("another meeting", b'meeting="demo2027"', b'meeting="demo2028"', "audit.frozen_mismatch"),
            ("made before the vote", b'made="2027-05-12T09', b'made="2027-05-11T12', "audit.time"),
            ("made when no certificate holds any more", b'made="2027', b'made="2037', MANIFEST_SIGNATURE),
            ("a file less", row, b"", "audit.file_extra"), ("a file twice", row, row + row, MISMATCH),
            ("another size", size, b' size="1"', MISMATCH), ("no element of its own", b"  <file ", b"  <life ",
                                                             MISMATCH)):
        manifest = audits.meeting.files[bundle.MANIFEST].replace(old, new, 1)
        found = audits.report(bundle.pack(audits.meeting.files | {bundle.MANIFEST: manifest}))
        is_read = reason != MISMATCH or what == "another size"
        audits.tell(f"manifest: {what}, as found", is_found(found, MANIFEST_SIGNATURE if is_read else MISMATCH))
        again = audits.meeting.files | {bundle.MANIFEST: bundle.reseal(manifest, audits.meeting.seal)}
        audits.tell(f"manifest: {what}, signed again", is_found(audits.report(bundle.pack(again)), reason))


def accepted(audits, further):
    meeting, files = audits.meeting, audits.meeting.files
    audits.tell("the bundle as it is", is_sound(audits.report((meeting.folder / "bundle.zip").read_bytes())))
    deflated, backwards = zipfile.ZIP_DEFLATED, sorted(files, reverse=True)
    for what, content in [("stored", bundle.pack(files)),
                          ("deflated, backwards", bundle.pack(files, deflated, backwards)),
                          ("time-stamps of the log left out", stamps_left_out(meeting)),
                          *((what, meeting.signed_again(change)) for what, change in further)]:
        audits.tell(what, is_sound(audits.report(content)))


def same_files(content, files):
    """Whether Python reads the same files out of it, the program's own reader left aside."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return sorted(archive.namelist()) == sorted(files) and all(archive.read(n) == files[n] for n in files)
    except (zipfile.BadZipFile, zipfile.zlib.error, ValueError, NotImplementedError, EOFError, RuntimeError, OSError):
        return False


def damaged(whole, seed, directory):
    """A run of bytes changed, a third of them in the directory at the end, a third in front of a file."""
    chance = random.Random(seed)
    headers = [each.start() for each in re.finditer(rb"PK\x03\x04", whole)]
    place = [chance.randrange(len(whole)), chance.choice(headers) + chance.randrange(60),
             chance.randrange(directory, len(whole))][seed % 3]
    run = chance.randrange(1, 5)
    return whole[:place] + chance.randbytes(run) + whole[place + run:], place


def zip_damage(audits, count):
    whole = (audits.meeting.folder / "bundle.zip").read_bytes()
    directory = whole.index(b"PK\x01\x02")

    def look(seed):
        content, place = damaged(whole, seed, directory)
        code, report = audits.report(content)
        is_right = code in (1, 3) or (code == 0 and same_files(content, audits.meeting.files))
        return f"bytes changed at {place} (seed {seed})", None if is_right else (code, report)

    audits.all(look, range(count))


def cut_and_joined(audits, other):
    whole, strange = ((each.folder / "bundle.zip").read_bytes() for each in (audits.meeting, other))
    for what, content in (("cut", whole[:-1]), ("cut in half", whole[:len(whole) // 2]), ("nothing", b""),
                          ("a byte behind it", whole + b"x"), ("a byte before it", b"x" + whole),
                          ("another bundle before it", strange + whole)):
        code, report = audits.report(content)
        audits.tell(f"zip: {what}", None if code == 3 else (code, report))


def make_reader(audits, name):
    key, certificate, both = (audits.scratch / f"{name}.{kind}" for kind in ("key", "crt", "pem"))
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                    "-subj",
                    f"/CN={name}", "-days", "3650", "-keyout", key, "-out", certificate], check=True, capture_output=True)
    both.touch(0o600)
    both.write_bytes(key.read_bytes() + certificate.read_bytes())
    return certificate, both


def encrypted(audits, now):
    meeting, output = audits.meeting, audits.scratch / "encrypted"
    certificate, key = make_reader(audits, "auditor")
    done = subprocess.run([audits.sceau, "vote", "bundle", meeting.folder / "meeting", "--for", certificate,
                           "--storage-key",
                           f"file:{meeting.folder}/keys/storage-passphrase", "-o", output], env=now, capture_output=True)
    audits.tell("the bundle is encrypted to its reader", done.returncode and done.stderr)
    content = output.read_bytes()
    audits.tell("with the reader's key", is_sound(audits.report(content, "--key", key)))
    audits.tell("with no key", is_error(audits.report(content), 7, "encryption.key_needed"))
    _, another = make_reader(audits, "another")
    audits.tell("with another's key", is_error(audits.report(content, "--key", another), 7, "encryption.for_another"))
    middle = len(content) // 2
    broken = content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1:]
    audits.tell("an octet of it changed", is_error(audits.report(broken, "--key", key), 1, "encryption.altered"))
    plain = (meeting.folder / "bundle.zip").read_bytes()
    audits.tell("a key, but in the clear",
                is_error(audits.report(plain, "--key", key), 3, "encryption.envelope_malformed"))


def clocks(audits):
    """The same verdict and figures whenever it is read."""
    if FAKETIME is None:
        print("not run: there is no libfaketime (package faketime)")
        return
    encrypted(audits, is_at("@2027-05-12 10:00:00"))
    whole = (audits.meeting.folder / "bundle.zip").read_bytes()
    today = audits.report(whole)
    for when in ("+9000d", "-9000d"):
        then = audits.report(whole, env=is_at(when))
        audits.tell(f"read at {when}", None if then == today else then)
