# SPDX-License-Identifier: Apache-2.0
"""What schemathesis cannot draw: the id of the meeting, voters with their codes, forms that fit them, receipts. It draws
everything else, and what is wrong with a request stays wrong: a form of which one part was to be invalid is the voter's
own form with that part in it.

Two in three requests are filled in like this. One of them that fits the description must succeed (the check
`what_is_filled_in_succeeds`). The environment names the site (SCEAU_SITE, SCEAU_ADDRESS), whether its vote is `open` or
its count `published` (SCEAU_STAGE), which of the processes beside each other this is (SCEAU_PART: "1/5"), the receipts of
before (SCEAU_RECEIPTS) and the file for what was seen (SCEAU_LEARNT).
"""

import atexit
import itertools
import json
import os
import pathlib
import re
import sys
from collections import Counter

import jsonschema_rs
import schemathesis
from schemathesis.core import NOT_SET
from schemathesis.core.failures import Failure
from schemathesis.core.parameters import ParameterLocation

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from site_voters import IN_XML, MEETING, RESOLUTIONS, SiteVoters  # noqa: E402

IS_OPEN = os.environ["SCEAU_STAGE"] == "open"
NOBODY_IN_PARTICULAR = "v1"
LANGUAGES, VOTES, NEW_VOTES = ("fr", "en"), ("for", "against", "abstain"), ("abstain", "against")


class Known:
    """What was seen so far, for the stage after this one and for the summary."""

    def __init__(self, receipts):
        self.of_before = sorted(receipts.items())
        self.owners = dict(receipts)  # receipt -> voter
        self.answered = Counter()     # "operation status"
        self.filled = {}              # id of a case -> voter, where it has one
        self.turns = Counter()
        self.explained = {}           # type of a problem -> whether it has a page

    def write(self, path):
        path.write_text(json.dumps({"receipts": self.owners, "answered": self.answered}))


part, parts = map(int, os.environ["SCEAU_PART"].split("/"))
voters = SiteVoters(pathlib.Path(os.environ["SCEAU_SITE"]), os.environ["SCEAU_ADDRESS"], part, parts)
known = Known(json.loads(pathlib.Path(os.environ["SCEAU_RECEIPTS"]).read_text()))
atexit.register(known.write, pathlib.Path(os.environ["SCEAU_LEARNT"]))


def operation_of(case):
    return case.operation.definition.raw["operationId"]


def json_of(response):
    is_json = "json" in response.headers.get("content-type", [""])[0]
    value = json.loads(response.content) if is_json else None
    return value if isinstance(value, dict) else {}


def is_wrong_in(case, location):
    return case.meta is not None and case.meta.is_negative_at(location)


# ---- Forms ----

def drawn(generated, *path):
    """What schemathesis drew at this place, or nothing."""
    for step in path:
        is_there = isinstance(generated, dict) and step in generated
        generated = generated[step] if is_there else None
    return generated


def votes_in(generated):
    """One for each resolution: the drawn ones first."""
    choices = drawn(generated, "choices")
    said = [drawn(one, "choice") for one in choices] if isinstance(choices, list) else []
    said = [vote for vote in said if vote in VOTES]
    return itertools.islice(itertools.chain(said, itertools.cycle(VOTES)), len(RESOLUTIONS))


def filled_form(operation, voter, generated):
    language, new = drawn(generated, "meeting", "language"), drawn(generated, "new_resolutions")
    form = voters.form(voter, language if language in LANGUAGES else "fr")
    if operation == "cast":
        choices = [{"label": label, "choice": vote} for label, vote in zip(RESOLUTIONS, votes_in(generated))]
        return form | {"choices": choices, "new_resolutions": new if new in NEW_VOTES else "abstain"}
    kind = drawn(generated, "proxy", "kind")
    if kind == "named":
        return form | {"proxy": {"kind": kind, "relation": "spouse", "surname": "Durand", "first_name": "Anne",
                                 "domicile": "Lyon"}}
    return form | {"proxy": {"kind": kind if kind in ("chair", "blank") else "chair"}}


class FormSchema:
    def __init__(self, document):
        self.document = document
        self.schema = document["components"]["schemas"]["Form"]

    def takes(self, schema, value):
        return jsonschema_rs.validator_for({**schema, "components": self.document["components"]}).is_valid(value)

    def damaged(self, form, generated):
        """The form with all that is wrong in what was drawn; what was drawn where nothing of that can be put in."""
        if not isinstance(generated, dict):
            return generated
        result = {name: value for name, value in form.items() if name in generated or name not in self.schema["required"]}
        properties = self.schema["properties"]
        result |= {name: value for name, value in generated.items()
                   if name not in properties or not self.takes(properties[name], value)}
        return generated if self.takes(self.schema, result) else result


# ---- Requests ----

@schemathesis.auth(refresh_interval=None)
class AccessCode:
    """Somebody's; `before_call` puts that of the right voter in its place."""

    def get(self, case, context):
        return voters.credentials(NOBODY_IN_PARTICULAR)

    def set(self, case, credentials, context):
        case.headers["Authorization"] = credentials


def identify(case, voter):
    """Only where the code of anybody would do: what schemathesis left out or drew itself stays so."""
    if case.headers.get("Authorization") == voters.credentials(NOBODY_IN_PARTICULAR):
        case.headers["Authorization"] = voters.credentials(voter)


