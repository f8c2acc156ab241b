"""Formats for programs: what they hold is what JSON Lines hold, whatever the texts are."""
import csv
import datetime
import io
import json
import os
import re
import subprocess
import tempfile
import time

import parquet
import suite

COLUMNS = {"gdelt": 61, "icews": 20, "polecat": 40, "phoenix": 26}
HOSTILE = 'a"b,c\td;e\r\nf\u2028 \U0001f600 \u05e9\u05dc\u05d5\u05dd \u200f\'=1'


def documents():
    """Texts with events, and documents whose names and titles are hostile."""
    text = ("Soldiers of Mali killed three rebels near Gao on Tuesday, the \u201carmy\u201d said. Rebels denied it. "
            "Presidents Emmanuel Macron and Joe Biden met in Paris on Monday. The United Nations condemned the attack. "
            "Russia may attack Ukraine, officials warned.")
    lines = [{"id": "plain", "date": "2023-03-08", "text": text}, {"id": "none", "text": "Rain fell on the hills."}]
    for n, start in enumerate(("", "=", "+", "-", "@", "'=", "''-", "'", "\t", "\r", '"', ";", "\\", "<b>", "NA", "None")):
        mark = start + HOSTILE
        lines.append({"id": mark + str(n), "url": mark, "source": mark, "title": mark, "date": "2023-03-08", "text": f"{mark}. {text}"})
    return "".join(json.dumps(x) + "\n" for x in lines).encode()


def written(folder, form, data, *more):
    status, out, err = suite.run(folder, ["code", "--from", "jsonl", "--to", form, "--threads", "3", *more, "-"], data)
    return out if status == 0 else f"exit {status}: {err[:300]}".encode()


def listed(items):
    """A list as it stands in a cell; None where no item is told."""
    items = [x or "" for x in items]
    return "; ".join(x.replace(";", ",") for x in items) if any(items) else None


def row_of(record, doc):
    """What the columns of CSV must hold, of those that have no rule of choice."""
    date, evidence = record.get("date", {}), record["evidence"]
    row = {"id": record["id"], "doc": record["doc"], "url": doc.get("url"), "publisher": doc.get("source"), "title": doc.get("title"),
           "published": doc.get("date"), "language": "en", "sentence": record["sentence"], "event": record["event"], "mode": record.get("mode"),
           "contexts": listed(record.get("context", [])), "cameo": record.get("cameo"), "quad": record["quad"], "scale": float(record["scale"]),
           "status": record["status"], "historical": record.get("historical", False), "caption": record.get("caption", False),
           "confidence": float(record["confidence"]), "same_as": record.get("same_as"), "date_from": date.get("from"), "date_to": date.get("to"),
           "date_grain": date.get("grain"), "date_text": date.get("text"), "places": listed([p["name"] for p in record.get("place", [])]),
           "trigger": record["trigger"]["text"], "evidence": evidence["text"], "evidence_start": evidence["start"],
           "evidence_end": evidence["end"], "coder": record["coder"],
           "source_cue": listed([s.get("cue", {}).get("text") for s in record.get("according_to", [])]),
           "source_code": listed([s["code"] for s in record.get("according_to", [])]),
           "denier_code": listed([s["code"] for s in record.get("disputed_by", [])])}
    for side in ("actor", "recipient"):
        for part in ("code", "name", "text", "office", "wikidata"):
            row[f"{side}_{part}"] = listed([e.get(part) for e in record.get(side, [])])
    return row


def first_difference(rows, records, docs):
    if len(rows) != len(records):
        return f"{len(rows)} rows of {len(records)} records"
    for row, record in zip(rows, records):
        for name, value in row_of(record, docs[record["doc"]]).items():
            if row[name] != value:
                return f"{name} of {record['id']}: {row[name]!r}, expected {value!r}"
    return ""


def typed(row, kinds):
    """A row of CSV with the types of Parquet, apostrophes before formulas taken away."""
    out = {}
    for name, cell in row.items():
        if cell == "":
            out[name] = None
        elif kinds[name] is str:
            out[name] = cell[1:] if re.match(r"'+[=+@\t\r-]", cell) else cell
        else:
            out[name] = cell == "true" if kinds[name] is bool else kinds[name](cell)
    return out


