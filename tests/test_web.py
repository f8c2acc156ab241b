"""The page as it is kept in the tree: built from its sources, small, whole, asking nobody else. Needs no Node."""
import gzip
import hashlib
import os
import re
import subprocess
import time

WEB = "web"
DIST = os.path.join(WEB, "dist")
SCRIPT_BYTES_MAX = 120_000


def read(path):
    with open(path, "rb") as f:
        return f.read()


def sources(results):
    """web/sources.sha256 names every source, and each is as it was when dist was built."""
    with open(os.path.join(WEB, "sources.sha256"), encoding="utf-8") as f:
        told = {line[66:].rstrip("\n"): line[:64] for line in f}
    out = subprocess.run(["git", "ls-files", "src", "data", "index.html", "package.json", "package-lock.json",
                          "tsconfig.json", "vite.config.js"], cwd=WEB, capture_output=True, text=True).stdout.split()
    wrong = [p for p in told if not os.path.exists(os.path.join(WEB, p))
             or hashlib.sha256(read(os.path.join(WEB, p))).hexdigest() != told[p]]
    wrong += sorted(set(out) - set(told))
    results.add("web/dist is built from its sources", f"run npm run build in web: {wrong[:5]}" if wrong else "")


def whole(results):
    """What index.html and the script name is there; nothing is fetched from elsewhere, nothing is inline."""
    index = read(os.path.join(DIST, "index.html")).decode()
    wanted = re.findall(r'(?:src|href)="(/assets/[^"]+)"', index) + ["/assets/borders.json", "/assets/licences.txt"]
    gone = [w for w in wanted if not os.path.exists(DIST + w)]
    results.add("web/dist has the files it names", f"not there: {gone}" if gone or len(wanted) < 5 else "")
    inline = re.findall(r"<style|style=|<script(?![^>]*src=)|\son\w+=|https?://", index)
    results.add("web/dist/index.html has nothing inline and nothing from elsewhere", f"{inline}" if inline else "")


def size(results):
    assets = os.path.join(DIST, "assets")
    scripts = [os.path.join(assets, name) for name in os.listdir(assets) if name.endswith(".js")]
    packed = sum(len(gzip.compress(read(path), 9)) for path in scripts)
    results.add("the page's script is small", "" if 0 < packed <= SCRIPT_BYTES_MAX else f"{packed} bytes packed")


def run(results, folder):
    started = time.monotonic()
    sources(results)
    whole(results)
    size(results)
    results.section("web", started)
