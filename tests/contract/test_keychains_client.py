# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""The official Python client of the credential proxy, unmodified: every function and method, both ways."""
import asyncio
import inspect
import json
import unittest
import urllib.request

from keychainsproxy import ECHO, PASSPORTS, SETTLEMENTS, TOKEN, TOKENS, ProxyTest, keychains, sandbox
from sandbox import APPLICATION, KEYSTONE_CLIENT, flat

METHODS = ("get", "post", "put", "patch", "delete", "head", "options")


def by_functions(method, url, **more):
    return getattr(keychains, method)(url, **more)


def by_session(method, url, token=None, account=None, **more):
    with keychains.Session(token=token, account=account) as session:
        return getattr(session, method)(url, **more)


def by_async(method, url, token=None, account=None, **more):
    async def call():
        async with keychains.AsyncClient(token=token, account=account) as client:
            return await getattr(client, method)(url, **more)
    return asyncio.run(call())


WAYS = (by_functions, by_session, by_async)


class Calls(ProxyTest):
    def test_every_method_reaches_the_service_every_way(self):
        for way in WAYS:
            for method in METHODS:
                with self.subTest(way=way.__name__, method=method):
                    answer = way(method, ECHO + "/v1/things?a=1")

                    self.assertEqual(answer.status_code, 200)
                    if method == "head":
                        self.assertEqual(answer.content, b"")
                    else:
                        self.assertEqual(answer.json()["method"], method.upper())
                        self.assertEqual(answer.json()["path"], "/echo/v1/things")
                        self.assertEqual(answer.json()["query"], "a=1")

    def test_nothing_public_is_left_out(self):
        functions = {name for name in keychains.__all__ if inspect.isfunction(getattr(keychains, name))}
        session = {name for name, _ in inspect.getmembers(keychains.Session, inspect.isfunction)}
        client = {name for name, _ in inspect.getmembers(keychains.AsyncClient, inspect.isfunction)}
        public = lambda names: {name for name in names if not name.startswith("_")}

        self.assertEqual(functions, set(METHODS))
        self.assertEqual(public(session), {*METHODS, "close"})
        self.assertEqual(public(client), {*METHODS, "aclose"})

    def test_the_answer_says_all_it_offers(self):
        answer = keychains.get(ECHO + "/x")

        self.assertTrue(answer.ok)
        self.assertEqual(answer.headers["content-type"], "application/json")
        self.assertEqual(json.loads(answer.text), answer.json())
        self.assertEqual(answer.content.decode(answer.encoding or "utf-8"), answer.text)
        self.assertTrue(answer.url.endswith("/keychains/echo.sandbox.test/x"))
        self.assertEqual("".join(answer.iter_lines()), answer.text)
        self.assertEqual(repr(answer), "<Response [200]>")
        answer.raise_for_status()

    def test_pooled_clients_keep_their_headers_and_close(self):
        session = keychains.Session()
        session.headers["X-Mine"] = "{{ECHO_KEY}}"
        self.assertEqual(session.get(ECHO + "/x").json()["headers"]["x-mine"], "test-echo-secret")
        session.close()

        async def pooled():
            client = keychains.AsyncClient()
            client.headers["X-Mine"] = "{{ECHO_KEY}}"
            answer = await client.get(ECHO + "/x")
            await client.aclose()
            return answer
        self.assertEqual(asyncio.run(pooled()).json()["headers"]["x-mine"], "test-echo-secret")

    def test_the_path_arrives_as_it_was_written(self):
        for url, path in (("", "/echo/"), ("/P/%2Fs/a%20b/é", "/echo/P/%2Fs/a%20b/%C3%A9"), ("/a//c/d", "/echo/a//c/d")):
            self.assertEqual(keychains.get(ECHO + url).json()["path"], path)

    def test_what_is_the_proxys_own_does_not_go_on(self):
        headers = keychains.get(ECHO + "/x", account="test-account-1").json()["headers"]

        self.assertFalse([name for name in headers if name.startswith("x-proxy")])
        self.assertEqual(headers["host"], "echo.sandbox.test")


