#!/usr/bin/env python3
"""Parquet files are read by hyparquet, which others wrote, as by the tests' own reader: ci_parquet.py FOLDER"""
import datetime
import json
import os
import subprocess
import sys

import parquet
import suite
import test_formats

HYPARQUET = "hyparquet@1.31.5"


def plain(name, value):
    if value is not None and name in ("published", "date_from", "date_to"):
        return (datetime.date(1970, 1, 1) + datetime.timedelta(value)).isoformat() + "T00:00:00.000Z"
    return value


def main(folder):
    modules = os.path.join(folder, "npm")
    subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", modules, HYPARQUET], check=True)
    path = os.path.join(folder, "formats.parquet")
    status, _, err = suite.run(folder, ["code", "--from", "jsonl", "--to", "parquet", "--output", path, "-"], test_formats.documents() * 200)
    if status:
        sys.exit(err.decode())
    table = parquet.read(open(path, "rb").read())
    theirs = json.loads(subprocess.run(["node", "tests/read_parquet.mjs", modules, path], capture_output=True, check=True).stdout)
    ours = [{n: plain(n, v) for n, v in zip(table, row)} for row in zip(*table.values())]
    if len(ours) != len(theirs):
        sys.exit(f"{len(ours)} rows, hyparquet reads {len(theirs)}")
    for n, (a, b) in enumerate(zip(ours, theirs)):
        if a != b:
            sys.exit(f"row {n}: " + str([(k, a[k], b.get(k)) for k in a if a[k] != b.get(k)][:3]))
    print(f"hyparquet reads the {len(ours)} rows of {os.path.getsize(path)} bytes as we do")


if __name__ == "__main__":
    main(sys.argv[1])
