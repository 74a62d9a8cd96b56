# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""The official Python client of the approval service, unmodified: every public method of it, and the errors it knows."""
import inspect
import time
import unittest

import bkey
from bkey import BKeyClient
from bkey.exceptions import APIError, ApprovalDeniedError, ApprovalTimeoutError, AuthenticationError

from bkeytest import BkeyTest


def surface():
    return {name for name, _ in inspect.getmembers(BKeyClient, callable) if not name.startswith("_")}


class Recorded:
    """The client as it is, noting which of its methods were called."""

    def __init__(self, client, called):
        self.client = client
        self.called = called

    def __getattr__(self, name):
        self.called.add(name)
        return getattr(self.client, name)


class Client(BkeyTest):
    called = set()

    def setUp(self):
        super().setUp()
        self.client = self.made()

    def made(self, **changes):
        settings = {"client_id": self.known["clientId"], "client_secret": self.known["clientSecret"],
                    "base_url": self.base, **changes}
        return Recorded(BKeyClient(**settings), self.called)

    @classmethod
    def tearDownClass(cls):
        super().tearDownClass()
        if missing := surface() - cls.called:
            raise AssertionError(f"never called: {sorted(missing)}")

    def test_there_is_no_asynchronous_client_to_test(self):
        clients = [name for name in bkey.__all__ if name.endswith("Client")]

        self.assertEqual(clients, ["BKeyClient"])
        self.assertFalse([name for name in surface() if inspect.iscoroutinefunction(getattr(BKeyClient, name))])

    def test_tokens_are_given_and_refreshed_once(self):
        first = self.client.authenticate()
        self.assertEqual((first.token_type, first.expires_in), ("Bearer", 3600))
        self.assertIn("approve:action", first.scope)

        self.client.client._refresh_token = first.refresh_token
        second = self.client.refresh_token()

        self.assertNotEqual(second.refresh_token, first.refresh_token)
        with self.assertRaises(APIError) as caught:
            self.client.refresh_token()
        self.assertEqual((caught.exception.status_code, caught.exception.error_type), (400, "invalid_grant"))

    def test_a_wrong_secret_and_a_missing_refresh_token_are_told(self):
        with self.assertRaises(APIError) as caught:
            self.made(client_secret="test-wrong").authenticate()
        self.assertEqual((caught.exception.status_code, caught.exception.error_type), (401, "invalid_client"))
        with self.assertRaises(AuthenticationError):
            self.made().refresh_token()

    def test_an_approval_ends_with_a_token_that_verifies(self):
        self.tap_soon()

        result = self.client.approve("Refund 29.99 of order A-1234", self.did, scope="approve:payment", action_details={
            "type": "refund", "description": "Order A-1234", "amount": 29.99, "currency": "USD",
            "recipient": "customer@example.com"})

        claims = self.verify(result.access_token)
        self.assertEqual(result.status, "approved")
        self.assertEqual(claims["iss"], self.base)
        self.assertEqual((claims["sub"], claims["aud"]), (self.did, self.known["clientId"]))
        self.assertEqual(claims["scope"].split(), ["openid", "approve:payment"])

    def test_a_denial_and_a_time_out_are_different_errors(self):
        self.tap_soon("deny")
        with self.assertRaises(ApprovalDeniedError):
            self.client.approve("Drop the table", self.did)

        with self.assertRaises(ApprovalTimeoutError):
            self.client.approve("Nobody answers", self.did, timeout=1)

    def test_an_expired_request_is_told_by_its_status(self):
        request = self.client.initiate_approval(self.did, binding_message="Late", requested_expiry=30)
        self.assertEqual((request.expires_in, request.interval), (30, 5))

        self.sandbox.control("clock", advanceSeconds=31)

        self.assertEqual(self.client.poll_approval(request.auth_req_id).status, "expired")

    def test_a_checkout_completes_with_a_payment(self):
        checkout = self.client.checkout_request(
            "Example Store", [{"name": "Widget", "price": 9.99, "quantity": 1}], 9.99, "USD")
        self.assertEqual(checkout.status, "pending")
        self.assertTrue(checkout.ciba_auth_req_id)
        shown = next(entry for entry in self.pending() if entry["id"] == checkout.id)
        self.assertEqual(shown["details"]["amount"], 9.99)

        self.tap(checkout.id)
        result = self.client.checkout_poll(checkout.id)

        self.assertEqual(result.status, "completed")
        self.assertTrue(result.payment_intent_id.startswith("pi_demo_"))

    def test_a_rejected_checkout_raises(self):
        checkout = self.client.checkout_request("Example Store", [{"name": "Widget", "price": 1}], 1)
        self.tap(checkout.id, "deny")

        with self.assertRaises(ApprovalDeniedError):
            self.client.checkout_poll(checkout.id)

    def test_the_vault_stores_and_releases_once(self):
        stored = self.client.vault_store("python-key", "test-value")
        self.assertEqual(stored.status, "stored")
        access = self.client.vault_access("python-key")
        self.assertEqual(access.status, "pending")
        self.tap(access.id)

        self.assertEqual(self.client.vault_poll(access.id).data, "test-value")
        self.assertEqual(self.client.vault_poll("python-key").status, "consumed")

    def test_an_item_of_the_demo_is_an_object_and_a_denial_raises(self):
        access = self.client.vault_access("keyban-api-key")
        self.tap(access.id)
        self.assertEqual(self.client.vault_poll("keyban-api-key").data, {"key": "kb-demo-0001"})

        again = self.client.vault_access("keyban-api-key")
        self.tap(again.id, "deny")
        with self.assertRaises(ApprovalDeniedError):
            self.client.vault_poll(again.id)

    def test_errors_of_the_service_arrive_with_status_and_type(self):
        for call, status, kind in [(lambda: self.client.vault_access("no-such-item"), 404, "not_found"),
                                   (lambda: self.client.vault_store("keyban-api-key", "x"), 409, "conflict"),
                                   (lambda: self.client.checkout_poll("no-such-checkout"), 404, "not_found"),
                                   (lambda: self.client.initiate_approval(self.did, "sell:everything"), 400,
                                    "invalid_scope")]:
            with self.subTest(kind=kind), self.assertRaises(APIError) as caught:
                call()
            self.assertEqual((caught.exception.status_code, caught.exception.error_type), (status, kind))

    def test_it_polls_every_five_seconds_and_is_never_told_to_slow_down(self):
        request = self.client.initiate_approval(self.did)
        self.sandbox.control("bkey", interval=30)
        begun = time.monotonic()
        self.assertRaises(ApprovalTimeoutError, self.client.poll_approval, request.auth_req_id, timeout=6)
        self.assertGreaterEqual(time.monotonic() - begun, 6)


if __name__ == "__main__":
    unittest.main()
