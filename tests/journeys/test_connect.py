# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a first start to work in the sandbox: the key goes into the keychain and nowhere else."""
import json
import os
import re
import subprocess
import unittest
from pathlib import Path

from console import KEY, SECRET, Console


def files_with(words, folder, besides=()):
    """The files below a folder that hold these words, except those below some other folders."""
    found = []
    for path in sorted(folder.rglob("*")):
        kept_out = any(other == path or other in path.parents for other in besides)
        if path.is_file() and not path.is_symlink() and not kept_out and words.encode() in path.read_bytes():
            found.append(path)
    return found


def processes_with(words, root):
    """What /proc tells about a process and its children that holds these words."""
    processes = [str(root)]
    for process in processes:
        processes += Path(f"/proc/{process}/task/{process}/children").read_text().split()
    places = [Path("/proc", process, part) for process in processes for part in ("cmdline", "environ")]
    assert len(places) >= 2, "the console"
    return [place for place in places if words.encode() in place.read_bytes()]


def stored_keys(desk):
    """The secrets that the keychain holds for the console's only connection."""
    profile, = json.loads((desk.data / "profiles.json").read_text())["profiles"]
    found = []
    for service in ("keyban", "keystone"):
        answer = subprocess.run(["secret-tool", "search", "--all", "server", "Chancery", "user",
                                 f"{profile['id']}/{service}"], capture_output=True, text=True, timeout=20)
        found += re.findall(r"^secret = (.*)$", answer.stdout, re.MULTILINE)
    return found


class ConnectTest(unittest.TestCase):
    def test_a_first_start_leads_to_the_sandbox_and_a_second_one_straight_there(self):
        with Console(name="connect") as desk:
            desk.find("label", "Where do you want to work?")
            desk.click("push button", "Open the sandbox")
            desk.passports()
            self.assert_environment(desk)
            self.assert_key_is_in_the_keychain_only(desk)
            self.assert_connection_tests_well(desk)
            self.assert_key_is_in_the_keychain_only(desk)
            desk.choose("File", "Quit")
            self.assertEqual(desk.process.wait(15), 0)
            self.assert_not_on_disk(desk)
        with Console(name="connect-again", data=desk.data) as desk:
            desk.passports()
            self.assert_environment(desk)
            self.assertEqual(stored_keys(desk), [KEY, SECRET])

    def test_a_console_that_is_killed_leaves_no_sandbox_in_the_way_of_the_next(self):
        with Console("--sandbox", name="connect-killed") as desk:
            desk.passports()
            desk.process.kill()
            desk.process.wait()
        with Console("--sandbox", name="connect-after", data=desk.data) as desk:
            desk.passports()

    def test_the_connection_of_the_environment_is_offered_and_its_key_shown_nowhere(self):
        key, secret = "test-key-of-the-environment", "test-secret-of-the-environment"
        environment = {"KEYBAN_API": "https://api.test.example", "KEYBAN_API_KEY": key,
                       "KEYBAN_APP_ID": "7b0a5a52-8a57-4f0e-8d0c-2f4d5f1e9a10", "KEYSTONE_CLIENT_ID": "test-officer",
                       "KEYSTONE_CLIENT_SECRET": secret}
        with Console("--sandbox", name="connect-environment", environment=environment) as desk:
            desk.passports()
            for word in (key, secret):
                self.assertEqual(processes_with(word, desk.process.pid), [])
            desk.choose("File", "Connections…")
            dialog = desk.find("dialog", "Connections")
            desk.click("push button", "Import from environment or .env", inside=dialog)
            desk.click("push button", "Use it", inside=dialog)
            desk.click("push button", "Save", inside=dialog)
            profiles = desk.data / "profiles.json"
            desk.wait(lambda: "https://api.test.example" in profiles.read_text(), "the connection on the disk")
            self.assertIn('"test-officer"', profiles.read_text())
            for word in (key, secret):
                self.assertEqual(files_with(word, desk.folder), [])

    def assert_environment(self, desk):
        strip = desk.find("panel", "Environment")
        for words in ("TEST", "Sandbox", re.compile(r"127\.0\.0\.1"), "Keychain unlocked"):
            desk.find("label", words, inside=strip)
        self.assertIn("Test environment: profile Sandbox", strip.description)

    def assert_key_is_in_the_keychain_only(self, desk):
        desk.wait(lambda: stored_keys(desk) == [KEY, SECRET], "the key and the client secret in the keychain")
        self.assert_not_on_disk(desk)
        for secret in (KEY, SECRET):
            self.assertEqual(processes_with(secret, desk.process.pid), [])

    def assert_not_on_disk(self, desk):
        # The sandbox plays the service, which knows the keys that it takes; what it keeps is its own affair.
        besides = [desk.data / "sandbox"]
        self.assertIn(desk.data / "profiles.json", files_with("127.0.0.1", desk.data, besides), "the search works")
        for secret in (KEY, SECRET):
            self.assertEqual(files_with(secret, desk.folder, besides), [])
            self.assertEqual(files_with(secret, Path(os.environ["HOME"])), [])
            self.assertNotIn(secret, desk.output)

    def assert_connection_tests_well(self, desk):
        desk.choose("File", "Connections…")
        dialog = desk.find("dialog", "Connections")
        desk.click("push button", "Test connection", inside=dialog)
        desk.find("label", "This connection works.", inside=dialog)
        desk.click("push button", "Close", inside=dialog)
        desk.gone("dialog", "Connections")


if __name__ == "__main__":
    unittest.main()
