# SPDX-License-Identifier: Apache-2.0
"""The first half of naive_count.py: each submission by itself, then all of them together."""

import csv
import io
import re
import unicodedata


def read_register(text):
    """(shareholder, account, isin) -> the line of the register."""
    lines = {}
    for line in csv.DictReader(io.StringIO(text, newline="")):
        line["shares"], line["votes"] = int(line["shares"]), int(line["votes"])
        lines[line["shareholder"], line["account"], line["isin"]] = line
    return lines


def has_no_vote(line):
    return line["kind"] == "treasury" or line["deprived"] == "all" or line["votes"] == 0


def may_not_vote(line, resolution):
    """L44: on this resolution."""
    if has_no_vote(line) or line["account"] in resolution["deprived"]:
        return True
    return line["deprived"] != "" and resolution["label"] in line["deprived"].split("|")


def words(name):
    """Without case, accents, hyphens, apostrophes and points."""
    bare = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return re.split(r"[-'. ]+", bare.casefold().strip("-'. "))


class Settlement:
    """Who takes part with which shares, and what became of everything else."""

    def __init__(self, case):
        self.case = case
        self.meeting = case["meeting"]
        self.agenda = [r for r in case["agenda"] if not r["information_only"]]
        self.register = read_register(case["register_csv"])
        self.fate = {}  # reference -> (disposition, reason)
        self.takers = []  # those who take part
        self.room = {}  # badge -> label -> choice

    # Each submission by itself

    def submissions(self):
        found = []
        for way, prefix, carried in (("carried", "carried", True), ("carried_paper", "carried-paper", True),
                                     ("electronic", "log", False), ("paper", "paper", False)):
            for item in self.case[way]:
                name = item["number"] if "paper" in way else item["index"]
                found.append({"ref": f"{prefix}/{name}", "name": name, "source": "paper" if "paper" in way else "electronic",
                              "carried": carried, "at": item["at"], "form": item["form"], "item": item})
        found.sort(key=lambda s: (not s["carried"], s["at"], s["source"], s["name"]))
        for item in sorted(self.case["attendance"], key=lambda a: a["line"]):
            found.append({"ref": f"attendance/{item['line']}", "source": "attendance", "carried": False,
                          "at": None, "form": item["form"], "item": item})
        return found

    def stated(self, form):
        """The parts of the register that a form speaks of, as far as they are there."""
        for holding in form["holdings"]:
            line = self.register.get((form["shareholder"], holding["account"], holding["isin"]))
            if line:
                yield line, min(holding["shares"], line["shares"])

    def fate_by_itself(self, s):
        form, item = s["form"], s["item"]
        if s["source"] == "electronic":
            if item["kind"] == "refusal":
                return ("late" if item["reasons"][0] == "vote.deadline_passed" else "rejected", item["reasons"][0])
            if item["kind"] == "revocation":
                return ("applied", None)
            if form is None:
                return ("invalidated", "vote.ballot_unopened")
        if s["source"] != "attendance":
            if not self.is_of_this_agenda(s):
                return ("rejected", "vote.agenda_changed")
            time = self.timeliness(s)
            if time:
                return time
        if s["source"] == "electronic" and item["litigious"] and not s["carried"]:
            for ruling in self.case["rulings"]:
                if ruling["index"] == item["index"] and not ruling["admitted"]:
                    return ("excluded-litigious", "vote.deadline_passed")
        if s["source"] == "paper" and item["irregular"]:
            return ("rejected", "vote.form_irregular")
        if s["source"] == "electronic" and not self.follows_agenda(form):
            return ("rejected", "vote.resolution_invalid")
        new = form["new_resolutions"]
        names_somebody = form["proxy"] and form["proxy"]["kind"] == "named"
        if new in ("for", "split") or (new == "named" and not names_somebody):
            return ("rejected", "vote.resolution_invalid")
        if s["source"] != "attendance" and not self.proxy_is_allowed(form):
            return ("rejected", "vote.proxy_invalid")
        if s["source"] == "attendance" and item["conflict"] == "disclosed":
            return ("invalidated", "vote.proxy_invalid")
        names = [(h["account"], h["isin"]) for h in form["holdings"]]
        if len(set(names)) != len(names):
            return ("rejected", "vote.overspent_votes")
        if sum(part for line, part in self.stated(form) if not has_no_vote(line)) == 0:
            is_gone = sum(part for _, part in self.stated(form)) == 0
            return ("invalidated", "vote.not_entitled" if is_gone else "vote.voting_right_suspended")
        if s["source"] != "electronic":
            for holding in form["holdings"]:
                line = self.register.get((form["shareholder"], holding["account"], holding["isin"]))
                if line and line["kind"] == "bearer" and not holding["attestation"] and not line["attestation"]:
                    return ("rejected", "vote.entitlement_proof_missing")
        if any(c["vote"] == "split" for c in form["choices"]):
            if not any(k[0] == form["shareholder"] and v["intermediary"] == "yes" for k, v in self.register.items()):
                return ("rejected", "vote.split_not_allowed")
        return None

    def is_mandate_for_both(self, s):
        """L22: given for another meeting: a later one with the same agenda, or ordinary and extraordinary in 15 days."""
        here = self.meeting
        for other in self.case["other_meetings"]:
            if other["id"] != s["form"]["meeting"] or other["agenda"] != s["form"]["agenda"]:
                continue
            if other["agenda"] == here["agenda"] and other["kind"] == here["kind"]:
                return here["day"] >= other["day"]
            kinds = [other["kind"], here["kind"]]
            return kinds.count("extraordinary") == 1 and "special" not in kinds and abs(here["day"] - other["day"]) <= 15
        return False

    def is_of_this_agenda(self, s):
        form, first = s["form"], self.meeting["predecessor"]
        if s["carried"] and self.mode(s) == "proxy" and self.is_mandate_for_both(s):
            return True
        if form["agenda"] != self.meeting["agenda"]:
            return False
        if form["meeting"] == self.meeting["id"] and not s["carried"]:
            return True
        return bool(first) and form["meeting"] == first["id"] and first["agenda"] == self.meeting["agenda"]

    def timeliness(self, s):
        item, opens = s["item"], None
        if s["source"] == "paper":
            closes = self.meeting["paper"]
        else:
            if item["litigious"]:
                return None
            closes = self.meeting["proxies" if item["kind"] == "mandate" else "closes"]
            identified = item["identified_at"]
            if item["kind"] != "mandate" and identified is not None and identified <= closes:
                closes += self.meeting["grace"]
            opens = None if s["carried"] else self.meeting["opens"]
        if opens is not None and s["at"] < opens:
            return ("rejected", "vote.voting_not_open")
        if s["at"] <= closes:
            return None
        if s["source"] == "electronic" and (item["degraded"] or item["uncertainty"] > 100_000):
            if s["at"] - closes <= item["uncertainty"]:
                return None
        return ("late", "vote.deadline_passed")

    def follows_agenda(self, form):
        labels = [r["label"] for r in self.agenda]
        given = [c["label"] for c in form["choices"]]
        if any(label not in labels for label in given):
            return False
        places = [labels.index(label) for label in given]
        if places != sorted(set(places)) or (not form["proxy"] and given != labels):
            return False
        for choice in form["choices"]:
            if choice["vote"] is None:
                return False
            if choice["vote"] == "named" and not (form["proxy"] and form["proxy"]["kind"] == "named"):
                return False
        return True

    def giver(self, form):
        """What was typed does not say who its shareholder is."""
        if any(form["identity"]):
            return form["identity"]
        lines = [line for key, line in self.register.items() if key[0] == form["shareholder"]]
        return [lines[0][name] for name in ("surname", "first_name", "company", "domicile")] if lines else None

    def proxy_is_allowed(self, form):
        proxy = form["proxy"]
        if not proxy:
            return True
        surname, first_name, company, domicile = proxy["holder"]
        if proxy["kind"] != "named":
            return not (surname or first_name or company)
        if not domicile or not (company or (surname and first_name)) or proxy["holder"] == self.giver(form):
            return False
        return self.meeting["listed"] or proxy["relation"] not in (None, "other")

    # All of them together

    def mode(self, s):
        if s["form"]["proxy"] and not s["form"]["choices"]:
            return "proxy"
        return "card" if s["source"] == "attendance" else "form"

    def settle(self):
        everything = self.submissions()
        for s in everything:
            s["fate"] = self.fate_by_itself(s)
        self.end_what_was_replaced(everything)
        for s in everything:
            if s["fate"] is None:
                self.take(s)
            elif s["fate"][0] == "revoked" and not any(self.meets(t, s) for t in self.takers):
                self.admit(s)
                self.takers[-1]["revoked"] = True
        for taker in self.takers:
            if not taker["ended"] and not taker["revoked"]:
                self.end_if_absent(taker)
        for s in everything:
            if s["fate"] is None:
                s["fate"] = ("counted", None)
            if s["fate"][0] == "counted" and any(t["all"][0] is s and t["litigious"] for t in self.takers):
                s["fate"] = ("counted-litigious", None)
            self.note(s["ref"], s["fate"])
        self.takers = [t for t in self.takers if not t["ended"] and not t["revoked"]]
        for votes in sorted(self.case["room"], key=lambda v: v["line"]):
            self.take_room_votes(votes)

    def note(self, reference, fate):
        assert reference not in self.fate, reference
        self.fate[reference] = fate

    def end_what_was_replaced(self, everything):
        log = [s for s in everything if s["source"] == "electronic"]
        for place, later in enumerate(log):
            if later["fate"] is not None and later["fate"][0] not in ("applied", "superseded"):
                continue
            is_revocation = later["item"]["kind"] == "revocation"
            earlier = self.replaced_by(later, log[:place], is_revocation)
            if earlier and earlier["fate"] is None:
                earlier["fate"] = ("revoked" if is_revocation else "superseded", None)

    def replaced_by(self, later, before, is_revocation):
        name = later["item"]["supersedes"]
        for earlier in reversed(before):
            if name and earlier["item"]["ballot"] == name:
                return earlier
            is_mandate = earlier["item"]["kind"] == "mandate" and earlier["fate"] is None
            if not name and is_revocation and is_mandate and self.voter(earlier) == self.voter(later) != "":
                return earlier
        return None

    def voter(self, s):
        return s["form"]["shareholder"] if s["form"] else s["item"]["shareholder"]

    def keys(self, form):
        return {(form["shareholder"], h["account"], h["isin"]) for h in form["holdings"]}

    def meets(self, taker, s):
        return not taker["ended"] and bool(self.keys(s["form"]) & taker["keys"])

    def take(self, s):
        rivals = [t for t in self.takers if self.meets(t, s)]
        verdicts = [self.against(t, s) for t in rivals]
        is_refused = s["source"] == "attendance" and not self.proxy_is_allowed(s["form"])
        if all(v == "replace" for v in verdicts) and is_refused:
            s["fate"] = ("rejected", "vote.proxy_invalid")
        elif all(v == "replace" for v in verdicts):
            for t in rivals:
                t["ended"] = True
                for joined in t["all"]:
                    if not t["revoked"]:
                        joined["fate"] = ("superseded", None)
            self.admit(s)
        elif len(rivals) == 1 and verdicts[0] == "merge":
            t = rivals[0]
            t["proxy_form"], t["form"] = (s["form"], t["form"]) if self.mode(s) == "proxy" else (t["form"], s["form"])
            t["all"].append(s)
        elif len(rivals) == 1 and verdicts[0] == "confirm":
            rivals[0]["badge"] = s["item"]["badge"]
            rivals[0]["all"].append(s)
        else:
            is_same = self.chosen(rivals[0]) == self.mode(s) and not rivals[0]["revoked"]
            s["fate"] = ("rejected",
                         "vote.already_voted" if is_same else "vote.participation_mode_already_chosen")

    def admit(self, s):
        self.takers.append({"all": [s], "form": s["form"], "proxy_form": None, "keys": self.keys(s["form"]),
                            "badge": s["item"]["badge"] if s["source"] == "attendance" else "",
                            "source": s["source"], "ended": False, "revoked": False,
                            "litigious": s["source"] == "electronic" and s["item"]["litigious"]})

    def chosen(self, taker):
        return "proxy" if taker["proxy_form"] else self.mode(taker["all"][0])

    def against(self, taker, s):
        """What a further expression does to the one that stands: replace, merge, confirm, or none."""
        proxy = s["form"]["proxy"]
        if s["source"] == "attendance" and proxy and not taker["revoked"]:
            for earlier in taker["all"]:
                known = earlier["form"]["proxy"]
                if known and known["kind"] == "named" and self.name(known["holder"]) == self.name(proxy["holder"]):
                    return "confirm" if taker["badge"] in ("", s["item"]["badge"]) else None
        first = taker["all"][0]
        if first["carried"] and not s["carried"] and s["source"] != "attendance":
            return "replace"
        if self.meeting["allow_mode_change"]:
            return "replace"
        if taker["revoked"]:
            return "replace" if self.mode(s) == "proxy" else None
        modes = {self.chosen(taker), self.mode(s)}
        if s["source"] != "paper" or modes != {"form", "proxy"} or taker["proxy_form"]:
            return None
        parts = [sorted((h["account"], h["isin"], h["shares"]) for h in f["holdings"])
                 for f in (taker["form"], s["form"])]
        return "merge" if parts[0] == parts[1] else None

    def name(self, holder):
        surname, first_name, company, _ = holder
        return words(company) if company else (words(surname), words(first_name))

    def end_if_absent(self, taker):
        if taker["badge"]:
            return
        voted_on = [r["label"] for r in self.agenda if r["label"] not in self.case["withdrawn"]]
        if voted_on and all(self.choice(taker, label)["vote"] == "named" for label in voted_on):
            taker["ended"] = True
            for s in taker["all"]:
                s["fate"] = ("invalidated", "vote.proxy_absent")

    def take_room_votes(self, votes):
        reference = f"room/{votes['line']}"
        if not votes["badge"] or all(t["badge"] != votes["badge"] for t in self.takers):
            self.note(reference, ("rejected", "vote.not_entitled"))
        elif votes["badge"] in self.room:
            self.note(reference, ("rejected", "vote.already_voted"))
        else:
            self.room[votes["badge"]] = {c["label"]: c for c in votes["choices"]}
            self.note(reference, ("counted", None))

    # What they say

    def by_proxy(self, form):
        return {"vote": "named" if form["proxy"]["kind"] == "named" else "chair"}

    def choice(self, taker, label):
        for c in taker["form"]["choices"]:
            if c["label"] == label:
                return c
        giver = taker["proxy_form"] or taker["form"]
        for c in giver["choices"]:
            if c["label"] == label:
                return c
        return self.by_proxy(giver) if giver["proxy"] else {"vote": "abstain"}
