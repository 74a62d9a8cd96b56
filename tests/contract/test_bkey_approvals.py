# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Approvals on the wire in both dialects: what is let in, when they end, how they are polled for."""
import unittest

from bkeytest import BkeyTest


class Starting(BkeyTest):
    def test_a_good_request_shows_on_the_phone_as_it_was_asked(self):
        request = self.started(scope="openid approve:deploy", binding_message="Deploy 7f3a to production",
                               action_details={"type": "deploy", "resource": "api", "amount": 1.50})

        shown = next(entry for entry in self.pending() if entry["id"] == request)

        self.assertEqual(shown["message"], "Deploy 7f3a to production")
        self.assertEqual(shown["scope"], "openid approve:deploy")
        self.assertEqual(shown["details"], {"type": "deploy", "resource": "api", "amount": 1.50})
        self.assertEqual(shown["subject"], self.did)
        self.assertTrue(shown["expiresAt"].endswith("Z"))

    def test_bad_requests_are_refused_each_by_its_name(self):
        for changes, code in [({"login_hint": "alice@example.com"}, "invalid_request"),
                              ({"login_hint": None}, "invalid_request"),
                              ({"login_hint": 7}, "invalid_request"),
                              ({"login_hint": "did:bkey:zTestNobody"}, "unknown_user_id"),
                              ({"scope": "approve:action"}, "invalid_scope"),
                              ({"scope": "openid openid approve:action"}, "invalid_scope"),
                              ({"scope": "openid"}, "invalid_scope"),
                              ({"scope": "openid everything"}, "invalid_scope"),
                              ({"binding_message": 121 * "x"}, "invalid_binding_message"),
                              ({"binding_message": "two\nlines"}, "invalid_binding_message"),
                              ({"requested_expiry": 29}, "invalid_request"),
                              ({"requested_expiry": 601}, "invalid_request"),
                              ({"requested_expiry": "300"}, "invalid_request"),
                              ({"action_details": "refund"}, "invalid_request"),
                              ({"action_details": {"amount": "29.99"}}, "invalid_request"),
                              ({"action_details": {"type": None}}, "invalid_request")]:
            with self.subTest(**changes):
                before = len(self.pending())
                status, answer = self.start(**changes)
                self.assertEqual((status, answer["error"]), (400, code))
                self.assertEqual(len(self.pending()), before)

    def test_without_a_token_nobody_is_asked(self):
        body = {"login_hint": self.did, "scope": "openid approve:action"}
        for headers in ({}, {"Authorization": "Bearer test-unknown"}):
            status, answer, _ = self.sandbox.call("POST", "/bkey/oauth/bc-authorize", body, key=None, headers=headers)
            self.assertEqual((status, answer["error"]), (401, "invalid_client"))

    def test_own_scopes_can_be_refused(self):
        self.sandbox.control("bkey", ownScopes=False)

        self.assertEqual(self.start(scope="openid approve:deploy")[1]["error"], "invalid_scope")
        self.assertEqual(self.start()[0], 200)

    def test_a_client_cannot_ask_for_what_its_token_lacks(self):
        token = self.token(scope="vault:access")

        self.assertEqual(self.start(token=token)[1]["error"], "invalid_scope")


