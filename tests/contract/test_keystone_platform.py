# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""The official Python client of the settlement service: instructions, webhooks and environments, with real deliveries."""
import json
import unittest

from keystoneos import KeystoneSyncClient
from keystoneos.exceptions import AuthenticationError, ConflictError, NotFoundError, ValidationError
from keystoneos.types.environments import EnvironmentCreate, EnvironmentUpdate
from keystoneos.types.instructions import InstructionCreate, InstructionLegInput, InstructionPartyInput
from keystoneos.types.webhooks import WebhookEndpointCreate, WebhookEndpointUpdate

from receiver import Receiver
from sandbox import KEYSTONE_CLIENT
from test_keystone_client import KeystoneTest as ClientTest
from test_keystone_client import in_hours, settlement


def instruction(role, directions, name="Clear Water Fund", quantity="1000000", **changes):
    legs = [InstructionLegInput(instrument_id="BOND-1", quantity=quantity, direction=directions[0]),
            InstructionLegInput(leg_type="payment", instrument_id="EUR", quantity="12.50", direction=directions[1])]
    party = InstructionPartyInput(external_reference=f"{role}-1", name=name, wallet_address="0xa1")
    return InstructionCreate(**{"template_slug": "cross_platform_dvp", "role": role, "party": party, "legs": legs,
                                "timeout_at": in_hours(300), "idempotency_key": KeystoneSyncClient
                                .generate_idempotency_key(), **changes})


def seller(**changes):
    return instruction("seller", ("deliver", "receive"), **changes)


def buyer(reference, **changes):
    return instruction("buyer", ("receive", "deliver"), trade_reference=reference, **changes)


class Instructions(ClientTest):
    def test_two_sides_make_a_settlement_that_runs(self):
        first = self.client.instructions.submit(seller())
        self.assertEqual((first.status, first.settlement_id), ("pending_match", None))
        second = self.client.instructions.submit(buyer(first.trade_reference, quantity="1E+6"))
        first = self.client.instructions.get(first.id)

        self.assertEqual((first.status, second.status), ("matched", "matched"))
        made = self.client.settlements.get(second.settlement_id)
        self.assertEqual((made.state, made.settlement_type, len(made.legs)), ("INSTRUCTED", "cross_platform", 4))
        self.assertEqual(first.settlement_id, made.id)
        self.advance(3600)
        self.assertEqual(self.client.settlements.get(made.id).state, "FINALIZED")

    def test_what_does_not_fit_stays_pending_without_an_error(self):
        first = self.client.instructions.submit(seller())
        for other in (buyer(first.trade_reference, quantity="999999"), buyer("KS-other"),
                      seller(trade_reference=first.trade_reference),
                      instruction("buyer", ("deliver", "receive"), trade_reference=first.trade_reference)):
            self.assertEqual(self.client.instructions.submit(other).status, "pending_match")
        self.assertEqual(self.client.instructions.get(first.id).status, "pending_match")

    def test_a_flagged_party_makes_it_wait(self):
        first = self.client.instructions.submit(seller(name="Watchlist Holdings"))
        made = self.client.instructions.submit(buyer(first.trade_reference)).settlement_id
        self.advance(600)

        self.assertEqual(self.client.settlements.get(made).state, "COMPLIANCE_CHECKING")

    def test_cancelling_is_for_what_is_pending(self):
        one = self.client.instructions.submit(seller())
        self.assertEqual(self.client.instructions.cancel(one.id).status, "cancelled")
        with self.assertRaises(ConflictError):
            self.client.instructions.cancel(one.id)
        matched = self.client.instructions.list(status="matched", limit=1).items[0]
        with self.assertRaises(ConflictError):
            self.client.instructions.cancel(matched.id)

    def test_nobody_is_waited_for_longer_than_a_day(self):
        self.sandbox.control("keystone", tokenSeconds=1_000_000)
        self.addCleanup(lambda: self.sandbox.control("keystone", tokenSeconds=86_400))
        one = self.client.instructions.submit(seller())
        self.advance(86400)

        self.assertEqual(self.client.instructions.get(one.id).status, "expired")

    def test_one_key_gives_one_instruction(self):
        body = seller()
        one = self.client.instructions.submit(body)

        self.assertEqual(self.client.instructions.submit(body).id, one.id)
        with self.assertRaises(ConflictError):
            self.client.instructions.submit(body.model_copy(update={"role": "buyer"}))

    def test_a_repo_carries_its_terms(self):
        terms = {"template_slug": "bilateral_repo", "settlement_category": "repo_open", "maturity_at": in_hours(900),
                 "repo_rate": "0.0425", "repayment_amount": "1003493.15"}
        first = self.client.instructions.submit(instruction("lender", ("deliver", "receive"), **terms))
        second = self.client.instructions.submit(
            instruction("borrower", ("receive", "deliver"), trade_reference=first.trade_reference, **terms))
        made = self.client.settlements.get(second.settlement_id)

        self.assertEqual(made.settlement_category, "repo_open")
        self.assertEqual(made.repo_metadata, {"repo_rate": "0.0425", "repayment_amount": "1003493.15"})

    def test_the_demo_shows_every_status(self):
        for status in ("pending_match", "matched", "cancelled", "expired"):
            page = self.client.instructions.list(status=status)
            self.assertGreater(page.total, 0, status)
            self.assertEqual({item.status for item in page.items}, {status})

    def test_a_counterpart_can_be_asked_for(self):
        one = self.client.instructions.submit(seller())
        self.sandbox.control("keystone", counterpart=str(one.id))

        self.assertEqual(self.client.instructions.get(one.id).status, "matched")

    def test_wrong_fields_are_named(self):
        with self.assertRaises(ValidationError) as caught:
            self.client.instructions.submit(seller(quantity="0", idempotency_key=""))

        self.assertEqual([entry["loc"] for entry in caught.exception.detail],
                         [["body", "legs", 0, "quantity"], ["body", "idempotency_key"]])


