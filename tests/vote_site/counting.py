# SPDX-License-Identifier: Apache-2.0
"""What a bureau does with a voting site after the deadline: scrutineers open the urn, the votes are counted, the papers
are laid out and signed, the count is published. The clock of its programs is some days ahead (libfaketime)."""

import json
import os
import pathlib
import subprocess

LIBRARY = "faketime/libfaketimeMT.so.1"

SESSION = """format = "sceau.session/1"
opened = {date}T10:04:00
ended = {date}T11:52:00
convening = "lettre simple adressée à chaque actionnaire"
documents = ["les statuts de la société", "le texte des projets de résolution"]
debates = ["La présidente présente les projets de résolution."]
[[bureau]]
role = "chair"
name = "Mme Hélène Vasseur"
quality = "présidente du conseil d'administration"
[[bureau]]
role = "scrutineer"
name = "Mme Agnès Boucher"
[[bureau]]
role = "scrutineer"
name = "M. Denis Moreau"
[[bureau]]
role = "secretary"
name = "Me Claire Fontaine"
"""


def days_ahead(days):
    """The environment of a process whose clock is so many days ahead; nothing where there is no libfaketime."""
    if not any(pathlib.Path("/usr/lib").glob(f"*/{LIBRARY}")):
        return None
    return os.environ | {"LD_PRELOAD": f"/usr/$LIB/{LIBRARY}", "FAKETIME": f"+{days}d", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}


def make_member_key(site, field):
    """One PEM file with key and certificate, for a member of the bureau who signs the papers."""
    key, certificate = site.root / f"bureau-{field}.key.pem", site.root / f"bureau-{field}.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days",
                    "3650", "-subj", f"/CN={field}", "-addext", "keyUsage=critical,nonRepudiation", "-keyout", key, "-out",
                    certificate], check=True, capture_output=True)
    site.write_secret(key, key.read_text())
    return ["--key", key, "--cert", certificate]


def open_and_count(site, environment):
    """The vote is closed, and no server is running. `site` is a site.Site."""
    urn_passphrase = site.root / "urn-passphrase"
    site.write_secret(urn_passphrase, "passphrase of the urn of the tests\n")
    urn = ["--urn-passphrase", f"file:{urn_passphrase}"]
    for number in range(1, site.threshold + 1):
        site.vote("open", site.folder.name, "--key", site.scrutineer_key(number), *urn, env=environment)
    site.vote("tally", site.folder.name, "--storage-key", f"file:{site.passphrase}", *urn, env=environment)


def count_and_publish(site, environment):
    """The same, and all that follows."""
    open_and_count(site, environment)
    storage = ["--storage-key", f"file:{site.passphrase}"]
    (site.folder / "session.toml").write_text(SESSION.format(date=site.date))
    laid_out = json.loads(site.vote("minutes", site.folder.name, *storage, env=environment, json=True))
    for field in laid_out["fields"]:
        site.vote("minutes", site.folder.name, *storage, "--sign", field, *make_member_key(site, field), env=environment)
    site.vote("publish", site.folder.name, *storage, env=environment)
