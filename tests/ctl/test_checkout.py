#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Payments on a phone from outside: asked for once, exact to the digit, and paid only when the service says so."""
import json
import signal
import unittest

from phonecase import PhoneCase

SOUGHT = ("--merchant", "Atelier", "--item", "Vase: blue:12.10:3", "--item", "Card:0.30:1", "--currency", "EUR")


class Checkout(PhoneCase):
    def pay(self, *more, amount="36.60", **changes):
        return self.start("checkout", *SOUGHT, "--amount", amount, *more, **changes)

    def test_a_payment_is_asked_for_and_its_number_printed(self):
        self.wish(payment="complete")
        process = self.pay()
        shown = self.tap("approve")
        out, said = process.communicate(timeout=120)
        self.assertEqual(process.returncode, 0, said)
        self.assertRegex(out, r"\Api_demo_\w+\n\Z")
        self.assertIn("Paid", said)
        self.assertEqual(shown["details"]["merchantName"], "Atelier")
        self.assertEqual([item["name"] for item in shown["details"]["items"]], ["Vase: blue", "Card"])
        log = json.dumps(self.audited())
        self.assertIn("checkout.intended", log)
        self.assertIn("checkout.ended", log)

    def test_approved_is_not_paid(self):
        self.wish(auto="approve", payment="steps")
        code, told, said = self.finish(self.pay("--json"))
        self.assertEqual((code, told["state"], told["status"]), (0, "paid", "payment_completed"), said)
        self.assertTrue(told["paymentIntentId"])
        self.wish(payment="fail")
        code, told, said = self.finish(self.pay("--json"))
        self.assertEqual((code, told["state"]), (1, "paymentFailed"), said)
        self.assertNotIn("paymentIntentId", told)

    def test_each_no_is_another_sentence(self):
        self.wish(auto="deny")
        code, told, said = self.finish(self.pay("--json"))
        self.assertEqual((code, told["state"]), (5, "denied"), said)
        self.assertIn("Rejected on the phone", said)
        self.wish(auto="off")
        process = self.pay("--json")
        self.rung()
        self.service.control("clock", advanceSeconds=3600)
        code, told, said = self.finish(process)
        self.assertEqual((code, told["state"]), (5, "expired"), said)
        self.assertIn("Nobody answered", said)

    def test_ctrl_c_stops_waiting_and_warns(self):
        process = self.pay("--json")
        self.rung()
        process.send_signal(signal.SIGINT)
        code, told, said = self.finish(process)
        self.assertEqual((code, told["state"]), (4, "withdrawn"), said)
        self.assertIn("a late yes still pays", said)

    def test_a_lost_answer_is_not_asked_again(self):
        self.service.control("faults", rules=[
            {"method": "POST", "path": "*/v1/checkout/initiate", "effect": "resetAfter"}])
        code, told, said = self.finish(self.pay("--json"))
        self.assertEqual((code, told["state"], told["answerLost"]), (4, "failed", True), said)
        self.assertIn("Look at the wallet", said)
        self.assertEqual(len(self.pending()), 1)

    def test_the_items_come_to_the_amount_exactly(self):
        for amount in ("36.61", "36.6000000000000001", "36"):
            code, _, said = self.finish(self.pay(amount=amount))
            self.assertEqual(code, 2)
            self.assertIn("36.6", said)
            self.assertIn("--despite-sum", said)
        self.assertEqual(self.pending(), [])
        self.wish(auto="approve", payment="complete")
        for amount, more in (("36.600", ()), ("40.00", ("--despite-sum",))):
            code, told, said = self.finish(self.pay("--json", *more, amount=amount))
            self.assertEqual((code, told["amount"]), (0, amount), said)

    def test_what_can_not_be_asked_is_named(self):
        for more, words in ((("--item", "Vase"), "NAME:PRICE:QTY"), (("--item", "Vase:12.50:0"), "NAME:PRICE:QTY"),
                            (("--item", "Vase:a:1"), "decimals"), (("--item", "Vase:-1:1"), "decimals"),
                            (("--currency", "EURO"), "three letters")):
            code, _, said = self.finish(self.pay(*more))
            self.assertEqual(code, 2)
            self.assertIn(words, said)
        code, _, said = self.finish(self.start("checkout"))
        self.assertEqual(code, 2)
        self.assertIn("--merchant", said)
        self.assertEqual(self.pending(), [])

    def test_a_service_that_is_away_takes_nothing(self):
        code, told, said = self.finish(self.pay("--json", BKEY_API_URL="http://127.0.0.1:9"))
        self.assertEqual((code, told["state"]), (3, "failed"), said)
        self.assertNotIn("answerLost", told)


if __name__ == "__main__":
    unittest.main()
