# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Work without a stored key: passports, the import of a file, a mint and a settlement's decision through the credential
proxy, with a token that a person types. Neither the keychain nor the data folder nor the program's memory holds a key."""
import json
import re
import subprocess
import unittest
import uuid

from console import KEY, SECRET, Console
from desk import TOP
from sandbox import APPLICATION, Sandbox

NETWORK = "StarknetSepolia"
SAMPLE = TOP / "resources" / "samples" / "catalogue.csv"


def writable_memory(process):
    """The writable memory of a running program, piece by piece: what it read, was told or made. (What stands in the
    file of the program itself is no secret of this machine.)"""
    with open(f"/proc/{process}/maps", encoding="utf-8") as maps, open(f"/proc/{process}/mem", "rb", 0) as memory:
        for line in maps:
            place, rights = line.split()[:2]
            begin, end = (int(bound, 16) for bound in place.split("-"))
            if not rights.startswith("rw"):
                continue
            memory.seek(begin)
            try:
                yield memory.read(end - begin)
            except OSError:  # a page that was never there, such as a guard
                continue


def found_in_memory(process, texts):
    """Those of the texts that stand anywhere in it, as UTF-8 or as QString holds them."""
    found = set()
    for piece in writable_memory(process):
        found |= {text for text in texts if text.encode() in piece or text.encode("utf-16-le") in piece}
    return found


class ProxyTest(unittest.TestCase):
    def setUp(self):
        self.sandbox = Sandbox("--seed", "demo", "--rate", 0)
        self.addCleanup(self.sandbox.stop)
        self.account = self.sandbox.get("/_sandbox/loyalty")["accounts"][0]["id"]

    def test_work_goes_through_the_proxy_without_a_key(self):
        with self.desk() as desk:
            self.type_token(desk, 900)
            desk.find("label", re.compile("Typed by you. It is kept in memory only."))
            self.try_the_way(desk)
            desk.keys("ctrl+1")
            desk.passports()
            self.import_a_file(desk)
            self.mint(desk)
            self.decide(desk)
            desk.keys("ctrl+7")
            table = desk.find("table", "Latest calls")
            calls = {row[1] for row in desk.rows(table)}
            self.assertIn("keyban.mintPoints", calls)
            self.assertIn("keystone.decideCompliance", calls)
            desk.screenshot("proxy")
            self.assertIn("keyban.submitImport", calls)
            self.assertEqual(found_in_memory(desk.process.pid, [KEY, SECRET, self.given]), {self.given},
                             "the token is there, and no key")
        self.assert_no_key_is_kept()

    def desk(self):
        desk = Console("--profile", "Keyless", name="proxy")
        self.profile = {"id": str(uuid.uuid4()), "name": "Keyless", "guard": "normal",
                        "keyban": {"base": "https://api.prod.keyban.io", "applicationId": APPLICATION, "network": NETWORK},
                        "keystone": {"base": "https://api.keystoneos.xyz", "auth": "https://auth.keystoneos.xyz",
                                     "clientId": ""},
                        "keychains": {"base": self.sandbox.ready["keychains"], "passports": "KEYBAN_API_KEY",
                                      "settlements": "OAUTH2_ACCESS_TOKEN"}}
        self.data = desk.data
        desk.data.mkdir(parents=True)
        (desk.data / "profiles.json").write_text(json.dumps({"version": 1, "profiles": [self.profile]}))
        return desk

    def token(self, seconds):
        return self.sandbox.call("POST", "/_sandbox/keychains", {"mint": seconds})[1]["token"]

    def type_token(self, desk, seconds):
        field = desk.find("password text", "Token")
        desk.focus(field)
        self.given = self.token(seconds)
        desk.write(self.given)
        desk.keys("Return")

    def try_the_way(self, desk):
        desk.click("push button", "Send")
        desk.find("label", "200", within=20)

    def import_a_file(self, desk):
        before = self.sandbox.state()["passports"]
        desk.keys("ctrl+2")
        desk.type_into("text", "Path of the file", str(SAMPLE))
        desk.click("push button", "Open file")
        desk.click("push button", "Check the file")
        plan = desk.find("push button", re.compile("^Plan [0-9,]+ rows$"), within=30)
        rows = int(plan.name.split()[1].replace(",", ""))
        desk.click("push button", plan.name)
        desk.click("push button", re.compile("^Send [0-9,]+ rows to Keyless"), within=60)
        desk.click("push button", "Send the rows")  # the address is the real one, so the connection counts as live
        desk.find("label", f"{rows:,} of {rows:,} rows settled", within=120)
        desk.find("label", re.compile(f"^(All )?{rows:,} rows are in"), within=30)
        self.assertEqual(self.sandbox.state()["passports"] - before, rows)

    def mint(self, desk):
        desk.keys("ctrl+3")
        field = desk.find("text", "Account")
        desk.keys("alt+d")
        desk.wait(lambda: field.has("focused"), "the field of the account")
        desk.write(self.account)
        desk.keys("Return")
        desk.find("label", "0 points", within=20)
        desk.keys("alt+p")
        desk.wait(lambda: desk.find("text", "Points").has("focused"), "the field of the points")
        desk.write("600")
        desk.keys("alt+o")
        desk.wait(lambda: desk.find("text", "Reason").has("focused"), "the field of the reason")
        desk.write("Goodwill")
        desk.keys("Return")
        dialog = desk.find("dialog", "Mint 600 points?")
        desk.wait(lambda: dialog.has("active"), "the second look")
        desk.keys("alt+m")
        desk.find("label", f"600 points for account {self.account} were minted.", within=20)

    def decide(self, desk):
        desk.keys("ctrl+4")
        desk.find("label", re.compile("waits? for a decision"), within=30)
        desk.keys("r")
        desk.wait(lambda: desk.find("text", "Reason").has("focused"), "the field of the reason")
        desk.write("On the list")
        desk.keys("Return")
        dialog = desk.find("dialog", re.compile("^Reject the settlement"))
        desk.wait(lambda: desk.find("push button", "Reject", dialog).has("focused"), "the second look")
        desk.keys("Return")
        desk.find("label", re.compile("^(The settlement is rejected|The service awaits no decision)"), within=30)

    def assert_no_key_is_kept(self):
        for service in ("keyban", "keystone"):
            kept = subprocess.run(["secret-tool", "lookup", "server", "Chancery", "user", f"{self.profile['id']}/{service}"],
                                  capture_output=True, text=True, timeout=20)
            self.assertEqual(kept.stdout, "")
        for file in self.data.rglob("*"):
            if file.is_file():
                content = file.read_bytes()
                for secret in (KEY, SECRET):
                    self.assertNotIn(secret.encode(), content, file)


if __name__ == "__main__":
    unittest.main()
