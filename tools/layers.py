#!/usr/bin/env python3
"""Checks the table of layers in ARCHITECTURE.md against what every file includes."""
import os, re, sys

order = ["base", "unicode", "data", "model", "know", "intake", "text", "syntax", "mention",
         "event", "claim", "store", "ledger", "series", "fetch", "view", "pipeline", "api"]
programs = ["server", "cli", "examples", "bench"]
may = {}
for line in open("ARCHITECTURE.md", encoding="utf-8"):
    cells = [c.strip() for c in line.strip().strip("|").split("|")]
    layers = re.split(r"[ ,]+", cells[0])
    if len(cells) == 2 and line.startswith("| ") and set(layers) <= set(order + programs):
        for layer in layers:
            all_below = "all" in cells[1].split()
            may[layer] = set(order) if all_below else set(re.findall(r"\w+", cells[1]))
bad = 0
for layer in order + programs:
    folder = layer if layer not in order else os.path.join("src", layer)
    for root, _, files in os.walk(folder):
        for name in sorted(f for f in files if f.endswith((".c", ".h"))):
            path = os.path.join(root, name)
            for n, line in enumerate(open(path, encoding="utf-8"), 1):
                other = re.match(r'#\s*include "(\w+)/', line)
                if other and other[1] not in may[layer] | {layer}:
                    bad += 1
                    print(f"{path}:{n}: {layer} may not include {other[1]}")
sys.exit(1 if bad else 0)
