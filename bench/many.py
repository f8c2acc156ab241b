#!/usr/bin/env python3
"""Codes 10,000 made-up documents with 1 and 2 threads: speed, peak memory, the same bytes.

  many.py LAPWING [COUNT]
"""
import hashlib
import os
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tests"))
from test_threads import documents, peak

program, count = os.path.abspath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 10000
sums = set()
with tempfile.TemporaryDirectory() as path:
    source, target = os.path.join(path, "in"), os.path.join(path, "out")
    with open(source, "w", encoding="utf-8") as f:
        f.writelines(documents(count, 11))
    size = os.path.getsize(source)
    print("threads\tseconds\tdocuments_s\tMB_s\tpeak_MiB\tsha256")
    for threads in ("1", "2", "2"):
        started = time.monotonic()
        status, mib = peak([program, "code", "--to", "jsonl", "--threads", threads, "--from", "jsonl", "-"], source, target)
        seconds = time.monotonic() - started
        digest = hashlib.sha256(open(target, "rb").read()).hexdigest()[:16]
        sums.add((status, digest))
        print(f"{threads}\t{seconds:.2f}\t{count / seconds:.0f}\t{size / seconds / 1e6:.2f}\t{mib:.0f}\t{digest}", flush=True)
sys.exit(0 if len(sums) == 1 and next(iter(sums))[0] == 0 else 1)
