# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Starts the sandbox and talks to it without any client, for the tests beside this file."""
import http.client
import json
import os
import socket
import subprocess
import time
import unittest
import urllib.parse

KEY = "test-keyban-api-key"
APPLICATION = "7b0a5a52-8a57-4f0e-8d0c-2f4d5f1e9a10"
KEYSTONE_CLIENT = {"client_id": "test-keystone-client", "client_secret": "test-keystone-client-secret"}
AUDIENCE = "https://api.keystoneos.xyz"


class Sandbox:
    """A running sandbox; `options` are its command line."""

    def __init__(self, *options, **more):
        self.process = subprocess.Popen([os.environ["CHANCERY_SANDBOX"], *map(str, options)],
                                        stdout=subprocess.PIPE, text=True, **more)
        line = self.process.stdout.readline()
        if not line:
            raise AssertionError(f"the sandbox ended with {self.process.wait()} instead of getting ready")
        self.ready = json.loads(line)
        self.keyban = self.ready["keyban"]
        self.port = self.ready["port"]

    def stop(self, how="terminate"):
        getattr(self.process, how)()
        self.process.wait(20)
        self.process.stdout.close()

    def call(self, method, path, body=None, key=KEY, headers=None):
        """Returns the status, the parsed body and the headers. `path` begins with /v1 or /_sandbox."""
        if not path.startswith(("/_sandbox", "/keyban", "/keystone", "/bkey")):
            path = "/keyban" + path
        sent = dict(headers or {})
        if key is not None:
            sent["X-Api-Key"] = key
        if body is not None and not isinstance(body, (bytes, str)):
            body = json.dumps(body)
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body.encode() if isinstance(body, str) else body, sent)
            answer = connection.getresponse()
            text = answer.read()
            return answer.status, json.loads(text) if text else None, answer.headers
        finally:
            connection.close()

    def get(self, path, **query):
        status, body, _ = self.call("GET", path + ("?" + urllib.parse.urlencode(query) if query else ""))
        if status != 200:
            raise AssertionError(f"GET {path}: {status} {body}")
        return body

    def list(self, *conditions, **query):
        for i, (field, operator, value) in enumerate(conditions):
            query |= {f"filters[{i}][field]": field, f"filters[{i}][operator]": operator, f"filters[{i}][value]": value}
        return self.get("/v1/dpp/passports", **query)

    def token(self, **changes):
        """The answer of the settlement service's token endpoint."""
        asked = {**KEYSTONE_CLIENT, "audience": AUDIENCE, "grant_type": "client_credentials", **changes}
        return self.call("POST", "/keystone-auth/oauth/token", asked, key=None)

    def keystone(self, method, path, body=None, **client):
        """A call of the settlement service; `path` follows /v1. Returns the status and the parsed body."""
        status, answer, _ = self.token(**client)
        if status != 200:
            raise AssertionError(f"no token: {status} {answer}")
        headers = {"Authorization": "Bearer " + answer["access_token"], "Content-Type": "application/json"}
        return self.call(method, "/keystone/v1" + path, body, key=None, headers=headers)[:2]

    def import_rows(self, rows, application=APPLICATION):
        path = f"/v1/imports?applicationId={application}&entityName=DppPassport"
        status, job, _ = self.call("POST", path, rows)
        if status != 200:
            raise AssertionError(f"import: {status} {job}")
        return job["id"]

    def report(self, job, size=100):
        """Every child of the report, page by page, once the job is over."""
        until = time.monotonic() + 60
        while time.monotonic() < until:
            children, page = [], 1
            while True:
                part = self.get(f"/v1/imports/{job}/report", currentPage=page, pageSize=size)
                children += part["data"]
                page += 1
                if len(children) >= part["total"] or not part["data"]:
                    break
            if all(child["status"] in ("completed", "failed") for child in children):
                return children
            time.sleep(0.05)
        raise AssertionError("the import did not end")

    def state(self):
        return self.get("/_sandbox/state")

    def lines(self):
        """Every passport's key and content, as the control surface tells them."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", "/_sandbox/passports.ndjson")
            return [json.loads(line) for line in connection.getresponse().read().splitlines()]
        finally:
            connection.close()

    def control(self, what, **body):
        status, answer, _ = self.call("POST", f"/_sandbox/{what}", body)
        if status != 200:
            raise AssertionError(f"{what}: {status} {answer}")
        return answer

    def requests(self):
        return self.get("/_sandbox/requests")["requests"]

    def raw(self, text, wait=5.0):
        """Sends bytes as they are; returns what came back and how the connection ended: closed, reset or open."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=wait) as wire:
            wire.sendall(text)
            got = b""
            try:
                while piece := wire.recv(65536):
                    got += piece
            except ConnectionResetError:
                return got, "reset"
            except TimeoutError:
                return got, "open"
            return got, "closed"


def request_text(method, path, body=b""):
    """A request as it stands on the wire, to be sent with Sandbox.raw."""
    return (f"{method} /keyban{path} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Api-Key: {KEY}\r\n"
            f"Content-Length: {len(body)}\r\n\r\n").encode() + body


def flat(number, granularity="model", **members):
    """A row of the flat dialect."""
    row = {"granularity": granularity, "network": "StarknetSepolia", "modelNumber": number, "name": f"Lamp {number}",
           "data": {"gtin": "4006381333931", "material": "oak"}, "certifiedPaths": ["gtin"]}
    return {**row, **members}


def product(number, granularity="item", **members):
    """A row of the product dialect."""
    names = {"item": "itemNumber", "batch": "batchNumber", "model": "modelNumber"}
    inner = {"idGranularity": granularity, "name": f"Lamp {number}", "modelNumber": "LAMP", names[granularity]: number}
    row = {"network": "BaseSepolia", "product": inner, "data": {"colour": "walnut"}, "certifiedPaths": ["colour"]}
    return {**row, **members}


class SandboxTest(unittest.TestCase):
    """A class of tests that share one sandbox, started with `options`."""

    options = ("--seed", "empty", "--rate", "0")

    @classmethod
    def setUpClass(cls):
        cls.sandbox = Sandbox(*cls.options)

    @classmethod
    def tearDownClass(cls):
        cls.sandbox.stop()

    def create(self, row):
        return self.sandbox.call("POST", "/v1/dpp/passports", {"application": APPLICATION, **row})

    def created(self, row):
        status, passport, _ = self.create(row)
        self.assertEqual(status, 201, passport)
        return passport

    def patch(self, passport, body):
        return self.sandbox.call("PATCH", f"/v1/dpp/passports/{passport['id']}", body)

    def read(self, passport):
        return self.sandbox.get(f"/v1/dpp/passports/{passport['id']}")

    def assertRefused(self, answer, status, field=None):
        """The refusal has the form the official clients can read (Keyban fact sheet §10)."""
        got, body, _ = answer
        self.assertEqual(got, status, body)
        self.assertEqual(body["status"], status)
        for key in ("title", "detail"):
            self.assertIsInstance(body[key], str)
        for entry in body.get("errors", []):
            self.assertEqual(set(entry), {"field", "path", "code", "message"})
        if field is not None:
            self.assertIn(field, [entry["field"] for entry in body.get("errors", [])])
