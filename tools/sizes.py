#!/usr/bin/env python3
"""Functions of at most 70 lines, files of at most 900. Generated files are exempt."""
import subprocess, sys

FUNCTION, FILE = 70, 900
bad = 0
for path in subprocess.run(["git", "ls-files", "*.c", "*.h"], capture_output=True, text=True).stdout.split():
    lines = open(path, encoding="utf-8").read().splitlines()
    if any("do not edit" in line for line in lines[:3]):
        continue
    if len(lines) > FILE:
        bad += 1
        print(f"{path}: {len(lines)} lines; at most {FILE}")
    start = None
    for n, line in enumerate(lines, 1):
        if line == "{":
            start = n
        elif line == "}" and start:
            if n - start + 1 > FUNCTION:
                bad += 1
                print(f"{path}:{start}: a function of {n - start + 1} lines; at most {FUNCTION}")
            start = None
sys.exit(1 if bad else 0)
