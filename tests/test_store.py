"""The store: each document once, whole after any accident, the same whatever happened on the way."""
import json
import os
import random
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time

import suite
import test_threads

TABLES = ["document", "record", "party", "site", "amount", "claim", "ruling", "block", "band", "sketch", "meta"]


def write_documents(path, count, seed):
    lines = list(test_threads.documents(count, seed))
    with open(path, "w", encoding="utf-8") as f:
        f.writelines(lines)
    return lines


def contents(path):
    """Everything that the tables hold, and whether the file is whole."""
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    rows = {table: sorted(map(repr, db.execute(f"SELECT * FROM {table}"))) for table in TABLES}
    whole = db.execute("PRAGMA integrity_check").fetchone()[0]
    db.close()
    return rows, whole


def differs(a, b):
    """The first table in which two stores differ."""
    for table in TABLES:
        if a[table] != b[table]:
            return f"{table} differs: {len(a[table])} and {len(b[table])} rows"
    return ""


def query(folder, db, *filters):
    status, out, err = suite.run(folder, ["query", "--db", db, "--to", "jsonl", *filters])
    return [json.loads(line) for line in out.splitlines()] if status == 0 else err.decode()


def ingest(folder, db, *arguments, **more):
    return suite.run(folder, ["ingest", "--db", db, *arguments], **more)


def once(results, folder, path):
    """The same again changes nothing; a corrected document is a revision."""
    db, source = os.path.join(path, "once.db"), os.path.join(path, "once.jsonl")
    lines = write_documents(source, 60, 1)
    status, _, err = ingest(folder, db, source)
    results.add("ingest", "" if status == 0 and b"60 new" in err else f"exit {status}: {err}")
    before, whole = contents(db)
    results.add("the store is whole", "" if whole == "ok" else whole)
    status, _, err = ingest(folder, db, source)
    results.add("ingest of the same again", "" if status == 0 and b"60 there before" in err else f"exit {status}: {err}")
    results.add("the same again changes nothing", differs(before, contents(db)[0]))
    _, coded, _ = suite.run(folder, ["code", source])
    exported = suite.run(folder, ["export", "--db", db, "--to", "jsonl"])[1]
    results.add("export gives what code gives", "" if sorted(coded.splitlines()) == sorted(exported.splitlines()) else "it differs")
    fixed = json.loads(lines[7]) | {"text": "Rebels in Mali attacked a convoy near Gao on Friday."}
    status, _, err = suite.run(folder, ["ingest", "--db", db, "--from", "jsonl", "-"], json.dumps(fixed).encode())
    results.add("a corrected document", "" if status == 0 and b"1 revised" in err else f"exit {status}: {err}")
    con = sqlite3.connect(db)
    revisions = con.execute("SELECT count(*), sum(removed IS NULL) FROM document WHERE id = ?", (fixed["id"],)).fetchone()
    con.close()
    results.add("the old revision is kept", "" if revisions == (2, 1) else str(revisions))
    changes = [json.loads(line) for line in suite.run(folder, ["changes", "--db", db, "--since", "60"])[1].splitlines()]
    kinds = {(c["kind"], c["change"]) for c in changes}
    results.add("changes tell of it", "" if ("document", "revised") in kinds and ("record", "added") in kinds else str(kinds))


