#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the programs say of themselves: --help needs no display, and the manual pages tell of the same options."""
import os
import pathlib
import re
import subprocess
import unittest

MANUALS = pathlib.Path(__file__).resolve().parents[2] / "installer" / "man"
PROGRAMS = {name: os.environ[name.upper().replace("-", "_")] for name in ("chancery", "chanceryctl", "chancery-sandbox")}
QT_ONLY = {"--help-all"}


def told(name, *arguments):
    bare = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
    answer = subprocess.run([PROGRAMS[name], *arguments], env=bare, capture_output=True, text=True, timeout=60)
    assert answer.returncode == 0, f"{name} {arguments}: {answer.returncode}, {answer.stderr}"
    return answer.stdout


def options_in_help(name, *command):
    return set(re.findall(r"^ +(?:-\w, )?(--[a-z-]+)", told(name, *command, "--help"), re.M)) - QT_ONLY


def options_in_manual(name):
    page = (MANUALS / f"{name}.1").read_text()
    items = re.findall(r"^\.It Fl (?:\w , )?(?:Fl )?-([a-z-]+)", page, re.M)
    return {"--" + item for item in items}


class Help(unittest.TestCase):
    def test_the_console_and_the_sandbox_have_the_options_of_their_manual(self):
        for name in ("chancery", "chancery-sandbox"):
            self.assertEqual(options_in_help(name), options_in_manual(name), name)

    def test_the_commands_together_have_the_options_of_the_manual(self):
        commands = re.findall(r"^  ([\w-]+)  ", told("chanceryctl", "--help"), re.M)
        self.assertGreaterEqual(len(commands), 4)

        options = set().union(*(options_in_help("chanceryctl", command) for command in commands))

        self.assertEqual(options | {"--version"}, options_in_manual("chanceryctl"))
        manual = (MANUALS / "chanceryctl.1").read_text()
        self.assertEqual(set(commands) | {"help"}, set(re.findall(r"^\.It Cm ([\w-]+)", manual, re.M)))

    def test_every_program_tells_its_version(self):
        for name in PROGRAMS:
            self.assertRegex(told(name, "--version"), rf"^{name} \d+\.\d+\.\d+\n$")


if __name__ == "__main__":
    unittest.main()
