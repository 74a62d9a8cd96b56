# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""How a case is written: a file of this folder, and beside it what has to be read from it."""

import json
import pathlib

HERE = pathlib.Path(__file__).parent
NAMES = set()


def case(name, content, headers=None, rows=(), error=None, choice=None, shape=None, counts=None):
    """rows: (line, [cells]) or (line, [cells], "code@column …"); counts: (columns, rows) where they are too many."""
    assert name not in NAMES, name
    NAMES.add(name)
    (HERE / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    expected = {}
    if choice:
        expected["choice"] = choice
    if shape:
        expected["format"] = shape
    if counts:
        expected["columnCount"], expected["rowCount"] = counts
    elif headers is not None:
        expected["headers"] = headers
        expected["rows"] = [row_of(*row) for row in rows]
    if error:
        expected["error"] = error
    lines = json.dumps(expected, ensure_ascii=False, indent=1)
    (HERE / (name + ".expected.json")).write_text(lines + "\n", encoding="utf-8")


def row_of(line, cells, findings=""):
    row = {"line": line, "cells": cells}
    if findings:
        row["findings"] = findings.split()
    return row


SN = ["sku", "name"]