def filters(results, folder, path):
    db = os.path.join(path, "filters.db")
    docs = [{"id": "a", "source": "Wire", "date": "2022-03-04", "text": "Russian forces shelled Kharkiv on Thursday, killing 12 civilians, Ukrainian officials said."},
            {"id": "b", "date": "2022-03-06", "text": "The French president met the German chancellor in Paris on Saturday."},
            {"id": "c", "date": "2022-03-07", "text": "Police in Nairobi arrested 30 protesters on Sunday. It might rain."}]
    suite.run(folder, ["ingest", "--db", db, "--from", "jsonl", "-"], "\n".join(map(json.dumps, docs)).encode())
    expected = [(["--country", "UKR"], {"a"}), (["--type", "CONSULT"], {"b"}), (["--since", "2022-03-05"], {"b", "c"}), (["--until", "2022-03-04"], {"a"}),
                (["--pair", "FRA,DEU"], {"b"}), (["--pair", "DEU,RUS"], set()), (["--text", "rain nairobi"], {"c"}), (["--text", "rain \"paris"], set()),
                (["--as-of", "2022-03-06"], {"a", "b"}), (["--status", "negated"], set()), (["--status", "any"], {"a", "b", "c"}),
                (["--country", "UKR,KEN"], {"a", "c"}), (["--type", "CONSULT,COERCE"], {"b", "c"}), (["--status", "planned,actual"], {"a", "b", "c"}),
                (["--between", "UKR,RUS"], {"a"}), (["--between", "RUS,UKR"], {"a"}), (["--pair", "UKR,RUS"], set()), (["--between", "DEU,FRA"], {"b"}),
                (["--between", "RUS,RUS"], set()), (["--publisher", "Wire"], {"a"}), (["--publisher", "Wir"], set()), (["--min-sources", "1"], {"a", "b", "c"}),
                (["--min-sources", "2"], set()), (["--country", ",".join(["KEN"] * 64)], {"c"})]
    for arguments, wanted in expected:
        got = query(folder, db, *arguments)
        ids = got if isinstance(got, str) else {r["doc"] for r in got}
        results.add(f"query {' '.join(arguments)}", "" if ids == wanted else str(ids))
    results.add("query --limit", "" if len(query(folder, db, "--limit", "1")) == 1 else "more than one")
    for arguments, message in [(["--type", "DANCE"], b"no event type: DANCE"), (["--type", "AID,"], b"no event type: "), (["--pair", "RUS"], b"no pair A,B: RUS"),
                               (["--between", "RUS,UKR,KEN"], b"no pair A,B: RUS,UKR,KEN"), (["--country", "KEN,ru"], b"no code of a country: ru"),
                               (["--status", "any,actual"], b"no status: any"), (["--country", ",".join(["KEN"] * 65)], b"more than 64 names"),
                               (["--min-sources", "0"], b"--min-sources takes a number from 1, not 0"), (["--since", "soon"], b"since is no date: soon")]:
        status, _, err = suite.run(folder, ["query", "--db", db, *arguments])
        results.add(f"query {' '.join(arguments)} is refused", "" if status == 2 and message in err else f"exit {status}: {err}")
    status, out, _ = suite.run(folder, ["forget", "--db", db, "a"])
    kept = query(folder, db, "--country", "UKR")
    results.add("forget keeps the records", "" if status == 0 and {r["doc"] for r in kept} == {"a"} else f"exit {status}: {kept}")
    results.add("forget drops the text", "" if query(folder, db, "--text", "shelled") == [] else "it is still found")
    suite.run(folder, ["ingest", "--db", db, "--no-text", "--from", "jsonl", "-"], json.dumps(docs[0] | {"id": "n"}).encode())
    con = sqlite3.connect(db)
    texts = con.execute("SELECT text FROM document WHERE id IN ('a', 'n')").fetchall()
    con.close()
    suite.run(folder, ["ingest", "--db", db, "--from", "jsonl", "-"], json.dumps(docs[2] | {"id": "u", "url": "https://www.paper.test/a"}).encode())
    con = sqlite3.connect(db)
    publisher = con.execute("SELECT publisher FROM documents WHERE id = 'u'").fetchone()[0]
    con.close()
    results.add("without a source the host is the publisher", "" if publisher == "paper.test" else str(publisher))
    results.add("texts that may not be kept are not there", "" if texts == [(None,), (None,)] else str(texts))


def recode(results, folder, path):
    """Another version of the knowledge reads again; what it reads is a revision."""
    db, pack = os.path.join(path, "recode.db"), another_know(folder, path)
    docs = [{"id": "a", "title": "Talks", "date": "2022-03-04", "text": "The French president met the German chancellor in Paris."},
            {"id": "b", "text": "Nothing of note happened on 4 March 2022."}]
    suite.run(folder, ["ingest", "--db", db, "--from", "jsonl", "-"], "\n".join(map(json.dumps, docs)).encode())
    status, _, err = suite.run(folder, ["recode", "--db", db])
    results.add("recode by the same version reads nothing", "" if status == 0 and b": 0 documents read again" in err else f"exit {status}: {err}")
    status, _, err = suite.run(folder, ["recode", "--db", db, "--know", pack])
    results.add("recode by another", "" if status == 0 and b": 2 documents read again" in err else f"exit {status}: {err}")
    con = sqlite3.connect(db)
    rows = con.execute("SELECT id, title, date, anchor, text, revision FROM documents ORDER BY id").fetchall()
    con.close()
    wanted = [("a", "Talks", "2022-03-04", "given", "Talks\n\n" + docs[0]["text"], 3), ("b", None, "2022-03-04", "inferred", docs[1]["text"], 4)]
    results.add("recode keeps what the document brought", "" if rows == wanted else str(rows))
    changes = [json.loads(line) for line in suite.run(folder, ["changes", "--db", db, "--since", "2"])[1].splitlines()]
    results.add("changes tell of what was read again", "" if {c["change"] for c in changes} >= {"revised", "removed", "added"} else str(changes))


