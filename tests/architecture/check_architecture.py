#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""check_architecture.py [ROOT]: prints every break of rules.toml as file:line: what, and ends with 1 if there is one."""

import re
import sys
import tomllib
from pathlib import Path, PurePosixPath

RULES = tomllib.loads(Path(__file__).with_name("rules.toml").read_text())
ROOMS = RULES["room"]
LIBRARIES = RULES["library"]
LINES_AT_MOST = 400
GRAB_BAG = re.compile(r"(^|[_.-])(utils?|common|helpers?|managers?)([_.-]|$)", re.IGNORECASE)
CODE = {".cpp", ".h"}
NEEDS_SPDX = CODE | {".def", ".py", ".sh", ".cmake", ".java"}
FOLDERS = ["foundation", "formats", "crypto", "certs", "network", "signer", "verifier", "vote", "cli", "tests", "bench", "cmake", "packaging"]
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
NOT_CODE = re.compile(
    r'R"(?P<mark>[^()\s\\"]{0,16})\(.*?\)(?P=mark)"'  # raw string
    r'|"(?:\\.|[^"\\\n])*"|(?<![0-9A-Fa-f])\'(?:\\.|[^\'\\\n])+\''
    r"|//[^\n]*|/\*.*?\*/",
    re.DOTALL,
)


def code_alone(text):
    """The text with comments and literals blanked, line numbers kept."""
    return NOT_CODE.sub(lambda found: "\n" * found.group().count("\n") or " ", text)


def room_of(path):
    """The innermost room a file of the repository lies in, or None."""
    folders = [str(folder) for folder in PurePosixPath(path).parents]
    return next((folder for folder in folders if folder in ROOMS), None)


def is_allowed_room(room, other):
    allowed = ROOMS[room]["rooms"]
    if room == other or other in allowed:
        return True
    # "formats" stands for its inner rooms; certs/authority and verifier/audit must be named.
    return other.startswith("formats/") and "formats" in allowed


def stands_for(headers, header):
    return any(header == name or (name.endswith("/") and header.startswith(name)) for name in headers)


def library_of(header):
    return next((name for name, row in LIBRARIES.items() if stands_for(row["headers"], header)), None)


def is_standard(header):
    return "/" not in header and "." not in header


def judge_quoted_include(room, header):
    other = room_of(header)
    if other is None:
        return f'"{header}" names no room: paths begin at the top of the repository'
    if not is_allowed_room(room, other):
        return f"{room} may not include {other} ({header})"
    return None


def judge_angle_include(room, header):
    if is_standard(header):
        return None
    library = library_of(header)
    if library is None:
        known = stands_for(RULES["everywhere"]["headers"], header)
        return None if known else f"<{header}> belongs to no library of the table"
    if library not in ROOMS[room]["libraries"]:
        return f"{room} may not include the headers of {library} (<{header}>)"
    return None


def check_includes(path, text):
    room = room_of(path)
    for number, line in enumerate(text.splitlines(), 1):
        found = INCLUDE.match(line)
        if room is None or not found:
            continue
        judge = judge_quoted_include if found[1] == '"' else judge_angle_include
        complaint = judge(room, found[2])
        if complaint:
            yield number, complaint


def check_forbidden_words(path, text):
    if room_of(path) is None:
        return
    code = code_alone(text)
    for rule in RULES["forbidden"]:
        if any(path == place or (place.endswith("/") and path.startswith(place)) for place in rule["allowed_in"]):
            continue
        for found in re.finditer(rule["pattern"], code):
            yield code.count("\n", 0, found.start()) + 1, f"{rule['what']} is not allowed here"


def check_shape(path, text):
    lines = text.count("\n")
    if lines > LINES_AT_MOST:
        yield lines, f"{lines} lines; {LINES_AT_MOST} is the ceiling"
    if "SPDX-License-Identifier: Apache-2.0" not in "".join(text.splitlines(keepends=True)[:3]):
        yield 1, "no SPDX line"
    if path.endswith(".h") and "#pragma once" not in text:
        yield 1, "no #pragma once"