def fill_path(case, operation):
    """What is valid in the path becomes something that exists; what is invalid stays. Whose receipt it is, if anybody's."""
    parameters, turn = case.path_parameters, known.turns[operation]
    if re.fullmatch("[A-Za-z][A-Za-z0-9_-]{0,39}", str(parameters.get("meeting", ""))):
        parameters["meeting"] = MEETING
    if operation == "aboutProblem" and not is_wrong_in(case, ParameterLocation.PATH):
        parameters["type"] = ("deadline-passed", "already-voted", "malformed", "sealed")[turn % 4]
    if not re.fullmatch("[0-9a-f]{40}", str(parameters.get("receipt", ""))):
        return None
    if parameters["receipt"] not in known.owners:
        parameters["receipt"] = receipt_for(operation, turn)
    return known.owners[parameters["receipt"]]


def receipt_for(operation, turn):
    if known.of_before:
        return known.of_before[turn % len(known.of_before)][0]
    voter = voters.next()
    receipt = voters.mandate(voter)
    known.owners[receipt] = voter
    return receipt


def fill_query(case, operation):
    if operation not in ("inclusion", "consistency") or is_wrong_in(case, ParameterLocation.QUERY):
        return
    first, second = ("index", "size") if operation == "inclusion" else ("from", "to")
    whole = int(case.query[second]) % voters.log_size() + 1
    case.query[second] = whole
    case.query[first] = int(case.query[first]) % whole


def send_signed(case, voter, form):
    """Needs no code."""
    case.body = form
    case.headers.pop("Authorization", None)
    return voter


@schemathesis.serializer("application/xml")
def as_it_is(context, value):
    return value.encode() if isinstance(value, str) else json.dumps(value).encode()


def fill_xml(case, operation):
    signed = voters.next_signed(operation)
    if signed:
        return send_signed(case, *signed)
    voter = voters.next()
    case.body = voters.xml_form(voter, IN_XML[operation])
    return voter


def fill_form(case, operation, schema):
    """Whose form it is now."""
    is_wrong = is_wrong_in(case, ParameterLocation.BODY)
    if case.media_type == "application/xml":
        return None if is_wrong else fill_xml(case, operation)
    voter = voters.next()
    form = filled_form(operation, voter, case.body)
    case.body = schema.damaged(form, case.body) if is_wrong else form
    return voter


def without_body(case, owner):
    """What is not there is not wrong either."""
    case.body, case.media_type = NOT_SET, None
    if case.meta is not None:
        case.meta.components.pop(ParameterLocation.BODY, None)
    return owner


def fill_revocation(case, owner):
    """A body is only for a mandate that its voter has signed."""
    if is_wrong_in(case, ParameterLocation.BODY) or is_wrong_in(case, ParameterLocation.PATH):
        return owner
    signed = voters.next_signed("revokeProxy") if IS_OPEN and case.body is not NOT_SET else None
    if not signed:
        return without_body(case, owner)
    voter, form = signed
    receipt = voters.signed_mandate(form)
    known.owners[receipt] = voter
    case.path_parameters["receipt"] = receipt
    return send_signed(case, voter, form)


@schemathesis.hook
def before_load_schema(context, raw_schema):
    """Whatever the API answers must be among the statuses that an operation lists."""
    for item in raw_schema["paths"].values():
        for operation in item.values():
            if isinstance(operation, dict):
                operation["responses"].pop("default", None)


def is_filled_in(case, operation):
    known.turns[operation] += 1
    is_xml = case.media_type == "application/xml"  # of which the description only says that it is text
    return known.turns[operation] % 3 != 0 or is_xml or case.path_parameters.get("receipt") in known.owners


def in_digits(value):
    """A whole number of JSON Schema may be written 1.0; one of the API, in digits alone, which no schema can say."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {name: in_digits(item) for name, item in value.items()}
    return [in_digits(item) for item in value] if isinstance(value, list) else value


@schemathesis.hook
def before_call(context, case, kwargs):
    operation = operation_of(case)
    if case.media_type == "application/json" and not is_wrong_in(case, ParameterLocation.BODY):
        case.body = in_digits(case.body)
    if not is_filled_in(case, operation):
        return
    voter = fill_path(case, operation)
    fill_query(case, operation)
    if operation in IN_XML:
        voter = fill_form(case, operation, FormSchema(context.operation.schema.raw_schema))
    if operation == "revokeProxy":
        voter = fill_revocation(case, voter)
    if voter:
        identify(case, voter)
    known.filled[case.id] = voter


@schemathesis.hook
def after_call(context, case, response):
    known.answered[f"{operation_of(case)} {response.status_code}"] += 1
    body, voter = json_of(response), known.filled.get(case.id)
    receipt = body if "facts" in body else body.get("refusal_receipt")
    if receipt and voter:
        known.owners[receipt["receipt_id"]] = voter


# ---- Checks ----

TAKEN_BEFORE_THE_CLOSE = ("cast", "giveProxy", "revokeProxy")


def must_succeed(case):
    operation = operation_of(case)
    if case.id not in known.filled or case.meta is None or case.meta.generation.mode.is_negative:
        return False
    return IS_OPEN != (operation == "confirmation") if operation in (*TAKEN_BEFORE_THE_CLOSE, "confirmation") else True


@schemathesis.check
def what_is_filled_in_succeeds(ctx, response, case):
    if must_succeed(case) and response.status_code not in (200, 201):
        raise Failure(operation=case.operation.label, title="A request that was filled in is refused",
                      message=f"{response.status_code}: {response.text[:1000]}")


@schemathesis.check
def problems_are_explained(ctx, response, case):
    problem = json_of(response)
    if response.status_code < 400 or "type" not in problem:
        return
    name = problem["type"].rpartition("/problems/")[2]
    if name not in known.explained:
        known.explained[name] = voters.has_page(name)
    if problem["status"] != response.status_code or not known.explained[name]:
        raise Failure(operation=case.operation.label, title="A problem with another status, or that no page explains",
                      message=json.dumps(problem))
