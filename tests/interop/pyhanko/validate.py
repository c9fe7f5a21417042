# SPDX-License-Identifier: Apache-2.0
"""validate.py FOLDER: every PDF of expected.txt must be valid, trusted and unchanged for pyHanko, with its time-stamp."""

import logging
import sys
from pathlib import Path

from asn1crypto import crl, pem, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

logging.getLogger("pyhanko").setLevel(logging.CRITICAL)


def blocks(folder):
    for path in sorted(folder.iterdir()):
        yield from ((name, der) for name, _, der in pem.unarmor(path.read_bytes(), multiple=True))


def trust_of(folder):
    """Anchors and revocation lists; revocation data is required for every certificate, and nothing is fetched."""
    found = list(blocks(folder))
    return {
        "trust_roots": [x509.Certificate.load(der) for name, der in found if name == "CERTIFICATE"],
        "crls": [crl.CertificateList.load(der) for name, der in found if name == "X509 CRL"],
        "revocation_mode": "require",
        "allow_fetching": False,
    }


def complaints(signature, level, trust):
    status = validate_pdf_signature(signature, ValidationContext(**trust), ValidationContext(**trust))
    if not status.bottom_line:
        yield status.pretty_print_details()
    if level.endswith("-T") and not (status.timestamp_validity and status.timestamp_validity.trusted):
        yield "no trusted time-stamp"


def judge(path, level, signatures, trust):
    with path.open("rb") as file:
        found = PdfFileReader(file).embedded_signatures
        if len(found) != signatures:
            yield f"{len(found)} signatures instead of {signatures}"
        for signature in found:
            yield from complaints(signature, level, trust)


def main():
    folder = Path(sys.argv[1])
    trust = trust_of(folder / "trust")
    failures = 0
    for line in (folder / "expected.txt").read_text().splitlines():
        name, level, signatures = line.split()
        if not name.endswith(".pdf"):
            continue
        found = list(judge(folder / name, level, int(signatures), trust))
        if level == "refused":
            found = [] if found else ["accepted, although it was changed"]
        failures += len(found)
        print("\n".join([f"{name}: FAILED: {complaint}" for complaint in found]) or f"{name}: as expected, {level}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