PAGE = """<html><head><title>Raid in the port</title><meta property="article:published_time" content="2022-03-04T08:00:00Z"></head><body><article>
<h1>Raid in the port</h1><p>Police arrested 30 protesters in Nairobi on Thursday after a march to the parliament, witnesses said, and closed the roads.</p>
<figure><img src="a.jpg"><figcaption>Rebels attacked an army convoy near Gao in Mali.</figcaption></figure>
<p>The interior minister said on Friday that the city would stay quiet and that the police had acted within the law of the country.</p></article></body></html>
"""


def warc(path, *pages):
    """A crawl of pages; where the record of each begins, and its length."""
    spans = []
    with open(path, "wb") as f:
        for n, page in enumerate(pages):
            reply = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page.encode()
            head = f"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\nWARC-Target-URI: https://paper.test:8080/{n}\r\nContent-Length: {len(reply)}\r\n\r\n"
            spans.append((f.tell(), len(head) + len(reply) + 4))
            f.write(head.encode() + reply + b"\r\n\r\n")
    return spans


def another_know(folder, path):
    """A pack that says the same under another version."""
    know, pack = os.path.join(path, "know"), os.path.join(path, "other.pack")
    if not os.path.exists(pack):
        shutil.copytree("know", know)
        with open(os.path.join(know, "roles.tsv"), "a", encoding="utf-8") as f:
            f.write("lamplighter\tCVL\t40\tperson\t-\n")
        suite.run(folder, ["know", "build", know, pack])
    return pack


def pages(results, folder, path):
    """Captions and the place in the crawl are kept, so that a page is read again as it was read first."""
    crawl, db, fresh, pack = (*(os.path.join(path, name) for name in ("crawl.warc", "pages.db", "fresh.db")), another_know(folder, path))
    spans = warc(crawl, PAGE, PAGE.replace("Nairobi", "Mombasa"))
    for target, more in ((db, []), (fresh, ["--know", pack])):
        status, _, err = ingest(folder, target, *more, crawl)
        results.add("ingest of a crawl", "" if status == 0 and b"2 new" in err else f"exit {status}: {err}")
    first = query(folder, db)
    captions = [r["evidence"]["text"] for r in first if r.get("caption")]
    results.add("records of captions say so", "" if set(captions) == {"Rebels attacked an army convoy near Gao in Mali."} else str(captions))

    def kept():
        con = sqlite3.connect(db)
        rows = con.execute("SELECT text, captions, file, file_offset, file_bytes, publisher FROM documents ORDER BY id").fetchall()
        con.close()
        return rows
    before = kept()
    told = [[row[0][a:b] for a, b in json.loads(row[1])] for row in before]
    results.add("captions are kept", "" if told == [["Rebels attacked an army convoy near Gao in Mali."]] * 2 else str(before))
    results.add("where a page stood is kept", "" if [row[2:5] for row in before] == [(crawl, *span) for span in spans] else f"{before} {spans}")
    results.add("a port is no part of a publisher", "" if {row[5] for row in before} == {"paper.test"} else str(before))
    status, _, err = suite.run(folder, ["recode", "--db", db, "--know", pack])
    results.add("recode of a crawl", "" if status == 0 and b": 2 documents read again" in err else f"exit {status}: {err}")
    results.add("recode gives what ingest gives", "" if query(folder, db) == query(folder, fresh) != first else "it differs")
    results.add("recode keeps captions and places", "" if kept() == before else str(kept()))
    status, _, err = ingest(folder, db, crawl)
    results.add("the crawl again changes nothing", "" if status == 0 and b"2 there before" in err else f"exit {status}: {err}")


def schema(path):
    """Tables, views and indexes with their columns, whatever the words that made them."""
    db = sqlite3.connect(path)
    names = db.execute("SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY 1, 2").fetchall()
    out = {(kind, name): db.execute(f"PRAGMA {'index_xinfo' if kind == 'index' else 'table_xinfo'}({name})").fetchall() for kind, name in names}
    views = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'view' ORDER BY 1").fetchall()
    db.close()
    return out, views


