# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the settlement service knows survives a restart and a crash, as far as --data names a file."""
import os
import tempfile
import unittest

from receiver import Receiver
from sandbox import Sandbox
from test_keystone_settlements import LEG, PARTIES, order

INSTRUCTION = {"template_slug": "cross_platform_dvp", "role": "seller", "party": PARTIES[0],
               "legs": [{k: LEG[k] for k in ("instrument_id", "quantity", "direction")}],
               "timeout_at": "2099-01-01T00:00:00Z", "idempotency_key": "i-1"}


class Storage(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.file = os.path.join(folder.name, "data")
        self.sandbox = self.start()

    def start(self, *options):
        sandbox = Sandbox("--data", self.file, *options)
        self.addCleanup(lambda: sandbox.process.poll() is None and sandbox.stop())
        return sandbox

    def again(self, how="kill"):
        self.sandbox.stop(how)
        self.sandbox = self.start()

    def ask(self, method, path, body=None):
        status, answer = self.sandbox.keystone(method, path, body)
        self.assertLess(status, 300, answer)
        return answer

    def everything(self):
        lists = [self.ask("GET", f"/{what}?limit=100") for what in (
            "settlements", "instructions", "settlement-templates", "platforms/me/webhooks", "platforms/me/environments")]
        return lists + [self.sandbox.get("/_sandbox/decisions")]

    def test_all_that_was_asked_is_there_after_a_crash(self):
        self.sandbox.control("clock", advanceSeconds=400)
        made = self.ask("POST", "/settlements", order("s-1"))
        held = self.ask("POST", "/instructions", INSTRUCTION)
        self.sandbox.control("keystone", counterpart=held["id"], add={"flagged": True})
        newest = self.ask("GET", "/settlements?limit=1")["items"][0]
        self.ask("POST", f"/settlements/{newest['id']}/compliance-decision", {"decision": "reject"})
        hook = self.ask("POST", "/platforms/me/webhooks", {"url": "http://127.0.0.1:9/x"})
        self.ask("POST", f"/platforms/me/webhooks/{hook['id']}/rotate-secret")
        other = self.ask("GET", "/platforms/me/environments")["items"][1]
        self.ask("DELETE", f"/platforms/me/environments/{other['id']}")
        before = self.everything()

        self.again()

        self.assertEqual([settled(part) for part in self.everything()], [settled(part) for part in before])
        self.assertEqual(self.ask("POST", "/settlements", order("s-1"))["id"], made["id"])

    def test_nothing_is_delivered_twice(self):
        receiver = Receiver()
        self.addCleanup(receiver.stop)
        self.ask("POST", "/platforms/me/webhooks", {"url": receiver.url, "events": ["settlement.state.instructed"]})
        self.ask("POST", "/settlements", order("w-1"))
        receiver.next()

        self.again("terminate")
        self.ask("POST", "/settlements", order("w-2"))
        body, _ = receiver.next()

        self.assertTrue(receiver.received.empty())
        self.assertIn(self.ask("GET", "/settlements?limit=1")["items"][0]["id"], body.decode())


def settled(part):
    """Without what goes on by itself while the sandbox stands still."""
    for item in part.get("items", []):
        for key in ("state", "updated_at", "legs", "parties"):
            item.pop(key, None)
    return part


if __name__ == "__main__":
    unittest.main()
