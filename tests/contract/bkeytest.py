# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the tests of the approval service share: calls without any client, the phone, and a check of tokens that is not
the sandbox's own."""
import base64
import json
import threading
import time
import urllib.parse

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from sandbox import SandboxTest

CIBA = "urn:openid:params:grant-type:ciba"


def unpadded(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def claims_of(token):
    return json.loads(unpadded(token.split(".")[1]))


class BkeyTest(SandboxTest):
    """One sandbox a class; every test begins with all knobs as they are at its start."""

    options = ("--seed", "demo", "--rate", "0")

    def setUp(self):
        self.known = self.sandbox.ready["credentials"]["bkey"]
        self.base = self.sandbox.ready["bkey"]
        self.did = self.known["userDid"]
        self.status = {"client_id": self.known["clientId"], "client_secret": self.known["clientSecret"]}
        self.rfc = {"client_id": self.known["rfcClientId"], "client_secret": self.known["rfcClientSecret"]}
        self.sandbox.control("bkey", dialect="client", auto="off", forge=[], keys="normal", sealing="object",
                             payment="dialect", interval=5, tokenSeconds=3600, approvalSeconds=300,
                             refreshTokens=True, ownScopes=True, vaultKey=True)

    def form(self, path, fields):
        return self.sandbox.call("POST", "/bkey" + path, urllib.parse.urlencode(fields), key=None,
                                 headers={"Content-Type": "application/x-www-form-urlencoded"})[:2]

    def token(self, client=None, **more):
        status, answer = self.form("/oauth/token", {"grant_type": "client_credentials", **(client or self.rfc), **more})
        self.assertEqual(status, 200, answer)
        return answer["access_token"]

    def ask(self, method, path, body=None, token=None, client=None):
        headers = {"Authorization": "Bearer " + (token or self.token(client))}
        if body is not None:
            headers["Content-Type"] = "application/json"
        return self.sandbox.call(method, "/bkey" + path, body, key=None, headers=headers)[:2]

    def start(self, client=None, token=None, **more):
        body = {"login_hint": self.did, "scope": "openid approve:action", "binding_message": "Deploy", **more}
        return self.ask("POST", "/oauth/bc-authorize", body, token, client)

    def started(self, client=None, **more):
        status, answer = self.start(client, **more)
        self.assertEqual(status, 200, answer)
        return answer["auth_req_id"]

    def poll(self, request, client=None):
        return self.form("/oauth/token", {"grant_type": CIBA, "auth_req_id": request, **(client or self.rfc)})

    def pending(self):
        return self.sandbox.get("/_sandbox/phone")["pending"]

    def tap(self, request, action="approve"):
        return self.sandbox.control("phone", id=request, action=action)

    def tap_soon(self, action="approve"):
        """Taps what comes up next, while a client waits."""
        before = [entry["id"] for entry in self.pending()]

        def wait():
            until = time.monotonic() + 20
            while time.monotonic() < until:
                if fresh := [entry["id"] for entry in self.pending() if entry["id"] not in before]:
                    return self.tap(fresh[0], action)
                time.sleep(0.02)
            return None
        finger = threading.Thread(target=wait, daemon=True)
        finger.start()
        self.addCleanup(finger.join, 30)

    def keys(self):
        return self.sandbox.call("GET", "/bkey/oauth/jwks", key=None)[1]["keys"]

    def verify(self, token):
        """Raises unless the published key of the token's kid has signed it."""
        head, body, signature = token.split(".")
        kid = json.loads(unpadded(head))["kid"]
        key = next(key for key in self.keys() if key["kid"] == kid)
        Ed25519PublicKey.from_public_bytes(unpadded(key["x"])).verify(unpadded(signature), f"{head}.{body}".encode())
        return claims_of(token)
