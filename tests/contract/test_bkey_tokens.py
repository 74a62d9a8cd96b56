# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Credentials, published keys and the ways in which the sandbox spoils tokens, looked at with another library."""
import base64
import hashlib
import hmac
import json
import time
import unittest

from cryptography.exceptions import InvalidSignature

from bkeytest import BkeyTest, claims_of, unpadded

VECTOR_KEY = "5_FioQvsVZr-oZXk3OhLaVaNXSywlj60RsBoXisX8vA"
GROUP_ORDER = 2**252 + 27742317777372353535851937790883648493


class Credentials(BkeyTest):
    def test_discovery_names_what_is_there(self):
        facts = self.sandbox.call("GET", "/bkey/.well-known/openid-configuration", key=None)[1]

        self.assertEqual(facts["issuer"], self.base)
        for name in ("token_endpoint", "jwks_uri", "backchannel_authentication_endpoint", "revocation_endpoint",
                     "userinfo_endpoint"):
            self.assertTrue(facts[name].startswith(self.base + "/"), name)

    def test_tokens_say_who_they_are_until_revoked_or_over(self):
        token = self.token()
        status, who = self.ask("GET", "/userinfo", token=token)
        self.assertEqual((status, who["sub"]), (200, self.rfc["client_id"]))

        self.assertEqual(self.form("/oauth/revoke", {"token": token, "client_id": self.rfc["client_id"]}), (200, {}))
        self.assertEqual(self.form("/oauth/revoke", {"token": "test-unknown"}), (200, {}))
        self.assertEqual(self.ask("GET", "/userinfo", token=token)[0], 401)

        short = self.token()
        self.sandbox.control("clock", advanceSeconds=3600)
        self.assertEqual(self.ask("GET", "/userinfo", token=short)[0], 401)

    def test_forms_are_forms(self):
        body = {"grant_type": "client_credentials", **self.rfc}
        status, answer, _ = self.sandbox.call("POST", "/bkey/oauth/token", body, key=None,
                                              headers={"Content-Type": "application/json"})
        self.assertEqual((status, answer["error"]), (400, "invalid_request"))
        self.assertEqual(self.form("/oauth/token", {**self.rfc, "grant_type": "password"})[1]["error"],
                         "unsupported_grant_type")
        self.assertEqual(self.form("/oauth/token", {**body, "scope": "vault:access identity:read"})[0], 200)
        self.assertEqual(self.form("/oauth/token", {**body, "scope": "no:such"})[1]["error"], "invalid_scope")

    def test_a_refresh_token_works_once_and_needs_no_secret(self):
        _, first = self.form("/oauth/token", {"grant_type": "client_credentials", **self.rfc})
        refresh = {"grant_type": "refresh_token", "refresh_token": first["refresh_token"],
                   "client_id": self.rfc["client_id"]}

        self.assertEqual(self.form("/oauth/token", {**refresh, "client_secret": "test-wrong"})[0], 401)
        self.assertEqual(self.form("/oauth/token", refresh)[0], 200)
        self.assertEqual(self.form("/oauth/token", refresh)[1]["error"], "invalid_grant")

        self.sandbox.control("bkey", refreshTokens=False)
        _, without = self.form("/oauth/token", {"grant_type": "client_credentials", **self.rfc})
        self.assertNotIn("refresh_token", without)

    def test_a_missing_scope_is_named(self):
        status, answer = self.ask("GET", "/v1/vault/keys", token=self.token(scope="vault:access"))

        self.assertEqual((status, answer["error"]["code"]), (403, "insufficient_scope"))
        self.assertIn("vault:store", answer["error"]["message"])


class Keys(BkeyTest):
    def test_rotation_keeps_the_old_key_until_it_is_retired(self):
        first = self.approved()
        self.sandbox.control("bkey", keys="rotate")
        second = self.approved()
        self.assertNotEqual(*(json.loads(unpadded(token.split(".")[0]))["kid"] for token in (first, second)))
        self.verify(first)
        self.verify(second)

        self.sandbox.control("bkey", keys="retire")

        self.verify(second)
        self.assertRaises(StopIteration, self.verify, first)

    def test_the_first_key_is_the_one_of_the_vectors(self):
        key = self.keys()[0]
        self.assertEqual((key["kty"], key["crv"], key["alg"], key["use"]), ("OKP", "Ed25519", "EdDSA", "sig"))
        if key["kid"] == "demo-1":
            self.assertEqual(key["x"], VECTOR_KEY)
        self.assertNotIn("d", key)

    def test_sets_that_must_not_be_trusted(self):
        self.sandbox.control("bkey", keys="many")
        self.assertEqual(len(self.keys()), 11)
        self.sandbox.control("bkey", keys="private")
        self.assertIn("d", self.keys()[0])
        self.sandbox.control("bkey", keys="none")
        self.assertEqual(self.keys(), [])

    def approved(self, **more):
        request = self.started(**more)
        self.tap(request)
        return self.poll(request)[1]["access_token"]


