"""The articles of `make demo`: their form, and that the ledger tells their plot (tests/demo.tsv)."""
import json
import os
import sqlite3
import tempfile
import time

import suite

HERE = "examples/demo"
FACTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "demo.tsv")
# The claim that most assaults of the first report stand in; records with who acts on whom.
VIEWS = """
CREATE TEMP VIEW bridge AS SELECT claim AS id FROM events WHERE doc = 'fw-0318-bridge-flash' AND event = 'ASSAULT'
 GROUP BY claim ORDER BY count(*) DESC, claim LIMIT 1;
CREATE TEMP VIEW directed AS SELECT e.claim, e.event, e.mode, e.day, e.publisher, a.country AS actor, b.country AS recipient
 FROM events e JOIN actors a ON a.event_id = e.id AND a.role = 'actor' JOIN actors b ON b.event_id = e.id AND b.role = 'recipient';
"""


def read(name):
    with open(os.path.join(HERE, name), encoding="utf-8") as f:
        return [json.loads(line) for line in f]


def form(article):
    """What is wrong with an article, if anything."""
    words = len(article["text"].split())
    if not article["source"].endswith(" (fiction)"):
        return f"{article['source']} is not marked as fiction"
    if not article["url"].split("/")[2].endswith(".example"):
        return f"{article['url']} may exist"
    if not article["date"].startswith("2031-") or not article["title"]:
        return "no day of 2031, or no title"
    return "" if 75 <= words <= 300 else f"{words} words"


def is_within(value, bounds):
    low, dots, high = bounds.partition("..")
    return value is not None and int(low) <= value and (value <= int(high) if high else bool(dots) or value == int(low))


def facts(results, path):
    with open(FACTS, encoding="utf-8") as f, sqlite3.connect(path) as db:
        db.executescript(VIEWS)
        for fact, bounds, query in (line.rstrip("\n").split("\t") for line in list(f)[1:]):
            value, = db.execute(query).fetchone()
            results.add(f"demo: {fact}", "" if is_within(value, bounds) else f"{value} is not in {bounds}")


def updates(results, folder, path, articles):
    """Corrections are revisions, and what was retracted is no longer told."""
    ids = {a["id"] for a in articles}
    revised = sorted(a["id"] for a in read("updates.jsonl") if a["id"] in ids)
    with sqlite3.connect(path) as db:
        last, = db.execute("SELECT max(revision) FROM documents").fetchone()
    status, _, err = suite.run(folder, ["ingest", "--db", path, f"{HERE}/updates.jsonl"])
    expected = f"{len(read('updates.jsonl')) - len(revised)} new, {len(revised)} revised, 0 there before"
    results.add("demo: updates are ingested", "" if status == 0 and expected in err.decode() else err.decode()[:300])
    _, out, _ = suite.run(folder, ["changes", "--db", path, "--since", str(last)])
    changes = [json.loads(line) for line in out.splitlines()]
    got = sorted(c["id"] for c in changes if c["kind"] == "document" and c["change"] == "revised")
    results.add("demo: corrections are told as revisions", "" if got == revised else f"expected {revised}, got {got}")
    with sqlite3.connect(path) as db:
        flown, = db.execute("SELECT count(*) FROM events WHERE doc = 'tp-0315-jets' AND json LIKE '%flew over an army camp%'").fetchone()
    results.add("demo: the retracted flight is no longer told", f"{flown} records of it" if flown else "")


def run(results, folder):
    started = time.monotonic()
    articles = read("articles.jsonl")
    for article in [*articles, *read("updates.jsonl")]:
        results.add(f"demo: form of {article['id']}", form(article))
    results.add("demo: at least 60 articles, each id once", "" if 60 <= len(articles) == len({a["id"] for a in articles}) else str(len(articles)))
    with open(f"{HERE}/README.md", encoding="utf-8") as f:
        results.add("demo: the first line says that it is invented", "" if f.readline().startswith("**Everything in this folder is invented.") else "it does not")
    with tempfile.TemporaryDirectory() as path:
        db = os.path.join(path, "demo.db")
        status, _, err = suite.run(folder, ["ingest", "--db", db, f"{HERE}/articles.jsonl"])
        results.add("demo: articles are ingested", "" if status == 0 else err.decode()[:300])
        facts(results, db)
        updates(results, folder, db, articles)
    results.section("demo", started)


if __name__ == "__main__":
    r = suite.Results()
    run(r, "build")