class Placeholders(ProxyTest):
    def test_they_are_filled_in_wherever_they_may_stand(self):
        secret = "test-echo-secret"
        header = keychains.get(ECHO + "/x", headers={"Authorization": "Bearer {{ECHO_KEY}}"}).json()
        self.assertEqual(header["headers"]["authorization"], "Bearer " + secret)
        body = keychains.post(ECHO + "/x", json={"key": "{{ECHO_KEY}}"}).json()
        self.assertEqual(json.loads(body["body"]), {"key": secret})
        self.assertEqual(int(body["headers"]["content-length"]), len(body["body"]))
        form = keychains.post(ECHO + "/x", data={"key": "{{ECHO_KEY}}"}).json()
        self.assertEqual(form["body"], "key=" + secret)
        for answer in (keychains.get(ECHO + "/x?key={{ECHO_KEY}}"), keychains.get(ECHO + "/x", params={"key": "{{ECHO_KEY}}"})):
            self.assertEqual(answer.json()["query"], "key=" + secret)

    def test_a_name_goes_to_its_own_host_only(self):
        with self.assertRaises(keychains.ApprovalRequired) as caught:
            keychains.get(ECHO + "/x", headers={"X-Api-Key": "{{KEYBAN_API_KEY}}"})
        self.assertEqual(caught.exception.code, "permission_denied")

    def test_an_unknown_name_and_one_in_the_path_are_refused(self):
        self.assertEqual(keychains.get(ECHO + "/x", headers={"X-Key": "{{NOBODYS_KEY}}"}).status_code, 400)
        self.assertEqual(keychains.get(ECHO + "/{{ECHO_KEY}}").status_code, 400)

    def test_the_passport_service_behind_it_takes_an_import(self):
        headers = {"X-Api-Key": "{{KEYBAN_API_KEY}}"}
        query = {"applicationId": APPLICATION, "entityName": "DppPassport"}
        job = keychains.post(PASSPORTS + "/v1/imports", params=query, json=[flat("KC-1"), flat("KC-2")], headers=headers)
        self.assertEqual(job.status_code, 200, job.text)
        report = keychains.get(f"{PASSPORTS}/v1/imports/{job.json()['id']}/report", headers=headers)
        self.assertEqual(report.json()["total"], 2)
        listed = keychains.get(PASSPORTS + "/v1/dpp/passports", headers=headers).json()
        self.assertEqual({one["modelNumber"] for one in listed["data"]} & {"KC-1", "KC-2"}, {"KC-1", "KC-2"})

    def test_the_settlement_service_behind_it_takes_either_credential(self):
        granted = keychains.get(SETTLEMENTS + "/v1/settlements", headers={"Authorization": "Bearer {{OAUTH2_ACCESS_TOKEN}}"})
        self.assertEqual(granted.status_code, 200, granted.text)
        body = {**KEYSTONE_CLIENT, "client_secret": "{{KEYSTONE_CLIENT_SECRET}}", "audience": "https://api.keystoneos.xyz",
                "grant_type": "client_credentials"}
        fetched = keychains.post(TOKENS + "/oauth/token", json=body)
        self.assertEqual(fetched.status_code, 200, fetched.text)
        self.assertIn("access_token", fetched.json())


class Permissions(ProxyTest):
    def refused(self, way, url=PASSPORTS + "/v1/dpp/passports", name="KEYBAN_WRITE_KEY", **more):
        with self.assertRaises(keychains.ApprovalRequired) as caught:
            way("get", url, headers={"X-Api-Key": "{{%s}}" % name}, **more)
        return caught.exception

    def test_what_is_not_approved_comes_with_a_link_and_goes_once_it_is(self):
        for way in WAYS:
            with self.subTest(way=way.__name__):
                sandbox.control("keychains", revoke="keyban::write")
                refusal = self.refused(way)
                self.assertEqual(refusal.code, "insufficient_scope")
                self.assertEqual(refusal.missing_scopes, ["keyban::write"])
                self.assertTrue(refusal.approval_url.startswith(sandbox.ready["keychains"] + "/approve/pr_"))

                with urllib.request.urlopen(refusal.approval_url) as page:
                    self.assertIn(b"keyban::write", page.read())
                urllib.request.urlopen(refusal.approval_url, data=b"").close()

                answer = way("get", PASSPORTS + "/v1/dpp/passports", headers={"X-Api-Key": "{{KEYBAN_WRITE_KEY}}"})
                self.assertEqual(answer.status_code, 200)

    def test_a_fixed_permission_has_no_link(self):
        refusal = self.refused(by_functions, account="test-account-2")
        self.assertIsNone(refusal.approval_url)
        self.assertEqual(refusal.missing_scopes, ["keyban::write"])

    def test_what_a_person_refused_is_said(self):
        for way in WAYS:
            refusal = self.refused(way, name="KEYBAN_ADMIN_KEY")
            self.assertEqual((refusal.code, refusal.refused_scopes), ("scope_refused", ["keyban::admin"]))

    def test_a_stale_permission_is_said(self):
        sandbox.control("keychains", needsRevalidation=True)
        refusal = self.refused(by_functions, name="KEYBAN_API_KEY")
        self.assertEqual(refusal.code, "permission_needs_revalidation")

    def test_another_account_is_refused(self):
        self.assertEqual(self.refused(by_session, account="test-account-9").code, "permission_denied")

    def test_every_form_of_the_proxys_answer_is_understood(self):
        forms = (({"authorizationUrl": "https://keychains.dev/add", "missing_scopes": ["x::r"]}, "permission_denied"),
                 ({"error": "scope_not_approved"}, "scope_not_approved"),
                 ({"error": "insufficient_scope", "missing_scopes": ["x::r"]}, "insufficient_scope"),
                 ({"error": "permission_denied", "message": "No"}, "permission_denied"))
        for body, code in forms:
            for way in WAYS:
                sandbox.control("keychains", next=[{"status": 403, "body": body}])
                self.assertEqual(self.refused(way).code, code)

    def test_an_upstreams_own_refusal_stays_plain(self):
        for body, kind in (("<html>no</html>", "text/html"), ({"error": "forbidden"}, "application/json")):
            for way in WAYS:
                sandbox.control("keychains", next=[{"status": 403, "body": body, "type": kind}])
                self.assertEqual(way("get", ECHO + "/x").status_code, 403)

    def test_forms_that_the_client_stumbles_over_are_served_as_well(self):
        for body, error in (({"error": {"code": "x"}}, TypeError), (["x"], AttributeError)):
            sandbox.control("keychains", next=[{"status": 403, "body": body}])
            with self.assertRaises(error):
                keychains.get(ECHO + "/x")


