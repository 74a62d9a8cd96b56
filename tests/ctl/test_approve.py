#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Approvals from outside: a person is asked on the phone, and only a proven yes counts."""
import json
import signal
import subprocess
import unittest
import urllib.parse
import urllib.request

from ctlcase import CTL
from phonecase import PhoneCase

MESSAGE = "Deploy 2.4 to production"


class Approve(PhoneCase):
    def ask(self, *more, **changes):
        return self.start("approve", "--did", self.known["userDid"], "--user", "test-approver", "--message", MESSAGE,
                          "--json", *more, **changes)

    def test_a_yes_is_proven_and_written_down(self):
        for client in ("client", "rfcClient"):
            with self.subTest(client=client):
                process = self.ask("--type", "deploy", "--resource", "production", client=client)
                shown = self.rung()
                self.service.control("phone", id=shown["id"], action="approve")
                code, told, said = self.finish(process)

                self.assertEqual((shown["message"], shown["details"]["type"], shown["details"]["resource"]),
                                 (MESSAGE, "deploy", "production"))
                self.assertEqual(code, 0, said)
                self.assertEqual((told["state"], told["approver"]), ("granted", self.known["userDid"]))
                self.assertTrue(told["tokenId"])
                self.assertIn("the proof verifies", said)
        log = json.dumps(self.audited())
        self.assertIn("approval.asked", log)
        self.assertIn("approval.granted", log)
        self.assertIn(told["tokenId"], log)

    def test_each_no_is_another_sentence(self):
        self.wish(auto="deny")
        code, told, said = self.finish(self.ask())
        self.assertEqual((code, told["state"]), (5, "denied"))
        self.assertIn("Refused on the phone", said)

        self.wish(auto="off")
        process = self.ask("--expires", 30)
        self.rung()
        self.service.control("clock", advanceSeconds=60)
        code, told, said = self.finish(process)
        self.assertEqual((code, told["state"]), (5, "expired"))
        self.assertIn("Nobody answered", said)

    def test_a_forged_yes_is_none(self):
        for forgery, why in (("algNone", "malformed"), ("hs256", "algorithm"), ("otherKey", "signature"), ("wrongAudience", "audience"),
                             ("wrongSubject", "approver"), ("stale", "tooOld")):
            with self.subTest(forgery=forgery):
                self.wish(auto="approve", forge=[forgery])
                code, told, said = self.finish(self.ask())
                self.assertEqual((code, told["state"], told["why"]), (5, "failed", why), said)
                self.assertIn("Nothing was done", said)

    def test_who_asks_does_not_approve(self):
        who = subprocess.run(["id", "-un"], capture_output=True, text=True, check=True).stdout.strip()
        code, told, said = self.finish(self.start("approve", "--did", self.known["userDid"], "--user", who, "--message",
                                                  MESSAGE, "--json"))
        self.assertEqual((code, told["why"]), (2, "samePerson"), said)
        code, told, said = self.finish(self.start("approve", "--did", self.known["userDid"], "--message", MESSAGE,
                                                  "--json"))
        self.assertEqual((code, told["why"]), (2, "approverUnknown"), said)
        self.assertIn("--user", said)
        self.assertEqual(self.pending(), [])

    def test_ctrl_c_withdraws(self):
        process = self.ask()
        self.rung()
        process.send_signal(signal.SIGINT)
        code, told, said = self.finish(process)
        self.assertEqual((code, told["state"]), (4, "withdrawn"), said)

    def test_what_can_not_be_asked_is_named(self):
        for arguments, words in (((), "--message"), (("--message", MESSAGE), "--did"),
                                 (("--did", "ada", "--message", MESSAGE), "did:bkey"),
                                 (("--did", self.known["userDid"]), "--message")):
            code, _, said = self.finish(self.start("approve", *arguments))
            self.assertEqual(code, 2)
            self.assertIn(words, said)
        code, _, said = self.finish(self.ask(BKEY_CLIENT_SECRET="{{BKEY_CLIENT_SECRET}}"))
        self.assertEqual(code, 2)
        self.assertIn("never go through the credential proxy", said)
        code, _, said = self.finish(self.ask(BKEY_CLIENT_SECRET="test-wrong"))
        self.assertEqual(code, 3, said)

    def test_a_service_that_is_away_is_no_yes(self):
        code, told, said = self.finish(self.ask(BKEY_API_URL="http://127.0.0.1:9"))
        self.assertEqual(code, 3, said)
        self.assertEqual(told["state"], "failed")

    def test_a_token_can_be_verified(self):
        self.wish(auto="approve")
        form = {"grant_type": "client_credentials", "client_id": self.known["clientId"],
                "client_secret": self.known["clientSecret"]}
        bearer = self.form(form)["access_token"]
        _, started, _ = self.service.call("POST", "/bkey/oauth/bc-authorize", {
            "login_hint": self.known["userDid"], "scope": "openid approve:action", "binding_message": MESSAGE},
            headers={"Authorization": f"Bearer {bearer}", "Content-Type": "application/json"}, key=None)
        token = self.form(form | {"grant_type": "urn:openid:params:grant-type:ciba",
                                  "auth_req_id": started["auth_req_id"]})["access_token"]

        def verified(given, *more):
            process = subprocess.run([CTL, "approve", "verify", "-", "--json", *more], input=given, text=True,
                                     capture_output=True, env=self.environment(), timeout=60)
            return process.returncode, json.loads(process.stdout)

        code, told = verified(token, "--subject", self.known["userDid"])
        self.assertEqual((code, told["isProof"], told["approver"]), (0, True, self.known["userDid"]))
        code, told = verified(token, "--subject", "did:bkey:zSomebody")
        self.assertEqual((code, told["isProof"], told["why"]), (5, False, "approver"))
        code, told = verified(token, "--subject", self.known["userDid"], "--scope", "approve:payment")
        self.assertEqual((code, told["why"]), (5, "scope"))
        code, told = verified(token[:-4] + "AAAA", "--subject", self.known["userDid"])
        self.assertEqual((code, told["why"]), (5, "signature"))

    def form(self, fields):
        body = urllib.parse.urlencode(fields).encode()
        with urllib.request.urlopen(self.service.ready["bkey"] + "/oauth/token", body, timeout=30) as answer:
            return json.load(answer)


if __name__ == "__main__":
    unittest.main()
