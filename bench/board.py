#!/usr/bin/env python3
"""What the board costs with many records: time to load, memory, and time of each view under mixed filters, asked of `lapwing serve`.

  board.py BUILD [RECORDS] [DB]

RECORDS (1,000,000) are made up from those of a news text of bench/articles.txt: other countries, days, places, publishers,
several reports of most claims. DB is made if it is not there, and kept; without it a store is made and thrown away.
"""
import http.client
import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.parse

import news
import serve

HERE = os.path.dirname(os.path.abspath(__file__))
DAYS, FIRST = 3650, 16436  # ten years from 2015-01-01
PLACES, PUBLISHERS, WORDS = 4000, 300, 5000
VIEWS = {"summary": "", "series by pair": "by=pair&per=week", "series by place and type": "by=place,type&per=month", "pairs": "", "places": "",
         "numbers": "", "claims": "", "events": "", "documents": ""}
FILTERS = 50


def rare(chance, count):
    """The first are common: a number below `count`, each about as often as one divided by it."""
    return int((count + 1) ** chance.random()) - 1


def day_text(day):
    return time.strftime("%Y-%m-%d", time.gmtime(day * 86400))


class Maker:
    def __init__(self, db, records):
        self.chance, self.records = random.Random(7), records
        self.docs = records // 4
        with open(os.path.join(HERE, "../know/countries.tsv"), encoding="utf-8") as lines:
            self.countries = [line.split("\t")[0] for line in lines if "\t" in line][1:]
        self.chance.shuffle(self.countries)
        self.db = db
        self.templates = db.execute("SELECT rec, sentence, event, mode, cameo, quad, scale, status, historical, caption, confidence, gist, json"
                                    " FROM record").fetchall()
        self.amounts = {}
        for rec, *amount in db.execute("SELECT * FROM amount"):
            self.amounts.setdefault(rec, []).append(amount)
        self.first = {name: db.execute(f"SELECT max({name}) FROM {table}").fetchone()[0] + 1
                      for table, name in [("document", "doc"), ("record", "rec"), ("site", "site")]}
        self.rows = {"record": [], "party": [], "site": [], "amount": [], "claim": []}

    def write(self, table, rows):
        if rows:
            self.db.executemany(f"INSERT INTO {table} VALUES({','.join('?' * len(rows[0]))})", rows)
            rows.clear()

    def make_places(self):
        c = self.chance
        self.places = []
        for n in range(PLACES):
            grain = c.choices(["city", "region", "country"], [12, 2, 3])[0]
            lat, lon = c.uniform(-50, 65), c.uniform(-170, 170)
            gid = int((lat + 90) * 2) * 720 + int((lon + 180) * 2) + 1 if grain == "city" else None
            self.places.append((f"Place {n}", self.countries[rare(c, len(self.countries))], f"Region {n % 400}", round(lat, 4), round(lon, 4), gid,
                                n + 1, grain, "in"))

    def make_documents(self):
        c = self.chance
        words = [f"word{n}" for n in range(WORDS)]
        self.stories, self.publishers = [], []
        rows, texts = [], []
        for n in range(self.docs):
            doc = self.first["doc"] + n
            self.stories.append(self.stories[n - 1 - c.randrange(min(n, 20))] if n and c.random() < 0.2 else doc)
            self.publishers.append(rare(c, PUBLISHERS))
            text = " ".join(words[rare(c, WORDS)] for _ in range(20))
            rows.append((doc, f"made-{n}", None, f"paper-{self.publishers[n]}.example", f"Article {n}", "en", FIRST + n * DAYS // self.docs, "given", text, n,
                         "made", self.stories[n], n, None, None, None, None, None, None))
            texts.append((doc, f"Article {n}", text))
        self.write("document", rows)
        self.db.executemany("INSERT INTO document_text(rowid, title, text) VALUES(?, ?, ?)", texts)

    def add_report(self, template, rec, claim, day, doc, parties, place):
        base, sentence, event, mode, cameo, quad, scale, status, historical, caption, confidence, gist, line = template
        r = self.rows
        ident = f"{rec * 0x9E3779B97F4A7C15 % 2**64:016x}"
        r["record"].append((rec, ident, self.first["doc"] + doc, claim, 0, 0, 0, sentence, event, mode, cameo, quad, scale, status, historical, caption,
                            confidence, day, day, "day", day, None, gist, f'{{"id": "{ident}"{line[25:]}', doc, None))
        r["party"] += [(rec, role, n, country, "GOV", None, None, country, None, None) for role, n, country in parties]
        if place:
            r["site"].append((self.first["site"], rec, *place))
            self.first["site"] += 1
        r["amount"] += [(rec, *amount) for amount in self.amounts.get(base, [])]
        return ident

    def make_claim(self, rec):
        """A claim and its reports; returns the row of the next record."""
        c = self.chance
        template = c.choice(self.templates)
        day = FIRST + int(DAYS * c.random() ** 0.7)
        actor, recipient = (self.countries[rare(c, len(self.countries))] for _ in range(2))
        parties = [("actor", 0, actor)] + ([("recipient", 0, recipient)] if c.random() < 0.6 else [])
        parties += [("source", 0, self.countries[0])] if c.random() < 0.3 else []
        place = self.places[rare(c, PLACES)] if c.random() < 0.7 else None
        reports = 1 + min(int(c.expovariate(0.7)), 40)
        docs = []
        for n in range(reports):
            told = min(day - FIRST + rare(c, 4), DAYS - 1)
            docs.append(told * self.docs // DAYS + c.randrange(self.docs // DAYS + 1))
            docs[n] = min(docs[n], self.docs - 1)
            ident = self.add_report(template, rec + n, rec, day, docs[n], parties, place)
            first = first if n else ident
        published = [FIRST + d * DAYS // self.docs for d in docs]
        self.rows["claim"].append((rec, first, docs[0], max(docs), None, None, template[2], template[3], template[5], template[6], template[7], day, day, day,
                                   min(published), max(published), reports, len(set(docs)), len({self.stories[d] for d in docs}),
                                   len({self.publishers[d] for d in docs}), 0, 0))
        return rec + reports

    def run(self):
        self.make_places()
        self.make_documents()
        rec = self.first["rec"]
        while rec < self.records:
            rec = self.make_claim(rec)
            if len(self.rows["record"]) > 20000:
                for table, rows in self.rows.items():
                    self.write(table, rows)
        for table, rows in self.rows.items():
            self.write(table, rows)
        self.db.execute("UPDATE meta SET value = ? WHERE key = 'revision'", (self.docs,))


def make_store(path, records):
    subprocess.run([serve.program, "ingest", "--db", path, "--from", "jsonl", "-"], input=news.jsonl(200_000).encode(), stderr=subprocess.DEVNULL, check=True)
    db = sqlite3.connect(path, isolation_level=None)
    db.executescript("PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000; BEGIN")
    Maker(db, records).run()
    db.execute("COMMIT")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()


def filters(countries):
    """Questions that people ask: a window of time, and one or two conditions more."""
    c = random.Random(11)
    country = lambda: countries[rare(c, len(countries))]
    kinds = [lambda: {}, lambda: {"country": country()}, lambda: {"country": f"{country()},{country()}"}, lambda: {"pair": f"{country()},{country()}"},
             lambda: {"between": f"{countries[0]},{country()}"}, lambda: {"type": c.choice(["ASSAULT", "PROTEST,COERCE", "CONSULT"])},
             lambda: {"status": c.choice(["any", "planned", "actual,possible"])}, lambda: {"publisher": f"paper-{rare(c, PUBLISHERS)}.example"},
             lambda: {"min_sources": str(c.randint(2, 4))}, lambda: {"text": f"word{rare(c, WORDS)}"}]
    for n in range(FILTERS):
        chosen = {**kinds[n % len(kinds)](), **(kinds[c.randrange(len(kinds))]() if n % 2 else {})}
        if n % 3:
            since = FIRST + c.randrange(DAYS)
            chosen |= {"since": day_text(since), "until": day_text(since + c.choice([30, 365, 2000]))}
        yield chosen


def ask(connection, path):
    started = time.perf_counter()
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        sys.exit(f"{path}: {answer.status} {body[:200]}")
    return (time.perf_counter() - started) * 1000, body


def measure(url):
    connection = http.client.HTTPConnection(url.split("//")[1])
    countries = [c["country"] for c in json.loads(ask(connection, "/api/v1/summary")[1])["countries"]]
    for name, query in VIEWS.items():
        view = "/api/v1/" + name.split()[0] + "?" + query + ("&" if query else "")
        times = sorted(ask(connection, view + urllib.parse.urlencode(f))[0] for f in filters(countries))
        serve.tell(f"{name}_median_ms", f"{times[len(times) // 2]:.1f}", "<= 300")
        serve.tell(f"{name}_worst_ms", f"{times[-1]:.1f}")


def put_document(db):
    line = json.dumps({"id": f"new-{time.time_ns()}", "date": "2024-05-05", "text": "Kenyan police arrested 40 protesters in Nairobi on Monday."})
    subprocess.run([serve.program, "ingest", "--db", db, "--from", "jsonl", "-"], input=line.encode(), stderr=subprocess.DEVNULL, check=True)


def measure_refresh(url, db):
    """From when a document is in the store until the server tells its revision."""
    connection = http.client.HTTPConnection(url.split("//")[1])
    times = []
    for _ in range(3):
        before = json.loads(ask(connection, "/api/v1/summary?type=ASSAULT&since=2024-05-05&until=2024-05-05")[1])["revision"]
        put_document(db)
        started = time.perf_counter()
        while json.loads(ask(connection, "/api/v1/summary?type=ASSAULT&since=2024-05-05&until=2024-05-05")[1])["revision"] == before:
            time.sleep(0.01)
        times.append((time.perf_counter() - started) * 1000)
    serve.tell("new_document_seen_ms", f"{sorted(times)[1]:.0f}")


def main():
    records = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
    with tempfile.TemporaryDirectory() as path:
        db = sys.argv[3] if len(sys.argv) > 3 else os.path.join(path, "made.db")
        if not os.path.exists(db):
            started = time.monotonic()
            make_store(db, records)
            serve.tell("made_s", f"{time.monotonic() - started:.0f}")
        started = time.monotonic()
        child, url = serve.start(db, os.path.join(path, "log"))
        try:
            serve.tell("ready_s", f"{time.monotonic() - started:.2f}", "<= 5")
            serve.tell("memory_MB_ready", f"{serve.memory(child, 'VmRSS'):.0f}", "<= 300")
            measure(url)
            measure_refresh(url, db)
            serve.tell("memory_MB_peak", f"{serve.memory(child, 'VmHWM'):.0f}", "<= 300")
        finally:
            child.terminate()
            child.wait(60)


if __name__ == "__main__":
    main()
