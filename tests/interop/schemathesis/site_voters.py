# SPDX-License-Identifier: Apache-2.0
"""The voters of a site made by tests/vote_site, as hooks.py needs them: each takes part once, and of several processes
beside each other each has voters of its own, so that every run is like the one before."""

import base64
import csv
import json

import requests

MEETING = "ag"
RESOLUTIONS = ("1", "2", "3")
SIGNED = {"cast": 8, "giveProxy": 8, "revokeProxy": 8}  # how many voters sign a form with a key of their own
IN_XML = {"cast": "<Instructions>" + "".join(f'<Resolution label="{label}" choice="for"/>' for label in RESOLUTIONS) +
                  "</Instructions>",
          "giveProxy": '<Proxy kind="chair"/>'}


class SiteVoters:
    def __init__(self, root, address, part=0, parts=1):
        self.url = f"https://{address}"
        self.session = requests.Session()
        self.session.verify = str(root / MEETING / "server" / "tls.crt.pem")
        self.session.trust_env = False  # neither proxies nor certificates of this machine
        with open(root / "codes.csv", newline="") as file:
            self.codes = {row["shareholder"]: row["code"] for row in csv.DictReader(file)}
        self.signed = {name: sorted((root / "signed" / name).glob("v*.xml"))[part::parts] for name in SIGNED}
        with_keys = {path.stem for path in (root / "signed").glob("*/v*.xml")}
        self.waiting = iter([voter for voter in self.codes if voter not in with_keys][part::parts])

    def next(self):
        return next(self.waiting)

    def next_signed(self, operation):
        """A voter, and a form with his or her own signature; nothing where all were used."""
        paths = self.signed[operation]
        return (paths[0].stem, paths.pop(0).read_text()) if paths else None

    def credentials(self, voter):
        return "Basic " + base64.b64encode(f"{voter}:{self.codes[voter]}".encode()).decode()

    def get(self, path, **headers):
        answer = self.session.get(self.url + path, headers=headers, timeout=30)
        answer.raise_for_status()
        return answer

    def post(self, path, body, **headers):
        answer = self.session.post(f"{self.url}/v1/meetings/{MEETING}/{path}", body, headers=headers, timeout=30)
        answer.raise_for_status()
        return answer.json()["receipt_id"]

    def form(self, voter, language):
        return self.get(f"/v1/meetings/{MEETING}/form?lang={language}", Authorization=self.credentials(voter)).json()

    def xml_form(self, voter, said):
        blank = self.get(f"/v1/meetings/{MEETING}/form", Authorization=self.credentials(voter), Accept="application/xml").text
        return blank.replace("</Form>", said + "</Form>")

    def mandate(self, voter):
        """The receipt of a mandate that the voter has just given."""
        form = self.form(voter, "fr") | {"proxy": {"kind": "chair"}}
        return self.post("mandates", json.dumps(form), **{"Authorization": self.credentials(voter),
                                                          "Content-Type": "application/json"})

    def signed_mandate(self, form):
        return self.post("mandates", form.encode(), **{"Content-Type": "application/xml"})

    def log_size(self):
        return int(self.get(f"/v1/meetings/{MEETING}/log/checkpoint").text.splitlines()[1])

    def has_page(self, problem_type):
        return self.session.get(f"{self.url}/problems/{problem_type}", timeout=30).status_code == 200
