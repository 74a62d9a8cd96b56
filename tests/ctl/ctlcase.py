# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the tests of the command line share: a room of its own for each, and chanceryctl called as a person would."""
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "contract"))
from sandbox import APPLICATION, KEY, Sandbox  # noqa: E402  (its folder has just been added)

CTL = os.environ["CHANCERYCTL"]
KEEPING = ("import", "plan", "report", "history", "resume", "undo")  # commands that have a ledger


class Ctl(unittest.TestCase):
    def setUp(self):
        room = tempfile.TemporaryDirectory()
        self.addCleanup(room.cleanup)
        self.room = pathlib.Path(room.name)

    def sandbox(self, *options):
        sandbox = Sandbox("--seed", "empty", "--rate", 0, *options)
        self.addCleanup(sandbox.stop)
        return sandbox

    def command(self, sandbox, *arguments, key=KEY):
        environment = {name: value for name, value in os.environ.items() if not name.startswith("KEYBAN_")}
        if sandbox:
            address = sandbox if isinstance(sandbox, str) else sandbox.keyban
            environment |= {"KEYBAN_API": address, "KEYBAN_API_KEY": key, "KEYBAN_APP_ID": APPLICATION}
        return [CTL, *map(str, arguments)], environment

    def ctl(self, sandbox, *arguments, key=KEY):
        command, environment = self.command(sandbox, *arguments, key=key)
        if arguments[0] in KEEPING:
            command += ["--data-dir", str(self.room / "data")]
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)

    def file(self, content, name="catalogue.csv"):
        path = self.room / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def assertSays(self, answer, code, *words):
        self.assertEqual(answer.returncode, code, answer.stderr)
        for word in words:
            self.assertIn(word, answer.stderr)
        self.assertNotIn("Segmentation", answer.stderr)