class Forgeries(Keys):
    test_rotation_keeps_the_old_key_until_it_is_retired = None
    test_the_first_key_is_the_one_of_the_vectors = None
    test_sets_that_must_not_be_trusted = None

    def forged(self, *words):
        self.sandbox.control("bkey", forge=words)
        return self.approved()

    def test_signatures(self):
        for word in ("otherKey", "badSignature", "malleable"):
            with self.subTest(word), self.assertRaises(InvalidSignature):
                self.verify(self.forged(word))
        self.assertRaises(StopIteration, self.verify, self.forged("unknownKid"))
        self.assertNotIn("kid", json.loads(unpadded(self.forged("noKid").split(".")[0])))

    def test_the_malleable_one_is_the_true_one_plus_the_group_order(self):
        signature = unpadded(self.forged("malleable").split(".")[2])

        self.assertGreaterEqual(int.from_bytes(signature[32:], "little"), GROUP_ORDER)

    def test_algorithms(self):
        head, _, signature = self.forged("algNone").split(".")
        self.assertEqual((json.loads(unpadded(head))["alg"], signature), ("none", ""))

        head, body, signature = self.forged("hs256").split(".")
        public = unpadded(next(key["x"] for key in self.keys() if key["kid"] == json.loads(unpadded(head))["kid"]))
        expected = hmac.digest(public, f"{head}.{body}".encode(), hashlib.sha256)
        self.assertEqual(base64.urlsafe_b64encode(expected).rstrip(b"=").decode(), signature)

    def test_claims(self):
        now = time.time() + self.ahead()
        honest = self.verify(self.forged())
        self.assertAlmostEqual(honest["iat"], now, delta=30)
        self.assertEqual(honest["exp"] - honest["iat"], 300)
        for word, holds in [
                ("wrongIssuer", lambda c: c["iss"] != self.base), ("noIssuer", lambda c: "iss" not in c),
                ("wrongAudience", lambda c: c["aud"] != self.rfc["client_id"]), ("noAudience", lambda c: "aud" not in c),
                ("wrongSubject", lambda c: c["sub"] != self.did), ("missingScope", lambda c: c["scope"] == "openid"),
                ("expired", lambda c: c["exp"] < now), ("noExpiry", lambda c: "exp" not in c),
                ("textTimes", lambda c: isinstance(c["exp"], str)), ("notYet", lambda c: c["nbf"] > now + 60),
                ("stale", lambda c: c["iat"] < now - 600), ("clockAhead", lambda c: c["iat"] > now + 60),
                ("clockBehind", lambda c: c["iat"] < now - 60), ("noId", lambda c: "jti" not in c)]:
            with self.subTest(word):
                self.assertTrue(holds(self.verify(self.forged(word))))
        self.assertGreater(len(self.forged("tooLong")), 8192)

    def test_replays(self):
        first = self.forged()
        self.assertEqual(claims_of(self.forged("replayedId"))["jti"], claims_of(first)["jti"])
        second = self.forged()
        self.assertEqual(self.forged("replayed"), second)
        self.assertNotEqual(second, first)

    def test_answers_around_a_token(self):
        self.sandbox.control("bkey", forge=["unknownStatus"])
        request = self.started()
        self.assertEqual(self.poll(request), (200, {"status": "consulting"}))
        self.sandbox.control("bkey", forge=["otherStatus"], auto="approve")
        self.assertEqual(self.poll(self.started())[1]["status"], "consulting")
        self.sandbox.control("bkey", forge=["noToken"])
        self.assertNotIn("access_token", self.poll(self.started())[1])

    def test_an_unknown_forgery_is_refused(self):
        self.assertEqual(self.sandbox.call("POST", "/_sandbox/bkey", {"forge": ["nonsense"]})[0], 400)

    def ahead(self):
        """How far the sandbox's clock is ahead of the machine's."""
        return claims_of(self.token())["iat"] - time.time()


if __name__ == "__main__":
    unittest.main()
