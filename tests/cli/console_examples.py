#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""console_examples.py --program SCEAU DOCUMENT...

Runs the examples of a Markdown document and compares what they print:

- An example stands in a block that begins with ```console. Its lines beginning with `$ ` are commands (`> ` continues
  one), the lines after a command are all it prints, standard error included. `$ ` in any other block is refused.
- A line that is only `...` stands for any number of lines, `...` within a line for any text.
- Times, durations, hexadecimal numbers of 12 digits or more, byte offsets, ports of 127.0.0.1 and the place of the
  demonstration authority's folder may differ.
- A document gets one fresh folder that holds a copy of samples/, and a fresh data folder; its blocks run there one
  after the other, each in one shell. `$ echo $?` shows an exit code.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
FENCE = re.compile(r"^(\s*)```\s*(\w*)\s*$")
END = "console-example-ends-here"

# What differs from run to run and from machine to machine.
VARYING = [
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z"), "TIME"),
    (re.compile(r"\b\d{8}T\d{6}Z"), "TIME"),
    (re.compile(r"\b[0-9a-fA-F]{12,}\b"), "HEX"),
    (re.compile(r"\b\d+(\.\d+)? (ms|s)\b"), "DURATION"),
    (re.compile(r"\boffset \d+"), "offset NUMBER"),
    (re.compile(r"~?(/[\w.-]+)*/sceau/demo\b"), "DEMO"),
    (re.compile(r"127\.0\.0\.1:\d+"), "127.0.0.1:PORT"),
]


@dataclass
class Example:
    line: int
    command: str
    expected: list = field(default_factory=list)


class Malformed(Exception):
    pass


def fenced_blocks(text):
    """(line number of the first line, language, lines) of each fenced block."""
    lines, inside = text.splitlines(), None
    for number, line in enumerate(lines, 1):
        fence = FENCE.match(line)
        if inside is None and fence:
            inside = (number + 1, fence[1], fence[2], [])
        elif inside is not None and line.strip() == "```":
            start, indent, language, body = inside
            yield start, language, [row.removeprefix(indent) for row in body]
            inside = None
        elif inside is not None:
            inside[3].append(line)
    if inside is not None:
        raise Malformed(f"line {inside[0]}: the block has no end")


def examples_of(start, language, lines):
    """The commands of one block and what each is said to print."""
    has_commands = any(line.startswith("$ ") for line in lines)
    if language != "console":
        if has_commands:
            raise Malformed(f"line {start}: a block with '$ ' lines must be ```console, so that it is tested")
        return []
    if not lines or not lines[0].startswith("$ "):
        raise Malformed(f"line {start}: a ```console block begins with '$ '")
    examples = []
    for number, line in enumerate(lines, start):
        if line.startswith("$ "):
            examples.append(Example(number, line[2:]))
        elif line.startswith("> "):
            examples[-1].command += "\n" + line[2:]
        else:
            examples[-1].expected.append(line)
    return examples


def normalised(line):
    for pattern, word in VARYING:
        line = pattern.sub(word, line)
    return line.rstrip()


def matches(expected, actual):
    """Line by line; a line that is only `...` stands for any number of lines, `...` within a line for any text."""
    if not expected:
        return not actual
    if expected[0].strip() == "...":
        return matches(expected[1:], actual) or bool(actual) and matches(expected, actual[1:])
    if not actual:
        return False
    pattern = ".*".join(re.escape(part) for part in normalised(expected[0]).split("..."))
    return re.fullmatch(pattern, normalised(actual[0])) is not None and matches(expected[1:], actual[1:])


def without_trailing_blank(lines):
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    return lines


def run_block(examples, folder, environment):
    """What each command of the block prints, standard error included. They share one shell."""
    script = "".join(f"{example.command}\nended=$?; echo {END}; (exit $ended)\n" for example in examples)
    script += "kill $(jobs -p) 2>/dev/null; wait\n"
    result = subprocess.run(["bash", "-c", script], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120, check=False)
    printed = result.stdout.decode("utf-8", "replace")
    return printed.split(f"{END}\n")


def differences(path, folder, environment):
    count = 0
    for block in fenced_blocks(path.read_text(encoding="utf-8")):
        examples = examples_of(*block)
        if not examples:
            continue
        count += len(examples)
        for example, printed in zip(examples, run_block(examples, folder, environment)):
            expected = without_trailing_blank(example.expected)
            actual = without_trailing_blank(printed.splitlines())
            if not matches(expected, actual):
                yield f"{path.name}:{example.line}: $ {example.command}", expected, actual
    print(f"{path.name}: {count} examples")


def check(path, program):
    failed = False
    with tempfile.TemporaryDirectory(prefix="sceau-examples.") as name:
        folder = Path(name) / "work"
        folder.mkdir()
        shutil.copytree(PROJECT / "samples", folder / "samples")
        (Path(name) / "bin").mkdir()
        (Path(name) / "bin" / "sceau").symlink_to(program)
        environment = {"PATH": f"{name}/bin:{os.environ['PATH']}", "HOME": name,
                       "LC_ALL": "C.UTF-8", "TZ": "UTC"}
        for where, expected, actual in differences(path, folder, environment):
            failed = True
            print(f"{where}\n  the document says:")
            print("\n".join(f"    {line}" for line in expected))
            print("  the program says:")
            print("\n".join(f"    {line}" for line in actual))
    return not failed


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", type=Path, required=True)
    parser.add_argument("documents", nargs="+", type=Path)
    options = parser.parse_args()
    good = True
    for document in options.documents:
        if not document.exists():
            print(f"skipped: there is no {document}")
            continue
        try:
            good = check(document, options.program.resolve()) and good
        except Malformed as error:
            print(f"{document.name}: {error}")
            good = False
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