class Polling(BkeyTest):
    def test_the_dialect_of_the_rfc_says_it_by_errors(self):
        self.sandbox.control("bkey", interval=0)
        request = self.started()
        status, answer = self.poll(request)
        self.assertEqual((status, answer["error"]), (400, "authorization_pending"))
        self.tap(request, "deny")
        status, answer = self.poll(request)
        self.assertEqual((status, answer["error"]), (400, "access_denied"))

    def test_the_dialect_of_the_python_client_says_it_by_a_status(self):
        request = self.started(self.status)
        self.assertEqual(self.poll(request, self.status), (200, {"status": "pending"}))
        self.tap(request, "deny")
        self.assertEqual(self.poll(request, self.status), (200, {"status": "denied"}))

    def test_either_dialect_can_be_put_on_every_client(self):
        self.sandbox.control("bkey", dialect="rfc")
        request = self.started(self.status)
        self.assertEqual(self.poll(request, self.status)[0], 400)

        self.sandbox.control("bkey", dialect="status")
        self.assertEqual(self.poll(self.started())[1], {"status": "pending"})

    def test_success_reads_in_both_dialects_and_comes_once(self):
        for client in (self.rfc, self.status):
            request = self.started(client)
            self.tap(request)

            status, answer = self.poll(request, client)
            again = self.poll(request, client)

            self.assertEqual((status, answer["status"], answer["token_type"]), (200, "approved", "Bearer"))
            self.assertEqual(answer["expires_in"], 300)
            self.verify(answer["access_token"])
            self.assertEqual(again[0], 400)
            self.assertIn("invalid_grant", str(again[1]["error"]))

    def test_who_polls_too_fast_is_slowed_down_for_good(self):
        request = self.started()
        self.poll(request)
        self.sandbox.control("clock", advanceSeconds=3)
        self.assertEqual(self.poll(request)[1]["error"], "slow_down")
        self.sandbox.control("clock", advanceSeconds=6)
        self.assertEqual(self.poll(request)[1]["error"], "slow_down")
        self.sandbox.control("clock", advanceSeconds=15)
        self.assertEqual(self.poll(request)[1]["error"], "authorization_pending")

    def test_an_approval_waits_behind_a_slow_down(self):
        request = self.started()
        self.poll(request)
        self.tap(request)

        self.assertEqual(self.poll(request)[1]["error"], "slow_down")
        self.sandbox.control("clock", advanceSeconds=10)
        self.assertEqual(self.poll(request)[0], 200)

    def test_time_runs_out_even_on_a_yes_that_nobody_fetched(self):
        silent, late = self.started(requested_expiry=30), self.started(requested_expiry=30)
        self.tap(late)
        self.sandbox.control("clock", advanceSeconds=31)

        self.assertEqual(self.poll(silent)[1]["error"], "expired_token")
        self.assertEqual(self.poll(late)[1]["error"], "expired_token")
        status, _, _ = self.sandbox.call("POST", "/_sandbox/phone", {"id": silent, "action": "approve"})
        self.assertEqual(status, 409)

    def test_a_request_belongs_to_the_client_that_made_it(self):
        request = self.started()

        self.assertEqual(self.poll(request, self.status)[0], 400)
        self.assertEqual(self.poll("ciba_unknown")[1]["error"], "invalid_grant")
        self.assertEqual(self.poll(request, {**self.rfc, "client_secret": "test-wrong"})[0], 401)
        self.assertEqual(self.poll(request)[1]["error"], "authorization_pending")

    def test_the_phone_can_answer_by_itself_when_told_to(self):
        self.sandbox.control("bkey", auto="approve")
        self.assertEqual(self.poll(self.started())[0], 200)
        self.sandbox.control("bkey", auto="deny")
        self.assertEqual(self.poll(self.started())[1]["error"], "access_denied")
        self.sandbox.control("bkey", auto="off")
        self.assertEqual(self.poll(self.started())[1]["error"], "authorization_pending")

    def test_a_lost_answer_takes_the_token_with_it(self):
        request = self.started()
        self.tap(request)
        self.sandbox.control("faults", rules=[{"method": "POST", "path": "/bkey/oauth/token", "nth": 1,
                                              "effect": "resetAfter"}])
        with self.assertRaises(OSError):
            self.poll(request)
        self.sandbox.control("faults", rules=[])

        self.assertEqual(self.poll(request)[1]["error"], "invalid_grant")

    def test_the_phone_takes_one_answer_and_only_what_it_knows(self):
        request = self.started()
        self.tap(request)
        for body, status in [({"id": request, "action": "deny"}, 409), ({"id": "ciba_none", "action": "deny"}, 404),
                             ({"id": request, "action": "ignore"}, 400)]:
            self.assertEqual(self.sandbox.call("POST", "/_sandbox/phone", body)[0], status)


class Strict(BkeyTest):
    options = ("--seed", "demo", "--strict")

    def test_unknown_keys_are_refused(self):
        self.assertEqual(self.start()[0], 200)
        self.assertEqual(self.start(bindingMessage="Deploy")[1]["error"], "invalid_request")


if __name__ == "__main__":
    unittest.main()
