# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""The official Python client of the settlement service: one story that calls every public method there is, by the
synchronous and by the asynchronous client, and what the client's own signature check says of known vectors."""
import inspect
import unittest

from keystoneos import KeystoneClient, KeystoneSyncClient
from keystoneos.resources._base import BaseResource
from keystoneos.types.environments import EnvironmentCreate, EnvironmentUpdate
from keystoneos.types.settlements import ComplianceDecisionRequest
from keystoneos.types.webhooks import WebhookEndpointCreate, WebhookEndpointUpdate

from receiver import Receiver
from test_keystone_client import KeystoneTest, settlement
from test_keystone_platform import seller

LONG = (b'{"event":"settlement.state.finalized","data":{"settlement_id":"7b6f2f0a-5a55-4a3e-9d3a-0d8f0e1c2b3a",'
        b'"state":"FINALIZED","previous_state":"EXECUTING_SWAP","to_state":"FINALIZED","from_state":"EXECUTING_SWAP",'
        b'"settlement_type":"cross_platform","timestamp":"2026-04-01T09:30:00Z"}}')
VECTORS = [
    ("whsec-demo", b'{"event":"test.ping","data":{"settlement_id":"00000000-0000-4000-8000-000000000001"}}',
     "d5de72739fc0cbba0739ea04d6b1435c7bb6524f0400b9b167305402a1a35afb"),
    ("whsec-demo", b"", "2c0cb1b9aa1b666a44f47c53a48543bbd5b9188676b849aff1d67d1cca390c56"),
    ("whsec-demo", b'{"event":"test.ping"}', "7971b1ee63dbbd5855654ebacb8b0ec4b07c0902be2760b8f4339b861f3d6e06"),
    ("whsec-demo", b'{"event": "test.ping"}', "4128727deb748e0ef3792a06d365d83c08c17c172988c07e89e2abb571e4fa64"),
    ("whsec_demo_2", LONG, "f49b8a671e8be7edda2646f9197c1266cdfe58f755e28b18ff42656f8ef9be62"),
    ("clé-secrète", '{"note":"Ünïcode – 価値"}\n'.encode(),
     "aa7e40dca92d46d5420026de309c7bdd6f3f851846c1a452a9ea2a7e4005361e"),
    (100 * "k", b"abc", "b58b2b694fdba0dd76da3ebe99174f728d327560f36ece224e90867972479922"),
]


def surface():
    """Every public method of every resource of the client, by what the package itself defines."""
    client = KeystoneClient(client_id="test-client", client_secret="test-secret")
    resources = {name: part for name, part in vars(client).items() if isinstance(part, BaseResource)}
    return {f"{name}.{method}" for name, part in resources.items()
            for method, _ in inspect.getmembers(part, callable) if not method.startswith("_")}


