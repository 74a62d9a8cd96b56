#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a connection puts behind another person's yes, from the command line: asked first, done once, or not at all."""
import json
import os
import subprocess
import unittest
import uuid

from ctlcase import APPLICATION, CTL, KEY, Ctl

ROWS = "modelNumber,name\n" + "".join(f"M-{n},Name {n}\n" for n in range(5))
DENIED = 5
RULES = [{"action": "mint", "from": 500, "need": "phone"}, {"action": "import", "from": 3, "need": "phone"}]


class Gated(Ctl):
    def setUp(self):
        super().setUp()
        self.service = self.sandbox()
        self.bkey = self.service.ready["credentials"]["bkey"]
        self.account = self.service.get("/_sandbox/loyalty")["accounts"][0]["id"]
        self.connect(RULES)

    def connect(self, rules, **changes):
        profile = {"id": str(uuid.uuid4()), "name": "Gated", "gate": rules,
                   "keyban": {"base": self.service.keyban, "applicationId": APPLICATION, "network": "StarknetSepolia"},
                   "bkey": {"base": self.service.ready["bkey"], "clientId": self.bkey["clientId"],
                            "approvers": [{"name": "Grace", "did": self.bkey["userDid"], "user": "test-approver"}]}}
        profile |= changes
        (self.room / "data").mkdir(exist_ok=True)
        (self.room / "data" / "profiles.json").write_text(json.dumps({"version": 1, "profiles": [profile]}))
        for service, secret in (("keyban", KEY), ("bkey", self.bkey["clientSecret"])):
            subprocess.run(["secret-tool", "store", "--label=Chancery", "xdg:schema", "org.qt.keychain", "server",
                            "Chancery", "type", "plaintext", "user", f"{profile['id']}/{service}"], input=secret,
                           text=True, check=True, timeout=20)

    def phone(self, word):
        self.service.control("bkey", interval=1, auto=word)

    def run_ctl(self, *arguments):
        given = {name: value for name, value in os.environ.items() if not name.startswith(("KEYBAN_", "BKEY_"))}
        return subprocess.run([CTL, *map(str, arguments), "--profile", "Gated", "--data-dir", str(self.room / "data")],
                              env=given, capture_output=True, text=True, timeout=120)

    def mint(self, points, *more):
        return self.run_ctl("mint", self.account, points, "--reason", "test", *more)

    def minted(self):
        return self.service.get("/_sandbox/state")["mintedPoints"]

    def asked(self):
        return self.service.get("/_sandbox/state")["approvals"]

    def test_below_the_rule_nobody_is_asked(self):
        self.assertSays(self.mint(499), 0)
        self.assertEqual((self.minted(), self.asked()), (499, 0))

    def test_after_a_yes_it_is_done_once(self):
        self.phone("approve")
        answer = self.mint(600)
        self.assertSays(answer, 0, "whose phone shows: Mint 600 points for " + self.account, "the proof verifies")
        self.assertEqual((self.minted(), self.asked()), (600, 1))
        self.assertSays(self.run_ctl("audit", self.room / "log"), 0)
        log = (self.room / "log").read_text()
        self.assertLess(log.index('"approval.spent"'), log.index('"mint.intended"'))
        self.assertIn(self.bkey["userDid"], log)

    def test_after_a_no_nothing_is_sent(self):
        self.phone("deny")
        self.assertSays(self.mint(600), DENIED, "Refused on the phone", "Nothing was sent.")
        self.assertEqual(self.minted(), 0)

    def test_without_the_service_nothing_is_sent(self):
        self.service.control("faults", rules=[{"method": "POST", "path": "*/bkey/*", "probability": 1, "seed": 1,
                                               "effect": "resetBefore"}])
        answer = self.mint(600)
        self.assertIn(answer.returncode, (3, DENIED), answer.stderr)
        self.assertIn("Nothing was sent.", answer.stderr)
        self.assertEqual(self.minted(), 0)

    def test_without_an_approval_service_nothing_is_sent(self):
        self.connect(RULES, bkey=None)
        self.assertSays(self.mint(600), DENIED, "has no approval service")
        self.assertEqual(self.minted(), 0)

    def test_a_limit_is_lifted_by_a_yes_that_was_asked_for(self):
        self.connect([])
        self.assertSays(self.run_ctl("mint", "limits", "--action", 100), 0)
        self.assertSays(self.mint(600), DENIED)
        self.phone("approve")
        self.assertSays(self.mint(600, "--did", "Grace"), 0)
        self.assertEqual(self.minted(), 600)

    def test_an_import_waits_for_its_yes(self):
        file = self.file(ROWS)
        self.phone("deny")
        self.assertSays(self.run_ctl("import", file), DENIED, "Nothing was sent.")
        self.assertEqual(self.service.get("/_sandbox/state")["jobs"], 0)
        self.phone("approve")
        self.assertSays(self.run_ctl("import", file), 0, "Import 5 rows of catalogue.csv")
        self.assertEqual(self.service.get("/_sandbox/state")["passports"], 5)

    def test_after_a_kill_the_same_question_is_listened_to(self):
        file = self.file(ROWS)
        self.phone("off")
        given = {name: value for name, value in os.environ.items() if not name.startswith(("KEYBAN_", "BKEY_"))}
        with subprocess.Popen([CTL, "import", file, "--profile", "Gated", "--data-dir", str(self.room / "data")],
                              env=given, stderr=subprocess.PIPE, text=True) as waiting:
            self.assertTrue(any("whose phone shows" in line for line in waiting.stderr))
            waiting.kill()
        ringing = self.service.get("/_sandbox/phone")["pending"]
        self.assertEqual(len(ringing), 1)
        self.service.control("phone", id=ringing[0]["id"], action="approve")
        answer = self.run_ctl("import", file)
        self.assertSays(answer, 0, "Goes on listening for the answer of Grace", "the proof verifies")
        self.assertEqual((self.service.get("/_sandbox/state")["passports"], self.asked()), (5, 1))

    def test_a_batch_of_awards_is_one_action(self):
        awards = self.file("account,amount,reason\n" + f"{self.account},300,a\n{self.account},301,b\n", "awards.csv")
        run = ("awards", "run", awards, "--batch", "spring", "--total", 601)
        self.phone("deny")
        self.assertSays(self.run_ctl(*run), DENIED)
        self.assertEqual(self.minted(), 0)
        self.phone("approve")
        self.assertSays(self.run_ctl(*run), 0)
        self.assertSays(self.run_ctl(*run), 0)  # the same batch once more: nothing is minted and nobody is asked
        self.assertEqual((self.minted(), self.asked()), (601, 2))

    def test_who_asks_may_not_approve(self):
        whoami = subprocess.run(["id", "-un"], capture_output=True, text=True, check=True).stdout.strip()
        self.phone("approve")
        self.assertSays(self.mint(600, "--user", whoami), 2, "may not approve")
        self.assertEqual((self.minted(), self.asked()), (0, 0))


if __name__ == "__main__":
    unittest.main()