def tables(results, folder, data, records, docs):
    """CSV and Parquet hold the records, and the same."""
    text = written(folder, "csv", data).decode()
    rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    table = parquet.read(written(folder, "parquet", data))
    kinds = {name: next((type(v) for v in values if v is not None), str) for name, values in table.items()}
    for name in ("published", "date_from", "date_to"):
        kinds[name] = str
        table[name] = [v if v is None else (datetime.date(1970, 1, 1) + datetime.timedelta(v)).isoformat() for v in table[name]]
    results.add(f"csv has the columns of parquet ({folder})", "" if rows and list(rows[0]) == list(table) else str(rows[:1])[:300])
    rows = [typed(row, kinds) for row in rows]
    results.add(f"csv holds the records ({folder})", first_difference(rows, records, docs))
    columns = [dict(zip(table, cells)) for cells in zip(*table.values())]
    results.add(f"parquet holds the records ({folder})", first_difference(columns, records, docs))
    unlike = [(a, b) for a, b in zip(rows, columns) if a != b]
    results.add(f"csv and parquet are the same ({folder})", str(unlike[0])[:500] if unlike else "")
    danger = [c for line in csv.reader(io.StringIO(text, newline="")) for c in line if re.match(r"[=+@\t\r]|-[^0-9]", c)]
    results.add(f"no cell of csv is a formula ({folder})", str(danger[:3]) if danger else "")


def objects(results, folder, data, records):
    """GeoJSON holds the records as they are, PLOVER what it has names for."""
    collection = json.loads(written(folder, "geojson", data))
    features = collection["features"]
    good = collection["type"] == "FeatureCollection" and [f["properties"] for f in features] == records
    results.add(f"geojson holds the records ({folder})", "" if good else f"{len(features)} features")
    for feature in features:
        spots = [p for p in feature["properties"].get("place", []) if "lat" in p and p["grain"] in ("city", "site")]
        wanted = {"type": "Point", "coordinates": [spots[0]["lon"], spots[0]["lat"]]} if spots else None
        if feature["geometry"] != wanted:
            results.add(f"points of geojson ({folder})", str(feature)[:300])
    problem = ""
    for line, record in zip(written(folder, "plover", data).splitlines(), records, strict=True):
        event = json.loads(line)
        pairs = (("id", record["id"]), ("event", record["event"]), ("quad_code", record["quad"]), ("event_scale", record["scale"]),
                 ("mode", [record["mode"]] if "mode" in record else []), ("text", record["evidence"]["text"]), ("link", record.get("same_as")))
        problem = problem or next((f"{k}: {event.get(k)!r}, expected {v!r}" for k, v in pairs if event.get(k) != v), "")
        auxiliary = {"planned": ["future"], "possible": ["hypothetical"], "conditional": ["hypothetical"], "negated": ["negation"]}
        context = record.get("context", []) + auxiliary.get(record["status"], []) + (["historical"] if record.get("historical") else [])
        for side in ("actor", "recipient"):
            names = [(e["code"], e.get("sector", ""), e.get("entity_text")) for e in event[side]]
            if names != [(e["country"], e["sector"], e.get("text")) for e in record.get(side, [])] or event["context"] != context:
                problem = problem or f"{side} or context of {line[:300]}"
    results.add(f"plover holds the records ({folder})", problem)


def pairs(results, folder, data, records):
    """Formats with a row a pair: every row has every column, ids are those of what is done."""
    done = [r["id"] for r in records if r["status"] == "actual" and "same_as" not in r]
    for form, count in COLUMNS.items():
        lines = written(folder, form, data, "--header").decode().split("\n")
        problem = "" if lines.pop() == "" else "the last line has no end"
        rows = [line.split("\t") for line in lines]
        bad = [r for r in rows if len(r) != count or any(not c.isprintable() and "\u2028" not in c and "\u200f" not in c for c in r)]
        problem = problem or (f"{len(bad[0])} columns: {bad[0]}" if bad else "")
        ids = [r[0] for r in rows[1:]]
        if list(dict.fromkeys(i.split("-")[0] for i in ids)) != done or len(set(ids)) != len(ids):
            problem = problem or f"ids {ids[:5]} of {done[:5]}"
        results.add(f"{form} has its columns and rows ({folder})", problem)
        named = dict(zip(rows[0], zip(*rows[1:])))
        results.add(f"{form} names its columns once ({folder})", "" if len(named) == count else str(len(named)))


