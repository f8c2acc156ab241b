#!/usr/bin/env python3
"""The page in Chromium over the sample articles, and its dist built again: ci_browser.py FOLDER [PICTURES]

FOLDER holds the program; with PICTURES, pictures of the views are put there.
"""
import contextlib
import filecmp
import os
import subprocess
import sys
import tempfile

import suite

from serving import Server


def rebuild():
    """The committed dist is what the sources make."""
    subprocess.run(["npm", "--prefix", "web", "ci", "--silent", "--no-audit", "--no-fund"], check=True)
    with tempfile.TemporaryDirectory() as path:
        kept = os.path.join(path, "dist")
        os.rename("web/dist", kept)
        subprocess.run(["npm", "--prefix", "web", "run", "--silent", "build"], check=True)
        compare(kept, "web/dist")


def compare(a, b):
    result = filecmp.dircmp(a, b)
    _, differ, odd = filecmp.cmpfiles(a, b, result.common_files, shallow=False)
    if result.left_only or result.right_only or differ or odd:
        sys.exit(f"{b} is not what its sources make: {result.left_only} {result.right_only} {differ + odd}")
    for folder in result.common_dirs:
        compare(os.path.join(a, folder), os.path.join(b, folder))


@contextlib.contextmanager
def serve(folder, path, name, files, *more):
    """A server over a store of files: its address and the store."""
    db = os.path.join(path, name + ".db")
    suite.run(folder, ["ingest", "--db", db, *files])
    server = Server(folder, db, *more)
    try:
        if server.problem():
            sys.exit(server.problem())
        yield f"http://127.0.0.1:{server.port}", db
    finally:
        status = server.stop()
    if status:
        sys.exit(f"lapwing serve ended with {status}: {''.join(server.log)[-2000:]}")


def main(folder, pictures=""):
    rebuild()
    with tempfile.TemporaryDirectory() as path:
        word, empty = os.path.join(path, "word"), os.path.join(path, "empty.jsonl")
        for name, text in ((word, "open-sesame-and-come-in\n"), (empty, "")):
            with open(name, "w", encoding="ascii") as f:
                f.write(text)
        with serve(folder, path, "demo", ["examples/demo/articles.jsonl"]) as (address, db), \
                serve(folder, path, "empty", [empty], "--read-token", word) as (locked, _):
            run = ["node", "tests/browser.mjs", "web/node_modules", address, locked, os.path.join(folder, "lapwing"), db]
            tests = subprocess.run([*run, pictures] if pictures else run, check=False)
        if tests.returncode:
            sys.exit(1)


if __name__ == "__main__":
    main(*sys.argv[1:])