class Tokens(ProxyTest):
    def test_without_one_nothing_is_asked(self):
        before = len(sandbox.requests())
        with self.environment(KEYCHAINS_TOKEN=None):
            for way in WAYS:
                with self.assertRaises(keychains.MissingTokenError):
                    way("get", ECHO + "/x")
        self.assertEqual(len(sandbox.requests()), before)

    def test_a_token_given_wins_over_the_environments(self):
        with self.environment(KEYCHAINS_TOKEN="test-unknown"):
            for way in WAYS:
                self.assertEqual(way("get", ECHO + "/x").status_code, 401)
                self.assertEqual(way("get", ECHO + "/x", token=TOKEN).status_code, 200)

    def test_a_minted_one_lives_a_quarter_of_an_hour(self):
        token = sandbox.control("keychains", mint=900)["token"]
        self.assertEqual(keychains.get(ECHO + "/x", token=token).status_code, 200)
        sandbox.control("clock", advanceSeconds=901)
        self.assertEqual(keychains.get(ECHO + "/x", token=token).status_code, 401)

    def test_an_approval_may_end_it(self):
        sandbox.control("keychains", approvalEndsTokens=True)
        token = sandbox.control("keychains", mint=900)["token"]
        sandbox.control("keychains", approve="keyban::write")
        self.assertEqual(keychains.get(ECHO + "/x", token=token).status_code, 401)


class Proxies(ProxyTest):
    def test_the_other_proxy_is_followed_every_time(self):
        sandbox.control("keychains", wrongProxy=True)
        for way in WAYS:
            for _ in range(2):
                before = len(sandbox.requests())
                self.assertEqual(way("post", ECHO + "/x", json={"a": 1}).status_code, 200)
                paths = [one["path"] for one in sandbox.requests()[before:]]
                self.assertEqual(paths, ["/keychains/echo.sandbox.test/x", "/keychains-other/echo.sandbox.test/x", "/echo/x"])

    def test_a_second_wrong_proxy_is_a_plain_refusal(self):
        sandbox.control("keychains", wrongProxy=True, elsewhere=sandbox.ready["keychains"])
        for way in WAYS:
            self.assertEqual(way("get", ECHO + "/x").status_code, 403)

    def test_a_host_that_may_not_be_asked_is_a_bad_gateway(self):
        for host in ("nobody.test", "localhost", "127.0.0.1"):
            self.assertEqual(keychains.get(f"https://{host}/x").status_code, 502)

    def test_the_audit_names_credentials_and_never_shows_them(self):
        keychains.get(ECHO + "/audited", headers={"X-Key": "{{ECHO_KEY}}"})
        text = json.dumps(sandbox.get("/_sandbox/keychains"))
        self.assertIn("/audited", text)
        self.assertIn("ECHO_KEY", text)
        self.assertNotIn("test-echo-secret", text)
        self.assertNotIn(TOKEN, text)


if __name__ == "__main__":
    unittest.main()