def migration(results, folder, path):
    """A store of version 1 becomes one of this version, and nothing in it changes."""
    new, old, source = (os.path.join(path, name) for name in ("new.db", "old.db", "migrate.jsonl"))
    write_documents(source, 40, 11)
    ingest(folder, new, source)
    with open(os.path.join(os.path.dirname(__file__), "store_version_1.sql"), encoding="utf-8") as f:
        script = f.read()
    db = sqlite3.connect(old)
    db.executescript(script)
    db.execute("ATTACH ? AS fresh", (new,))
    for table in [*TABLES, "fetched", "site_box"]:
        columns = ", ".join(row[1] for row in db.execute(f"PRAGMA main.table_info({table})"))
        db.execute(f"INSERT INTO main.{table}({columns}) SELECT {columns} FROM fresh.{table}")
    db.execute("INSERT INTO document_text(document_text) VALUES('rebuild')")
    db.execute("UPDATE main.meta SET value = 1 WHERE key = 'schema'")
    db.commit()
    db.close()
    before = contents(old)[0]
    status, _, err = suite.run(folder, ["query", "--db", old])
    results.add("an old store that is read says what to do", "" if status == 1 and b"a store of version 1: the next command that writes" in err and err.count(b"\n") == 1 else f"exit {status}: {err}")
    results.add("and is left alone", differs(before, contents(old)[0]))
    status, _, err = ingest(folder, old, source)
    results.add("an old store that is written to is brought up", "" if status == 0 and b"40 there before" in err else f"exit {status}: {err}")
    rows, whole = contents(old)
    fresh = contents(new)[0]
    for row in (rows, fresh):
        row["document"] = [line.replace(repr(source), "None") for line in row["document"]]  # what version 1 did not keep
    results.add("and holds what a new one holds", differs(rows, fresh) or ("" if whole == "ok" else whole))
    results.add("in the same tables and views", "" if schema(old) == schema(new) else "they differ")
    results.add("its words are found", "" if query(folder, old, "--text", "police") == query(folder, new, "--text", "police") != [] else "not the same")


