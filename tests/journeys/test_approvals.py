# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is sensitive waits for a phone. A mint is approved there and done, and the log names who approved it; the approval
of a settlement is denied, and nothing is sent; a second yes does not serve twice. An import whose plan changes after its
approval is not sent, and the changed row is named."""
import json
import re
import sqlite3
import subprocess
import unittest
import uuid

from console import KEY, SECRET, Console
from sandbox import APPLICATION, KEYSTONE_CLIENT, Sandbox, flat

APPROVAL_SECRET = "test-bkey-client-secret"
RULES = [{"action": "mint", "from": 500, "need": "phone"},
         {"action": "approveSettlement", "from": 1, "need": "phone"},
         {"action": "import", "from": 3, "need": "phone"}]


class PhoneCase(unittest.TestCase):
    """A console on a connection that puts what is sensitive behind a phone, and the phone."""
    OPTIONS = ("--rate", 0, "--era", 2)
    NETWORK = "StellarTestnet"

    def setUp(self):
        self.sandbox = Sandbox("--seed", "empty", *self.OPTIONS)
        self.addCleanup(self.sandbox.stop)
        self.account = self.sandbox.get("/_sandbox/loyalty")["accounts"][0]["id"]
        self.bkey = self.sandbox.ready["credentials"]["bkey"]
        self.sandbox.control("bkey", interval=1)

    def desk(self, name):
        desk = Console("--profile", "Approvals", name=name)
        profile = {"id": str(uuid.uuid4()), "name": "Approvals", "guard": "normal", "gate": RULES,
                   "keyban": {"base": self.sandbox.keyban, "applicationId": APPLICATION, "network": self.NETWORK},
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


class ApprovalsTest(PhoneCase):
    def setUp(self):
        super().setUp()
        self.sandbox.control("keystone", add={"count": 1, "flagged": True, "slow": True})
        self.sandbox.control("clock", advanceSeconds=60)

    def test_what_is_sensitive_waits_for_a_phone(self):
        with self.desk("approvals") as desk:
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


class ApprovedPlanTest(PhoneCase):
    """Two imports: the second one is approved while the first one runs, and what it rests on changes meanwhile."""
    OPTIONS = ("--rate", 60)
    NETWORK = "StarknetSepolia"

    def test_a_plan_that_changed_after_its_approval_is_not_sent(self):
        with self.desk("approved-plan") as desk:
            desk.find(None, "Loyalty")
            desk.keys("ctrl+2")
            self.prepare(desk, self.write(desk, "first", 2400))
            self.approve(desk, "Import 2,400 rows of first.csv")
            desk.click("push button", "Prepare another file", within=30)
            self.prepare(desk, self.write(desk, "second", 5))
            self.approve(desk, "Import 5 rows of second.csv")
            desk.find("label", "5 rows, waiting for first.csv")
            status, _, _ = self.sandbox.call("POST", "/v1/dpp/passports", {"application": APPLICATION,
                                                                        **flat("second-3", name="Theirs")})
            self.assertEqual(status, 201)

            desk.find("label", "second.csv was not sent.", within=90)

            desk.find("label", re.compile(r"The passport of 1 row has changed, come or gone .*: line 5 \(second-3\)\."))
            desk.screenshot("moved")
            self.assertEqual(self.held(), {"second-3": "Theirs"}, "nothing of it was sent")
            self.assert_the_yes_serves_no_other_plan(desk)
        self.assertEqual(self.held(), {"second-3": "Theirs"})

    def write(self, desk, name, rows):
        path = desk.folder / f"{name}.csv"
        path.write_text("sku,name\n" + "".join(f"{name}-{row},Lamp {row}\n" for row in range(rows)))
        return path

    def prepare(self, desk, path):
        desk.type_into("text", "Path of the file", str(path))
        desk.click("push button", "Open file")
        desk.click("push button", "Check the file")
        desk.click("push button", re.compile("^Plan [0-9,]+ rows$"), within=30)
        desk.click("push button", re.compile("^Send .*Approvals"), within=60)

    def approve(self, desk, message):
        question = self.ask_phone(desk)
        self.assertTrue(question["message"].startswith(message), question["message"])
        self.answer(question, "approve")
        desk.gone("dialog", "Another person's yes", within=30)

    def held(self):
        """Of the second file's passports, those that the service holds."""
        found = self.sandbox.lines()
        return {one["modelNumber"]: one["name"] for one in found if one["modelNumber"].startswith("second")}

    def assert_the_yes_serves_no_other_plan(self, desk):
        """The plan as it is now is another one: somebody has to be asked about it."""
        desk.click("push button", "Open it again")
        desk.click("push button", "Check the file")
        desk.click("push button", re.compile("^Plan [0-9,]+ rows$"), within=30)
        desk.click("push button", re.compile("^Send 5 rows"), within=60)
        dialog = desk.find("dialog", "Another person's yes")
        self.assertFalse(desk.there("label", re.compile("has said yes"), dialog))
        self.answer(self.ask_phone(desk), "deny")
        desk.find("label", "Refused on the phone. Nothing is approved.", within=20)
        desk.keys("Escape")
        desk.gone("dialog", "Another person's yes")
        with sqlite3.connect(f"file:{desk.data / 'ledger.sqlite'}?mode=ro", uri=True) as ledger:
            states = [state for state, in ledger.execute("SELECT state FROM approval ORDER BY asked_at")]
        self.assertEqual(states, ["spent", "granted", "denied"])


if __name__ == "__main__":
    unittest.main()
