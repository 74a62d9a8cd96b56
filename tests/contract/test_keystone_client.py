# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""The official Python client of the settlement service, unmodified: every method of every resource, both ways."""
import datetime
import unittest
import uuid

from keystoneos import KeystoneClient, KeystoneSyncClient
from keystoneos.exceptions import AuthenticationError, ConflictError, NotFoundError, ValidationError
from keystoneos.types.settlements import SettlementCreate, SettlementLegInput, SettlementPartyInput

from sandbox import KEYSTONE_CLIENT, Sandbox


def in_hours(hours):
    return datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=hours)


def settlement(name="Alder Point Trust", **changes):
    """A settlement whose buyer's name says how it behaves (app/sandbox/keystoneseed.h)."""
    parties = [SettlementPartyInput(role="seller", external_reference="A-1", wallet_address="0xa1"),
               SettlementPartyInput(role="buyer", external_reference="B-1", name=name, wallet_address="0xb1", chain_id=1)]
    legs = [SettlementLegInput(leg_type="asset_delivery", instrument_id="BOND-1", quantity="1E+3", direction="deliver",
                               party_role="seller"),
            SettlementLegInput(leg_type="payment", instrument_id="EUR", quantity="10.50", direction="deliver",
                               party_role="buyer")]
    return SettlementCreate(**{"idempotency_key": KeystoneClient.generate_idempotency_key(),
                               "template_slug": "cross_platform_dvp", "parties": parties, "legs": legs,
                               "timeout_at": in_hours(48), **changes})


class KeystoneTest(unittest.TestCase):
    options = ("--seed", "demo")

    @classmethod
    def setUpClass(cls):
        cls.sandbox = Sandbox(*cls.options)
        cls.settings = {**KEYSTONE_CLIENT, "base_url": cls.sandbox.ready["keystone"],
                        "auth_domain": cls.sandbox.ready["keystoneAuth"]}

    @classmethod
    def tearDownClass(cls):
        cls.sandbox.stop()

    def setUp(self):
        self.client = KeystoneSyncClient(**self.settings)
        self.addCleanup(self.client.close)

    def advance(self, seconds):
        self.sandbox.control("clock", advanceSeconds=seconds)


