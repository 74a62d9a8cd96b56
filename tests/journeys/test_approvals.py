# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is sensitive waits for a phone. A mint is approved there and done, and the log names who approved it; the approval
of a settlement is denied, and nothing is sent; a second yes does not serve twice."""
import json
import re
import sqlite3
import subprocess
import unittest
import uuid

from console import KEY, SECRET, Console
from sandbox import APPLICATION, KEYSTONE_CLIENT, Sandbox

APPROVAL_SECRET = "test-bkey-client-secret"
RULES = [{"action": "mint", "from": 500, "need": "phone"},
         {"action": "approveSettlement", "from": 1, "need": "phone"}]


class ApprovalsTest(unittest.TestCase):
    def setUp(self):
        self.sandbox = Sandbox("--seed", "empty", "--rate", 0, "--era", 2)
        self.addCleanup(self.sandbox.stop)
        self.account = self.sandbox.get("/_sandbox/loyalty")["accounts"][0]["id"]
        self.bkey = self.sandbox.ready["credentials"]["bkey"]
        self.sandbox.control("bkey", interval=1)
        self.sandbox.control("keystone", add={"count": 1, "flagged": True, "slow": True})
        self.sandbox.control("clock", advanceSeconds=60)

    def test_what_is_sensitive_waits_for_a_phone(self):
        with self.desk() as desk:
            desk.find(None, "Loyalty")
            desk.keys("ctrl+3")
            self.name_the_account(desk)
            self.mint_after_a_yes(desk)
            self.mint_denied(desk)
            self.settlement_denied(desk)
            self.history(desk)
            self.assert_log_names_the_approver(desk)
        state = self.sandbox.get("/_sandbox/state")
        self.assertEqual(state["mintedPoints"], 600)
        self.assertEqual(self.sandbox.get("/_sandbox/decisions")["decisions"], [])

    def desk(self):
        desk = Console("--profile", "Approvals", name="approvals")
        profile = {"id": str(uuid.uuid4()), "name": "Approvals", "guard": "normal", "gate": RULES,
                   "keyban": {"base": self.sandbox.keyban, "applicationId": APPLICATION, "network": "StellarTestnet"},
                   "keystone": {"base": self.sandbox.ready["keystone"], "auth": self.sandbox.ready["keystoneAuth"],
                                "clientId": KEYSTONE_CLIENT["client_id"]},
                   "bkey": {"base": self.sandbox.ready["bkey"], "clientId": self.bkey["clientId"],
                            "approvers": [{"name": "Head of loyalty", "did": self.bkey["userDid"],
                                           "user": "somebody-else"}]}}
        desk.data.mkdir(parents=True)
        (desk.data / "profiles.json").write_text(json.dumps({"version": 1, "profiles": [profile]}))
        for service, secret in (("keyban", KEY), ("keystone", SECRET), ("bkey", self.bkey["clientSecret"])):
            subprocess.run(["secret-tool", "store", "--label=Chancery", "xdg:schema", "org.qt.keychain", "server",
                            "Chancery", "type", "plaintext", "user", f"{profile['id']}/{service}"], input=secret,
                           text=True, check=True, timeout=20)
        return desk

    def name_the_account(self, desk):
        field = desk.find("text", "Account")
        desk.keys("alt+d")
        desk.wait(lambda: field.has("focused"), "the field of the account")
        desk.write(self.account)
        desk.keys("Return")
        desk.find("label", "0 points")

    def ask_mint(self, desk, points, reason):
        desk.keys("alt+p")
        desk.wait(lambda: desk.find("text", "Points").has("focused"), "the field of the points")
        desk.keys("ctrl+a")
        desk.write(str(points))
        desk.keys("alt+o")
        desk.wait(lambda: desk.find("text", "Reason").has("focused"), "the field of the reason")
        desk.keys("ctrl+a")
        desk.write(reason)
        desk.keys("Return")
        dialog = desk.find("dialog", f"Mint {points} points?")
        desk.wait(lambda: dialog.has("active"), "the second look")
        desk.keys("alt+m")

    def ask_phone(self, desk):
        """Asks; what the phone shows, once it rings."""
        dialog = desk.find("dialog", "Another person's yes")
        desk.wait(lambda: dialog.has("active"), "the dialog")
        shown = desk.find("label", re.compile(" · plan [0-9a-f]{2}( [0-9a-f]{2}){3}$"), dialog).name
        desk.keys("Return")
        desk.find("label", re.compile("^Head of loyalty is being asked"), dialog)
        pending = self.sandbox.get("/_sandbox/phone")["pending"]
        self.assertEqual([one["message"] for one in pending], [shown])
        return pending[0]

    def answer(self, question, word):
        self.sandbox.control("phone", id=question["id"], action=word)

    def mint_after_a_yes(self, desk):
        self.ask_mint(desk, 600, "Goodwill, late delivery")
        question = self.ask_phone(desk)
        desk.screenshot("waiting")
        self.assertEqual(str(question["details"]["amount"]), "600")
        self.assertEqual(question["details"]["recipient"], self.account)
        self.assertEqual(self.sandbox.get("/_sandbox/state")["mintedPoints"], 0)
        self.answer(question, "approve")
        desk.find("label", f"600 points for account {self.account} were minted.", within=20)

    def mint_denied(self, desk):
        self.ask_mint(desk, 700, "Goodwill, once more")
        question = self.ask_phone(desk)
        self.answer(question, "deny")
        desk.find("label", "Refused on the phone. Nothing is approved.", within=20)
        desk.screenshot("denied")
        desk.keys("Escape")
        desk.gone("dialog", "Another person's yes")

    def settlement_denied(self, desk):
        desk.keys("ctrl+4")
        desk.find("label", "1 waits for a decision", within=30)
        desk.keys("a")
        desk.wait(lambda: desk.find("text", "Reason").has("focused"), "the field of the reason")
        desk.write("Screening is clear")
        desk.keys("Return")
        dialog = desk.find("dialog", re.compile("^Approve the settlement"))
        desk.wait(lambda: desk.find("push button", "Approve", dialog).has("focused"), "the second look")
        desk.keys("Return")
        question = self.ask_phone(desk)
        self.assertTrue(question["details"]["resource"])
        self.answer(question, "deny")
        desk.find("label", "Refused on the phone. Nothing is approved.", within=20)
        desk.keys("Escape")
        desk.gone("dialog", "Another person's yes")
        desk.find("label", "1 waits for a decision")

    def history(self, desk):
        desk.keys("ctrl+6")
        desk.find("label", "3 approvals")
        table = desk.find("table", "Approvals")
        self.assertEqual([row[0] for row in desk.rows(table)], ["Denied", "Denied", "Used"])
        desk.screenshot("history")

    def assert_log_names_the_approver(self, desk):
        with sqlite3.connect(f"file:{desk.data / 'ledger.sqlite'}?mode=ro", uri=True) as ledger:
            entries = [json.loads(entry) for entry, in ledger.execute("SELECT entry FROM audit_entry ORDER BY sequence")]
        names = [entry["event"] for entry in entries]
        spent = entries[names.index("approval.spent")]["content"]
        self.assertEqual(spent["approver"], self.bkey["userDid"])
        self.assertTrue(spent["tokenId"])
        minted = entries[names.index("mint.intended")]["content"]
        self.assertEqual(spent["for"], minted["id"])
        self.assertEqual(names.index("mint.intended"), names.index("approval.spent") + 1)


if __name__ == "__main__":
    unittest.main()
