# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""The settlement service as no client sends to it: refusals, wrong types, tokens, time and the control surface."""
import json
import unittest

from sandbox import KEYSTONE_CLIENT, Sandbox, SandboxTest

PARTIES = [{"role": "seller", "external_reference": "A", "wallet_address": "0xa"},
           {"role": "buyer", "external_reference": "B", "wallet_address": "0xb", "name": "Clear Water Fund"}]
LEG = {"leg_type": "asset_delivery", "instrument_id": "BOND", "quantity": "5", "direction": "deliver",
       "party_role": "seller"}
STATES = {"INSTRUCTED", "AWAITING_CONFIRMATION", "COMPLIANCE_CHECKING", "COMPLIANCE_CLEARED", "REGISTERING_ESCROW",
          "AWAITING_DEPOSITS", "EXECUTING_SWAP", "SETTLED", "FINALIZED", "ROLLED_BACK", "TIMED_OUT"}


def order(key, **changes):
    return {"idempotency_key": key, "template_slug": "cross_platform_dvp", "parties": PARTIES, "legs": [LEG],
            "timeout_at": "2099-01-01T00:00:00", **changes}


class KeystoneTest(SandboxTest):
    options = ("--seed", "demo")

    def ask(self, method, path, body=None, status=200):
        got, answer = self.sandbox.keystone(method, path, body)
        self.assertEqual(got, status, answer)
        return answer

    def refused_fields(self, path, body, method="POST"):
        """Where the complaints of a 422 are, in order."""
        return [".".join(map(str, entry["loc"][1:])) for entry in self.ask(method, path, body, 422)["detail"]]

    def whole_book(self):
        return [item for offset in (0, 200)
                for item in self.ask("GET", f"/settlements?limit=200&offset={offset}")["items"]]


class Book(KeystoneTest):
    def test_the_demo_holds_three_hundred_in_every_state(self):
        book = self.whole_book()

        self.assertEqual(len(book), 300)
        self.assertEqual({item["state"] for item in book}, STATES)
        self.assertEqual(self.sandbox.state()["settlementsFlagged"], 26)
        self.assertEqual([item["created_at"] for item in book], sorted((i["created_at"] for i in book), reverse=True))

    def test_the_demo_is_the_same_in_every_run_but_for_the_times(self):
        other = Sandbox("--seed", "demo")
        self.addCleanup(other.stop)

        def timeless(value):
            if isinstance(value, dict):
                return {k: timeless(v) for k, v in value.items() if not k.endswith("_at")}
            return [timeless(v) for v in value] if isinstance(value, list) else value

        mine, theirs = (box.keystone("GET", "/settlements?limit=200&offset=100")[1] for box in (self.sandbox, other))
        self.assertEqual(timeless(mine), timeless(theirs))

    def test_what_is_open_has_time_left_and_what_is_over_has_not_changed_since(self):
        now = self.sandbox.control("clock", advanceSeconds=0)["now"]
        over = {"FINALIZED", "ROLLED_BACK", "TIMED_OUT"}

        for item in self.whole_book():
            self.assertLessEqual(item["updated_at"], now)
            if item["state"] not in over:
                self.assertGreater(item["timeout_at"], now, item)

    def test_every_event_vouches_for_those_before(self):
        item = self.ask("GET", "/settlements?state=FINALIZED&limit=1")["items"][0]
        events = self.ask("GET", f"/settlements/{item['id']}/events")["items"]

        self.assertEqual(len({event["content_hash"] for event in events}), len(events))
        self.assertTrue(all(len(event["content_hash"]) == 64 for event in events))
        self.assertEqual([event["from_state"] for event in events], [None] + [e["to_state"] for e in events[:-1]])


