#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""The vault on a phone from outside: a value comes once, to standard output alone."""
import json
import os
import pathlib
import pty
import signal
import subprocess
import unittest

from ctlcase import CTL
from phonecase import PhoneCase

PASSWORD = "test-shop-password"
FIELD = ("vault", "read", "shop-login", "--field", "password", "--purpose", "Log in to the shop")


class Vault(PhoneCase):
    OPTIONS = ("--seed", "demo")

    def run_ctl(self, *arguments, **changes):
        process = self.start(*arguments, **changes)
        out, said = process.communicate(timeout=120)
        return process.returncode, out, said

    def kept(self):
        """All that the program left on the disk."""
        folder = pathlib.Path(self.room / "data")
        return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())

    def store(self, fields, *more):
        path = self.file(fields, "fields.json")
        with open(path, encoding="utf-8") as given:
            return self.start("vault", "store", "till-login", "--type", "login", "--json", *more, given=given)

    def test_the_items_are_listed_without_values(self):
        code, out, said = self.run_ctl("vault", "list")
        self.assertEqual(code, 0, said)
        self.assertRegex(out, r"shop-login +login +username, password")
        self.assertNotIn(PASSWORD, out)
        code, told, said = self.finish(self.start("vault", "list", "--type", "api_key", "--json"))
        self.assertEqual([item["name"] for item in told["items"]], ["openai-api-key", "keyban-api-key"])
        self.assertEqual(told["items"][0]["fields"], ["key"])

    def test_a_field_comes_sealed_and_once(self):
        process = self.start(*FIELD)
        shown = self.tap("approve")
        out, said = process.communicate(timeout=120)
        self.assertEqual((process.returncode, out), (0, PASSWORD + "\n"), said)
        self.assertEqual(shown["message"], "Log in to the shop")
        self.assertNotIn(PASSWORD, said)
        self.assertIn("was released", said)
        self.assertNotIn(PASSWORD.encode(), self.kept())
        log = json.dumps(self.audited())
        self.assertIn("vault.asked", log)
        self.assertIn("vault.ended", log)

    def test_a_whole_item_comes_open(self):
        self.wish(auto="approve")
        code, told, said = self.finish(self.start("vault", "read", "openai-api-key", "--json"))
        self.assertEqual((code, told["state"]), (0, "released"), said)
        self.assertEqual(json.loads(told["value"]), {"key": "test-openai-0001"})
        self.assertNotIn(b"test-openai-0001", self.kept())

    def test_a_terminal_shows_no_value_unless_told(self):
        self.wish(auto="approve")
        answer = self.on_terminal()
        self.assertEqual(answer[0], 2)
        self.assertIn("--show", answer[2])
        self.assertEqual(answer[1], "")
        self.assertEqual(self.pending(), [])
        code, out, said = self.on_terminal("--show")
        self.assertEqual((code, out.strip()), (0, PASSWORD), said)

    def on_terminal(self, *more):
        ours, theirs = pty.openpty()
        process = subprocess.Popen([CTL, *FIELD, *more, "--data-dir", str(self.room / "data")], stdout=theirs,
                                   stderr=subprocess.PIPE, env=self.environment(), text=True)
        said = process.communicate(timeout=120)[1]
        os.close(theirs)
        out = b""
        try:
            while chunk := os.read(ours, 4096):
                out += chunk
        except OSError:  # Linux says so at the end of a terminal whose other side is closed
            pass
        os.close(ours)
        return process.returncode, out.decode(), said

    def test_each_end_is_another_sentence(self):
        self.wish(auto="deny")
        code, told, said = self.finish(self.start(*FIELD, "--json"))
        self.assertEqual((code, told["state"]), (5, "denied"), said)
        self.assertIn("Refused on the phone", said)

        self.wish(auto="off")
        process = self.start(*FIELD, "--json")
        self.rung()
        self.service.control("clock", advanceSeconds=600)
        code, told, said = self.finish(process)
        self.assertEqual((code, told["state"]), (5, "expired"), said)
        self.assertIn("Nobody answered", said)

        self.wish(auto="approve", sealing="otherKey")
        code, told, said = self.finish(self.start(*FIELD, "--json"))
        self.assertEqual((code, told["state"]), (1, "unreadable"), said)
        self.assertIn("can't be read", said)
        self.assertNotIn("value", told)

        self.wish(sealing="object")
        self.service.control("faults", rules=[
            {"method": "GET", "path": "*/v1/vault/access/*", "nth": 1, "effect": "truncate"}])
        code, told, said = self.finish(self.start(*FIELD, "--json"))
        self.assertEqual((code, told["state"], told["answerLost"]), (1, "lost", True), said)
        self.assertIn("got lost", said)

    def test_ctrl_c_stops_waiting(self):
        process = self.start(*FIELD, "--json")
        self.rung()
        process.send_signal(signal.SIGINT)
        code, told, said = self.finish(process)
        self.assertEqual((code, told["state"]), (4, "withdrawn"), said)

    def test_an_item_is_sealed_stored_and_read_back(self):
        process = self.store('{"username": "till", "password": "test-till-0001"}', "--description", "The till")
        self.tap("approve")
        code, told, said = self.finish(process)
        self.assertEqual((code, told["state"]), (0, "stored"), said)
        self.wish(auto="approve")
        code, out, said = self.run_ctl("vault", "read", "till-login", "--field", "password", "--purpose", "Look")
        self.assertEqual((code, out), (0, "test-till-0001\n"), said)
        self.assertNotIn(b"test-till-0001", self.kept())

        code, told, said = self.finish(self.store('{"password": "test-till-0002"}'))
        self.assertEqual((code, told["state"]), (3, "failed"), said)

    def test_what_is_not_stored_is_said(self):
        self.wish(auto="deny")
        code, told, said = self.finish(self.store('{"password": "test-till-0001"}'))
        self.assertEqual((code, told["state"]), (5, "denied"), said)
        self.assertIn("not stored", said)
        self.wish(vaultKey=False)
        code, told, said = self.finish(self.store('{"password": "test-till-0001"}'))
        self.assertEqual((code, told["state"]), (3, "noKey"), said)
        self.assertIn("Open the vault on the phone once", said)

    def test_what_can_not_be_asked_is_named(self):
        for arguments, words in (((), "list, read ITEM or store NAME"), (("read",), "read ITEM"),
                                 (("read", "x", "--field", "password"), "--purpose"),
                                 (("read", "x", "--purpose", "Log in"), "--field"),
                                 (("store", "x"), "--type")):
            code, _, said = self.run_ctl("vault", *arguments)
            self.assertEqual(code, 2)
            self.assertIn(words, said)
        for fields in ("", "[]", "{}", '{"password": 1}', "test-plain"):
            code, _, said = self.finish(self.store(fields))
            self.assertEqual(code, 2)
            self.assertIn("JSON object", said)
            self.assertNotIn("test-plain", said)
        self.assertEqual(self.pending(), [])

    def test_what_the_service_refuses_is_no_value(self):
        code, told, said = self.finish(self.start("vault", "read", "nothing-here", "--json"))
        self.assertEqual((code, told["state"]), (3, "failed"), said)
        code, told, said = self.finish(self.start(*FIELD, "--json", BKEY_API_URL="http://127.0.0.1:9"))
        self.assertEqual((code, told["state"]), (3, "failed"), said)


if __name__ == "__main__":
    unittest.main()
