#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The runner of examples finds what is planted."""

import tempfile
import unittest
from pathlib import Path

import console_examples

TRUTH = Path("/bin/true")


def checked(text):
    with tempfile.TemporaryDirectory() as folder:
        document = Path(folder) / "page.md"
        document.write_text(text, encoding="utf-8")
        return console_examples.check(document, TRUTH)


def block(*lines, language="console"):
    return "\n".join(["Text.", "", f"```{language}", *lines, "```", ""])


class ConsoleExamples(unittest.TestCase):
    def test_right_output_is_accepted(self):
        self.assertTrue(checked(block("$ echo one", "one")))

    def test_wrong_output_is_found(self):
        self.assertFalse(checked(block("$ echo one", "two")))

    def test_missing_output_is_found(self):
        self.assertFalse(checked(block("$ echo one")))
        self.assertFalse(checked(block("$ true", "one")))

    def test_each_command_has_its_own_output(self):
        self.assertTrue(checked(block("$ echo one", "one", "$ echo two", "two")))
        self.assertFalse(checked(block("$ echo one", "$ echo two", "one", "two")))

    def test_standard_error_is_output_too(self):
        self.assertTrue(checked(block("$ echo trouble >&2", "trouble")))

    def test_the_exit_code_can_be_shown(self):
        self.assertTrue(checked(block("$ false", "$ echo $?", "1")))

    def test_blocks_share_the_folder_and_samples_lie_in_it(self):
        self.assertTrue(checked(block("$ echo x >file") + block("$ cat file", "x")))
        self.assertTrue(checked(block("$ ls samples/contract.pdf", "samples/contract.pdf")))

    def test_the_program_is_found_by_name(self):
        self.assertTrue(checked(block("$ sceau && echo found", "found")))

    def test_dots_stand_for_lines_and_for_text(self):
        self.assertTrue(checked(block("$ seq 9", "1", "...", "9")))
        self.assertFalse(checked(block("$ seq 9", "1", "...", "8")))
        self.assertTrue(checked(block("$ echo one two three", "one ... three")))
        self.assertFalse(checked(block("$ echo one two four", "one ... three")))

    def test_times_digests_and_folders_may_differ(self):
        self.assertTrue(checked(block("$ echo at 2026-01-02T03:04:05Z", "at 1999-12-31T23:59:59Z")))
        self.assertTrue(checked(block("$ echo serial 0123456789abcdef", "serial fedcba9876543210ff")))
        self.assertTrue(checked(block("$ echo $XDG_DATA_HOME/sceau/demo/trust", "~/.local/share/sceau/demo/trust")))
        self.assertFalse(checked(block("$ echo 2026-01-02", "2026-01-03")))

    def test_a_command_may_go_on(self):
        self.assertTrue(checked(block("$ echo one \\", "> two", "one two")))

    def test_commands_in_other_blocks_are_refused(self):
        for language in ("", "sh", "text"):
            with self.assertRaises(console_examples.Malformed):
                checked(block("$ echo one", "one", language=language))
        self.assertTrue(checked(block("make demo", language="sh")))

    def test_a_block_without_end_or_beginning_is_refused(self):
        with self.assertRaises(console_examples.Malformed):
            checked("```console\n$ true\n")
        with self.assertRaises(console_examples.Malformed):
            checked(block("true"))

    def test_blocks_in_lists_are_run(self):
        self.assertFalse(checked("1. Do:\n   ```console\n   $ echo one\n   two\n   ```\n"))
        self.assertTrue(checked("1. Do:\n   ```console\n   $ echo one\n   one\n   ```\n"))


if __name__ == "__main__":
    unittest.main()
