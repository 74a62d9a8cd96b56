#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Chancery authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The bare conversion with general tools: CSV to the rows of the import JSON, nothing checked. Prints the seconds that
took, without the time to start and load the tool.

  other_ways.py polars|duckdb CATALOGUE.csv
"""
import sys
import time


def polars(path):
    import polars as pl
    started = time.perf_counter()
    # The fastest of its writers: one object a line, and no array round them.
    (pl.scan_csv(path, infer_schema=False)
       .select(granularity=pl.lit("model"), network=pl.lit("StarknetSepolia"), modelNumber="sku", name="name",
               data=pl.struct("gtin", "material"), certifiedPaths=pl.concat_list(pl.lit("gtin")))
       .sink_ndjson("/dev/null"))
    return time.perf_counter() - started


def duckdb(path):
    import duckdb as db
    started = time.perf_counter()
    db.sql(f"""COPY (SELECT 'model' AS granularity, 'StarknetSepolia' AS network, sku AS modelNumber, name,
                            {{'gtin': gtin, 'material': material}} AS data, ['gtin'] AS certifiedPaths
                     FROM read_csv('{path}', header = true, all_varchar = true))
               TO '/dev/null' (FORMAT json, ARRAY true)""")
    return time.perf_counter() - started


if __name__ == "__main__":
    print({"polars": polars, "duckdb": duckdb}[sys.argv[1]](sys.argv[2]))
