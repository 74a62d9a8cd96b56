# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two fields of a passport are changed: what that does is said, reviewed, saved, and nothing else changes."""
import json
import unittest

from console import Console

STATEMENT = "Saving re-certifies 1 passport on StarknetSepolia."


class EditTest(unittest.TestCase):
    def test_an_edit_is_reviewed_and_changes_exactly_what_the_review_showed(self):
        with Console("--sandbox", name="edit") as desk:
            table = desk.passports()
            number = desk.rows(table, count=1)[0][0]
            before = desk.sandbox_passports()
            target = next(one for one in before if one["modelNumber"] == number and one["granularity"] == "model")
            self.assertIn("material", target["certifiedPaths"])
            self.assertNotIn("colour", target["certifiedPaths"])
            desk.mouse(lambda: desk.cell(table, 0, 0))
            self.change_an_uncertified_field(desk, target)
            self.change_a_certified_field(desk, target)
            self.review_and_save(desk, target)
            self.assert_only_this_changed(desk, before, target)

    def change_an_uncertified_field(self, desk, target):
        desk.wait(lambda: desk.find("text", "colour").text == target["data"]["colour"], "the passport's colour")
        self.assertFalse(desk.find("push button", "Review and save…").has("enabled"))
        desk.type_into("text", "colour", "Cognac")
        note = desk.find("filler", "1 change not saved")
        desk.find("label", "not certified", inside=note)
        desk.find("label", "No certified content changes, so the certificate stays as it is.", inside=note)

    def change_a_certified_field(self, desk, target):
        desk.focus(desk.find("text", "material"))
        desk.keys("ctrl+a", "H", "e", "m", "p")
        note = desk.find("filler", "2 changes not saved")
        desk.find("label", f"{target['data']['material']} → Hemp", inside=note)
        desk.find("label", "certified", inside=note)
        desk.find("label", STATEMENT, inside=note)

    def review_and_save(self, desk, target):
        desk.click("push button", "Review and save…")
        dialog = desk.find("dialog", "Review changes")
        desk.find("label", STATEMENT, inside=dialog)
        rows = desk.rows(desk.find("table", "Changes", inside=dialog))
        self.assertEqual(sorted(rows), [["colour", target["data"]["colour"], "Cognac", "not certified"],
                                        ["material", target["data"]["material"], "Hemp", "certified"]])
        self.assertEqual(self.read(desk, target)["data"], target["data"], "nothing is saved before the review")
        desk.click("push button", "Save", inside=dialog)
        desk.gone("dialog", "Review changes")
        desk.find("label", f"{target['name']} was saved.")
        self.assertFalse(desk.find("push button", "Review and save…").has("enabled"))

    def assert_only_this_changed(self, desk, before, target):
        expected = {**target["data"], "colour": "Cognac", "material": "Hemp"}
        self.assertEqual(self.read(desk, target)["data"], expected)
        after = desk.sandbox_passports()
        changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
        self.assertEqual(len(changed), 1)
        # Its certificate is written anew; that is what the review announced.
        wanted = {**target, "data": expected}
        self.assertEqual(self.without_certificate(changed[0][1]), self.without_certificate(wanted))

    def read(self, desk, target):
        """The passport as the service's own API tells it."""
        listed = json.loads(desk.ask_sandbox(
            "/keyban/v1/dpp/passports?pageSize=1&filters[0][field]=modelNumber&filters[0][operator]=eq"
            f"&filters[0][value]={target['modelNumber']}"))
        self.assertEqual(listed["data"][0]["modelNumber"], target["modelNumber"])
        return json.loads(desk.ask_sandbox(f"/keyban/v1/dpp/passports/{listed['data'][0]['id']}"))

    @staticmethod
    def without_certificate(passport):
        return {name: value for name, value in passport.items()
                if name not in ("contentHash", "certificateUri", "certificateSignature")}


if __name__ == "__main__":
    unittest.main()
