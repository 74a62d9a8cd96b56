#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a catalogue of any size with the columns of the service's import guide, the same for the same size.

  catalogue.py FILE ROWS

Quoted cells, doubled quotes, separators and line ends inside cells, accents, numbers with leading zeros.
"""
import csv
import random
import sys

HEADERS = ["sku", "name", "gtin", "material", "description"]
FABRICS = ["Linen", "Cotton, organic", 'Leather "vegetable tanned"', "Polyester recyclé", "Merino wool", "Oak, oiled"]
KINDS = ["Desk lamp", "Weekend bag", "Café chair", "Rain jacket", "Field notebook"]
TEXTS = ["Made to be repaired.", "Cut and sewn in Guimarães, Portugal.", "Wash cold,\nhang to dry.", "Spare parts for ten years."]


def gtin(body):
    weighted = sum(int(digit) * weight for digit, weight in zip(reversed(body), [3, 1] * 7))
    return body + str(-weighted % 10)


def rows(count):
    draw = random.Random(count)
    for number in range(count):
        yield [f"ART-{number:09d}", f"{draw.choice(KINDS)} no. {number}", gtin(f"{draw.randrange(10 ** 12):012d}"),
               draw.choice(FABRICS), f"{draw.choice(TEXTS)} {draw.choice(TEXTS)}"]


def write(path, count):
    with open(path, "w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(HEADERS)
        writer.writerows(rows(count))


if __name__ == "__main__":
    write(sys.argv[1], int(sys.argv[2]))