def documented(results, folder):
    """docs/formats.md lists the columns that are written, in order."""
    page = open("docs/formats.md", encoding="utf-8").read()
    for form in ("csv", *COLUMNS):
        section = re.search(rf"^## `{form}`\n(.*?)(?=^## |\Z)", page, re.M | re.S)[1]
        told = [name for row in re.findall(r"^\| (`[^|]*) \|", section, re.M) for name in re.findall(r"`([^`]+)`", row)]
        head = written(folder, form, b'{"text": "Rain."}\n', "--header").decode().splitlines()
        got = head[0].split("," if form == "csv" else "\t")
        results.add(f"docs/formats.md lists the columns of {form} ({folder})", suite.difference("\n".join(got), "\n".join(told)))


def files(results, folder):
    """--output: whole, or as it was."""
    line = b'{"id": "x", "text": "Police arrested 40 protesters in Minsk."}\n'
    with tempfile.TemporaryDirectory() as path:
        target = os.path.join(path, "out.csv")
        for data, status in ((line, 0), (line + b"bad\n", 1)):
            got, out, _ = suite.run(folder, ["code", "--from", "jsonl", "--to", "csv", "-o", target, "-"], data)
            rows = open(target, newline="", encoding="utf-8").read().count("\n")
            results.add(f"--output with exit {status} ({folder})", "" if got == status and not out and rows == 2 else f"exit {got}, {rows} lines")
        mode = os.stat(target).st_mode & 0o777
        results.add(f"--output is as readable as other files ({folder})", "" if mode == 0o666 & ~umask() else oct(mode))
        got, _, err = suite.run(folder, ["code", "--to", "csv", "--output", os.path.join(path, "no", "x"), "-"], line)
        results.add(f"--output into no folder ({folder})", "" if got == 3 and err.decode().endswith("/no/x:0: cannot be written\n") else str(err))
        if os.path.exists("/dev/full"):
            got, _, err = suite.run(folder, ["code", "--to", "csv", "--output", "/dev/full", "-"], line)
            results.add(f"--output on a full disk ({folder})", "" if got == 3 and err == b"/dev/full:0: cannot be written\n" else str(err))
        limited = f"ulimit -f 1; trap '' XFSZ; exec {os.path.abspath(folder)}/lapwing code --from jsonl --to jsonl --output '{target}' -"
        before = open(target, "rb").read()
        r = subprocess.run(["sh", "-c", limited], input=line * 50, capture_output=True, env=suite.ENVIRONMENT, check=False)
        same = open(target, "rb").read() == before and os.listdir(path) == ["out.csv"]
        results.add(f"what cannot be written whole is not there ({folder})", "" if r.returncode == 3 and same else f"exit {r.returncode}: {r.stderr[:200]}")


def exported(results, folder, data):
    """A store writes what code writes, in the order of days."""
    with tempfile.TemporaryDirectory() as path:
        db = os.path.join(path, "s.db")
        suite.run(folder, ["ingest", "--from", "jsonl", "--db", db, "-"], data)
        for form in ("csv", "plover", *COLUMNS):
            status, out, err = suite.run(folder, ["export", "--db", db, "--to", form])
            wanted, got = written(folder, form, data).decode(), out.decode()
            rows = [sorted(csv.reader(io.StringIO(x, newline=""))) if form == "csv" else sorted(x.split("\n")) for x in (wanted, got)]
            results.add(f"export --to {form} ({folder})", "" if status == 0 and rows[0] == rows[1] else f"exit {status} {err[:200]}: {len(rows[1])} rows of {len(rows[0])}")
        target = os.path.join(path, "x.parquet")
        status, _, err = suite.run(folder, ["export", "--db", db, "--to", "parquet", "--type", "ASSAULT", "-o", target])
        types = set(parquet.read(open(target, "rb").read())["event"]) if status == 0 else err
        results.add(f"export --to parquet ({folder})", "" if types == {"ASSAULT"} else str(types))
        status, out, _ = suite.run(folder, ["query", "--db", db, "--to", "geojson", "--type", "AID"])
        results.add(f"query finds none --to geojson ({folder})", "" if status == 0 and json.loads(out)["features"] == [] else str(out))
        status, _, err = suite.run(folder, ["query", "--db", db, "--to", "csv", "--type", "WAR", "-o", target])
        kept = open(target, "rb").read(4) == b"PAR1" and err.count(b"\n") == 1
        results.add(f"a query that is none leaves the file ({folder})", "" if status == 2 and kept else f"exit {status}: {err[:200]}")