class Webhooks(ClientTest):
    def endpoint(self, receiver, **changes):
        self.addCleanup(receiver.stop)
        return self.client.webhooks.create(WebhookEndpointCreate(**{"url": receiver.url, **changes}))

    def verified(self, delivered, secret):
        body, signature = delivered
        self.assertTrue(self.client.webhooks.verify_signature(body, signature, secret))
        return json.loads(body)

    def until_logged(self, endpoint, count):
        for _ in range(200):
            log = self.client.webhooks.list_deliveries(endpoint.id)
            if log.total >= count:
                return log.items
        self.fail("the deliveries were not logged")

    def test_what_happens_is_delivered_and_signed(self):
        receiver = Receiver()
        endpoint = self.endpoint(receiver, events=["settlement.state.*"])
        made = self.client.settlements.create(settlement(name="Clear Water Fund"))
        event = self.verified(receiver.next(), endpoint.secret)

        self.assertEqual(event["event"], "settlement.state.instructed")
        self.assertEqual((event["data"]["settlement_id"], event["data"]["to_state"]), (str(made.id), "INSTRUCTED"))
        self.assertTrue(self.until_logged(endpoint, 1)[-1].success)
        self.client.webhooks.delete(endpoint.id)
        with self.assertRaises(NotFoundError):
            self.client.webhooks.get(endpoint.id)

    def test_a_failed_delivery_is_tried_three_times_more(self):
        receiver = Receiver(503)
        endpoint = self.endpoint(receiver, events=["settlement.state.instructed"])
        self.client.settlements.create(settlement())
        for count in range(1, 5):
            log = self.until_logged(endpoint, count)
            self.advance(30)
        self.advance(600)

        self.assertEqual([(row.response_status, row.success, row.error) for row in log],
                         [(503, False, "upstream answered 503")] * 4)
        self.assertEqual(self.client.webhooks.list_deliveries(endpoint.id).total, 4)
        self.client.webhooks.delete(endpoint.id)

    def test_a_test_tells_how_it_went(self):
        receiver = Receiver(204, 500)
        endpoint = self.endpoint(receiver)
        first, second = (self.client.webhooks.test(endpoint.id) for _ in range(2))
        self.client.webhooks.delete(endpoint.id)

        self.assertEqual((first.success, first.status_code, first.error), (True, 204, None))
        self.assertEqual((second.success, second.status_code), (False, 500))
        self.assertEqual(self.verified(receiver.next(), endpoint.secret)["event"], "test.ping")

    def test_nothing_leaves_this_machine(self):
        endpoint = self.client.webhooks.create(WebhookEndpointCreate(url="https://hooks.example.test/ks"))
        result = self.client.webhooks.test(endpoint.id)

        self.assertEqual((result.success, result.status_code), (False, None))
        self.assertIn("loopback", result.error)
        self.client.webhooks.delete(endpoint.id)

    def test_a_rotation_gives_a_new_secret_and_the_old_one_a_day(self):
        receiver = Receiver()
        endpoint = self.endpoint(receiver)
        now = self.sandbox.control("clock", advanceSeconds=0)["now"]
        rotated = self.client.webhooks.rotate_secret(endpoint.id)
        self.client.webhooks.test(endpoint.id)
        left = rotated.previous_secret_valid_until - type(rotated.previous_secret_valid_until).fromisoformat(
            now.replace("Z", "+00:00"))
        self.client.webhooks.delete(endpoint.id)

        self.assertNotEqual(rotated.new_secret, endpoint.secret)
        self.assertAlmostEqual(left.total_seconds(), 86400, delta=30)
        self.verified(receiver.next(), rotated.new_secret)

    def test_changes_are_made_to_what_is_set(self):
        endpoint = self.client.webhooks.create(WebhookEndpointCreate(
            url="http://127.0.0.1:9/x", description="first", secret="test-own-secret", events=["compliance.*"]))
        self.assertEqual(endpoint.secret, "test-own-secret")
        paused = self.client.webhooks.update(endpoint.id, WebhookEndpointUpdate(is_active=False))
        cleared = self.client.webhooks.update(endpoint.id, WebhookEndpointUpdate(description=None, events=["*"]))
        same = self.client.webhooks.update(endpoint.id, WebhookEndpointUpdate())

        self.assertEqual((paused.is_active, paused.description), (False, "first"))
        self.assertEqual((cleared.description, cleared.events, same), (None, ["*"], same))
        self.assertIn(endpoint.id, [item.id for item in self.client.webhooks.list().items])
        with self.assertRaises(ValidationError):
            self.client.webhooks.create(WebhookEndpointCreate(url="nowhere"))


