#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""mutation_test.py SCEAU: signed files that verify are damaged at random, from a fixed seed. No damage may crash or hang
the program, and none may be accepted, unless it left alone all that is signed; who says so is openssl (CMS, RFC 3161)
and Python's own canonical XML, not the program. SCEAU_MUTATIONS is how many (2,000), SCEAU_SEED where to start."""

import base64
import csv
import io
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from verify_run import verify

PROJECT = Path(__file__).resolve().parents[2]
COUNT = int(os.environ.get("SCEAU_MUTATIONS", "2000"))
SEED = int(os.environ.get("SCEAU_SEED", "1"))
BYTE_RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]")
DSIG = "{http://www.w3.org/2000/09/xmldsig#}"
XADES = "{http://uri.etsi.org/01903/v1.3.2#}"


@dataclass
class Signed:
    name: str
    content: bytes
    options: list
    has_judge: bool = True  # openssl or Python can say whether all that is signed is untouched


# Ways to damage

def flip_bit(data, chance):
    place = chance.randrange(len(data))
    return data[:place] + bytes([data[place] ^ (1 << chance.randrange(8))]) + data[place + 1:]


def flip_several(data, chance):
    for _ in range(chance.randint(2, 20)):
        data = flip_bit(data, chance)
    return data


def cut_end(data, chance):
    return data[:chance.randrange(len(data))]


def chunk(data, chance):
    begin = chance.randrange(len(data))
    return begin, min(len(data), begin + chance.choice([1, 4, 16, 100, 1000]))


def cut_out(data, chance):
    begin, end = chunk(data, chance)
    return data[:begin] + data[end:]


def repeat(data, chance):
    begin, end = chunk(data, chance)
    return data[:end] + data[begin:]


def overwrite(data, chance):
    begin, end = chunk(data, chance)
    return data[:begin] + chance.randbytes(end - begin) + data[end:]


def blank(data, chance):
    begin, end = chunk(data, chance)
    return data[:begin] + chance.choice([b"\0", b" ", b"9", b"<", b"("]) * (end - begin) + data[end:]


def swap(data, chance):
    places = sorted(chance.randrange(len(data)) for _ in range(2))
    size = chance.randint(1, max(1, min(200, places[1] - places[0], len(data) - places[1])))
    first, second = data[places[0]:places[0] + size], data[places[1]:places[1] + size]
    return data[:places[0]] + second + data[places[0] + size:places[1]] + first + data[places[1] + size:]


def append(data, chance):
    begin, end = chunk(data, chance)
    return data + data[begin:end]


DAMAGES = [flip_bit, flip_bit, flip_several, cut_end, cut_out, repeat, overwrite, blank, swap, append]


# Is all that is signed still as it was?

def succeeds(*command):
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


CONTENT_TYPE = bytes.fromhex("06092a864886f70d010701")


def cms_in(pdf, first, second):
    return bytes.fromhex(pdf[first + 1:second - 1].decode("ascii"))


def same_pdf(original, damaged):
    """The bytes of the last byte range are the same, nothing but white space follows them, and openssl accepts the
    signature in the hole."""
    _, first, second, length = map(int, BYTE_RANGE.findall(original)[-1])
    covered = original[:first] + original[second:second + length]
    damaged = damaged[:second + length] + damaged[second + length:].strip()
    if damaged[:first] + damaged[second:] != covered:
        return False
    try:
        sound, cms = cms_in(original, first, second), cms_in(damaged, first, second)
    except ValueError:
        return False
    # Versions and the list of digests come first; no signature covers them, but openssl minds the list.
    head = sound.index(CONTENT_TYPE)
    cms = sound[:head] + cms[head:]
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "cms").write_bytes(cms)
        Path(folder, "covered").write_bytes(covered)
        return succeeds("openssl", "cms", "-verify", "-noverify", "-binary", "-inform", "DER", "-in", f"{folder}/cms",
                        "-content", f"{folder}/covered", "-out", "/dev/null")


def canonical(element):
    return ElementTree.canonicalize(ElementTree.tostring(element))


def signed_parts(document):
    """What the signatures of a document cover, each in a canonical form without comments."""
    root = ElementTree.parse(io.BytesIO(document)).getroot()
    signatures = root.findall(f".//{DSIG}Signature")
    parts = []
    for signature in signatures:
        parts += [canonical(part) for part in signature.iter(f"{DSIG}SignedInfo")]
        parts += [canonical(part) for part in signature.iter(f"{XADES}SignedProperties")]
        parts += [base64.b64decode(part.text) for part in signature.iter(f"{DSIG}SignatureValue")]
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag == f"{DSIG}Signature":
                remove_keeping_tail(parent, child)
    return parts + [canonical(root)]