class Refusals(KeystoneTest):
    options = ("--seed", "empty", "--strict")

    def test_wrong_types_are_named(self):
        self.assertEqual(self.refused_fields("/settlements", order(7, timeout_at="soon", legs=[{**LEG, "quantity": "-1"}])),
                         ["idempotency_key", "legs.0.quantity", "timeout_at"])
        self.assertEqual(self.refused_fields("/settlements", order("a", legs=[{**LEG, "direction": "give"}, "leg"]))[0],
                         "legs.0.direction")
        self.assertEqual(self.refused_fields("/settlements", order("a", parties=[])), ["parties", "legs.0.party_role"])
        self.assertEqual(self.refused_fields("/settlements", {}),
                         ["idempotency_key", "template_id", "parties", "legs", "timeout_at"])

    def test_unknown_keys_are_refused_when_strict(self):
        self.assertEqual(self.refused_fields("/settlements", order("a", colour="red")), ["colour"])

    def test_null_is_absent(self):
        body = order("nulls", template_id=None, external_reference=None)
        body["parties"] = [{**party, "chain_id": None, "name": "Clear"} for party in PARTIES]
        body["legs"] = [{**LEG, "chain_id": None, "token_standard": None, "external_reference": None}]

        self.assertEqual(self.ask("POST", "/settlements", body, 201)["legs"][0]["quantity"], "5")

    def test_what_is_no_json_is_refused(self):
        for body in ("{", "[1]", '"text"'):
            self.ask("POST", "/settlements", body, 422)

    def test_windows_have_limits(self):
        for path in ("/settlements?limit=201", "/settlements?limit=0", "/settlements?offset=-1",
                     "/settlements?limit=x", "/settlement-templates?limit=101"):
            self.ask("GET", path, status=422)
        beyond = self.ask("GET", "/settlements?limit=200&offset=7000")
        self.assertEqual((beyond["items"], beyond["limit"], beyond["offset"]), ([], 200, 7000))

    def test_decisions_are_approve_or_reject(self):
        made = self.ask("POST", "/settlements", order("d"), 201)
        path = f"/settlements/{made['id']}/compliance-decision"

        self.assertEqual(self.refused_fields(path, {"decision": "maybe"}), ["decision"])
        self.assertEqual(self.refused_fields(path, {"decision": "approve", "comment": "x"}), ["comment"])
        self.assertIn("not awaiting", self.ask("POST", path, {"decision": "approve"}, 409)["detail"])

    def test_a_template_needs_its_roles(self):
        self.assertIn("borrower", self.ask("POST", "/settlements", order("r", template_slug="bilateral_repo", parties=[
            {**PARTIES[0], "role": "lender"}], legs=[{**LEG, "party_role": "lender"}]), 422)["detail"])

    def test_one_that_is_over_already_is_refused(self):
        self.ask("POST", "/settlements", order("o", timeout_at="2020-01-01T00:00:00Z"), 422)

    def test_no_other_environment_sees_it(self):
        made = self.ask("POST", "/settlements", order("e"), 201)
        status, _ = self.sandbox.keystone("GET", f"/settlements/{made['id']}", client_id="test-keystone-rehearsal")

        self.assertEqual(status, 404)


class Tokens(KeystoneTest):
    def test_the_token_endpoint_answers_in_oauth_form(self):
        status, body, _ = self.sandbox.token()
        self.assertEqual((status, body["token_type"], body["expires_in"]), (200, "Bearer", 86400))
        for changes, wanted in (({"client_secret": "test-wrong"}, 401), ({"client_id": "test-nobody"}, 401),
                                ({"audience": "https://other.example"}, 403), ({"grant_type": "password"}, 400)):
            status, body, _ = self.sandbox.token(**changes)
            self.assertEqual(status, wanted)
            self.assertEqual(set(body), {"error", "error_description"})

    def test_a_form_does_as_well(self):
        form = ("grant_type=client_credentials&audience=https%3A%2F%2Fapi.keystoneos.xyz&"
                + "&".join(f"{k}={v}" for k, v in KEYSTONE_CLIENT.items()))
        status, _, _ = self.sandbox.call("POST", "/keystone/oauth/token", form, key=None,
                                         headers={"Content-Type": "application/x-www-form-urlencoded"})
        self.assertEqual(status, 200)

    def test_calls_need_a_token_that_is_good(self):
        for headers in ({}, {"Authorization": "Bearer test-none"}, {"Authorization": "Basic x"}):
            status, body, _ = self.sandbox.call("GET", "/keystone/v1/settlements", key=None, headers=headers)
            self.assertEqual((status, set(body)), (401, {"detail"}))

    def test_a_token_ends_with_its_time(self):
        self.sandbox.control("keystone", tokenSeconds=60)
        self.addCleanup(lambda: self.sandbox.control("keystone", tokenSeconds=86400))
        headers = {"Authorization": "Bearer " + self.sandbox.token()[1]["access_token"]}
        statuses = []
        for _ in range(3):
            statuses.append(self.sandbox.call("GET", "/keystone/v1/settlements", key=None, headers=headers)[0])
            self.sandbox.control("clock", advanceSeconds=30)

        self.assertEqual(statuses, [200, 200, 401])

    def test_no_secret_stands_in_the_log(self):
        self.sandbox.call("GET", "/keystone/v1/" + KEYSTONE_CLIENT["client_secret"], key=None)

        self.assertNotIn(KEYSTONE_CLIENT["client_secret"], json.dumps(self.sandbox.requests()))


