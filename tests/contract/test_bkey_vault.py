# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""The vault and checkouts in the dialect of the OpenAPI file: sealed by another library than the sandbox's."""
import base64
import hashlib
import json
import os
import unittest

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bkeytest import BkeyTest
from sandbox import Sandbox

PHONE = "07a37cbc142093c8b755dc1b10e86cb426374ad16aa853ed0bdfc0b2b86d1c7c"
VECTOR = ("AmSxAbHQvlqHBL0Hj5iVAB/APo6flSLxiN0SjZhG1IRmoKGio6Slpqeoqaqr3WVBiGJcw22bS1zhfrgKCfXHpLdcSPDSN5OB7y/FdXcjdJTJ"
          "2aw=")


def encoded(data):
    return base64.b64encode(data).decode()


def opened(private, envelope):
    data = base64.b64decode(envelope, validate=True)
    shared = private.exchange(X25519PublicKey.from_public_bytes(data[:32]))
    return AESGCM(hashlib.sha256(shared).digest()).decrypt(data[32:44], data[60:] + data[44:60], None)


def sealed(recipient, plain):
    private, iv = X25519PrivateKey.generate(), os.urandom(12)
    key = hashlib.sha256(private.exchange(X25519PublicKey.from_public_bytes(recipient))).digest()
    text = AESGCM(key).encrypt(iv, plain, None)
    return encoded(b"\2" + private.public_key().public_bytes_raw() + iv + text[-16:] + text[:-16])


class Vault(BkeyTest):
    def setUp(self):
        super().setUp()
        self.private = X25519PrivateKey.generate()

    def request(self, **changes):
        key = encoded(self.private.public_key().public_bytes_raw())
        body = {"itemName": "keyban-api-key", "fieldPath": "key", "purpose": "Import of April",
                "ephemeralPublicKey": key, **changes}
        return self.ask("POST", "/v1/vault/access", body)

    def access(self, action="approve"):
        status, answer = self.request()
        self.assertEqual((status, answer["status"]), (200, "pending"))
        self.tap(answer["id"], action)
        return answer["id"]

    def read(self, access):
        status, answer = self.ask("GET", "/v1/vault/access/" + access)
        self.assertEqual(status, 200, answer)
        return answer

    def test_a_value_comes_sealed_and_once(self):
        access = self.access()

        first, second = self.read(access), self.read(access)

        self.assertEqual(json.loads(opened(self.private, first["e2eeCiphertext"])), {"key": "kb-demo-0001"})
        self.assertEqual((first["status"], second["status"]), ("consumed", "consumed"))
        self.assertIsNone(second["e2eeCiphertext"])

    def test_a_value_can_come_bare_broken_or_for_somebody_else(self):
        self.sandbox.control("bkey", sealing="value")
        self.assertEqual(opened(self.private, self.read(self.access())["e2eeCiphertext"]), b"kb-demo-0001")
        for way in ("broken", "otherKey"):
            self.sandbox.control("bkey", sealing=way)
            with self.subTest(way), self.assertRaises(InvalidTag):
                opened(self.private, self.read(self.access())["e2eeCiphertext"])

    def test_a_denied_or_late_access_gives_nothing(self):
        denied = self.read(self.access("deny"))
        self.assertEqual((denied["status"], denied["e2eeCiphertext"]), ("denied", None))
        _, late = self.request(expiresInSecs=30)
        self.assertEqual(self.read(late["id"])["status"], "pending")
        self.sandbox.control("clock", advanceSeconds=30)
        self.assertEqual(self.read(late["id"])["status"], "expired")

    def test_bad_requests_are_refused(self):
        for changes in ({"itemName": ""}, {"itemName": 129 * "x"}, {"purpose": None}, {"expiresInSecs": 29},
                        {"ephemeralPublicKey": encoded(31 * b"x")}, {"ephemeralPublicKey": "not base64!"},
                        {"ephemeralPublicKey": encoded(32 * b"\0")}):
            with self.subTest(**changes):
                status, answer = self.request(**changes)
                self.assertEqual((status, answer["success"], answer["error"]["code"]), (400, False, "invalid_request"))
        self.assertEqual(self.request(itemName="nothing")[0], 404)
        self.assertEqual(self.request(fieldPath="nothing")[0], 404)

    def test_another_client_sees_nothing(self):
        access = self.access()

        self.assertEqual(self.ask("GET", "/v1/vault/access/" + access, client=self.status)[0], 404)
        self.assertIsNotNone(self.read(access)["e2eeCiphertext"])

    def test_an_item_called_access_can_be_asked_for_by_name(self):
        self.ask("POST", "/v1/vault/store", {"key": "access", "value": "test-value", "metadata": None})
        status, answer = self.ask("POST", "/v1/vault/access/access")
        self.assertEqual(status, 200)
        self.tap(answer["id"])

        self.assertEqual(self.ask("GET", "/v1/vault/access/status")[1]["data"], "test-value")

    def test_items_are_listed_without_their_values(self):
        _, answer = self.ask("GET", "/v1/vault/items?itemType=login")

        self.assertEqual([item["name"] for item in answer["items"]], ["shop-login"])
        self.assertEqual(answer["items"][0]["fieldNames"], ["username", "password"])
        self.assertNotIn("test-shop-password", json.dumps(self.ask("GET", "/v1/vault/items")[1]))

    def store(self, name, payload, action="approve", **more):
        status, answer = self.ask("POST", "/v1/vault/items/store-request",
                                  {"itemType": "api_key", "name": name, "encryptedPayload": payload, **more})
        if status != 200:
            return status, answer
        self.tap(answer["storeRequest"]["id"], action)
        return self.ask("GET", "/v1/vault/items/store-request/" + answer["storeRequest"]["id"])[1]["storeRequest"]["status"]

    def test_what_is_sealed_for_the_phone_is_kept(self):
        _, key = self.ask("GET", "/v1/vault/keys")
        self.assertEqual(base64.b64decode(key["publicKey"]).hex(), PHONE)

        self.assertEqual(self.store("own", sealed(bytes.fromhex(PHONE), b'{"key":"test-own"}'), tags=["a"]), "stored")
        self.assertEqual(self.store("vector", VECTOR), "stored")

        status, answer = self.request(itemName="own")
        self.tap(answer["id"])
        self.assertEqual(json.loads(opened(self.private, self.read(answer["id"])["e2eeCiphertext"])), {"key": "test-own"})

    def test_what_is_not_sealed_for_the_phone_is_not(self):
        other = X25519PrivateKey.generate().public_key().public_bytes_raw()
        self.assertEqual(self.store("for-others", sealed(other, b'{"key":"x"}')), "rejected")
        self.assertEqual(self.store("no-object", sealed(bytes.fromhex(PHONE), b'"x"')), "rejected")
        self.assertEqual(self.store("refused", VECTOR, "deny"), "rejected")
        self.assertEqual(self.store("plain", encoded(b'{"key":"x"}'))[0], 400)
        self.assertEqual(self.store("keyban-api-key", VECTOR)[0], 409)
        self.sandbox.control("bkey", vaultKey=False)
        self.assertEqual(self.ask("GET", "/v1/vault/keys")[0], 404)
        self.assertEqual(self.store("no-key", VECTOR)[0], 404)

    def test_an_empty_sandbox_has_neither_key_nor_items(self):
        empty = Sandbox("--seed", "empty")
        self.addCleanup(empty.stop)
        self.addCleanup(setattr, self, "sandbox", self.sandbox)
        self.sandbox = empty

        self.assertEqual(self.ask("GET", "/v1/vault/keys")[0], 404)
        self.assertEqual(self.ask("GET", "/v1/vault/items")[1]["items"], [])


