#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Proves that layers.py can fail: each kind of crossing in a small tree of its own."""
import tempfile
import unittest
from pathlib import Path

import layers

SOUND = {
    "core/async/result.h": "#pragma once\n",
    "core/http/client.h": '#include "core/async/result.h"\n#include <QUrl>\n',
    "core/secrets/keychain.cpp": "#include <qt6keychain/keychain.h>\n",
    "core/keyban/client.h": '#include "core/http/client.h"\n',
    "ui/models/passports.h": '#include "core/keyban/client.h"\n#include <QColor>\n',
    "ui/mainwindow.h": '#include "ui/models/passports.h"\n',
    "ui/panels/imports/panel.h": '#include "ui/models/passports.h"\n',
    "app/console/main.cpp": '#include "ui/mainwindow.h"\n',
    "app/sandbox/main.cpp": '#include "core/async/result.h"\n',
}


class Layers(unittest.TestCase):
    def remarks(self, **changed):
        """What is said about the sound tree with these files changed."""
        with tempfile.TemporaryDirectory() as folder:
            for name, text in {**SOUND, **changed}.items():
                file = Path(folder, name)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text)
            root = Path(folder).resolve()
            return [*layers.crossings(root), *layers.strangers(root)]

    def assert_one_remark(self, file, text, expected):
        remarks = self.remarks(**{file: text})
        self.assertEqual(len(remarks), 1, remarks)
        self.assertIn(expected, remarks[0])
        self.assertIn(file, remarks[0])

    def test_a_sound_tree_has_no_remarks(self):
        self.assertEqual(self.remarks(), [])

    def test_core_may_not_include_upward(self):
        self.assert_one_remark("core/http/retry.cpp", '\n#include "core/keyban/client.h"\n', ":2: core/http may not")

    def test_core_may_not_include_ui(self):
        self.assert_one_remark("core/keyban/words.cpp", '#include "ui/mainwindow.h"\n', "may not include ui")

    def test_a_relative_path_is_no_way_round(self):
        self.assert_one_remark("core/http/a.cpp", '#include "../keyban/client.h"\n', "may not include core/keyban")

    def test_angle_brackets_are_no_way_round(self):
        self.assert_one_remark("core/http/a.cpp", "#include <core/keyban/client.h>\n", "may not include core/keyban")

    def test_models_do_not_see_http(self):
        self.assert_one_remark("ui/models/a.h", '#include "core/http/client.h"\n', "may not include core/http")

    def test_panels_do_not_see_the_main_window(self):
        self.assert_one_remark("ui/panels/imports/a.h", '#include "ui/mainwindow.h"\n', "may not include ui (")

    def test_the_sandbox_shares_no_records(self):
        self.assert_one_remark("app/sandbox/a.cpp", '#include "core/keyban/client.h"\n', "may not include core/keyban")

    def test_core_has_no_window(self):
        self.assert_one_remark("core/keyban/a.cpp", "#include <QtGui/QColor>\n", "has no window")
        self.assert_one_remark("core/keyban/a.cpp", "#  include <QWidget>\n", "has no window")

    def test_the_keychain_header_stays_in_one_file(self):
        remarks = self.remarks(**{"core/secrets/other.cpp": "#include <qt6keychain/keychain.h>\n"})
        self.assertEqual(len(remarks), 2)

    def test_the_keychain_header_stays_out_of_headers(self):
        remarks = self.remarks(**{"core/secrets/keychain.cpp": "",
                                  "core/secrets/keychain.h": "#include <qt6keychain/keychain.h>\n"})
        self.assertEqual(len(remarks), 1)

    def test_an_unknown_room_is_named(self):
        self.assert_one_remark("core/misc/a.h", "", "no room core/misc")

    def test_an_unknown_entry_at_the_top_is_named(self):
        self.assert_one_remark("notes.txt", "", "not one of the fixed entries")


if __name__ == "__main__":
    unittest.main()
