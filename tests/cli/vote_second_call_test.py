#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""vote_second_call_test.py SCEAU: a first meeting has no quorum, and the second one counts with its forms (L12): by its
bundle, which must have been audited, be another meeting's, and be named by whoever counts. Also what is counted when the
list of those who opened the urn is not there. The clocks of the programs are days ahead. Ends with 77 where there is no
libfaketime."""

import importlib.util
import pathlib
import shutil
import sys
import tempfile

PLACE = pathlib.Path(__file__).resolve().with_name("vote_count_test.py")
specification = importlib.util.spec_from_file_location("vote_count_test", PLACE)
one_meeting = importlib.util.module_from_spec(specification)
specification.loader.exec_module(one_meeting)
Bureau, Voter, check, counting, Site = (one_meeting.Bureau, one_meeting.Voter, one_meeting.check, one_meeting.counting,
                                        one_meeting.Site)
FIELDS = ["president", "scrutateur-1", "scrutateur-2", "secretaire"]


def hold(site, votes):
    """The site of a meeting until its vote ends."""
    site.prepare()
    site.serve()
    for voter, choice in votes.items():
        Voter(site, voter).vote(choice)
    site.stop()


def trust_of(site):
    """Whoever audits its bundle trusts the company's seal and the members of the bureau."""
    certificates = [site.folder / "server" / "seal.crt.pem", *(site.root / f"bureau-{field}.pem" for field in FIELDS)]
    return [word for certificate in certificates for word in ("--trust", certificate)]


def publish(bureau, bundle):
    site = bureau.site
    (site.folder / "session.toml").write_text(counting.SESSION.format(date=site.date))
    bureau.accepted("papers are laid out", "minutes", *bureau.storage)
    for field in FIELDS:
        bureau.accepted(f"{field} signs", "minutes", *bureau.storage, "--sign", field,
                        *counting.make_member_key(site, field))
    bureau.accepted("the count is published", "publish", *bureau.storage)
    bureau.accepted("the bundle is written", "bundle", *bureau.storage, "-o", bundle)


def open_urn(bureau):
    bureau.accepted("the vote is closed", "close", *bureau.storage)
    for number in (1, 2):
        bureau.accepted(f"scrutineer {number} opens", "open", "--key", bureau.site.scrutineer_key(number),
                        "--urn-passphrase", f"file:{bureau.urn}")


def first_meeting(site, later):
    bureau = Bureau(site, later)
    open_urn(bureau)
    said = bureau.accepted("the votes are counted", "tally", *bureau.storage, "--urn-passphrase", f"file:{bureau.urn}")
    check("there is no quorum", "REJECTED: 1 for, 0 against" in said and "no quorum" in said, said)
    publish(bureau, site.root / "bundle.zip")
    return site.root / "bundle.zip", trust_of(site)


def who_opened_is_known(bureau, tally):
    noted = bureau.site.folder / "urn-opening" / "set"
    right = noted.read_text()
    check("two of three have opened", right == "1-2\n", right)
    noted.unlink()
    bureau.refused("nobody is said to have opened", "file.not_found", *tally, code=6)
    for wrong in ("", "1\n", "1-4\n", "0-1\n", "2-2\n", "2-1\n", "1-2-\n", "1-2\n3", "1,2\n"):
        noted.write_text(wrong)
        bureau.refused(f"{wrong!r} have opened", "vote.bureau_irregular", *tally)
    check("nothing was counted", not (bureau.site.folder / "count" / "tally.json").exists())
    noted.write_text(right)


def second_meeting(bureau, first, trust):
    carried = bureau.site.folder / "count" / "carried.zip"
    open_urn(bureau)
    tally = ["tally", *bureau.storage, "--urn-passphrase", f"file:{bureau.urn}"]
    who_opened_is_known(bureau, tally)
    with_first = [*tally, "--carried", first, *trust]
    alone, together = "1  ADOPTED: 3 for, 0 against", "1  ADOPTED: 4 for, 0 against"

    bureau.refused("a bundle that nobody vouches for", "audit.manifest_signature", *tally, "--carried", first, code=1)
    check("it is not kept", not carried.exists())
    carried.parent.mkdir(exist_ok=True)
    shutil.copy(first, carried)
    bureau.refused("a bundle that was never audited", "audit.carried", *tally, code=1)
    said = bureau.accepted("it can be left out", *tally, "--no-carried")
    check("only the second meeting is counted", alone in said and not carried.exists(), said)
    said = bureau.accepted("it can be audited and counted", *with_first)
    check("the form of the first meeting is counted", together in said and carried.exists(), said)
    said = bureau.accepted("the next count is made with the same bundle", *tally)
    check("the sums are the same", together in said, said)
    carried.write_bytes(carried.read_bytes() + b" ")
    bureau.refused("another bundle in its place", "audit.carried", *tally, code=1)
    carried.unlink()
    bureau.refused("none in its place", "audit.carried", *tally, code=1)
    bureau.accepted("the bundle is given again", *with_first)

    own = bureau.site.root / "bundle.zip"
    publish(bureau, own)
    trust = [*trust, *trust_of(bureau.site)]
    bureau.refused("a meeting does not carry over itself", "audit.carried", *tally, "--carried", own, *trust, code=1)
    done = one_meeting.subprocess.run([str(part) for part in (bureau.site.sceau, "vote", "audit", own, *trust)],
                                      capture_output=True, text=True, env=bureau.later)
    check("the audit finds nothing against the second meeting", done.returncode == 0, done)


def main():
    if counting.days_ahead(45) is None:
        print("not run: there is no libfaketime (package faketime)")
        sys.exit(77)
    with tempfile.TemporaryDirectory(prefix="sceau-second-call-") as folder:
        root = pathlib.Path(folder)
        first = Site(sys.argv[1], root / "first", voters=5, meeting="ag-first")
        hold(first, {"v1": "for"})
        second = Site(sys.argv[1], root / "second", voters=5, days=52, predecessor=first)
        hold(second, {"v3": "for"})
        bundle, trust = first_meeting(first, counting.days_ahead(45))
        second_meeting(Bureau(second, counting.days_ahead(57)), bundle, trust)
    print("all as it should be")


if __name__ == "__main__":
    main()
