# SPDX-License-Identifier: Apache-2.0
"""Each field of the tally and of the influence report, one of every shape, said otherwise; and more and fewer of them."""

import json

from vote_audit.case import MISSING, Tampering, drop
from vote_audit.log import canonical

FILES = {"results/tally.json": "audit.tally", "results/influence.json": "audit.influence"}
WORDS = {"fr", "en", "article", "program"}  # in any words: the log and the bureau's signatures have them


def leaves(value, path=(), shape=()):
    if isinstance(value, dict):
        for key, each in value.items():
            yield from leaves(each, (*path, key), (*shape, key))
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from leaves(each, (*path, index), (*shape, "*"))
    else:
        yield shape, path, value


def containers(value, path=(), shape=()):
    if isinstance(value, (dict, list)):
        yield (*shape, type(value).__name__), path
        for key, each in value.items() if isinstance(value, dict) else enumerate(value):
            yield from containers(each, (*path, key), (*shape, key if isinstance(value, dict) else "*"))


def other(value):
    if isinstance(value, bool):
        return not value
    return value + 1 if isinstance(value, int) else value + "x"


def at(value, path):
    for key in path:
        value = value[key]
    return value


def changing(name, change):
    def on_files(files):
        value = json.loads(files[name])
        change(value)
        files[name] = canonical(value).encode()
    return on_files


def pointer(path):
    return "".join(f"/{key}" for key in path)


def one_of_each(pairs):
    seen = {}
    for shape, *rest in pairs:
        seen.setdefault(shape, rest)
    return list(seen.items())


def said_otherwise(name, value, reason):
    for shape, (path, said) in one_of_each(leaves(value)):
        def change(value, path=path, said=said):
            at(value, path[:-1])[path[-1]] = other(said)
        detail = "its SHA-256 is" if shape[-1] in WORDS else f"{name}: {pointer(path)}: says"
        yield Tampering(f"{name}: {pointer(path)}", changing(name, change), reason, detail)


def more_and_fewer(name, value, reason, is_thorough):
    for _, (path,) in one_of_each(containers(value)):
        inside = at(value, path)
        if isinstance(inside, dict) and len(path) > 1 and not is_thorough:
            continue
        key = next(iter(inside)) if isinstance(inside, dict) else len(inside) - 1

        def fewer(value, path=path, key=key):
            del at(value, path)[key]

        def more(value, path=path):
            inside = at(value, path)
            inside.append(inside[-1]) if isinstance(inside, list) else inside.update(more=1)

        is_object = isinstance(inside, dict)
        yield Tampering(f"{name}: {pointer(path)}: one fewer", changing(name, fewer), reason,
                        f"{pointer((*path, key))}: is missing" if is_object else f"{name}: {pointer(path)}: has ")
        yield Tampering(f"{name}: {pointer(path)}: one more", changing(name, more), reason,
                        f"{pointer((*path, 'more'))}: says 1" if is_object else f"{name}: {pointer(path)}: has ")


def tamperings(files, is_thorough):
    for name, reason in FILES.items():
        value = json.loads(files[name])
        yield from said_otherwise(name, value, reason)
        yield from more_and_fewer(name, value, reason, is_thorough)
        yield Tampering(f"{name}: other spaces", lambda files, name=name: files.update({name: files[name] + b"\n"}),
                        "audit.file_malformed", f"{name}: the JSON is not in its canonical form")
        yield Tampering(f"no {name}", drop(name), MISSING, name, MISSING)