class Settlements(KeystoneTest):
    def test_the_whole_book_pages_without_gaps_or_repeats(self):
        seen, offset = [], 0
        while True:
            page = self.client.settlements.list(limit=70, offset=offset)
            seen += [item.id for item in page.items]
            offset += 70
            if not page.has_more:
                break

        self.assertGreaterEqual(len(seen), 300)
        self.assertEqual(len(set(seen)), len(seen))
        self.assertEqual(page.total, len(seen))

    def test_every_settlement_and_its_events_parse(self):
        for offset in (0, 200):
            for item in self.client.settlements.list(limit=200, offset=offset).items:
                self.assertEqual(len(item.parties), 2)
        one = self.client.settlements.list(state="FINALIZED", limit=1).items[0]
        events = self.client.settlements.get_events(one.id).items

        self.assertEqual([event.sequence for event in events], list(range(1, len(events) + 1)))
        self.assertEqual(events[-1].to_state, "FINALIZED")
        self.assertEqual(self.client.settlements.get(one.id), one)

    def test_the_filter_takes_exact_states(self):
        for state in ("SETTLED", "TIMED_OUT", "AWAITING_CONFIRMATION"):
            page = self.client.settlements.list(state=state)
            self.assertGreater(page.total, 0)
            self.assertEqual({item.state for item in page.items}, {state})
        self.assertEqual(self.client.settlements.list(state="settled").total, 0)

    def test_a_new_one_runs_to_its_end_by_itself(self):
        body = settlement(name="Clear Water Fund")
        made = self.client.settlements.create(body)
        states = [made.state]
        for _ in range(20):
            self.advance(5)
            states.append(self.client.settlements.get(made.id).state)

        self.assertEqual(list(dict.fromkeys(states)),
                         ["INSTRUCTED", "COMPLIANCE_CHECKING", "COMPLIANCE_CLEARED", "AWAITING_DEPOSITS",
                          "EXECUTING_SWAP", "FINALIZED"])
        self.assertEqual(self.client.settlements.create(body).id, made.id)

    def test_one_key_is_for_one_body(self):
        body = settlement()
        self.client.settlements.create(body)

        with self.assertRaises(ConflictError):
            self.client.settlements.create(body.model_copy(update={"external_reference": "other"}))

    def test_the_flagged_wait_for_a_decision(self):
        for decision, state in (("approve", "COMPLIANCE_CLEARED"), ("reject", "ROLLED_BACK")):
            made = self.client.settlements.create(settlement(name="Watchlist Holdings"))
            self.advance(3600)
            self.assertEqual(self.client.settlements.get(made.id).state, "COMPLIANCE_CHECKING")

            decided = getattr(self.client.compliance, decision)(made.id)

            self.assertEqual(decided.state, state)
            with self.assertRaises(ConflictError):
                self.client.compliance.approve(made.id)
            self.assertIn("m2m:test-keystone-client",
                          [event.triggered_by for event in self.client.settlements.get_events(made.id).items])

    def test_repos_know_each_other(self):
        repos = [item for offset in (0, 200) for item in self.client.settlements.list(limit=200, offset=offset).items
                 if item.parent_settlement_id]
        related = self.client.settlements.get_related(repos[0].id)

        self.assertEqual(related.opening.id, repos[0].parent_settlement_id)
        self.assertEqual(self.client.settlements.get_related(related.opening.id).closing.id, repos[0].id)

    def test_what_is_not_there_is_not_found(self):
        with self.assertRaises(NotFoundError):
            self.client.settlements.get(uuid.uuid4())
        with self.assertRaises(NotFoundError):
            self.client.settlements.create(settlement(template_slug="nowhere"))

    def test_validation_names_the_fields(self):
        with self.assertRaises(ValidationError) as caught:
            self.client.settlements.create(settlement(idempotency_key="k" * 256, template_slug=None))

        self.assertEqual({entry["loc"][-1] for entry in caught.exception.detail}, {"idempotency_key", "template_id"})


class Templates(KeystoneTest):
    def test_templates_list_and_get(self):
        page = self.client.templates.list()

        self.assertEqual([item.slug for item in page.items],
                         ["cross_platform_dvp", "escrow_dvp", "bilateral_repo", "payment_versus_payment"])
        for item in page.items:
            self.assertEqual(self.client.templates.get(item.id), item)

    def test_an_unused_template_is_there_for_its_settlements(self):
        listed = {item.id for item in self.client.templates.list().items}
        used = {item.template_id for offset in (0, 200)
                for item in self.client.settlements.list(limit=200, offset=offset).items}

        self.assertEqual(len(used - listed), 1)
        self.assertFalse(self.client.templates.get((used - listed).pop()).is_active)


class Credentials(KeystoneTest):
    def test_a_wrong_secret_is_refused(self):
        with self.assertRaises(AuthenticationError):
            KeystoneSyncClient(**{**self.settings, "client_secret": "test-wrong"}).settlements.list()

    def test_an_address_without_a_scheme_reaches_the_same_tokens(self):
        client = KeystoneSyncClient(**{**self.settings, "auth_domain": "auth.keystoneos.xyz"})
        self.addCleanup(client.close)

        self.assertGreater(client.settlements.list(limit=1).total, 0)

    def test_an_expired_token_is_refused(self):
        self.client.settlements.list(limit=1)
        self.sandbox.control("keystone", expireTokens=True)

        with self.assertRaises(AuthenticationError):
            self.client.settlements.list(limit=1)


class Asynchronous(KeystoneTest, unittest.IsolatedAsyncioTestCase):
    def setUp(self):
        pass

    async def test_the_asynchronous_client_does_the_same(self):
        async with KeystoneClient(**self.settings) as client:
            page = await client.settlements.list(state="COMPLIANCE_CHECKING", limit=5)
            made = await client.settlements.create(settlement())
            events = await client.settlements.get_events(made.id)
            templates = await client.templates.list(limit=2)

        self.assertEqual(len(page.items), 5)
        self.assertEqual(events.items[0].to_state, "INSTRUCTED")
        self.assertTrue(templates.has_more)


if __name__ == "__main__":
    unittest.main()
