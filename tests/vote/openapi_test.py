#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""openapi_test.py REPLAY OPENAPI: sends every example of the API's description through the routes, and holds each answer
against the description: its status, its media type, its schema. Every operation is answered 2xx at least once."""

import base64
import hashlib
import json
import subprocess
import sys

import jsonschema
import yaml

CODES = {"s1": "DNBY-BKTC-NW3A-EDDV-Z", "s4": "V2FH-VJAK-3NXV-00WS-Z"}
# What the count would say of the entries of this replay.
TALLY = {"format": "sceau.tally/1",
         "inputs": [{"reference": f"log/{index}", "disposition": "rejected", "reason": "vote.proxy_invalid",
                     "article": "art. L. 225-106 I C. com.", "other": "log/0"} for index in range(2)]}


class Routes:
    def __init__(self, program, description):
        self.process = subprocess.Popen([program, description], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, method, target, body="", headers=None):
        line = {"method": method, "target": target, "headers": {"Host": "vote.exemple.fr"} | (headers or {}), "body": body}
        self.process.stdin.write(json.dumps(line) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def publish(self, tally):
        self.process.stdin.write(json.dumps({"published": json.dumps(tally)}) + "\n")
        self.process.stdin.flush()


class Description:
    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            self.document = yaml.safe_load(file)

    def resolved(self, item):
        while "$ref" in item:
            name = item["$ref"]
            item = self.document
            for part in name.removeprefix("#/").split("/"):
                item = item[part]
        return item

    def operations(self):
        for path, item in self.document["paths"].items():
            for method in ("get", "post", "delete"):
                if method in item:
                    parameters = item.get("parameters", []) + item[method].get("parameters", [])
                    yield path, method.upper(), item[method], [self.resolved(one) for one in parameters]

    def headers_fit(self, response, given):
        for name, header in response.get("headers", {}).items():
            header = self.resolved(header)
            assert name in given or not header.get("required"), f"there is no {name}"
            if name in given:
                jsonschema.Draft202012Validator(header["schema"]).validate(given[name])

    @staticmethod
    def value_in(media_type, body):
        if "json" in media_type:
            return json.loads(body)
        return yaml.safe_load(body) if "yaml" in media_type else body

    def fits(self, operation, answer):
        """Is this an answer that the description announces?"""
        responses = operation["responses"]
        response = self.resolved(responses.get(str(answer["status"]), responses["default"]))
        self.headers_fit(response, answer["headers"])
        media_type = answer["headers"]["Content-Type"].split(";")[0]
        assert media_type in response["content"], f"{media_type} is not announced"
        schema = response["content"][media_type]["schema"]
        value = self.value_in(media_type, answer["body"])
        root = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema,
                "components": self.document["components"]}
        jsonschema.Draft202012Validator(root, format_checker=jsonschema.FormatChecker()).validate(value)
        if "json" in media_type and answer["status"] >= 400:
            assert value["status"] == answer["status"], "the problem has another status"


def credentials(shareholder):
    pair = f"{shareholder}:{CODES[shareholder]}".encode()
    return {"Authorization": "Basic " + base64.b64encode(pair).decode()}


def target_of(path, parameters, receipt):
    query = []
    for one in parameters:
        if one["in"] == "path":
            value = receipt if one["name"] == "receipt" and receipt else str(one["example"])
            path = path.replace("{" + one["name"] + "}", value)
        elif one["in"] == "query":
            query.append(f"{one['name']}={one['example']}")
    return path + ("?" + "&".join(query) if query else "")


class Replay:
    def __init__(self, program, path):
        self.description = Description(path)
        self.routes = Routes(program, path)
        self.receipt = ""
        self.reached, self.count = set(), 0

    def check(self, operation, method, target, wanted, body="", headers=None):
        answer = self.routes.ask(method, target, body, headers)
        self.count += 1
        where = f"{operation['operationId']}: {method} {target}"
        if wanted and answer["status"] != wanted:
            sys.exit(f"{where}: {answer['status']} instead of {wanted}\n{answer['body'][:1000]}")
        try:
            self.description.fits(operation, answer)
        except (AssertionError, jsonschema.ValidationError) as problem:
            sys.exit(f"{where}: {answer['status']}: {problem}")
        if answer["status"] < 300:
            self.reached.add(operation["operationId"])
        return answer

    def bodies(self, path, method, operation, parameters):
        content = self.description.resolved(operation["requestBody"])["content"]
        for media_type, described in content.items():
            for example in described.get("examples", {}).values():
                value = example["value"]
                body = json.dumps(value, ensure_ascii=False) if media_type.endswith("json") else value
                digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
                headers = {"Content-Type": media_type, "Content-Digest": f"sha-256=:{digest}:"} | credentials("s1")
                answer = self.check(operation, method, target_of(path, parameters, ""), example["x-status"], body, headers)
                if answer["status"] == 201:
                    self.receipt = json.loads(answer["body"])["receipt_id"]

    def run(self):
        operations = list(self.description.operations())
        for path, method, operation, parameters in operations:
            if method == "POST":
                self.bodies(path, method, operation, parameters)
        self.look_up(next(item for item in operations if item[2]["operationId"] == "confirmation"))
        for path, method, operation, parameters in operations:
            if method == "GET":
                self.check(operation, method, target_of(path, parameters, self.receipt), 200,
                           headers=credentials("s1") if operation.get("security") else None)
        self.give_and_revoke(operations)
        self.refusals(operations)
        missing = {operation["operationId"] for _, _, operation, _ in operations} - self.reached
        if missing:
            sys.exit(f"never answered 2xx: {', '.join(sorted(missing))}")
        print(f"{self.count} requests, {len(self.reached)} operations: all as described")

    def look_up(self, confirmation):
        """Sealed until the count is published, then open to whoever has a receipt."""
        path, method, operation, parameters = confirmation
        self.check(operation, method, target_of(path, parameters, self.receipt), 403)
        self.routes.publish(TALLY)
        counted = json.loads(self.check(operation, method, target_of(path, parameters, self.receipt), 200)["body"])
        if counted["disposition"] != "rejected" or counted["receipt_id"] != self.receipt:
            sys.exit(f"counted as {counted}")
        self.check(operation, method, target_of(path, parameters, "0" * 40), 404)

    def give_and_revoke(self, operations):
        by_id = {operation["operationId"]: (path, operation) for path, _, operation, _ in operations}
        voter = credentials("s4")
        form = json.loads(self.routes.ask("GET", "/v1/meetings/ag2027/form", headers=voter)["body"])
        form["proxy"] = {"kind": "chair"}
        given = self.check(by_id["giveProxy"][1], "POST", "/v1/meetings/ag2027/mandates", 201, json.dumps(form),
                           {"Content-Type": "application/json"} | voter)
        receipt = json.loads(given["body"])["receipt_id"]
        self.check(by_id["revokeProxy"][1], "DELETE", f"/v1/meetings/ag2027/mandates/{receipt}", 201, headers=voter)

    def refusals(self, operations):
        """What any operation may meet, each beside the accepted twin above."""
        for path, method, operation, parameters in operations:
            target = target_of(path, parameters, self.receipt)
            for wanted, how in ((405, {"method": "PATCH"}), (406, {"headers": {"Accept": "image/png"}}),
                                (421, {"headers": {"Host": "elsewhere.example"}}), (400, {"target": target + "&x=1" if "?" in target else target + "?x=1"}),
                                (404, {"target": target.replace("ag2027", "ag1999")})):
                is_probe = operation["operationId"] in ("health", "readiness")
                if (wanted == 421 and is_probe) or (wanted == 404 and "ag2027" not in target):
                    continue
                self.check(operation, how.get("method", method), how.get("target", target), wanted,
                           headers=how.get("headers"))
            if operation.get("security") == [{"code": []}]:
                self.check(operation, method, target, 401)


if __name__ == "__main__":
    Replay(sys.argv[1], sys.argv[2]).run()
