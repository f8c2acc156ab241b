#!/usr/bin/env python3
"""What `lapwing serve` bears: wrk with 64 connections on each view, and a stream that stays open meanwhile.

  serve.py BUILD [SECONDS] [DB]

SECONDS are for all views together (60). Without DB the store holds what is read in a news text made of bench/articles.txt.
wrk and the server share the machine. Each view is asked the same again and again, and then from another day at each request,
so that no answer is kept ready.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request

import news

program = os.path.join(os.path.abspath(sys.argv[1]), "lapwing")
seconds = int(sys.argv[2]) if len(sys.argv) > 2 else 60
CONNECTIONS = 64
VIEWS = ["/healthz", "/", "/api/v1/summary", "/api/v1/series?by=pair,type&per=week", "/api/v1/pairs", "/api/v1/places",
         "/api/v1/numbers", "/api/v1/claims?limit=50", "/api/v1/events?limit=50", "/api/v1/documents?limit=50"]


def tell(name, value, bar=""):
    print(f"{name}\t{value}\t{bar}", flush=True)


def memory(child, key):
    status = open(f"/proc/{child.pid}/status", encoding="ascii").read()
    return int(re.search(rf"^{key}:\s+(\d+) kB", status, re.M)[1]) * 1024 / 1e6


def make_store(path):
    db = os.path.join(path, "news.db")
    subprocess.run([program, "ingest", "--db", db, "--from", "jsonl", "-"], input=news.jsonl(200_000).encode(),
                   stderr=subprocess.DEVNULL, check=True)
    return db


def start(db, log):
    """The server and its address, once it is ready."""
    child = subprocess.Popen([program, "serve", "--db", db, "--listen", "127.0.0.1:0"], stderr=open(log, "wb"))
    while child.poll() is None:
        found = re.search(r"url=(http://\S+)/ ", open(log, encoding="utf-8").read())
        if found and "msg=ready" in open(log, encoding="utf-8").read():
            return child, found[1]
        time.sleep(0.02)
    sys.exit("lapwing serve does not start: " + open(log, encoding="utf-8").read())


OTHER_DAYS = """
local n = 0
request = function()
  n = n + 1
  return wrk.format(nil, wrk.path .. (wrk.path:find("?", 1, true) and "&" or "?") ..
    string.format("since=%d-%02d-%02d", 1950 + n % 60, 1 + n % 12, 1 + n % 28))
end
"""


def load(url, length, script=None):
    """Requests a second, median and 99th percentile in ms, answers that are none."""
    command = ["wrk", "-t", "1", "-c", str(CONNECTIONS), "-d", f"{length}s", "--timeout", "10s", "--latency", *(["-s", script] if script else []), url]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    units = {"us": 0.001, "ms": 1, "s": 1000}
    share = {p: float(n) * units[u] for p, n, u in re.findall(r"^\s+(\d+)%\s+([\d.]+)(us|ms|s) *$", out, re.M)}
    bad = sum(int(n) for n in re.findall(r"Non-2xx or 3xx responses: (\d+)", out))
    bad += sum(int(n) for line in re.findall(r"Socket errors: (.*)", out) for n in re.findall(r"\d+", line))
    return float(re.search(r"Requests/sec:\s+([\d.]+)", out)[1]), share["50"], share["99"], bad


def main():
    if not shutil.which("wrk"):
        tell("serve", "needs wrk")
        return
    with tempfile.TemporaryDirectory() as path:
        db = sys.argv[3] if len(sys.argv) > 3 else make_store(path)
        others = os.path.join(path, "others.lua")
        with open(others, "w", encoding="ascii") as f:
            f.write(OTHER_DAYS)
        started = time.monotonic()
        child, url = start(db, os.path.join(path, "log"))
        tell("ready_ms", f"{(time.monotonic() - started) * 1000:.0f}")
        tell("memory_MB_ready", f"{memory(child, 'VmRSS'):.0f}")
        try:
            with urllib.request.urlopen(url + "/api/v1/stream", timeout=60) as stream:
                for view, script in [(view, None) for view in VIEWS] + [(view, others) for view in VIEWS if "/api/" in view]:
                    rate, median, late, bad = load(url + view, max(1, seconds // (2 * len(VIEWS))), script)
                    view += " from other days" if script else ""
                    tell(f"{view}_requests_s", f"{rate:.0f}")
                    tell(f"{view}_median_ms", f"{median:.2f}")
                    tell(f"{view}_p99_ms", f"{late:.2f}")
                    tell(f"{view}_errors", bad, "0")
                tell("stream_after_it", "alive" if stream.read(1) else "ended", "alive")
            tell("memory_MB_peak", f"{memory(child, 'VmHWM'):.0f}", "<= 300")
        finally:
            child.terminate()
            started = time.monotonic()
            code = child.wait(60)
        tell("stop_ms", f"{(time.monotonic() - started) * 1000:.0f}")
        tell("exit", code, "0")


if __name__ == "__main__":
    main()
