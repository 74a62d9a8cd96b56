#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What people do without a console, as the service's import guide shows it: read the CSV with Python's csv module, build one
list of passports in memory, encode it as one JSON text.

  guide_way.py CATALOGUE.csv
"""
import csv
import json
import sys


def passports(path):
    with open(path, newline="", encoding="utf-8") as source:
        for row in csv.DictReader(source):
            yield {"granularity": "model", "network": "StarknetSepolia", "modelNumber": row["sku"], "name": row["name"],
                   "data": {"gtin": row["gtin"], "material": row.get("material", "")}, "certifiedPaths": ["gtin"]}


def main():
    body = json.dumps(list(passports(sys.argv[1]))).encode()
    print(len(body))


if __name__ == "__main__":
    main()
