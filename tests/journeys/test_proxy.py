# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Work without a stored key: passports, a mint and a settlement's decision through the credential proxy, with a token that a
person types. Neither the keychain nor the data folder
holds a key afterwards."""
import json
import re
import subprocess
import unittest
import uuid

from console import KEY, SECRET, Console
from sandbox import APPLICATION, Sandbox

NETWORK = "StarknetSepolia"


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
            self.mint(desk)
            self.decide(desk)
            desk.keys("ctrl+7")
            table = desk.find("table", "Latest calls")
            calls = {row[1] for row in desk.rows(table)}
            self.assertIn("keyban.mintPoints", calls)
            self.assertIn("keystone.decideCompliance", calls)
            desk.screenshot("proxy")
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
        desk.write(self.token(seconds))
        desk.keys("Return")

    def try_the_way(self, desk):
        desk.click("push button", "Send")
        desk.find("label", "200", within=20)

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
