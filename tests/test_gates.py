"""Gates: layers, sizes, exported names, format, tables, man pages, what may not stand in the tree."""
import filecmp
import os
import re
import subprocess
import tempfile
import time

import suite


def gate(results, name, command):
    r = subprocess.run(command, capture_output=True, text=True)
    results.add(name, (r.stdout + r.stderr)[:1500] if r.returncode else "")


def tracked(*patterns):
    return subprocess.run(["git", "ls-files", *patterns], capture_output=True, text=True).stdout.split()


def man_pages(results, folder):
    with tempfile.TemporaryDirectory() as path:
        subprocess.run([os.path.join(folder, "write_man"), path], check=True)
        for name in sorted(os.listdir(path)):
            mine = os.path.join("man", name)
            same = os.path.exists(mine) and filecmp.cmp(mine, os.path.join(path, name), shallow=False)
            results.add(f"{mine} is up to date", "" if same else "run make man")
            with open(os.path.join(path, name), "rb") as page:
                r = subprocess.run(["scdoc"], stdin=page, capture_output=True, text=True)
            results.add(f"{mine} is scdoc", r.stderr[:300] if r.returncode else "")


def globals_(results, folder):
    """The library has no data that can change: its .data and .bss are empty."""
    out = subprocess.run(["size", "-A", os.path.join(folder, "liblapwing.a")], capture_output=True, text=True).stdout
    sizes = re.findall(r"^(?:\.data|\.bss)\s+(\d+)", out, re.M)
    results.add("no mutable globals", "" if sum(map(int, sizes)) == 0 else f"{sum(map(int, sizes))} bytes of .data and .bss")


def provenance(results):
    for path in tracked("know/*.tsv"):
        with open(path, encoding="utf-8") as f:
            line = f.readline()
        results.add(f"{path} says where it is from", "" if line.startswith("# PROVENANCE: ") else line[:80])


def todo(results):
    mark = "TO" + "DO"
    r = subprocess.run(["git", "grep", "-nE", f"\\b({mark}|FIX" + "ME)\\b", "--", "*.c", "*.h", "*.py", "*.sh", "*.md"], capture_output=True, text=True)
    results.add(f"no {mark} marks", r.stdout[:500])


def run(results, folder):
    started = time.monotonic()
    if not tracked("*.c"):
        results.add("the tree is a git clone", "git ls-files names no sources")
        return
    gate(results, "layers", ["python3", "tools/layers.py"])
    gate(results, "sizes", ["python3", "tools/sizes.py"])
    gate(results, "exported names", ["python3", "tools/symbols.py", os.path.join(folder, "liblapwing.so")])
    gate(results, "format", ["clang-format-14", "--dry-run", "-Werror", *tracked("*.c", "*.h")])
    gate(results, "tables of knowledge", [os.path.join(folder, "lapwing"), "know", "check", "know"])
    man_pages(results, folder)
    globals_(results, folder)
    provenance(results)
    todo(results)
    results.section("gates", started)
