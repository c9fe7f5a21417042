#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""naive_count.py CASE [TALLY]: a third count of a meeting, for the tests alone. It reads what the program was given and
counts again in plain loops, from the rules and not from the program. With TALLY, the program's own, it prints every
figure that differs and ends with 1 if there is one; without, it prints its count."""

import hashlib
import json
import sys

from naive_settlement import Settlement, has_no_vote, may_not_vote

WAYS = ["electronic", "paper", "chair", "proxy", "present"]
FIGURES = ["for", "against", "abstain", "unusable", "shares_present", "excluded"]


class Count(Settlement):
    def new_choice(self, taker):
        for form in (taker["form"], taker["proxy_form"]):
            if form and form["new_resolutions"]:
                return {"vote": form["new_resolutions"]}
        giver = taker["proxy_form"] or taker["form"]
        return self.by_proxy(giver) if giver["proxy"] and not giver["choices"] else {"vote": "abstain"}

    def said(self, taker, resolution, is_new):
        """(way, choice), or None where the named proxy did not come."""
        in_room = self.room.get(taker["badge"], {}).get(resolution["label"], {"vote": "abstain"})
        if taker["source"] == "attendance" and not taker["form"]["proxy"]:
            return "present", in_room
        choice = self.new_choice(taker) if is_new else self.choice(taker, resolution["label"])
        if choice["vote"] == "chair":
            is_boards = resolution["author"] == "board" or resolution["recommendation"] == "for"
            return "chair", {"vote": "for" if is_boards else "against"}
        if choice["vote"] == "named":
            return ("proxy", in_room) if taker["badge"] else None
        return "paper" if taker["source"] == "paper" else "electronic", choice

    def add(self, figures, taker, resolution, choice):
        votes = held = 0
        for line, part in self.stated(taker["form"]):
            weight = line["votes"] if part == line["shares"] else line["votes"] * part // line["shares"]
            held += weight
            if not may_not_vote(line, resolution):
                votes += weight
                figures["shares_present"] += part
        figures["excluded"] += held - votes
        vote = choice["vote"]
        if vote == "split" and choice["for"] + choice["against"] + choice["abstain"] == votes:
            for what in ("for", "against", "abstain"):
                figures[what] += choice[what]
        elif vote in ("for", "against", "abstain"):
            figures[vote] += votes
        else:
            figures["unusable"] += votes

    # The count

    def quorum(self, kind):
        first = self.meeting["call"] == 1
        if kind == "ordinary":
            own = self.meeting["first_quorum" if first else "second_quorum"]
            return own or ([1, 5] if first else None)
        return {"reserves-increase": [1, 5] if first else None, "extraordinary": [1, 4] if first else [1, 5],
                "special": [1, 3] if first else [1, 5]}[kind]

    def resolution(self, resolution, is_new):
        result = {"label": resolution["label"], "kind": resolution["kind"], "raised_in_meeting": is_new}
        if resolution["information_only"]:
            return result | {"status": "information-only"}
        if not is_new and resolution["label"] in self.case["withdrawn"]:
            return result | {"status": "withdrawn"}
        ways = {way: dict.fromkeys(FIGURES, 0) for way in WAYS}
        for taker in self.takers:
            said = self.said(taker, resolution, is_new)
            if said:
                self.add(ways[said[0]], taker, resolution, said[1])
        total = {f: sum(ways[way][f] for way in WAYS) for f in FIGURES}
        for figures in [*ways.values(), total]:
            figures["votes_cast"] = figures["for"] + figures["against"]
        base = sum(line["shares"] for line in self.register.values() if not may_not_vote(line, resolution))
        return result | {"status": "voted", "ways": ways, "total": total,
                         **self.decide(resolution["kind"], base, total)}

    def decide(self, kind, base, total):
        fraction = self.quorum(kind)
        quorum = {"base": base, "present": total["shares_present"], "required": 0}
        if fraction:
            quorum["fraction"] = fraction
            while quorum["required"] * fraction[1] < base * fraction[0]:
                missing = base * fraction[0] - quorum["required"] * fraction[1]
                quorum["required"] += max(1, missing // fraction[1])
        quorum["reached"] = quorum["present"] >= quorum["required"]
        yes, cast = total["for"], total["votes_cast"]
        if kind in ("ordinary", "reserves-increase"):
            rule, carried, required = "simple", yes > cast - yes, cast // 2 + 1
        else:
            rule, carried, required = "two-thirds", cast > 0 and 3 * yes >= 2 * cast, max(1, -(-2 * cast // 3))
        return {"quorum": quorum, "majority": {"rule": rule, "cast": cast, "required": required, "obtained": yes,
                                               "adopted": carried and quorum["reached"]}}

    def present(self):
        found = {way: {"participations": 0, "shares": 0, "votes": 0} for way in [*WAYS, "total"]}
        for taker in self.takers:
            standing = taker["source"]
            if standing == "attendance":
                standing = "proxy" if taker["form"]["proxy"] else "present"
            for resolution in self.agenda:
                is_withdrawn = resolution["label"] in self.case["withdrawn"]
                said = None if is_withdrawn else self.said(taker, resolution, False)
                if said and said[0] in ("chair", "proxy", "present"):
                    standing = said[0]
                    break
            for way in (standing, "total"):
                found[way]["participations"] += 1
                for line, part in self.stated(taker["form"]):
                    if not has_no_vote(line):
                        found[way]["shares"] += part
                        found[way]["votes"] += line["votes"] * part // line["shares"]
        return found

    def tally(self):
        self.settle()
        resolutions = [self.resolution(r, False) for r in self.case["agenda"]]
        resolutions += [self.resolution(r, True) for r in self.case["new_resolutions"]]
        inputs = {ref: {"disposition": fate[0], "reason": fate[1]} for ref, fate in self.fate.items()}
        digest = hashlib.sha256(self.case["register_csv"].encode()).hexdigest()
        return {"call": self.meeting["call"], "register": digest, "present": self.present(),
                "resolutions": resolutions, "inputs": inputs}


def of_program(tally):
    """The program's tally in the shape of ours."""
    inputs = {i["reference"]: {"disposition": i["disposition"], "reason": i.get("reason")} for i in tally["inputs"]}
    return {"call": tally["call"], "register": tally["register"]["sha256"], "present": tally["present"],
            "resolutions": tally["resolutions"], "inputs": inputs}


def differences(ours, theirs, place=""):
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for key in sorted(ours.keys() | theirs.keys()):
            yield from differences(ours.get(key), theirs.get(key), f"{place}/{key}")
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        for number, pair in enumerate(zip(ours, theirs)):
            yield from differences(*pair, f"{place}/{number}")
    elif ours != theirs or type(ours) is not type(theirs):
        yield f"{place}: naive {ours}, program {theirs}"


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        ours = Count(json.load(file)).tally()
    if len(sys.argv) < 3:
        print(json.dumps(ours, indent=1))
        return 0
    with open(sys.argv[2], encoding="utf-8") as file:
        found = list(differences(ours, of_program(json.load(file))))
    for difference in found:
        print(difference)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
