#!/usr/bin/env python3
"""Instructions a token of splitting, tagging, parsing, lemmas and names (valgrind shows the AVX2 kernel), then tokens a
second of the whole program on one thread with each kernel.

  syntax.py LAPWING [FILE...]      by default examples/*.txt
"""
import glob
import os
import re
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
program = os.path.abspath(sys.argv[1])
files = sys.argv[2:] or sorted(glob.glob(os.path.join(HERE, "..", "examples", "*.txt")))


def annotate(before, *options):
    command = [*before, program, "annotate", "--conllu", "--threads", "1", *options, *files]
    return subprocess.run(command, capture_output=True, check=True)


out = annotate([]).stdout.decode()
tokens = len(re.findall(r"^\d+\t", out, re.M))
print(f"words\t{tokens}")
with tempfile.TemporaryDirectory() as path:
    valgrind = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={path}/out", "--toggle-collect=lapi_text_run",
                "--toggle-collect=lapi_syntax_run"]
    try:
        note = annotate(valgrind).stderr.decode()
        print(f"instructions_a_word\t{int(re.search(r'Collected : (\d+)', note)[1]) / tokens:.0f}")
    except (OSError, subprocess.CalledProcessError):
        print("instructions_a_word\tneeds valgrind")
for kernel in ("scalar", "avx2", "avx512"):
    spent = []
    files *= max(1, 20000 // tokens) if kernel == "scalar" else 1
    for options in (("--kernel", kernel),) * 3:
        started = time.monotonic()
        try:
            annotate([], *options)
            spent.append(time.monotonic() - started)
        except subprocess.CalledProcessError:
            break
    if spent:
        print(f"words_s_{kernel}\t{tokens * (len(files) // len(set(files))) / min(spent):.0f}")
