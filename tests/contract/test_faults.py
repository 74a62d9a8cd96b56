# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Each effect of a fault rule, seen on a raw connection, and whether the request took effect."""
import hashlib
import json
import tempfile
import time
import unittest

from sandbox import APPLICATION, KEY, Sandbox, SandboxTest, flat, request_text

CREATE = "/v1/dpp/passports"


class Faults(SandboxTest):
    number = 0

    def setUp(self):
        self.addCleanup(lambda: self.sandbox.control("faults", rules=[]))

    def spoil(self, effect, **more):
        """Creates a passport under a rule; returns what came back, how it ended and whether the passport exists."""
        Faults.number += 1
        name = f"F-{Faults.number}"
        self.sandbox.control("faults", rules=[{"method": "POST", "path": CREATE, "effect": effect, **more}])
        body = json.dumps({"application": APPLICATION, **flat(name)}).encode()
        got, end = self.sandbox.raw(request_text("POST", CREATE, body), wait=0.5)
        return got, end, self.sandbox.list(("modelNumber", "eq", name))["total"] == 1

    def test_a_status_refuses_without_effect(self):
        got, end, exists = self.spoil("status", status=429, retryAfter=7)

        self.assertTrue(got.startswith(b"HTTP/1.1 429 Too Many Requests\r\n"))
        self.assertIn(b"\r\nRetry-After: 7\r\n", got)
        self.assertEqual((end, exists), ("open", False))

    def test_a_retry_date_is_sent_as_it_is(self):
        got, _, _ = self.spoil("status", status=503, retryAfter="Wed, 21 Oct 2026 07:28:00 GMT")

        self.assertIn(b"\r\nRetry-After: Wed, 21 Oct 2026 07:28:00 GMT\r\n", got)

    def test_a_reset_before_has_no_effect(self):
        self.assertEqual(self.spoil("resetBefore"), (b"", "reset", False))

    def test_a_reset_after_has_its_effect(self):
        self.assertEqual(self.spoil("resetAfter"), (b"", "reset", True))

    def test_a_truncated_answer_is_shorter_than_it_says(self):
        got, end, exists = self.spoil("truncate")
        head, _, body = got.partition(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])

        self.assertEqual((len(body), end, exists), (length // 2, "closed", True))

    def test_garbage_is_not_json(self):
        got, end, exists = self.spoil("garbage")
        body = got.partition(b"\r\n\r\n")[2]

        self.assertRaises(ValueError, json.loads, body)
        self.assertEqual((end, exists), ("open", True))

    def test_mute_keeps_the_connection_and_the_silence(self):
        self.assertEqual(self.spoil("mute"), (b"", "open", True))

    def test_a_delay_only_takes_its_time(self):
        started = time.monotonic()
        got, _, exists = self.spoil("delay", ms=200)

        self.assertGreater(time.monotonic() - started, 0.2)
        self.assertTrue(got.startswith(b"HTTP/1.1 201 "))
        self.assertTrue(exists)

    def test_a_delayed_request_is_done_though_the_client_left(self):
        self.sandbox.control("faults", rules=[{"method": "POST", "path": CREATE, "effect": "delay", "ms": 300}])
        body = json.dumps({"application": APPLICATION, **flat("LEFT")}).encode()
        self.sandbox.raw(request_text("POST", CREATE, body), wait=0.05)
        time.sleep(0.5)

        self.assertEqual(self.sandbox.list(("modelNumber", "eq", "LEFT"))["total"], 1)

    def statuses(self, count, path="/v1/applications"):
        return [self.sandbox.call("GET", path)[0] for _ in range(count)]

    def test_the_nth_request_fails_once(self):
        self.sandbox.control("faults", rules=[{"path": "/v1/applications", "nth": 2, "effect": "status", "status": 500},
                                              {"path": "/v1/applications", "nth": [3, 5], "effect": "status"}])

        self.assertEqual(self.statuses(6), [200, 500, 503, 200, 503, 200])

    def test_chance_repeats_with_its_seed(self):
        rule = {"path": "/keyban/v1/app*", "probability": 0.3, "seed": 7, "effect": "status"}
        runs = []
        for seed in (7, 7, 8):
            self.sandbox.control("faults", rules=[{**rule, "seed": seed}])
            runs.append(self.statuses(200))

        self.assertEqual(runs[0], runs[1])
        self.assertNotEqual(runs[0], runs[2])
        self.assertTrue(30 < runs[0].count(503) < 90)

    def test_rules_touch_their_path_and_method_only(self):
        self.sandbox.control("faults", rules=[{"method": "POST", "path": "/v1/*/report", "effect": "status"}])

        self.assertEqual(self.statuses(2), [200, 200])
        self.assertEqual(self.sandbox.state()["jobs"], 0)

    def test_bad_rules_are_refused_and_the_old_ones_stay(self):
        self.sandbox.control("faults", rules=[{"path": "/v1/applications", "effect": "status"}])
        for rules in ({}, [1], [{"effect": "boom"}], [{"effect": "mute", "path": "/", "colour": 1}]):
            self.assertRefused(self.sandbox.call("POST", "/_sandbox/faults", {"rules": rules}), 400)

        self.assertEqual(self.statuses(1), [503])

    def test_rules_can_come_with_the_start(self):
        with tempfile.NamedTemporaryFile("w", suffix=".json") as rules:
            json.dump({"rules": [{"path": "/v1/applications", "nth": 1, "effect": "status"}]}, rules)
            rules.flush()
            other = Sandbox("--seed", "empty", "--faults", rules.name)
        self.addCleanup(other.stop)

        self.assertEqual([other.call("GET", "/v1/applications")[0] for _ in range(2)], [503, 200])


class Log(SandboxTest):
    def test_requests_are_listed_in_order_with_digest_and_fate(self):
        body = json.dumps({"application": APPLICATION, **flat("LOG")}).encode()
        before = len(self.sandbox.requests())
        self.sandbox.call("GET", "/v1/dpp/passports?pageSize=1")
        self.sandbox.call("POST", CREATE, body)
        self.sandbox.control("faults", rules=[{"path": "/", "effect": "resetAfter"}])
        self.sandbox.raw(request_text("POST", CREATE, body))
        self.sandbox.control("faults", rules=[])
        log = self.sandbox.requests()[before:]

        digest = hashlib.sha256(body).hexdigest()
        self.assertEqual([(e["method"], e["path"], e["query"], e["status"]) for e in log],
                         [("GET", "/keyban/v1/dpp/passports", "pageSize=1", 200),
                          ("POST", "/keyban/v1/dpp/passports", "", 201), ("POST", "/keyban/v1/dpp/passports", "", 0)])
        self.assertEqual([e["bodySha256"] for e in log[1:]], [digest, digest])
        self.assertEqual(log[2]["fault"], "resetAfter")

    def test_no_key_stands_in_the_log(self):
        self.sandbox.call("GET", f"/v1/dpp/passports?key={KEY}")
        self.sandbox.call("GET", f"/v1/{KEY}")

        self.assertNotIn(KEY, json.dumps(self.sandbox.requests()))

    def test_the_log_can_be_read_from_a_number_on_and_cleared(self):
        self.sandbox.call("GET", "/health/ready")
        last = self.sandbox.requests()[-1]["n"]
        self.sandbox.call("GET", "/health/ready")
        later = self.sandbox.get("/_sandbox/requests", after=last)["requests"]
        self.sandbox.call("DELETE", "/_sandbox/requests")

        self.assertEqual([entry["n"] for entry in later], [last + 1])
        self.assertEqual(self.sandbox.requests(), [])


if __name__ == "__main__":
    unittest.main()