def remove_keeping_tail(parent, child):
    place = list(parent).index(child)
    tail = child.tail or ""
    if place == 0:
        parent.text = (parent.text or "") + tail
    else:
        parent[place - 1].tail = (parent[place - 1].tail or "") + tail
    parent.remove(child)


def same_xml(original, damaged):
    try:
        return signed_parts(original) == signed_parts(damaged)
    except (ElementTree.ParseError, ValueError, TypeError):
        return False


def same_signed_content(signed, damaged):
    if signed.content.startswith(b"%PDF"):
        return same_pdf(signed.content, damaged)
    return same_xml(signed.content, damaged)


# What is damaged

def own_files(program, folder):
    """Signed now with demonstration keys: both formats, keys and levels."""
    environment = dict(os.environ, XDG_DATA_HOME=str(folder))
    files = []
    for sample in ("contract.pdf", "hr-letter.xml"):
        for key in ("p256", "rsa"):
            for level in ("B", "T"):
                output = folder / f"{key}-{level}{Path(sample).suffix}"
                subprocess.run([program, "sign", "--quiet", "--demo", "--demo-key", key, "--level", level,
                                PROJECT / "samples" / sample, "-o", output], env=environment, check=True)
                files.append(Signed(output.name, output.read_bytes(), ["--trust", str(folder / "sceau/demo/trust")]))
    return files


def corpus_files():
    """The valid files of the corpus that other programs signed, where there is a corpus."""
    corpus = os.environ.get("SCEAU_CORPUS")
    if not corpus:
        print("skipped: files that others signed are read where SCEAU_CORPUS says they are")
        return
    for topic in ("pdf-signed", "xml-signed"):
        with open(Path(corpus, topic, "expected.tsv"), encoding="utf-8", newline="") as table:
            for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE):
                path = Path(corpus, topic, row["path"])
                arguments = (row["args"] or "").replace("{}", "").split()
                if row["expect"] == "valid" and "password" not in (row["args"] or "") and path.stat().st_size < 300_000:
                    yield Signed(f"{topic}/{row['path']}", path.read_bytes(), absolute(arguments, path, corpus, topic))


def absolute(arguments, path, corpus, topic):
    folder = Path(corpus, topic)
    return [str(folder / word) if (folder / word).exists() and word != "." else word for word in arguments
            if folder / word != path]


def judge(program, folder, signed, number):
    chance = random.Random(f"{SEED}/{number}")
    damage = chance.choice(DAMAGES)
    damaged = damage(signed.content, chance)
    if damaged == signed.content:
        return 0, []
    path = folder / f"{number}{Path(signed.name).suffix}"
    path.write_bytes(damaged)
    run = verify(program, path, signed.options)
    faults = run.faults
    if run.code == 0 and signed.has_judge and not same_signed_content(signed, damaged):
        faults = faults + ["accepted"]
    if faults:
        kept = Path(tempfile.gettempdir()) / f"sceau-mutation-{number}{path.suffix}"
        shutil.copy(path, kept)
        faults = [f"mutation {number} ({damage.__name__}) of {signed.name}: {fault}; kept as {kept}" for fault in faults]
    path.unlink()
    return run.code, faults


def main():
    program = Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory(prefix="sceau-mutations.") as name:
        folder = Path(name)
        candidates = own_files(program, folder) + list(corpus_files())
        (folder / "damaged").mkdir()
        bases = []
        for signed in candidates:
            path = folder / "damaged" / Path(signed.name).name
            path.write_bytes(signed.content)
            if verify(program, path, signed.options).code == 0:
                # Not for Ed25519, which openssl 3.0 does not know in CMS, nor where something follows the signed bytes.
                signed.has_judge = same_signed_content(signed, signed.content)
                bases.append(signed)
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            outcomes = list(pool.map(
                lambda number: judge(program, folder / "damaged", bases[number % len(bases)], number), range(COUNT)))
    faults = [fault for _, found in outcomes for fault in found]
    print("\n".join(faults[:40]))
    codes = {code: sum(outcome[0] == code for outcome in outcomes) for code in sorted({code for code, _ in outcomes})}
    judged = sum(signed.has_judge for signed in bases)
    print(f"{COUNT} mutations of {len(bases)} files ({judged} with an independent judge), seed {SEED}: "
          f"exit codes {codes}, {len(faults)} wrong")
    return 1 if faults or judged < 8 else 0


if __name__ == "__main__":
    sys.exit(main())
