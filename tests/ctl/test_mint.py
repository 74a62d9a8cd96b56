#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Points from outside: minted once, whatever happens on the way."""
import json
import os
import random
import signal
import subprocess
import time
import unittest

from ctlcase import KEY, Ctl

KILLS = int(os.environ.get("CHANCERY_KILLS", "8"))


class Mint(Ctl):
    def setUp(self):
        super().setUp()
        self.service = self.sandbox()
        self.service.control("loyalty", orderMs=0)
        account = self.service.ready["credentials"]["keyban"]["accounts"][0]
        self.account, self.wallet = account["id"], account["walletId"]

    def run_ctl(self, *arguments):
        return self.ctl(self.service, *arguments, "--data-dir", self.room / "data")

    def mint(self, amount, *more, account=None):
        return self.run_ctl("mint", account or self.account, amount, "--reason", "spring", *more)

    def minted(self):
        return self.service.state()["mintedPoints"]

    def mints(self, *more):
        return json.loads(self.run_ctl("mint", "list", "--json", *more).stdout)["mints"]

    def lose(self, effect):
        self.service.control("faults", rules=[{"method": "POST", "path": "*/mint", "nth": 1, "effect": effect}])

    def test_points_are_minted_and_listed(self):
        answer = self.mint(600, "--json")
        self.assertSays(answer, 0, "Minted", "600")
        self.assertEqual(json.loads(answer.stdout)["outcome"], "done")
        self.assertEqual([(m["points"], m["outcome"], m["reason"]) for m in self.mints()], [(600, "done", "spring")])

        orders = json.loads(self.run_ctl("orders", self.wallet, "--json").stdout)["orders"]
        self.assertEqual([o["amount"] for o in orders], ["600"])
        self.assertEqual(self.minted(), 600)

    def test_what_cannot_be_right_is_not_sent(self):
        for amount in ("0", "1.5", str(2**53 + 1), "1" * 30, "6e2", "many"):
            self.assertSays(self.mint(amount), 2)
        self.assertSays(self.mint(5, account=self.wallet), 2, "wallet")
        self.assertSays(self.mint(5, account="someone@example.org"), 2)
        self.assertSays(self.run_ctl("mint", self.account, 5), 2, "--reason")
        self.assertEqual(self.service.requests(), [])
        self.assertSays(self.mint(5, account="nobody"), 3, "Refused")

    def test_limits_hold_and_are_kept(self):
        self.assertSays(self.mint(10001), 5, "10,000")
        self.assertSays(self.run_ctl("mint", "limits", "--account-day", 100), 0)
        self.assertSays(self.mint(60), 0)
        self.assertSays(self.mint(41), 5, "daily limit of the account")
        self.assertSays(self.mint(40), 0)
        self.assertEqual(self.minted(), 100)

    def test_a_lost_mint_asks_first_and_is_reconciled(self):
        self.service.control("loyalty", orders="late")
        self.lose("resetAfter")
        lost = json.loads(self.mint(600, "--json").stdout)
        self.assertEqual(lost["outcome"], "unknown")
        self.assertSays(self.mint(600), 4, lost["id"])
        self.assertSays(self.run_ctl("mint", "reconcile"), 4)

        self.service.control("clock", advanceSeconds=90)
        self.assertSays(self.run_ctl("mint", "reconcile"), 0)
        self.assertEqual([m["outcome"] for m in self.mints()], ["done"])
        self.assertEqual(self.minted(), 600)

    def test_an_operator_may_give_a_word(self):
        self.lose("resetBefore")
        lost = json.loads(self.mint(600, "--json").stdout)
        self.assertSays(self.mint(600, "--despite", lost["id"]), 0)
        self.assertSays(self.run_ctl("mint", "close", lost["id"], "failed"), 2, "--reason")
        self.assertSays(self.run_ctl("mint", "close", lost["id"], "failed", "--reason", "not there"), 0)
        self.assertSays(self.run_ctl("mint", "close", lost["id"], "done", "--reason", "there"), 3)
        self.assertEqual(self.mints("--open"), [])
        self.assertEqual(self.minted(), sum(m["points"] for m in self.mints() if m["outcome"] == "done"))

    def test_tiers_are_made_and_listed(self):
        self.assertSays(self.run_ctl("tiers", "create", "--name", "Gold", "--visits", 10, "--ratio", "1.5"), 0)
        self.assertSays(self.run_ctl("tiers", "create", "--name", "Or", "--visits", 10, "--ratio", "1.5"), 3)
        self.assertIn("Gold", self.run_ctl("tiers", "list").stdout)
        self.service.control("loyalty", offersTiers=False)
        self.assertSays(self.run_ctl("tiers", "list"), 3, "does not offer")

    def test_killed_mints_are_found_again(self):
        self.service.control("faults", rules=[{"method": "POST", "path": "*/mint", "effect": "delay", "ms": 60}])
        random.seed(7)
        for number in range(KILLS):
            command, environment = self.command(self.service, "mint", self.account, 100 + number, "--reason", "kill",
                                                "--data-dir", self.room / "data", key=KEY)
            process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(random.uniform(0.02, 0.25))
            process.send_signal(signal.SIGKILL)
            process.wait()
            time.sleep(0.15)  # what the service has begun comes to its end
            self.run_ctl("mint", "reconcile")

        self.assertEqual(self.minted(), sum(m["points"] for m in self.mints() if m["outcome"] == "done"))


if __name__ == "__main__":
    unittest.main()
