# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Proves the journeys' harness on a small program of its own: that it sees, that it acts, and that it can fail."""
import re
import unittest

from desk import BUILD, Desk, Lost

SPECIMEN = BUILD / "tests" / "journeys" / "specimen"


class DeskTest(unittest.TestCase):
    def test_a_button_is_pressed_once_it_is_enabled_and_its_late_effect_seen(self):
        with Desk(SPECIMEN, name="desk-press") as desk:
            desk.type_into("text", "Search", "Grüße")
            desk.click("check box", "Armed")
            desk.click("push button", "Copy later")
            desk.find("label", "Grüße")
            self.assertTrue(desk.find("check box", "Armed").has("checked"))

    def test_keys_reach_the_focused_field(self):
        with Desk(SPECIMEN, name="desk-keys") as desk:
            desk.focus(desk.find("text", "Search"))
            desk.keys("a", "b", "Return")
            desk.find("label", "Entered")
            self.assertEqual(desk.find("text", "Search").text, "ab")

    def test_a_table_is_read_and_its_cell_clicked(self):
        with Desk(SPECIMEN, name="desk-table") as desk:
            table = desk.find("table", "Fruit")
            self.assertEqual(desk.headers(table), ["Name", "Count"])
            self.assertEqual(desk.rows(table), [["Apple", "0"], ["Pear", "1"], ["Plum", "2"]])
            desk.mouse(lambda: desk.cell(table, 2, 0))
            desk.find("label", re.compile("^Plum$"))

    def test_a_failure_leaves_the_tree_and_the_screen(self):
        with self.assertRaisesRegex(Lost, "push button 'Absent' did not come within 0.3 s"):
            with Desk(SPECIMEN, name="desk-failure") as desk:
                desk.find("push button", "Absent", within=0.3)
        self.assertIn("push button 'Copy later' (disabled)", (desk.folder / "tree.txt").read_text())
        self.assertGreater((desk.folder / "failure.png").stat().st_size, 3000)

    def test_a_program_that_ends_is_reported_at_once_with_its_output(self):
        with self.assertRaisesRegex(Lost, "ended with 0"):
            with Desk("/usr/bin/true", name="desk-ended"):
                pass


if __name__ == "__main__":
    unittest.main()
