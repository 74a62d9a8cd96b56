#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""One call by the credential proxy from the command line: what a person types goes out with the proxy's keys in it, and
what must not go out is refused before a byte has left."""
import json
import os
import subprocess
import threading
import unittest
from http.server import BaseHTTPRequestHandler, HTTPServer

from ctlcase import APPLICATION, CTL, KEY, Ctl

TOKEN = "test-keychains-token"
ECHO = "https://echo.sandbox.test"
ECHO_KEY = "test-echo-secret"
PASSPORTS = "https://api.prod.keyban.io/v1/dpp/passports"
DENIED = 5


class Stranger(BaseHTTPRequestHandler):
    """Another proxy, which nobody trusts: it must never see the token."""
    seen = []

    def do_GET(self):
        self.seen.append(dict(self.headers))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_):
        pass


class ViaProxy(Ctl):
    def setUp(self):
        super().setUp()
        self.service = self.sandbox()

    def via(self, *arguments, stdin=None, **changes):
        given = {name: value for name, value in os.environ.items()
                 if not name.startswith(("KEYBAN_", "KEYSTONE_", "KEYCHAINS_"))}
        given |= {"KEYCHAINS_TOKEN": TOKEN, "KEYCHAINS_PROXY_URL": self.service.ready["keychains"], **changes}
        command = [CTL, "via-proxy", *map(str, arguments), "--data-dir", str(self.room / "data")]
        environment = {name: value for name, value in given.items() if value is not None}
        answer = subprocess.run(command, env=environment, capture_output=True, text=True, input=stdin, timeout=120)
        self.assertNotIn(TOKEN, answer.stdout + answer.stderr)
        self.assertNotIn(KEY, answer.stdout + answer.stderr)
        return answer

    def echo(self, *arguments, **changes):
        answer = self.via(*arguments, **changes)
        self.assertSays(answer, 0)
        return json.loads(answer.stdout)

    def sent(self):
        return self.service.requests()

    def test_a_key_stands_at_the_service_and_nowhere_here(self):
        seen = self.echo(ECHO + "/v1/things?a=1&b=x%20y", "-H", "Authorization: Bearer {{ECHO_KEY}}", "-H", "X-Mine: 7")

        self.assertEqual((seen["method"], seen["path"], seen["query"]), ("GET", "/echo/v1/things", "a=1&b=x%20y"))
        self.assertEqual(seen["headers"]["authorization"], "Bearer " + ECHO_KEY)
        self.assertEqual(seen["headers"]["x-mine"], "7")

    def test_the_path_arrives_as_it_was_typed(self):
        for path in ("/P/%2Fs/a%20b", "/a/b~c/d_e.f", "/"):
            with self.subTest(path=path):
                self.assertEqual(self.echo(ECHO + path)["path"], "/echo" + path)

    def test_a_body_is_sent_from_the_line_a_file_and_standard_input(self):
        body = '{"key":"{{ECHO_KEY}}","again":"{{ECHO_KEY}}"}'
        filled = {"key": ECHO_KEY, "again": ECHO_KEY}
        for data, stdin in ((body, None), (f"@{self.file(body, 'body.json')}", None), ("@-", body)):
            with self.subTest(data=data):
                seen = self.echo(ECHO + "/x", "-X", "post", "-d", data, stdin=stdin)
                self.assertEqual((seen["method"], json.loads(seen["body"])), ("POST", filled))
                self.assertEqual(seen["headers"]["content-type"], "application/json")
        seen = self.echo(ECHO + "/x", "-X", "PUT", "-d", "a,b", "--type", "text/csv")
        self.assertEqual((seen["method"], seen["body"], seen["headers"]["content-type"]), ("PUT", "a,b", "text/csv"))

    def test_json_tells_the_answer_and_its_status(self):
        answer = self.via(PASSPORTS + f"?applicationId={APPLICATION}", "-H", "X-Api-Key: {{KEYBAN_API_KEY}}", "--json")

        self.assertSays(answer, 0)
        told = json.loads(answer.stdout)
        self.assertEqual(told["status"], 200)
        self.assertTrue(told["contentType"].startswith("application/json"))
        self.assertEqual(told["body"]["total"], 0)

    def test_an_answer_that_is_a_no_is_printed_and_told_by_the_exit_code(self):
        answer = self.via(PASSPORTS + "/no-such-passport", "-H", "X-Api-Key: {{KEYBAN_API_KEY}}", "--json")

        self.assertEqual(answer.returncode, 3, answer.stderr)
        self.assertEqual(json.loads(answer.stdout)["status"] // 100, 4)

    def test_what_needs_a_permission_says_where_it_is_given(self):
        self.service.control("keychains", revoke="keyban::write")
        answer = self.via(PASSPORTS, "-H", "X-Api-Key: {{KEYBAN_WRITE_KEY}}", "--json")

        self.assertSays(answer, DENIED, "approval", "keyban::write")
        told = json.loads(answer.stdout)
        self.assertEqual((told["missingScopes"], told["refusedScopes"]), (["keyban::write"], []))
        self.assertIn("/approve/", told["approvalUrl"])
        self.assertEqual([request["status"] for request in self.sent()], [403])  # the proxy's own, and no other

    def test_it_waits_until_it_is_permitted(self):
        self.service.control("keychains", revoke="keyban::write")
        given = {name: value for name, value in os.environ.items() if not name.startswith(("KEYBAN_", "KEYCHAINS_"))}
        given |= {"KEYCHAINS_TOKEN": TOKEN, "KEYCHAINS_PROXY_URL": self.service.ready["keychains"]}
        command = [CTL, "via-proxy", PASSPORTS + f"?applicationId={APPLICATION}", "-H",
                   "X-Api-Key: {{KEYBAN_WRITE_KEY}}", "--wait", "100"]
        with subprocess.Popen(command, env=given, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as waiting:
            self.assertTrue(any("Asks again" in line for line in waiting.stderr))
            self.service.control("keychains", approve="keyban::write")
            output, errors = waiting.communicate(timeout=60)
        self.assertEqual(waiting.returncode, 0, errors)
        self.assertEqual(json.loads(output)["total"], 0)

    def test_a_token_that_is_over_or_missing_is_said(self):
        answer = self.via(ECHO + "/x", KEYCHAINS_TOKEN=None)
        self.assertSays(answer, 3, "token")
        self.service.control("keychains", expireTokens=True)
        answer = self.via(ECHO + "/x", "-H", "Authorization: Bearer {{ECHO_KEY}}")
        self.assertNotEqual(answer.returncode, 0)
        self.assertIn("401", answer.stdout + answer.stderr)

    def test_what_must_not_go_out_is_refused_before(self):
        for arguments, words in (
                ((ECHO + "/x", "-H", "Authorization: Bearer {{echo key}}"), "{{echo key}}"),
                ((ECHO + "/x", "-H", "Authorization: Bearer {{ECHO_KEY}}, {{ECHO_KEY}}"), "{{ECHO_KEY}}, {{ECHO_KEY}}"),
                ((ECHO + "/x", "-H", "Authorization: Bearer sk-test-0000"), "key"),
                ((ECHO + "/x", "-H", "Authorization: Basic dGVzdDp0ZXN0"), "key"),
                ((ECHO + "/x", "-H", "X-Api-Key: 0000"), "X-Api-Key"),
                ((ECHO + "/x?token=sk-test-0000",), "key"),
                ((ECHO + "/x?token={{ECHO_KEY}}",), "token"),
                ((ECHO + "/x", "-X", "POST", "-d", '{"name":"{{ people }}"}'), "{{"),
                ((ECHO + "/x", "-X", "POST", "-d", '{"name":"\\u007b\\u007bECHO_KEY}}"}'), "{{"),
                ((ECHO + "/%2e%2e/other",), "path"),
                ((ECHO + "/../other",), "path"),
                ((ECHO + "/{{ECHO_KEY}}",), "{{"),
                (("http://echo.sandbox.test/x",), "https"),
                (("https://echo.sandbox.test:8443/x",), "port"),
                ((ECHO + "/a//b",), "/a//b"),
                ((ECHO + "/a/",), "/a/"),
                (("https://user:test-pass@echo.sandbox.test/x",), "name or password"),
                (("https://127.0.0.1/x",), "127.0.0.1"),
                ((ECHO + "/x", "-X", "BREW"), "BREW"),
                ((ECHO + "/x", "-H", "no header"), "no header"),
                ((ECHO + "/x", "-H", "X-Proxy-Authorization: other"), "X-Proxy-Authorization"),
                ((ECHO + "/x", "-H", "Host: other.test"), "Host"),
                ((ECHO + "/x", "-d", "@/no/such/file"), "/no/such/file"),
                ((ECHO + "/x", "--wait", "soon"), "--wait soon")):
            with self.subTest(arguments=arguments):
                self.assertSays(self.via(*arguments), 2, words)
        self.assertEqual(self.service.get("/_sandbox/keychains").get("calls", []), [])

    def test_another_proxy_that_is_not_trusted_never_gets_the_token(self):
        stranger = HTTPServer(("127.0.0.1", 0), Stranger)
        self.addCleanup(stranger.server_close)
        threading.Thread(target=stranger.serve_forever, daemon=True).start()
        self.addCleanup(stranger.shutdown)
        self.service.control("keychains", wrongProxy=True, elsewhere=f"http://127.0.0.1:{stranger.server_port}")

        answer = self.via(ECHO + "/x", "-H", "Authorization: Bearer {{ECHO_KEY}}")

        self.assertSays(answer, 3, "not trusted")
        self.assertEqual(Stranger.seen, [])

    def test_a_connection_brings_its_proxy_account_and_token(self):
        (self.room / "data").mkdir()
        (self.room / ".env").write_text(f"KEYCHAINS_TOKEN={TOKEN}\n")
        profile = {"id": "0b9f5f0e-6a3f-4d0b-9a3e-111111111111", "name": "Proxied",
                   "keyban": {"base": "https://api.prod.keyban.io", "applicationId": APPLICATION},
                   "keychains": {"base": self.service.ready["keychains"], "passports": "KEYBAN_API_KEY",
                                 "account": "test-account-1", "tokenFrom": "envFile"}}
        (self.room / "data" / "profiles.json").write_text(json.dumps({"version": 1, "profiles": [profile]}))
        plain = {"KEYCHAINS_TOKEN": None, "KEYCHAINS_PROXY_URL": None}

        self.assertEqual(self.echo(ECHO + "/x", "--profile", "Proxied", **plain)["method"], "GET")
        answer = self.via(ECHO + "/x", "--profile", "Proxied", "--account", "nobody", **plain)
        self.assertNotEqual(answer.returncode, 0)
        self.assertSays(self.via(ECHO + "/x", "--profile", "Other", **plain), 2, "Other")


if __name__ == "__main__":
    unittest.main()
