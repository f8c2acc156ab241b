#!/usr/bin/env python3
"""ci_serve.py BUILD: readers, writers and a stream at once, against a server that a race detector watches."""
import http.client
import json
import os
import sys
import tempfile
import threading

import suite
from serving import Server

VIEWS = ("summary", "claims", "events", "documents", "pairs", "places", "numbers", "series?by=pair&per=week", "changes?since=1")
TOKEN = "a-word-for-writing-0123"


def read(server, turn, bad):
    for n in range(60):
        view = VIEWS[(n + turn) % len(VIEWS)]
        status, _, body = server.get(f"/api/v1/{view}" + ("?text=police" if n % 3 and "?" not in view else ""))
        if status != 200:
            bad.append((view, status, body))


def write(server, turn, bad):
    for n in range(10):
        text = {"text": f"Police arrested {n + 2} people in Minsk.", "date": "2022-01-01"}
        for path, kind, body in (("documents", "application/x-ndjson", {"id": f"{turn}-{n}", **text}), ("code", "application/json", text)):
            status, _, answer = server.ask("POST", f"/api/v1/{path}", json.dumps(body), Content_Type=kind, Authorization=f"Bearer {TOKEN}")
            if status not in (200, 429):
                bad.append((path, status, answer))


with tempfile.TemporaryDirectory() as path:
    db, word = os.path.join(path, "ci.db"), os.path.join(path, "word")
    with open(word, "w", encoding="ascii") as f:
        f.write(TOKEN)
    suite.run(sys.argv[1], ["ingest", "--db", db, "examples/ledger.jsonl"])
    server, bad = Server(sys.argv[1], db, "--threads", "4", "--write-token", word), []
    stream = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    stream.request("GET", "/api/v1/stream")
    news = stream.getresponse()
    threads = [threading.Thread(target=read, args=(server, n, bad)) for n in range(6)]
    threads += [threading.Thread(target=write, args=(server, n, bad)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    status = server.stop()
    told = news.read()
    others = [line for line in server.log if not line.startswith("time=")]
if status or bad or others or told.count(b"event: revision") < 2:
    sys.exit(f"exit {status}: {bad[:3]} {told[-100:]}\n" + "".join(others))
print("server: readers, writers and a stream at once")