KEYS = {"gdelt": (1, 5, 15, 26, 29, 30, 51, 53), "icews": (1, 3, 4, 6, 7, 9, 10, 14, 16, 17), "polecat": (1, 2, 3, 4, 8, 10, 16, 18, 24, 26, 27, 30),
        "phoenix": (1, 5, 6, 7, 9, 10, 11, 13, 15, 16, 22)}


def imported(results, folder, data):
    """What formats of others say comes back: written, ingested, exported, it says the same."""
    with tempfile.TemporaryDirectory() as path:
        for form, keys in KEYS.items():
            db, rows = os.path.join(path, form), written(folder, form, data, "--header")
            status, _, err = suite.run(folder, ["ingest", "--db", db, "--from", form, "-"], rows)
            again = suite.run(folder, ["ingest", "--db", db, "--from", form, "-"], rows)[2]
            out = suite.run(folder, ["export", "--db", db, "--to", form, "--header"])[1]
            sides = [sorted([line.split("\t")[k] for k in keys] for line in x.decode().split("\n")[:-1]) for x in (rows, out)]
            problem = "" if status == 0 and sides[0] == sides[1] and len(sides[0]) > 10 else f"exit {status} {err[:200]}"
            problem = problem or ("" if b": 0 new, 0 revised" in again else str(again))
            unlike = [(a, b) for a, b in zip(*sides) if a != b]
            results.add(f"{form} comes back ({folder})", problem + (str(unlike[0]) if unlike else ""))
        lines = written(folder, "jsonl", data)
        db = os.path.join(path, "records")
        status, _, err = suite.run(folder, ["ingest", "--db", db, "--from", "records", "-"], lines + b"{}\n")
        out = suite.run(folder, ["export", "--db", db])[1]
        good = status == 1 and err.startswith(b"-:%d: " % (lines.count(b"\n") + 1)) and sorted(out.split(b"\n")) == sorted(lines.split(b"\n"))
        results.add(f"our own records come back ({folder})", "" if good else f"exit {status}: {err[:300]}")
        got, _, err = suite.run(folder, ["code", "--from", "gdelt", "-"], b"")
        results.add(f"coded events go into a store ({folder})", "" if got == 2 and err.count(b"\n") == 1 else str(err))


def umask():
    mask = os.umask(0)
    os.umask(mask)
    return mask


def terminal(results, folder):
    """Parquet is not written to a terminal."""
    master, slave = os.openpty()
    r = subprocess.run([os.path.join(folder, "lapwing"), "code", "--to", "parquet", "examples/river-border.txt"], stdout=slave,
                       stderr=subprocess.PIPE, env=suite.ENVIRONMENT, check=False)
    os.close(slave)
    os.close(master)
    good = r.returncode == 2 and r.stderr.count(b"\n") == 1 and b"--output FILE" in r.stderr
    results.add(f"parquet on a terminal ({folder})", "" if good else f"exit {r.returncode}: {r.stderr[:200]}")


def run(results, folder):
    started = time.monotonic()
    data = documents()
    docs = {d["id"]: d for d in map(json.loads, data.splitlines())}
    records = [json.loads(x) for x in written(folder, "jsonl", data).decode().split("\n")[:-1]]
    results.add(f"documents of every kind have records ({folder})", "" if {r["doc"] for r in records} == set(docs) - {"none"} else "some have none")
    tables(results, folder, data, records, docs)
    objects(results, folder, data, records)
    pairs(results, folder, data, records)
    empty = parquet.read(written(folder, "parquet", b'{"text": "Rain."}\n'))
    results.add(f"parquet without records ({folder})", "" if empty and not any(empty.values()) else "has rows")
    documented(results, folder)
    files(results, folder)
    terminal(results, folder)
    exported(results, folder, data)
    imported(results, folder, data)
    results.section(f"formats, {folder}", started)
