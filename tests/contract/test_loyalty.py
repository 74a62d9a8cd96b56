# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""The guides' raw loyalty requests: the Python guide's mint, the Node guide's mint, tiers, orders and error handling."""
import os
import tempfile
import time
import unittest

import requests

from sandbox import APPLICATION, KEY, Sandbox

HEADERS = {"X-Api-Key": KEY}


class Loyalty(unittest.TestCase):
    def setUp(self):
        self.sandbox = Sandbox("--seed", "empty")
        self.addCleanup(self.sandbox.stop)
        account = self.sandbox.ready["credentials"]["keyban"]["accounts"][0]
        self.account, self.wallet = account["id"], account["walletId"]

    def keyban(self, method, path, body=None, **headers):
        """The Node guide's helper."""
        answer = requests.request(method, self.sandbox.keyban + path, json=body, timeout=30,
                                  headers={**HEADERS, "Content-Type": "application/json", **headers})
        return answer.status_code, answer.json()

    def orders(self):
        return self.keyban("GET", f"/v1/loyalty/orders?walletId={self.wallet}")[1]["data"]

    def test_the_python_guide_mints(self):
        r = requests.post(f"{self.sandbox.keyban}/v1/loyalty/account/{self.account}/mint",
                          json={"amount": 600}, headers=HEADERS, timeout=30)
        r.raise_for_status()

        self.assertEqual(r.json(), {"newamount": 600})

    def test_the_node_guide_mints_and_sees_the_transfer(self):
        status, answer = self.keyban("POST", f"/v1/loyalty/account/{self.account}/mint", {"amount": 600})
        self.assertEqual((status, answer), (201, {"newamount": 600}))
        self.assertEqual(self.orders(), [], "a transfer settles later")

        self.sandbox.control("clock", advanceSeconds=2)
        self.assertEqual([(o["amount"], o["status"], o["hash"]) for o in self.orders()], [("600", "pending", None)])
        self.sandbox.control("clock", advanceSeconds=10)
        self.assertEqual([o["status"] for o in self.orders()], ["completed"])
        self.assertEqual(self.sandbox.state()["mintedPoints"], 600)

    def test_an_idempotency_key_does_not_spend_twice(self):
        path = f"/v1/loyalty/account/{self.account}/mint"
        key = {"Idempotency-Key": "d0e5a1a0-0000-4000-8000-000000000001"}
        first = self.keyban("POST", path, {"amount": 5}, **key)
        again = self.keyban("POST", path, {"amount": 5}, **key)
        other = self.keyban("POST", path, {"amount": 6}, **key)

        self.assertEqual(first, again)
        self.assertEqual(other[0], 409)
        self.assertEqual(self.sandbox.state()["mintedPoints"], 5)
        self.sandbox.control("loyalty", honoursKeys=False)
        self.keyban("POST", path, {"amount": 5}, **key)
        self.assertEqual(self.sandbox.state()["mintedPoints"], 10)

    def test_a_tier_needs_its_own_threshold(self):
        tier = {"application": APPLICATION, "name": "Gold", "requiredVisits": 10, "currencyToPointRatio": 1.5}
        status, made = self.keyban("POST", "/v1/loyalty/reward-tiers", tier)
        clash, problem = self.keyban("POST", "/v1/loyalty/reward-tiers", {**tier, "name": "Or"})

        self.assertEqual((status, made["requiredVisits"]), (201, 10))
        self.assertEqual((clash, problem["code"]), (409, "LOYALTY_REWARD_TIER_DUPLICATE_VISITS"))

    def test_tiers_are_listed_changed_and_deleted_where_that_is_offered(self):
        tier = {"application": APPLICATION, "name": "Gold", "requiredVisits": 10, "currencyToPointRatio": 1.5}
        place = "/v1/loyalty/reward-tiers/" + self.keyban("POST", "/v1/loyalty/reward-tiers", tier)[1]["id"]

        self.assertEqual(self.keyban("PATCH", place, {"requiredVisits": 12})[1]["requiredVisits"], 12)
        self.sandbox.control("loyalty", offersTiers=False)
        refused = [self.keyban("GET", "/v1/loyalty/reward-tiers"), self.keyban("PATCH", place, {"name": "Or"}),
                   self.keyban("DELETE", place)]
        self.assertEqual([(status, problem.get("code")) for status, problem in refused], [(404, None)] * 3)
        self.assertEqual(self.keyban("POST", "/v1/loyalty/reward-tiers", {**tier, "requiredVisits": 11})[0], 201)
        self.sandbox.control("loyalty", offersTiers=True)
        listed = self.keyban("GET", "/v1/loyalty/reward-tiers")[1]["data"]
        self.assertEqual(sorted((t["name"], t["requiredVisits"]) for t in listed), [("Gold", 11), ("Gold", 12)])
        self.assertEqual(self.keyban("DELETE", place)[0], 200)
        self.assertEqual(self.keyban("DELETE", place)[1]["code"], "LOYALTY_REWARD_TIER_NOT_FOUND")

    def test_settlement_is_polled_for(self):
        """The Node guide's loop, over the orders: mints settle in seconds."""
        self.sandbox.control("loyalty", orderMs=200, settleMs=600)
        self.keyban("POST", f"/v1/loyalty/account/{self.account}/mint", {"amount": 600})
        seen = []
        until = time.monotonic() + 30
        while "completed" not in seen and time.monotonic() < until:
            seen += [order["status"] for order in self.orders()]
            time.sleep(0.05)

        order = self.orders()[0]
        self.assertIn("completed", seen)
        self.assertGreater(order["settledAt"], order["createdAt"])
        self.assertRegex(order["hash"], "^[0-9a-f]{64}$")

    def test_orders_come_in_pages_the_latest_first(self):
        self.sandbox.control("loyalty", orderMs=0, settleMs=0)
        for amount in (1, 2, 3):
            self.keyban("POST", f"/v1/loyalty/account/{self.account}/mint", {"amount": amount})
        pages = [self.keyban("GET", f"/v1/loyalty/orders?walletId={self.wallet}&currentPage={page}&pageSize=2")[1]
                 for page in (1, 2, 3)]

        self.assertEqual([[o["amount"] for o in page["data"]] for page in pages], [["3", "2"], ["1"], []])
        self.assertEqual({page["total"] for page in pages}, {3})
        self.assertEqual(self.keyban("GET", "/v1/loyalty/orders?walletId=GNOBODY")[1]["data"], [])

    def test_a_429_says_when_to_come_back(self):
        """The Python guide's pattern: wait as long as Retry-After says, then send it again."""
        path = f"/v1/loyalty/account/{self.account}/mint"
        self.sandbox.control("faults", rules=[{"method": "POST", "path": "*/mint", "effect": "status", "status": 429,
                                               "retryAfter": 1, "nth": 1}])
        answers = []
        while not answers or answers[-1].status_code == 429:
            if answers:
                time.sleep(int(answers[-1].headers.get("Retry-After", "1")))
            answers.append(requests.post(self.sandbox.keyban + path, json={"amount": 600}, headers=HEADERS, timeout=30))

        self.assertEqual([answer.status_code for answer in answers], [429, 201])
        self.assertEqual((answers[0].json()["title"], answers[0].json()["status"]), ("Too Many Requests", 429))
        with self.assertRaises(requests.HTTPError):
            answers[0].raise_for_status()
        self.assertEqual(self.sandbox.state()["mintedPoints"], 600)

    def test_what_is_wrong_is_told_with_title_and_status(self):
        path = f"/v1/loyalty/account/{self.account}/mint"
        for amount in (0, -1, 1.5, "600", None, 2**53 + 1, 10**30, True):
            status, problem = self.keyban("POST", path, {"amount": amount})
            self.assertEqual((status, problem["title"]), (422, "Unprocessable Entity"), amount)
        for account in ("nobody", self.wallet, "5d0b3e6c-9a3d-4a55-8d0f-1c0f6f2f7a10"):
            status, problem = self.keyban("POST", f"/v1/loyalty/account/{account}/mint", {"amount": 1})
            self.assertEqual((status, problem["code"]), (404, "LOYALTY_ACCOUNT_NOT_FOUND"), account)
        self.assertEqual(self.keyban("GET", "/v1/loyalty/orders")[0], 400)
        self.assertEqual(self.sandbox.state()["mintedPoints"], 0)

    def test_permissions_and_quotas_refuse(self):
        path = f"/v1/loyalty/account/{self.account}/mint"
        self.sandbox.control("loyalty", quota=10)
        self.assertEqual(self.keyban("POST", path, {"amount": 11})[0], 403)
        self.assertEqual(self.keyban("POST", path, {"amount": 10})[0], 201)
        self.sandbox.control("loyalty", quota=-1, forbidden=True)
        status, problem = self.keyban("POST", path, {"amount": 1})
        self.assertEqual((status, problem["code"]), (403, "AUTH_INSUFFICIENT_PERMISSIONS"))
        self.sandbox.control("credentials", revoked=True)
        self.assertEqual(self.keyban("POST", path, {"amount": 1})[0], 401)

    def test_orders_may_come_late_twice_or_never(self):
        path = f"/v1/loyalty/account/{self.account}/mint"
        seen = []
        for manner in ("twice", "late", "never"):
            self.sandbox.control("loyalty", orders=manner)
            self.keyban("POST", path, {"amount": 1})
            self.sandbox.control("clock", advanceSeconds=5)
            seen.append(len(self.orders()))
        self.sandbox.control("clock", advanceSeconds=120)
        seen.append(len(self.orders()))

        self.assertEqual(seen, [2, 2, 2, 3])

    def test_a_claim_is_streamed_to_its_end(self):
        job = self.sandbox.control("loyalty", claim={"ms": 200})["jobId"]
        with requests.get(f"{self.sandbox.keyban}/v1/dpp/claim/{job}/status/sse", headers=HEADERS, stream=True,
                          timeout=30) as stream:
            lines = [line for line in stream.iter_lines(decode_unicode=True) if line]

        self.assertIn('"state":"completed"', lines[-1])


class LoyaltyStorage(unittest.TestCase):
    def test_points_survive_a_kill(self):
        with tempfile.TemporaryDirectory() as folder:
            options = ("--seed", "empty", "--data", os.path.join(folder, "state"))
            sandbox = Sandbox(*options)
            account = sandbox.ready["credentials"]["keyban"]["accounts"][3]["id"]
            sandbox.control("loyalty", quota=1000)
            sandbox.call("POST", f"/v1/loyalty/account/{account}/mint", {"amount": 70},
                         headers={"Idempotency-Key": "k"})
            sandbox.stop("kill")
            sandbox = Sandbox(*options)
            try:
                again = sandbox.call("POST", f"/v1/loyalty/account/{account}/mint", {"amount": 70},
                                     headers={"Idempotency-Key": "k"})
                self.assertEqual(again[:2], (201, {"newamount": 70}))
                self.assertEqual(sandbox.state()["mintedPoints"], 70)
            finally:
                sandbox.stop()


if __name__ == "__main__":
    unittest.main()