def claims(results, folder, path):
    """One happening told by several; split and joined by hand; counted once."""
    db = os.path.join(path, "claims.db")
    docs = [{"id": "a", "source": "Wire", "date": "2022-03-04", "text": "Russian forces shelled Kharkiv on Thursday, killing 12 civilians, the Ukrainian interior ministry said."},
            {"id": "b", "source": "Paper", "date": "2022-03-04", "text": "Russian artillery shelled the city of Kharkiv on Thursday and killed 15 people, the Red Cross said."},
            {"id": "c", "source": "Post", "date": "2022-03-09", "text": "Two people were killed in a Russian air strike on Mykolaiv on Tuesday, officials said."}]
    suite.run(folder, ["ingest", "--db", db, "--from", "jsonl", "-"], "\n".join(map(json.dumps, docs)).encode())

    def listed(*more):
        return [json.loads(line) for line in suite.run(folder, ["claims", "--db", db, "list", "--type", "ASSAULT", *more])[1].splitlines()]
    both = [c for c in listed() if c["documents"] == 2]
    results.add("two reports are one claim", "" if len(both) == 1 and both[0]["publishers"] == 2 else str(listed()))
    results.add("claims of two sources", "" if listed("--min-sources", "2") == both and listed("--min-sources", "3") == [] else str(listed("--min-sources", "2")))
    shown = json.loads(suite.run(folder, ["claims", "--db", db, "show", both[0]["id"]])[1])
    numbers = {q["value"] for t in shown["tellings"] for q in t.get("quantity", []) if q["what"] == "dead"}
    results.add("rival numbers stand side by side", "" if numbers == {12, 15} else str(shown))
    marked = [t["evidence"][slice(*t["trigger"])] for t in shown["tellings"]]
    results.add("each telling has its trigger in its evidence, and who acts", "" if all(marked) and all(t.get("actor") for t in shown["tellings"]) else str(shown["tellings"]))
    results.add("and it says why they are one", "" if any("day" in t.get("because", "") for t in shown["tellings"]) else str(shown))
    _, out, _ = suite.run(folder, ["series", "--db", db, "--by", "pair", "--per", "day", "--csv", "--pair", "RUS,UKR"])
    rows = [line.split(",") for line in out.decode().splitlines()]
    days = {row[2]: row[3] for row in rows[1:]}
    results.add("a claim is counted once", "" if days.get("2022-03-03") == "1" and days.get("2022-03-08") == "1" else out.decode())
    record = next(t["record"] for t in shown["tellings"] if t["doc"] == "b")
    status, _, err = suite.run(folder, ["claims", "--db", db, "split", record, "--who", "me", "--reason", "another place"])
    results.add("a split parts them", "" if status == 0 and all(c["documents"] == 1 or c["reports"] < both[0]["reports"] for c in listed()) else f"exit {status}: {err} {listed()}")
    other = next(t["record"] for t in shown["tellings"] if t["doc"] == "a")
    status, _, err = suite.run(folder, ["claims", "--db", db, "join", other, record])
    results.add("a join makes them one again", "" if status == 0 and any(c["documents"] == 2 for c in listed()) else f"exit {status}: {err} {listed()}")
    shown = json.loads(suite.run(folder, ["claims", "--db", db, "show", next(c["id"] for c in listed() if c["documents"] == 2)])[1])
    rulings = [(r["id"], r["kind"], r["records"], r.get("by"), r.get("reason"), "revoked" in r) for r in shown["rulings"]]
    results.add("show tells what was ruled", "" if rulings == [(1, "split", [record], "me", "another place", False), (2, "join", [other, record], None, None, False)] else str(shown["rulings"]))
    status, _, err = suite.run(folder, ["claims", "--db", db, "revoke", "2"])
    results.add("a revoked join parts them again", "" if status == 0 and all(c["documents"] == 1 or c["reports"] < both[0]["reports"] for c in listed()) else f"exit {status}: {err} {listed()}")
    status, _, err = suite.run(folder, ["claims", "--db", db, "revoke", "1"])
    results.add("without rulings they are what they were", "" if status == 0 and [c for c in listed() if c["documents"] == 2] == both else f"exit {status}: {err} {listed()}")
    _, out, _ = suite.run(folder, ["claims", "--db", db, "show", both[0]["id"], "--to", "text"])
    ruled = re.search(r"ruled +split 1: [0-9a-f]{16}, by me, .another place., revoked\n +join 2: [0-9a-f]{16} and [0-9a-f]{16}, revoked\n", out.decode())
    results.add("and it stays on record", "" if ruled else out.decode())
    for arguments, code, message in [(["revoke", "1"], 2, b"no such ruling"), (["revoke", "x"], 2, b"usage"), (["revoke"], 2, b"usage"), (["show", "0000000000000000"], 2, b"no claim"), (["split", "x"], 2, b""), (["dance"], 2, b"usage"), (["list", "more"], 2, b"usage")]:
        status, _, err = suite.run(folder, ["claims", "--db", db, *arguments])
        results.add(f"claims {' '.join(arguments)}", "" if status == code and message in err and err.count(b"\n") == 1 else f"exit {status}: {err}")
    for arguments in (["--by", "mood"], ["--by", "pair,country"], ["--by", "pair", "--per", "hour"], []):
        status, _, err = suite.run(folder, ["series", "--db", db, *arguments])
        results.add(f"series {' '.join(arguments)} is refused", "" if status == 2 and err.count(b"\n") == 1 else f"exit {status}: {err}")


def kills(results, folder, path, times):
    """Killed at any moment the store is whole, and the rerun ends as if nothing had happened."""
    source, calm, db = (os.path.join(path, name) for name in ("kill.jsonl", "calm.db", "kill.db"))
    write_documents(source, 900, 3)
    started = time.monotonic()
    ingest(folder, calm, source)
    takes = time.monotonic() - started
    chance = random.Random(5)
    command = [os.path.abspath(os.path.join(folder, "lapwing")), "ingest", "--db", db, source]
    problem = ""
    for _ in range(times):
        child = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0, takes))
        child.send_signal(signal.SIGKILL)
        child.wait()
        if os.path.exists(db) and os.path.getsize(db):
            status, _, err = suite.run(folder, ["changes", "--db", db])
            problem = problem or ("" if status in (0, 1) else f"exit {status}: {err[:200]}")
        if chance.random() < 0.3:
            for ending in ("", "-wal", "-shm"):
                if os.path.exists(db + ending):
                    os.remove(db + ending)
    results.add(f"{times} kills leave a store that can be read", problem)
    status, _, err = ingest(folder, db, source)
    rows, whole = contents(db)
    results.add("a rerun after kills completes", "" if status == 0 and whole == "ok" else f"exit {status}: {err} {whole}")
    results.add("and ends as an undisturbed run does", differs(contents(calm)[0], rows))


