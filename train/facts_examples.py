#!/usr/bin/env python3
"""facts_examples.py FILE.jsonl[.gz]: graded predicates as the lines that facts_train reads."""
import gzip
import json
import sys

path = sys.argv[1]
with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as f:
    for line in f:
        record = json.loads(line)
        text = record["text"]
        print("T\t" + text.replace("\n", " ").replace("\t", " "))
        for g in record["gold"]:
            print("P\t%d\t%.4f" % (len(text[: g["start"]].encode()), g["fact"]))
