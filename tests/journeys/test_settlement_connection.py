# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A connection with a settlement service, made and used by keyboard alone; its client secret goes into the keychain and
nowhere else, and when the service refuses it, the panel asks for another while passports go on."""
import json
import os
import re
import subprocess
import unittest
from pathlib import Path

from console import KEY, SECRET, Console
from sandbox import APPLICATION, KEYSTONE_CLIENT, Sandbox
from test_connect import files_with, processes_with, stored_keys

WRONG = "test-secret-of-another-client"
REFUSED = "The service does not accept this connection's key."
WEBHOOK_SECRET = "test-webhook-secret-of-a-person"


def stored_secrets():
    """Those of webhooks that the keychain holds."""
    answer = subprocess.run(["secret-tool", "search", "--all", "server", "Chancery"], capture_output=True, text=True,
                            timeout=20)
    return re.findall(r"^secret = .*?(test-webhook-.*)$", answer.stdout, re.MULTILINE)


def tab_to(desk, role, name, inside=None):
    """Goes on with Tab until that widget has the keyboard."""
    widget = desk.find(role, name, inside)
    for _ in range(60):
        if widget.has("focused"):
            return widget
        desk.keys("Tab")
    raise AssertionError(f"Tab never came to {widget!r}")


class SettlementConnectionTest(unittest.TestCase):
    def setUp(self):
        self.sandbox = Sandbox("--seed", "demo", "--rate", 0, "--era", 2)
        self.addCleanup(self.sandbox.stop)

    def fill(self, desk, name, text, role="text"):
        tab_to(desk, role, name)
        desk.keys("ctrl+a")
        desk.write(text)

    def test_a_connection_is_made_by_keyboard_and_its_secret_kept_in_the_keychain(self):
        with Console(name="settlement-connection") as desk:
            desk.find("label", "Where do you want to work?")
            desk.keys("ctrl+shift+c")
            dialog = desk.find("dialog", "Connections")
            tab_to(desk, "push button", "New", dialog)
            desk.keys("Return")
            self.fill(desk, "Name", "Desk of officers")
            self.fill(desk, "Service address", self.sandbox.keyban)
            self.fill(desk, "API key", KEY, "password text")
            self.fill(desk, "Application id", APPLICATION)
            tab_to(desk, "check box", "It has a settlement service")
            desk.keys("space")
            self.fill(desk, "Settlement address", self.sandbox.ready["keystone"])
            self.fill(desk, "Address of tokens", "http://tokens.example")
            desk.find("label", re.compile("^Without encryption"))
            self.fill(desk, "Client id", KEYSTONE_CLIENT["client_id"])
            self.fill(desk, "Client secret", WRONG, "password text")
            tab_to(desk, "check box", "Decisions need two people")
            desk.keys("space")
            desk.keys("ctrl+s")
            self.assertFalse((desk.data / "profiles.json").exists() and "Desk of officers" in self.profiles(desk))
            self.fill(desk, "Address of tokens", self.sandbox.ready["keystoneAuth"])
            desk.keys("alt+t")
            desk.find("label", "Passports can be worked with, settlements not yet.")
            self.fill(desk, "Client secret", SECRET, "password text")
            desk.keys("alt+t")
            desk.find("label", "This connection works.")
            desk.keys("ctrl+Return")
            desk.passports()
            self.assert_kept(desk)
            desk.keys("ctrl+4")
            desk.find("page tab", "Review")
            desk.find("label", re.compile(r"^[\d,]+ wait for a decision$"))
            desk.keys("alt+2")
            desk.find("table", "All settlements")
            self.assert_not_elsewhere(desk)
            desk.keys("ctrl+q")
            self.assertEqual(desk.process.wait(15), 0)
            self.assert_not_elsewhere(desk)

    def test_a_refused_secret_is_asked_for_in_the_panel_and_passports_go_on(self):
        with Console("--sandbox", name="settlement-refused") as desk:
            desk.passports()
            desk.keys("ctrl+4")
            desk.find("label", re.compile(r"^[\d,]+ wait for a decision$"))
            desk.control("faults", rules=[
                {"method": "POST", "path": "*/oauth/token", "effect": "status", "status": 401},
                {"method": "GET", "path": "*/v1/settlements*", "effect": "status", "status": 401}])
            desk.keys("F5")
            desk.find("label", "The settlement service does not accept this connection's client id and secret.",
                      within=30)
            desk.keys("ctrl+1")
            desk.passports()
            desk.control("faults", rules=[])
            desk.keys("ctrl+4")
            self.fill(desk, "Client secret", SECRET, "password text")
            desk.keys("Return")
            desk.gone("label", "The settlement service does not accept this connection's client id and secret.")
            desk.find("label", re.compile(r"^[\d,]+ wait for a decision$"))

    def test_without_a_key_of_passports_an_officer_works_with_settlements(self):
        with Console(name="settlement-only") as desk:
            desk.find("label", "Where do you want to work?")
            desk.keys("ctrl+shift+c")
            dialog = desk.find("dialog", "Connections")
            tab_to(desk, "push button", "New", dialog)
            desk.keys("Return")
            self.fill(desk, "Name", "Desk of officers")
            self.fill(desk, "Service address", self.sandbox.keyban)
            tab_to(desk, "check box", "It has a settlement service")
            desk.keys("space")
            self.fill(desk, "Settlement address", self.sandbox.ready["keystone"])
            self.fill(desk, "Address of tokens", self.sandbox.ready["keystoneAuth"])
            self.fill(desk, "Client id", KEYSTONE_CLIENT["client_id"])
            self.fill(desk, "Client secret", SECRET, "password text")
            desk.keys("ctrl+Return")
            desk.find("password text", "API key")
            desk.keys("ctrl+4")
            desk.find("label", re.compile(r"^[\d,]+ wait for a decision$"))
            desk.keys("ctrl+5")
            desk.find("label", "Nothing has happened yet")
            for room in ("ctrl+2", "ctrl+3"):
                desk.keys(room)
                desk.find("password text", "API key")
            self.fill(desk, "API key", "test-another-key", "password text")
            desk.keys("Return")
            desk.find("label", REFUSED)
            desk.keys("ctrl+4")
            desk.find("label", re.compile(r"^[\d,]+ wait for a decision$"))
            desk.keys("ctrl+1")
            desk.find("label", REFUSED)
            self.fill(desk, "API key", KEY, "password text")
            desk.keys("Return")
            desk.passports()

    def test_a_webhook_secret_is_kept_in_the_keychain_and_nowhere_else(self):
        with Console("--sandbox", name="webhook-secret") as desk:
            desk.passports()
            desk.keys("ctrl+4")
            desk.find("label", re.compile(r"^[\d,]+ wait for a decision$"))
            desk.keys("alt+5")
            desk.find("label", "No webhooks")
            desk.keys("alt+n")
            dialog = desk.find("dialog", "New webhook")
            self.fill(desk, "Address", "http://127.0.0.1:9/hook")
            self.fill(desk, "Secret", WEBHOOK_SECRET, "password text")
            desk.click("push button", "Create", dialog)
            desk.find("label", "The service tells it this once: copy it to its receiver, or keep it, now.")
            self.assertEqual(stored_secrets(), [])
            desk.keys("alt+k")
            desk.wait(lambda: stored_secrets() == [WEBHOOK_SECRET], "the secret in the keychain")
            service = [desk.data / "sandbox"]  # it was told
            self.assertEqual(files_with(WEBHOOK_SECRET, desk.folder, service), [])
            self.assertEqual(files_with(WEBHOOK_SECRET, Path(os.environ["HOME"])), [])
            self.assertEqual(processes_with(WEBHOOK_SECRET, desk.process.pid), [])
            desk.keys("ctrl+q")
            self.assertEqual(desk.process.wait(15), 0)
            self.assertEqual(files_with(WEBHOOK_SECRET, desk.folder, service), [])
            self.assertNotIn(WEBHOOK_SECRET, desk.output)

    @staticmethod
    def profiles(desk):
        return (desk.data / "profiles.json").read_text()

    def assert_kept(self, desk):
        desk.wait(lambda: stored_keys(desk) == [KEY, SECRET], "both secrets in the keychain")
        profile, = json.loads(self.profiles(desk))["profiles"]
        self.assertEqual(profile["keystone"]["auth"], self.sandbox.ready["keystoneAuth"])
        self.assertEqual(profile["keystone"]["clientId"], KEYSTONE_CLIENT["client_id"])
        self.assertTrue(profile["fourEyes"])

    def assert_not_elsewhere(self, desk):
        self.assertIn(desk.data / "profiles.json", files_with("Desk of officers", desk.data), "the search works")
        for secret in (SECRET, WRONG):
            self.assertEqual(files_with(secret, desk.folder), [])
            self.assertEqual(files_with(secret, Path(os.environ["HOME"])), [])
            self.assertNotIn(secret, desk.output)
            if desk.process.poll() is None:
                self.assertEqual(processes_with(secret, desk.process.pid), [])


if __name__ == "__main__":
    unittest.main()