def accidents(results, folder, path):
    source, db = os.path.join(path, "kill.jsonl"), os.path.join(path, "full.db")

    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
    status, _, err = ingest(folder, db, source, preexec_fn=limit)
    results.add("a full disk is told", "" if status == 3 and db.encode() + b":0: " in err else f"exit {status}: {err}")
    status, _, err = ingest(folder, db, source)
    results.add("and with room again the run completes", "" if status == 0 and contents(db)[1] == "ok" else f"exit {status}: {err}")
    results.add("with the same contents", differs(contents(db)[0], contents(os.path.join(path, "calm.db"))[0]))
    notes = os.path.join(path, "notes.txt")
    with open(notes, "w", encoding="utf-8") as f:
        f.write("This is no database at all. " * 100)
    for command in ("ingest", "query"):
        status, _, err = suite.run(folder, [command, "--db", notes], b"x")
        results.add(f"{command} into what is no store", "" if status == 1 and b"notes.txt:0: file is not a database" in err else f"exit {status}: {err}")
    foreign = os.path.join(path, "foreign.db")
    con = sqlite3.connect(foreign)
    con.execute("CREATE TABLE t(a)")
    con.commit()
    con.close()
    status, _, err = suite.run(folder, ["ingest", "--db", foreign], b"x")
    results.add("another program's database is left alone", "" if status == 1 and b"not a store of lapwing" in err else f"exit {status}: {err}")
    closed = os.path.join(path, "closed.db")
    ingest(folder, closed, source)
    os.chmod(closed, 0o444)
    os.chmod(path, 0o555)
    lapwing = os.path.abspath(os.path.join(folder, "lapwing"))
    nobody = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] if os.getuid() == 0 else []
    r = subprocess.run([*nobody, lapwing, "ingest", "--db", closed, "-"], input=b"Police arrested two men in Minsk.", capture_output=True)
    os.chmod(path, 0o755)
    results.add("a file that may not be written is told", "" if r.returncode in (1, 3) and b"closed.db:0: " in r.stderr else f"exit {r.returncode}: {r.stderr}")
    later = os.path.join(path, "later.db")
    shutil.copy(db, later)
    con = sqlite3.connect(later)
    con.execute("UPDATE meta SET value = 99 WHERE key = 'schema'")
    con.commit()
    con.close()
    for command in ("ingest", "query"):
        status, _, err = suite.run(folder, [command, "--db", later], b"x")
        results.add(f"{command} leaves a later version's store alone", "" if status == 1 and b"a store of version 99" in err else f"exit {status}: {err}")
    status, _, err = suite.run(folder, ["query", "--db", os.path.join(path, "nothing.db")])
    results.add("a store that is not there", "" if status == 1 and b"unable to open" in err else f"exit {status}: {err}")
    status, _, err = suite.run(folder, ["query"])
    results.add("query without --db", "" if status == 2 and b"--db" in err else f"exit {status}: {err}")


def writers(results, folder, path):
    """Two writers and a reader at once."""
    db = os.path.join(path, "two.db")
    children = []
    for n in range(2):
        source = os.path.join(path, f"two{n}.jsonl")
        with open(source, "w", encoding="utf-8") as f:
            f.writelines(line.replace("doc-", f"doc{n}-") for line in test_threads.documents(300, n))
        children.append(subprocess.Popen([os.path.abspath(os.path.join(folder, "lapwing")), "ingest", "--db", db, source], stderr=subprocess.PIPE))
    reads = 0
    while any(child.poll() is None for child in children):
        if os.path.exists(db):
            status, _, err = suite.run(folder, ["query", "--db", db, "--limit", "5"])
            reads += status == 0
        time.sleep(0.02)
    messages = [child.communicate()[1] for child in children]
    results.add("two writers at once", "" if all(c.returncode == 0 for c in children) else str(messages))
    con = sqlite3.connect(db)
    count = con.execute("SELECT count(*) FROM documents").fetchone()[0]
    con.close()
    results.add("and both are in the store", "" if count == 600 and contents(db)[1] == "ok" else str(count))
    results.add("readers are not blocked", "" if reads else "none got through")


def run(results, folder, kill_count=10):
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as path:
        once(results, folder, path)
        filters(results, folder, path)
        claims(results, folder, path)
        recode(results, folder, path)
        pages(results, folder, path)
        migration(results, folder, path)
        kills(results, folder, path, kill_count)
        accidents(results, folder, path)
        writers(results, folder, path)
    results.section(f"store, {folder}", started)