class Story:
    """Says which method is called next with what, and is told the answer: the same for both clients."""

    def __init__(self, test, url, tag):
        self.test, self.url, self.tag = test, url, tag

    def run(self):
        yield from self.settlements()
        yield from self.decisions()
        yield from self.instructions()
        yield from self.templates()
        yield from self.webhooks()
        yield from self.environments()

    def settlements(self):
        made = yield "settlements.create", {"body": settlement()}
        same = yield "settlements.get", {"settlement_id": made.id}
        events = yield "settlements.get_events", {"settlement_id": made.id, "limit": 200}
        related = yield "settlements.get_related", {"settlement_id": made.id}
        page = yield "settlements.list", {"limit": 200}
        self.test.assertEqual((same.id, events.items[0].to_state), (made.id, "INSTRUCTED"))
        self.test.assertEqual((related.opening, related.closing), (None, None))
        self.test.assertIn(made.id, [item.id for item in page.items])

    def decisions(self):
        waiting = []
        for _ in range(3):
            made = yield "settlements.create", {"body": settlement(name="Watchlist Holdings")}
            waiting.append(made.id)
        self.test.advance(3600)
        approved = yield "compliance.approve", {"settlement_id": waiting[0]}
        rejected = yield "compliance.reject", {"settlement_id": str(waiting[1])}
        decided = yield "settlements.submit_compliance_decision", {
            "settlement_id": waiting[2], "decision": ComplianceDecisionRequest(decision="reject")}
        self.test.assertEqual([approved.id, rejected.id, decided.id], waiting)
        for number, state in ((1, "ROLLED_BACK"), (2, "ROLLED_BACK")):
            now = yield "settlements.get", {"settlement_id": waiting[number]}
            self.test.assertEqual(now.state, state)

    def instructions(self):
        made = yield "instructions.submit", {"body": seller()}
        same = yield "instructions.get", {"instruction_id": made.id}
        page = yield "instructions.list", {"status": "pending_match", "limit": 200}
        gone = yield "instructions.cancel", {"instruction_id": str(made.id)}
        self.test.assertEqual((same.id, gone.status), (made.id, "cancelled"))
        self.test.assertIn(made.id, [item.id for item in page.items])

    def templates(self):
        page = yield "templates.list", {"limit": 100}
        one = yield "templates.get", {"template_id": page.items[0].id}
        self.test.assertEqual(one.slug, page.items[0].slug)

    def webhooks(self):
        made = yield "webhooks.create", {"body": WebhookEndpointCreate(url=self.url, description=self.tag)}
        page = yield "webhooks.list", {"limit": 200}
        same = yield "webhooks.get", {"endpoint_id": made.id}
        changed = yield "webhooks.update", {"endpoint_id": made.id,
                                            "body": WebhookEndpointUpdate(events=["settlement.*"])}
        result = yield "webhooks.test", {"endpoint_id": made.id}
        log = yield "webhooks.list_deliveries", {"endpoint_id": made.id}
        rotated = yield "webhooks.rotate_secret", {"endpoint_id": made.id}
        body, signature = self.test.receiver.next()
        fits = yield "webhooks.verify_signature", {"payload": body, "signature": signature, "secret": made.secret}
        nothing = yield "webhooks.delete", {"endpoint_id": made.id}
        self.test.assertIn(made.id, [item.id for item in page.items])
        self.test.assertEqual((same.description, changed.events), (self.tag, ["settlement.*"]))
        self.test.assertEqual((result.success, log.total, fits, nothing), (True, 1, True, None))
        self.test.assertNotEqual(rotated.new_secret, made.secret)

    def environments(self):
        made = yield "environments.create", {"body": EnvironmentCreate(
            name="Audit", slug=f"audit-{self.tag}", auth0_client_id=f"test-{self.tag}")}
        page = yield "environments.list", {"limit": 100}
        same = yield "environments.get", {"environment_id": made.id}
        changed = yield "environments.update", {"environment_id": made.id, "body": EnvironmentUpdate(name="Auditors")}
        closed = yield "environments.deactivate", {"environment_id": made.id}
        self.test.assertIn(made.id, [item.id for item in page.items])
        self.test.assertEqual((same.slug, changed.name, closed.is_active), (made.slug, "Auditors", False))


class EveryMethod(KeystoneTest, unittest.IsolatedAsyncioTestCase):
    def setUp(self):
        self.receiver = Receiver()
        self.addCleanup(self.receiver.stop)
        self.called = set()

    def method(self, client, name):
        self.called.add(name)
        resource, method = name.split(".")
        return getattr(getattr(client, resource), method)

    def test_the_synchronous_client_finds_all_it_offers(self):
        with KeystoneSyncClient(**self.settings) as client:
            story, answer = Story(self, self.receiver.url, "sync").run(), None
            while step := self.step(story, answer):
                name, arguments = step
                answer = self.method(client, name)(**arguments)
        self.assertEqual(self.called, surface())

    async def test_the_asynchronous_client_finds_all_it_offers(self):
        async with KeystoneClient(**self.settings) as client:
            story, answer = Story(self, self.receiver.url, "async").run(), None
            while step := self.step(story, answer):
                name, arguments = step
                answer = self.method(client, name)(**arguments)
                if inspect.isawaitable(answer):
                    answer = await answer
        self.assertEqual(self.called, surface())

    def test_both_clients_have_the_same_resources(self):
        with KeystoneSyncClient(**self.settings) as client:
            public = {name for name in vars(client) if not name.startswith("_")}
        self.assertEqual(public, {name.split(".")[0] for name in surface()})
        self.assertEqual(len(surface()), 28)

    @staticmethod
    def step(story, answer):
        try:
            return story.send(answer)
        except StopIteration:
            return None


class Signatures(unittest.TestCase):
    def test_the_official_check_agrees_with_the_vectors(self):
        client = KeystoneClient(client_id="test-client", client_secret="test-secret")
        for secret, body, signature in VECTORS:
            with self.subTest(body=body[:30]):
                self.assertTrue(client.webhooks.verify_signature(body, signature, secret))
                self.assertFalse(client.webhooks.verify_signature(body + b" ", signature, secret))


if __name__ == "__main__":
    unittest.main()
