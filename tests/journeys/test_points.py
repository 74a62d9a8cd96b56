# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An operator mints points by keyboard alone. One answer is lost: nobody knows its end, until the orders arrive and prove
it. What is over a limit is refused before anything is sent."""
import re
import unittest

from console import Console
from sandbox import Sandbox

OUTCOME = 3  # the column


class PointsTest(unittest.TestCase):
    def setUp(self):
        self.sandbox = Sandbox("--seed", "empty", "--rate", 0, "--era", 2)
        self.addCleanup(self.sandbox.stop)
        self.account = self.sandbox.get("/_sandbox/loyalty")["accounts"][0]["id"]

    def test_points_are_minted_once_whatever_becomes_of_the_answer(self):
        with Console.at(self.sandbox, name="points") as desk:
            desk.find(None, "Loyalty")
            desk.keys("ctrl+3")
            desk.find("label", "No points were minted yet")
            self.name_the_account(desk)
            self.mint(desk, 600, "Goodwill, late delivery")
            desk.find("label", f"600 points for account {self.account} were minted.")
            self.lose_an_answer(desk)
            self.orders_arrive(desk)
            self.limits_refuse(desk)
            self.assert_minted(850)

    # The desk

    def name_the_account(self, desk):
        field = desk.find("text", "Account")
        desk.keys("alt+d")
        desk.wait(lambda: field.has("focused"), "the field of the account")
        desk.write(self.account)
        desk.keys("Return")
        desk.find("label", "0 points")

    def fill(self, desk, points, reason):
        desk.keys("alt+p")
        desk.wait(lambda: desk.find("text", "Points").has("focused"), "the field of the points")
        desk.keys("ctrl+a")
        desk.write(str(points))
        desk.keys("alt+o")
        desk.wait(lambda: desk.find("text", "Reason").has("focused"), "the field of the reason")
        desk.keys("ctrl+a")
        desk.write(reason)
        desk.keys("Return")

    def mint(self, desk, points, reason):
        self.fill(desk, points, reason)
        dialog = desk.find("dialog", f"Mint {points} points?")
        desk.find("label", re.compile(f"^{points} points go to account {self.account} on {re.escape(self.sandbox.keyban)}"),
                  dialog)
        desk.wait(lambda: dialog.has("active"), "the second look")
        desk.keys("alt+m")
        desk.gone("dialog", dialog.name)

    def outcome(self, desk):
        table = desk.find("table", "Mint ledger")
        return desk.cell(table, 0, OUTCOME).name

    # Bad days

    def lose_an_answer(self, desk):
        self.sandbox.control("loyalty", orders="late")
        self.sandbox.control("faults", rules=[{"method": "POST", "path": "*/mint", "nth": 1, "effect": "resetAfter"}])
        self.mint(desk, 250, "Goodwill, broken leg")
        desk.find("label", f"Nobody knows yet whether 250 points for account {self.account} were minted.", within=60)
        desk.wait(lambda: self.outcome(desk) == "Unknown", "an unknown end")
        self.fill(desk, 250, "Goodwill, broken leg")
        dialog = desk.find("dialog", "Mint 250 points again?")
        desk.find("label", re.compile("nobody knows whether they arrived"), dialog)
        desk.wait(lambda: dialog.has("active"), "the question")
        desk.keys("Escape")
        desk.gone("dialog", dialog.name)

    def orders_arrive(self, desk):
        self.sandbox.control("clock", advanceSeconds=90)
        desk.keys("alt+k")
        desk.find("label", re.compile("were minted: the answer was lost, but an order shows them"), within=30)
        desk.wait(lambda: self.outcome(desk) == "Done", "a known end")

    def limits_refuse(self, desk):
        self.fill(desk, 10001, "Raffle")
        desk.find("label", "Nothing was sent: 10,001 points are more than one mint may carry, which is 10,000.")
        desk.keys("alt+i")
        dialog = desk.find("dialog", "Limits of points")
        desk.wait(lambda: dialog.has("active"), "the editor of the limits")
        desk.keys("alt+a")
        desk.write("1000")
        desk.keys("Return")
        desk.gone("dialog", dialog.name)
        desk.find("label", re.compile("1,000 a day and account"))
        self.fill(desk, 151, "Raffle")
        desk.find("label", "Nothing was sent: 151 points are over the daily limit of the account, which is 1,000.")
        desk.find("label", re.compile("^850 of them are used today and 150 are left"))

    def assert_minted(self, points):
        self.assertEqual(self.sandbox.get("/_sandbox/state")["mintedPoints"], points)
        sent = [one for one in self.sandbox.requests() if one["path"].endswith("/mint")]
        self.assertEqual(len(sent), 2)


if __name__ == "__main__":
    unittest.main()
