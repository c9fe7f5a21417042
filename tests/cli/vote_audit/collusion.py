# SPDX-License-Identifier: Apache-2.0
"""Everybody who vouches for a meeting turns one voter's choice together: company's seal, log's key, and every member of the
bureau, who sign new papers over the new result. Only the voter's receipt and a checkpoint that was kept are not theirs."""

import json
import re
import shutil
import subprocess

from vote_audit import ballots, bundle, log, outside
from vote_audit.audits import is_found, is_sound
from vote_audit.results import FILES, at
from vote_audit.seal import reseal

BUREAU = ("president", "scrutateur-1", "scrutateur-2", "secretaire")
PAPERS = {"attendance-sheet": (), "influence": ("influence.json",), "minutes": ("influence.json", "tally.json")}
RECOUNTED = re.compile(r"(results/\w+\.json): (/\S+): says .*, recounted (.*)")


def victim(meeting):
    """Whoever kept the receipt of a form that the company sealed and that is for something: the receipt, index, form."""
    forms = dict(ballots.records(meeting.files[ballots.PACK]))
    for path in sorted((meeting.folder / "receipts").glob("*.json")):
        index = json.loads(path.read_text())["log"]["index"]
        if b"<Ballot" in forms.get(index, b"") and b'choice="for"' in forms[index]:
            return path, index, forms[index]
    raise ValueError("no receipt of such a form")


class Collusion:
    def __init__(self, audits):
        self.audits, self.meeting, self.files = audits, audits.meeting, dict(audits.meeting.files)
        self.receipt, self.index, self.form = victim(self.meeting)

    def bundle(self):
        return bundle.pack(bundle.with_new_manifest(self.files, self.meeting.seal))

    def rewrite(self, index, **said):
        entries = log.read(self.files)
        entries[index] = entries[index].saying(entries[index].said | said)
        log.rebuild(self.files, entries, self.meeting.log)

    def rewrite_last(self, kind, **said):
        self.rewrite(next(entry.index for entry in reversed(log.read(self.files)) if entry.type == kind), **said)

    def turn(self):
        form = reseal(ballots.vote_against(self.form), self.meeting.seal)
        records = ballots.records(self.files[ballots.PACK])
        self.files[ballots.PACK] = ballots.write([[i, form if i == self.index else old] for i, old in records])
        self.rewrite(self.index, document_sha256=bundle.sha256(form))

    def take_the_audits_figures(self):
        """Whatever the audit recounts is what the new results say."""
        report = self.audits.report(self.bundle())[1]
        values = {name: json.loads(self.files[name]) for name in FILES}
        for finding in report["findings"]:
            if told := RECOUNTED.fullmatch(finding["detail"]):
                path = [int(part) if part.isdigit() else part for part in told[2].split("/")[1:]]
                parent = at(values[told[1]], path[:-1])
                parent[path[-1]] = json.loads(told[3])
        for name, value in values.items():
            self.files[name] = log.canonical(value).encode()
        self.rewrite_last("tally", **{f"{kind}_sha256": bundle.sha256(self.files[f"results/{kind}.json"])
                                      for kind in ("tally", "influence")})

    def unsigned(self, paper):
        """The paper before its first signature, with the new results in it."""
        content, path = self.files[f"papers/{paper}.pdf"], self.audits.scratch / f"{paper}.pdf"
        path.write_bytes(content[:content.index(b"%%EOF") + len(b"%%EOF\n")])
        for name in PAPERS[paper]:
            result = self.audits.scratch / name
            result.write_bytes(self.files[f"results/{name}"])
            for change in ([f"--remove-attachment={name}"],
                           ["--add-attachment", result, "--mimetype=application/json", "--"]):
                subprocess.run(["qpdf", "--replace-input", path, *change], check=True, capture_output=True)
        return path

    def sign(self, paper):
        path = self.unsigned(paper)
        for member in BUREAU:
            unsigned = path.rename(path.with_suffix(".old"))
            subprocess.run([self.audits.sceau, "sign", unsigned, "-o", path, "--level", "B", "--field", member, "--key",
                            self.meeting.folder / "keys" / f"{member}.pem"], check=True, capture_output=True,
                           env=outside.is_at("@2027-05-12 09:52:00"))
        self.files[f"papers/{paper}.pdf"] = path.read_bytes()

    def publish(self):
        for paper in PAPERS:
            self.sign(paper)
        self.rewrite_last("publish",
                          **{f"{paper}.pdf": bundle.sha256(self.files[f"papers/{paper}.pdf"]) for paper in PAPERS})


def try_collusion(audits):
    if outside.FAKETIME is None or shutil.which("qpdf") is None:
        print("not run: new papers need libfaketime and qpdf")
        return
    all_of_them = Collusion(audits)
    all_of_them.turn()
    audits.tell("a choice turned in urn and log",
                is_found(audits.report(all_of_them.bundle()), "audit.tally", "recounted"))
    all_of_them.take_the_audits_figures()
    audits.tell("and in the results",
                is_found(audits.report(all_of_them.bundle()), "audit.paper", "is not that of the bundle"))
    all_of_them.publish()
    content = all_of_them.bundle()
    audits.tell("and signed by the bureau: no anchor", is_sound(audits.report(content)))
    told = audits.report(content, "--receipt", all_of_them.receipt)
    audits.tell("and signed by the bureau: the voter's receipt", is_found(told, outside.ANCHOR, "payload was"))
    checkpoint = outside.kept(audits, "kept-by-an-auditor", audits.meeting.files["log/checkpoint"])
    audits.tell("and signed by the bureau: a checkpoint",
                is_found(audits.report(content, "--checkpoint", checkpoint), outside.ANCHOR, "the log is another one"))
