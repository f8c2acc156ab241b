#!/usr/bin/env python3
"""Compares what the shared library exports with docs/abi.txt; --write writes it."""
import subprocess, sys

library = sys.argv[1]
out = subprocess.run(["nm", "-D", "--defined-only", library], capture_output=True, text=True, check=True).stdout
names = sorted({line.split()[2] for line in out.splitlines() if line.split()[1] in "TDBR"})
if "--write" in sys.argv:
    open("docs/abi.txt", "w").write("".join(n + "\n" for n in names))
listed = open("docs/abi.txt").read().split()
for name in sorted(set(names) ^ set(listed)):
    print(f"{name}: {'exported but not listed in' if name in names else 'listed but not exported, in'} docs/abi.txt")
sys.exit(0 if names == listed else 1)