class Checkout(BkeyTest):
    ORDER = {"merchantName": "Atelier", "merchantDomain": "atelier.example", "checkoutUrl": "https://atelier.example/c/1",
             "amount": 2999, "currency": "EUR", "lineItems": [{"title": "Lamp", "quantity": 1, "price": 2999}]}

    def started_checkout(self, **changes):
        status, answer = self.ask("POST", "/v1/checkout/initiate", {**self.ORDER, **changes})
        self.assertEqual(status, 200, answer)
        self.assertEqual(answer["checkoutRequest"]["id"], answer["id"])
        return answer["id"]

    def state(self, checkout):
        answer = self.ask("GET", f"/v1/checkout/{checkout}/status")[1]
        self.assertEqual(answer["checkoutRequest"]["status"], answer["status"])
        return answer["status"], answer["payment_intent_id"] is not None

    def test_a_payment_goes_through_its_steps(self):
        checkout = self.started_checkout()
        self.assertEqual(self.state(checkout), ("pending", False))
        self.tap(checkout)
        self.assertEqual(self.state(checkout), ("approved", False))
        self.sandbox.control("clock", advanceSeconds=1)
        self.assertEqual(self.state(checkout), ("payment_processing", False))
        self.sandbox.control("clock", advanceSeconds=1)
        self.assertEqual(self.state(checkout), ("payment_completed", True))

    def test_a_payment_can_fail_be_rejected_or_run_out(self):
        self.sandbox.control("bkey", payment="fail")
        failing, rejected, late = self.started_checkout(), self.started_checkout(), self.started_checkout(expiresInSecs=60)
        self.tap(failing)
        self.tap(rejected, "deny")
        self.sandbox.control("clock", advanceSeconds=60)

        self.assertEqual([self.state(one) for one in (failing, rejected, late)],
                         [("payment_failed", False), ("rejected", False), ("expired", False)])

    def test_bad_orders_are_refused(self):
        for changes in ({"amount": 29.99}, {"amount": 0}, {"amount": "2999"}, {"lineItems": []}, {"merchantName": ""},
                        {"lineItems": 51 * self.ORDER["lineItems"]}, {"merchantDomain": None}, {"expiresInSecs": 59},
                        {"lineItems": [{"title": "Lamp", "quantity": 0, "price": 1}]}):
            with self.subTest(**changes):
                self.assertEqual(self.ask("POST", "/v1/checkout/initiate", {**self.ORDER, **changes})[0], 400)


if __name__ == "__main__":
    unittest.main()
