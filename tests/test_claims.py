"""The ledger over twelve happenings told five times: tests/claims/happenings.txt says what it has to make of them."""
import json
import os
import random
import re
import sqlite3
import tempfile
import time

import suite

FILE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "claims", "happenings.txt")


def happenings():
    """Name, expectation, articles of each."""
    out = []
    for line in open(FILE, encoding="utf-8").read().split("\n\n", 1)[1].splitlines():
        if line.startswith("# "):
            out.append({"name": line[2:], "articles": []})
        elif line.startswith("= "):
            out[-1]["expected"] = line[2:]
        elif line.startswith("@ "):
            outlet, day = line[2:].split()
            out[-1]["articles"].append({"id": f"{out[-1]['name']}-{outlet}", "source": outlet, "date": day, "text": ""})
        elif line:
            out[-1]["articles"][-1]["text"] += line + "\n"
    return out


def found(db, happening, event):
    """The claims of a kind with records of a happening, as they stand in the expectation: of its kinds of numbers."""
    kept = re.findall(r"[a-z]{3,}", happening["expected"].split(";")[2])
    rows = db.execute(
        "SELECT c.id, c.denials, c.doubts, group_concat(DISTINCT e.doc) FROM claims c JOIN events e ON e.claim = c.id"
        " WHERE c.event = ? AND e.doc LIKE ? GROUP BY c.id ORDER BY count(DISTINCT e.doc) DESC, c.id", (event, happening["name"] + "-%"))
    order = [a["id"] for a in happening["articles"]]
    out = []
    for claim, denials, doubts, docs in rows:
        numbers = db.execute("SELECT DISTINCT q.what, q.value FROM quantities q JOIN events e ON e.id = q.event_id WHERE e.claim = ?"
                             " ORDER BY q.what, q.value", (claim,)).fetchall()
        kinds = {}
        for what, value in [n for n in numbers if n[0] in kept]:
            kinds.setdefault(what, []).append(f"{value:.0f}")
        told = ", ".join(" ".join([what, *values]) for what, values in kinds.items())
        outlets = " ".join(d.rsplit("-", 1)[1] if d in order else d for d in sorted(docs.split(","), key=lambda d: (d not in order, order.index(d) if d in order else 0)))
        out.append(f"{event}: {outlets}; {denials} {doubts};{' ' + told if told else ''}")
    return out


def ingest(folder, here, name, lines):
    path, db = os.path.join(here, f"{name}.jsonl"), os.path.join(here, f"{name}.db")
    with open(path, "w", encoding="utf-8") as f:
        f.writelines(json.dumps(a) + "\n" for a in lines)
    status, _, err = suite.run(folder, ["ingest", "--db", db, path])
    return db, "" if status == 0 else err.decode()[:300]


def state(path):
    """The claims with their members, whatever their rows."""
    with sqlite3.connect(path) as db:
        members = db.execute("SELECT claim, id FROM events ORDER BY 1, 2").fetchall()
        claims = db.execute("SELECT id, event, mode, status, day, first_reported, last_reported, reports, documents, stories, publishers, denials, doubts"
                            " FROM claims ORDER BY id").fetchall()
        return members, claims, db.execute("SELECT id, story FROM documents ORDER BY id").fetchall()


def run(results, folder):
    started = time.monotonic()
    told = happenings()
    with tempfile.TemporaryDirectory() as here:
        lines = [a for h in told for a in h["articles"]]
        path, problem = ingest(folder, here, "all", lines)
        results.add(f"happenings are ingested ({folder})", problem)
        with sqlite3.connect(path) as db:
            for h in told:
                event = re.match(r"\w+", h["expected"])[0]
                got = found(db, h, event)
                results.add(f"the claim of {h['name']} ({folder})", "" if got[:1] == [h["expected"]] else f"expected {h['expected']!r}, got {got}")
        expected = state(path)
        for n in range(1, 10 if folder == "build" else 2):
            random.Random(n).shuffle(lines)
            path, problem = ingest(folder, here, f"order{n}", lines)
            results.add(f"the order of arrival, {n} ({folder})", problem or ("" if state(path) == expected else "other claims"))
    results.section(f"claims, {folder}", started)


if __name__ == "__main__":
    r = suite.Results()
    run(r, "build")