class Time(KeystoneTest):
    options = ("--seed", "empty")

    def test_one_that_gets_no_deposits_times_out(self):
        parties = [PARTIES[0], {**PARTIES[1], "name": "Slow Harbour Trust"}]
        year = int(self.sandbox.control("clock", advanceSeconds=0)["now"][:4]) + 1
        body = order("t", parties=parties, timeout_at=f"{year}-01-01T00:00:00Z")
        made = self.ask("POST", "/settlements", body, 201)
        self.sandbox.control("clock", advanceSeconds=2 * 366 * 86400)
        events = self.ask("GET", f"/settlements/{made['id']}/events")["items"]

        self.assertEqual(events[-1]["to_state"], "TIMED_OUT")
        self.assertEqual(events[-1]["created_at"], made["timeout_at"])

    def test_an_exchange_may_be_checked_again(self):
        parties = [PARTIES[0], {**PARTIES[1], "name": "Recheck Markets"}]
        made = self.ask("POST", "/settlements", order("x", parties=parties), 201)
        self.sandbox.control("clock", advanceSeconds=3600)
        path = f"/settlements/{made['id']}"
        self.assertEqual(self.ask("GET", path)["state"], "EXECUTING_SWAP")

        self.assertEqual(self.ask("POST", path + "/compliance-decision", {"decision": "approve"})["state"], "FINALIZED")


class Control(KeystoneTest):
    def test_settlements_arrive_while_somebody_works(self):
        before = self.sandbox.state()
        self.sandbox.control("keystone", add={"count": 1000})
        self.sandbox.control("keystone", add={"legs": 200, "quantity": "9" * 90, "flagged": True})
        newest = self.ask("GET", "/settlements?limit=1")["items"][0]
        after = self.sandbox.state()

        self.assertEqual(after["settlements"] - before["settlements"], 1001)
        self.assertEqual((len(newest["legs"]), newest["legs"][0]["quantity"]), (200, "9" * 90))
        self.assertEqual(newest["state"], "COMPLIANCE_CHECKING")

    def test_somebody_else_may_decide_first(self):
        self.sandbox.control("keystone", add={"flagged": True})
        one = self.ask("GET", "/settlements?limit=1")["items"][0]
        self.sandbox.control("keystone", decide={"id": one["id"], "decision": "approve"})

        self.ask("POST", f"/settlements/{one['id']}/compliance-decision", {"decision": "reject"}, 409)
        taken = self.sandbox.get("/_sandbox/decisions")["decisions"]
        self.assertEqual([(d["settlement"], d["decision"], d["by"]) for d in taken if d["settlement"] == one["id"]],
                         [(one["id"], "approve", "m2m:test-other-desk")])

    def test_oddities_change_the_form_and_nothing_else(self):
        self.addCleanup(lambda: self.sandbox.control("keystone", oddities={
            "oldTransitions": False, "numericQuantity": False, "omitsNulls": False, "newStates": False}))
        self.sandbox.control("keystone", oddities={"oldTransitions": True, "numericQuantity": True, "omitsNulls": True,
                                                   "newStates": True})
        template = self.ask("GET", "/settlement-templates?limit=1")["items"][0]
        book = self.whole_book()

        self.assertEqual(template["config"]["transitions"]["INSTRUCTED"], ["COMPLIANCE_CHECKING"])
        self.assertIn("SCREENING_ENHANCED", {item["state"] for item in book})
        self.assertIsInstance(book[0]["legs"][0]["quantity"], (int, float))
        self.assertTrue(any("external_reference" not in item for item in book))

    def test_wishes_that_cannot_be_met_are_refused(self):
        for wish in ({"colour": 1}, {"oddities": {"x": True}}, {"add": {"count": 0}}, {"decide": {"id": "x"}}):
            status, _, _ = self.sandbox.call("POST", "/_sandbox/keystone", wish)
            self.assertEqual(status, 400, wish)


if __name__ == "__main__":
    unittest.main()