class Environments(ClientTest):
    def test_an_environment_lives_and_comes_back(self):
        made = self.client.environments.create(EnvironmentCreate(
            name="Lab", slug="lab", auth0_client_id="test-keystone-lab", default_timeout_seconds=60))
        lab = KeystoneSyncClient(**{**self.settings, "client_id": "test-keystone-lab"})
        self.addCleanup(lab.close)
        self.assertEqual(lab.settlements.list().total, 0)

        closed = self.client.environments.deactivate(made.id)
        self.assertFalse(closed.is_active)
        with self.assertRaises(AuthenticationError):
            lab.settlements.list()
        opened = self.client.environments.update(made.id, EnvironmentUpdate(is_active=True, rate_limit_rpm=60))

        self.assertEqual((opened.is_active, opened.rate_limit_rpm, opened.name), (True, 60, "Lab"))
        self.assertEqual(self.client.environments.get(made.id), opened)
        with self.assertRaises(ConflictError):
            self.client.environments.create(EnvironmentCreate(name="x", slug="lab", auth0_client_id="test-y"))

    def test_its_time_has_bounds(self):
        for seconds in (59, 604801):
            with self.assertRaises(ValidationError):
                self.client.environments.create(EnvironmentCreate(
                    name="x", slug="x", auth0_client_id="x", default_timeout_seconds=seconds))

    def test_the_list_has_both_of_the_demo(self):
        page = self.client.environments.list(limit=100)

        self.assertEqual([item.slug for item in page.items][:2], ["demo-desk", "rehearsal"])
        self.assertEqual(page.items[0].auth0_client_id, KEYSTONE_CLIENT["client_id"])


if __name__ == "__main__":
    unittest.main()
