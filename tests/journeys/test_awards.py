# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An operator mints a batch of awards from a file by keyboard alone, stops it in the middle and resumes it: every line is
minted once."""
import re
import unittest

from console import Console
from sandbox import Sandbox

STATE, OUTCOMES = 5, 6  # the columns
LINES = 20
TOTAL = LINES * (LINES + 1) // 2


class AwardsTest(unittest.TestCase):
    def setUp(self):
        self.sandbox = Sandbox("--seed", "empty", "--rate", 0, "--era", 2)
        self.addCleanup(self.sandbox.stop)
        self.accounts = [account["id"] for account in self.sandbox.get("/_sandbox/loyalty")["accounts"]]

    def test_a_batch_is_stopped_in_the_middle_and_resumed(self):
        with Console.at(self.sandbox, name="awards") as desk:
            desk.find(None, "Loyalty")
            desk.keys("ctrl+3")
            desk.find("label", "No points were minted yet")
            desk.keys("alt+2")
            desk.find("label", "No batches of awards yet")
            self.sandbox.control("faults", rules=[{"method": "POST", "path": "*/mint", "effect": "delay", "ms": 300}])
            self.begin(desk)
            self.stop(desk)
            self.sandbox.control("faults", rules=[])
            self.resume(desk)

    def file(self, desk):
        """Line after line of 1, 2, 3 … points."""
        path = desk.folder / "spring.csv"
        rows = [f"{self.accounts[place % len(self.accounts)]},{place + 1},raffle" for place in range(LINES)]
        path.write_text("\n".join(["account,amount,reason", *rows]) + "\n")
        return path

    def begin(self, desk):
        desk.keys("alt+n")
        dialog = desk.find("dialog", "New batch of awards")
        desk.wait(lambda: dialog.has("active"), "the dialog")
        desk.wait(lambda: desk.find("text", "File", dialog).has("focused"), "the field of the file")
        desk.write(str(self.file(desk)))
        desk.keys("Return")
        total = desk.find("text", f"Type the total, {TOTAL}", dialog)
        desk.wait(lambda: total.has("focused"), "the field of the total")
        desk.write(str(TOTAL - 1))
        desk.find("label", "Type the total to confirm it.", dialog)
        self.assertFalse(desk.find("push button", f"Mint {TOTAL} points", dialog).has("enabled"))
        desk.keys("ctrl+a")
        desk.write(str(TOTAL))
        desk.wait(lambda: desk.find("push button", f"Mint {TOTAL} points", dialog).has("enabled"), "the way")
        desk.keys("Return")
        desk.gone("dialog", dialog.name)

    def cell(self, desk, column):
        return desk.cell(desk.find("table", "Awards"), 0, column).name

    def done(self, desk):
        found = re.match(r"(\d+) done", self.cell(desk, OUTCOMES))
        return int(found[1]) if found else 0

    def minted(self):
        return self.sandbox.get("/_sandbox/state")["mintedPoints"]

    def stop(self, desk):
        desk.wait(lambda: self.done(desk) >= 2, "some awards", within=60)
        self.assertEqual(self.cell(desk, STATE), "Running")
        desk.keys("alt+t")
        desk.wait(lambda: self.cell(desk, STATE) == "Stopped", "the stop", within=30)
        done = self.done(desk)
        self.assertLess(done, LINES)
        self.assertEqual(self.minted(), done * (done + 1) // 2)

    def resume(self, desk):
        desk.find("push button", "Resume")
        desk.keys("ctrl+r")
        desk.wait(lambda: self.cell(desk, STATE) == "Ended", "the end", within=60)
        self.assertEqual(self.done(desk), LINES)
        self.assertEqual(self.minted(), TOTAL)
        sent = [one for one in self.sandbox.requests() if one["path"].endswith("/mint")]
        self.assertEqual(len(sent), LINES)


if __name__ == "__main__":
    unittest.main()
