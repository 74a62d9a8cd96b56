#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""The command line with its keys at the credential proxy: the same work, and no key on this side."""
import json
import os
import subprocess
import unittest

from ctlcase import APPLICATION, CTL, KEY, Ctl

TOKEN = "test-keychains-token"
ROWS = "sku,name\n" + "".join(f"KC-{i},Lamp {i}\n" for i in range(40))


class Proxied(Ctl):
    def setUp(self):
        super().setUp()
        self.service = self.sandbox()

    def run_ctl(self, *arguments, **changes):
        foreign = ("KEYBAN_", "KEYSTONE_", "KEYCHAINS_")
        given = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
        given |= {"KEYBAN_API_KEY": "{{KEYBAN_API_KEY}}", "KEYBAN_APP_ID": APPLICATION,
                  "KEYSTONE_CLIENT_SECRET": "{{OAUTH2_ACCESS_TOKEN}}", "KEYCHAINS_TOKEN": TOKEN,
                  "KEYCHAINS_PROXY_URL": self.service.ready["keychains"], **changes}
        command = [CTL, *map(str, arguments), "--data-dir", str(self.room / "data")]
        environment = {name: value for name, value in given.items() if value is not None}
        answer = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)
        self.assertNotIn(KEY, answer.stdout + answer.stderr)
        self.assertNotIn(TOKEN, answer.stdout + answer.stderr)
        return answer

    def test_an_import_is_done_without_a_key(self):
        answer = self.run_ctl("import", self.file(ROWS), "--json")

        self.assertSays(answer, 0)
        self.assertEqual(json.loads(answer.stdout)["completed"], 40)
        self.assertEqual(self.service.state()["passports"], 40)
        kept = b"".join(path.read_bytes() for path in (self.room / "data").rglob("*") if path.is_file())
        self.assertNotIn(KEY.encode(), kept)
        self.assertNotIn(TOKEN.encode(), kept)

    def test_settlements_are_listed_without_a_client(self):
        answer = self.run_ctl("settlements", "list", "--json")

        self.assertSays(answer, 0)

    def test_without_a_token_nothing_is_sent(self):
        answer = self.run_ctl("import", self.file(ROWS), KEYCHAINS_TOKEN=None)

        self.assertNotEqual(answer.returncode, 0)
        self.assertIn("npx -y keychains token", answer.stderr)
        self.assertEqual(self.service.requests(), [])

    def test_what_needs_approval_is_said_with_its_scope(self):
        answer = self.run_ctl("import", self.file(ROWS), KEYBAN_API_KEY="{{KEYBAN_WRITE_KEY}}")

        self.assertNotEqual(answer.returncode, 0)
        self.assertIn("approval", answer.stderr)
        self.assertEqual(self.service.state()["passports"], 0)

    def test_an_address_that_cannot_go_through_is_refused(self):
        answer = self.run_ctl("import", self.file(ROWS), KEYBAN_API=self.service.keyban)

        self.assertSays(answer, 2, "proxy")
        self.assertEqual(self.service.requests(), [])

    def test_a_connection_takes_its_token_from_beside_the_data_folder(self):
        (self.room / "data").mkdir()
        (self.room / ".env").write_text(f"KEYCHAINS_TOKEN={TOKEN}\nKEYCHAINS_PROXY_URL=https://evil.test\n")
        profile = {"id": "0b9f5f0e-6a3f-4d0b-9a3e-111111111111", "name": "Proxied",
                   "keyban": {"base": "https://api.prod.keyban.io", "applicationId": APPLICATION},
                   "keychains": {"base": self.service.ready["keychains"], "passports": "KEYBAN_API_KEY",
                                 "tokenFrom": "envFile"}}
        (self.room / "data" / "profiles.json").write_text(json.dumps({"version": 1, "profiles": [profile]}))

        answer = self.run_ctl("import", self.file(ROWS), "--profile", "Proxied", KEYCHAINS_TOKEN=None)

        self.assertSays(answer, 0)
        self.assertEqual(self.service.state()["passports"], 40)


if __name__ == "__main__":
    unittest.main()
