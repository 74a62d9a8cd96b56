# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the tests of commands that ask a phone share: a sandbox with a phone, and who answers it."""
import json
import os
import subprocess
import time

from ctlcase import CTL, Ctl


class PhoneCase(Ctl):
    OPTIONS = ()

    def setUp(self):
        super().setUp()
        self.service = self.sandbox(*self.OPTIONS)
        self.known = self.service.ready["credentials"]["bkey"]
        self.wish(interval=1)

    def wish(self, **wishes):
        self.service.control("bkey", **wishes)

    def environment(self, client="client", **changes):
        given = {name: value for name, value in os.environ.items() if not name.startswith(("KEYBAN_", "BKEY_"))}
        return given | {"BKEY_API_URL": self.service.ready["bkey"], "BKEY_CLIENT_ID": self.known[f"{client}Id"],
                        "BKEY_CLIENT_SECRET": self.known[f"{client}Secret"]} | changes

    def start(self, *arguments, given=None, **changes):
        """`given` is a file for standard input."""
        return subprocess.Popen([CTL, *map(str, arguments), "--data-dir", str(self.room / "data")],
                                env=self.environment(**changes), stdin=given, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True)

    def finish(self, process):
        out, said = process.communicate(timeout=120)
        self.assertNotIn("Segmentation", said)
        return process.returncode, json.loads(out) if out else None, said

    def pending(self):
        return self.service.get("/_sandbox/phone")["pending"]

    def rung(self):
        """What the phone shows once it rings."""
        deadline = time.monotonic() + 60
        while not self.pending():
            self.assertLess(time.monotonic(), deadline, "the phone did not ring")
            time.sleep(0.05)
        return self.pending()[0]

    def audited(self):
        code, out, said = self.finish(self.start("audit", "--json"))
        self.assertEqual(code, 0, said)
        return out

    def tap(self, action):
        """Answers what the phone shows once it rings, and tells what that was."""
        shown = self.rung()
        self.service.control("phone", id=shown["id"], action=action)
        return shown
