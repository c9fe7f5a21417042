#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""report_contract.py REPORT EXIT_CODE: is the output of `sceau verify --json` what docs/architecture.md promises,
and does the exit code fit? Prints what is wrong and ends with 1 if anything is."""

import json
import re
import sys
from pathlib import Path

REPORT = ["report", "time", "policy", "documents"]
DOCUMENT = ["path", "format", "indication", "error", "signatures"]
SIGNATURE = ["id", "kind", "level", "indication", "sub_indication", "intact", "coverage", "changes_after", "reasons",
             "signer", "times"]
FORMATS = {"pdf", "xml", "asic-e", "asic-s", "cms", "timestamp", "evidence-record"}
KINDS = {"signature", "document-timestamp", "counter-signature", "evidence-record"}
INDICATIONS = {"TOTAL-PASSED", "TOTAL-FAILED", "INDETERMINATE", "NO-SIGNATURE"}
COVERAGES = {"whole-document", "whole-revision", "partial", "none"}
CHANGES = {"none", "lta", "form-filling", "annotations", "other"}
LEVEL = re.compile(r"(PAdES|XAdES|CAdES)-(BASELINE-(B|T|LT|LTA)|[A-Z]+)|PDF-PKCS7|CMS|XMLDSIG|RFC3161|RFC4998|RFC6283|")
# EN 319 102-1, table 5 and 6; TRY_LATER and NO_POE among them.
SUB_INDICATIONS = {
    "FORMAT_FAILURE", "HASH_FAILURE", "SIG_CRYPTO_FAILURE", "REVOKED", "EXPIRED", "NOT_YET_VALID",
    "SIG_CONSTRAINTS_FAILURE", "CHAIN_CONSTRAINTS_FAILURE", "CERTIFICATE_CHAIN_GENERAL_FAILURE",
    "CRYPTO_CONSTRAINTS_FAILURE", "POLICY_PROCESSING_ERROR", "SIGNATURE_POLICY_NOT_AVAILABLE",
    "TIMESTAMP_ORDER_FAILURE", "NO_SIGNING_CERTIFICATE_FOUND", "NO_CERTIFICATE_CHAIN_FOUND",
    "NO_CERTIFICATE_CHAIN_FOUND_NO_POE", "REVOKED_NO_POE", "REVOKED_CA_NO_POE", "OUT_OF_BOUNDS_NOT_REVOKED",
    "OUT_OF_BOUNDS_NO_POE", "REVOCATION_OUT_OF_BOUNDS_NO_POE", "CRYPTO_CONSTRAINTS_FAILURE_NO_POE", "NO_POE",
    "TRY_LATER", "SIGNED_DATA_NOT_FOUND", "CUSTOM"}
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
WORST_FIRST = [1, 3, 2, 0]
REASONS = set(re.findall(r'^REASON\(\w+, \w+, "([^"]+)"',
                         (Path(__file__).parents[2] / "foundation/reasons.def").read_text(), re.MULTILINE))


def reason_faults(where, reason):
    if not isinstance(reason, dict) or list(reason) != ["reason", "detail"]:
        yield f"{where}: not reason and detail: {reason}"
    elif reason["reason"] not in REASONS:
        yield f"{where}: unknown reason {reason['reason']}"


def one_of(where, value, allowed):
    if value not in allowed:
        yield f"{where}: {value!r}"


def time_faults(where, value):
    if value is not None and not TIME.fullmatch(value):
        yield f"{where}: {value!r} is no time"


def signature_faults(where, entry):
    if list(entry) != SIGNATURE:
        yield f"{where}: keys {list(entry)}"
        return
    yield from one_of(f"{where}.kind", entry["kind"], KINDS)
    yield from one_of(f"{where}.indication", entry["indication"], INDICATIONS - {"NO-SIGNATURE"})
    yield from one_of(f"{where}.sub_indication", entry["sub_indication"], SUB_INDICATIONS | {None})
    yield from one_of(f"{where}.coverage", entry["coverage"], COVERAGES)
    yield from one_of(f"{where}.changes_after", entry["changes_after"], CHANGES)
    if not LEVEL.fullmatch(entry["level"]):
        yield f"{where}.level: {entry['level']}"
    if (entry["indication"] == "TOTAL-PASSED") != (entry["sub_indication"] is None):
        yield f"{where}: {entry['indication']} with {entry['sub_indication']}"
    if entry["indication"] != "TOTAL-PASSED" and not entry["reasons"]:
        yield f"{where}: {entry['indication']} without a reason"
    if entry["indication"] == "TOTAL-PASSED" and not entry["intact"]:
        yield f"{where}: passed, but not intact"
    for number, reason in enumerate(entry["reasons"]):
        yield from reason_faults(f"{where}.reasons[{number}]", reason)
    if entry["signer"] is not None and list(entry["signer"]) != ["subject", "serial", "sha256"]:
        yield f"{where}.signer: {entry['signer']}"
    for name in ("claimed", "proven"):
        yield from time_faults(f"{where}.times.{name}", entry["times"][name])


def worst_indication(signatures):
    for indication in ("TOTAL-FAILED", "INDETERMINATE", "TOTAL-PASSED"):
        if any(entry["indication"] == indication for entry in signatures):
            return indication
    return "NO-SIGNATURE"


def document_faults(where, document):
    if list(document) != DOCUMENT:
        yield f"{where}: keys {list(document)}"
        return
    yield from one_of(f"{where}.format", document["format"], FORMATS | {None})
    if document["error"] is not None:
        yield from reason_faults(f"{where}.error", document["error"])
        if document["indication"] is not None or document["signatures"]:
            yield f"{where}: an error beside an indication or signatures"
        return
    for number, entry in enumerate(document["signatures"]):
        yield from signature_faults(f"{where}.signatures[{number}]", entry)
    if document["indication"] != worst_indication(document["signatures"]):
        yield f"{where}.indication: {document['indication']} is not the worst of its signatures"


def exit_code_of(document):
    if document["error"] is not None:
        return 3
    return {"TOTAL-PASSED": 0, "TOTAL-FAILED": 1}.get(document["indication"], 2)


def faults(text, exit_code):
    """All that is wrong with a report and the exit code that came with it (without --fail-on or --allow-unsigned)."""
    try:
        report = json.loads(text)
    except ValueError as error:
        yield f"not JSON: {error}"
        return
    if list(report) != REPORT or report["report"] != "sceau.verify/1":
        yield f"keys {list(report)}"
        return
    yield from time_faults("time", report["time"])
    for number, document in enumerate(report["documents"]):
        yield from document_faults(f"documents[{number}]", document)
    codes = [exit_code_of(document) for document in report["documents"]]
    expected = next(code for code in WORST_FIRST if code in codes)
    if exit_code != expected:
        yield f"exit code {exit_code}, but the documents say {expected}"


def main():
    found = list(faults(Path(sys.argv[1]).read_text(encoding="utf-8"), int(sys.argv[2])))
    for fault in found:
        print(fault)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