def check_name(path):
    for part in PurePosixPath(path).parts:
        if GRAB_BAG.search(part):
            yield 1, f"'{part}' says nothing: name it after what it holds"


def calls_of(text, function):
    """The arguments of each call of a CMake function: (line, words)."""
    without_comments = re.sub(r"#[^\n]*", "", text)
    for found in re.finditer(rf"\b{function}\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)", without_comments):
        yield without_comments.count("\n", 0, found.start()) + 1, found[1].split()


def room_targets(files):
    """CMake target -> room, from the sceau_room() calls."""
    targets = {}
    for path, text in files.items():
        if path.endswith("CMakeLists.txt"):
            targets |= {words[0]: room_of(path) for _, words in calls_of(text, "sceau_room") if words}
    return targets


def judge_link(room, target, targets):
    if target in targets:
        other = targets[target]
        return None if is_allowed_room(room, other) else f"{room} may not link {other}"
    if target in RULES["everywhere"]["targets"]:
        return None
    library = next((name for name, row in LIBRARIES.items() if target in row["targets"]), None)
    if library is None:
        return f"{target} belongs to no library of the table"
    return None if library in ROOMS[room]["libraries"] else f"{room} may not link {library}"


KEYWORDS = {"SOURCES", "LINKS", "PRIVATE_LINKS", "PUBLIC", "PRIVATE", "INTERFACE"}


def links_of(text):
    """(line, linked target) of the sceau_room() and target_link_libraries() calls."""
    for line, words in calls_of(text, "sceau_room"):
        is_link = False
        for word in words:
            is_link = word in ("LINKS", "PRIVATE_LINKS") if word in KEYWORDS else is_link
            if is_link and word not in KEYWORDS:
                yield line, word
    for line, words in calls_of(text, "target_link_libraries"):
        yield from ((line, word) for word in words[1:] if word not in KEYWORDS and "$" not in word)


def check_links(path, text, targets):
    room = room_of(path)
    if room is None or not path.endswith("CMakeLists.txt"):
        return
    for line, target in links_of(text):
        complaint = judge_link(room, target, targets)
        if complaint:
            yield line, complaint


TYPE = re.compile(r"^(?:struct|class|enum class)\s+(?:\[\[nodiscard\]\]\s+)?(\w+)\b(?!::)[^;{]*\{", re.MULTILINE)

NAMESPACE = re.compile(r"^namespace ([\w:]+) \{", re.MULTILINE)


def check_type_names(files):
    """One name, one type: two that share it in one program are no error of the compiler, and undefined behaviour."""
    seen = {}
    for path, text in files.items():
        if room_of(path) is None or not path.endswith(".h"):
            continue
        code = code_alone(text)
        space = NAMESPACE.search(code)
        for found in TYPE.finditer(code):
            line = code.count("\n", 0, found.start()) + 1
            name = (space[1] if space else "", found[1])
            if name in seen:
                yield f"{path}:{line}: {found[1]} is a type of {seen[name]} already"
            seen.setdefault(name, path)


def is_text_of_ours(path):
    return path.suffix in NEEDS_SPDX or path.name == "CMakeLists.txt"


def read_tree(root):
    """Repository path -> text of every file the rules speak of."""
    paths = (path for folder in FOLDERS for path in sorted((root / folder).rglob("*")))
    return {path.relative_to(root).as_posix(): path.read_text() for path in paths
            if path.is_file() and is_text_of_ours(path)}


def violations(root):
    files = read_tree(root)
    targets = room_targets(files)
    for path, text in files.items():
        checks = [check_name(path), check_shape(path, text), check_links(path, text, targets)]
        if PurePosixPath(path).suffix in CODE:
            checks += [check_includes(path, text), check_forbidden_words(path, text)]
        for check in checks:
            yield from (f"{path}:{line}: {complaint}" for line, complaint in check)
    yield from check_type_names(files)


def main():
    root = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parents[2])
    found = list(violations(root))
    print("\n".join(found) if found else "every include, link and name keeps to the plan")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
