"""The store: each document once, whole after any accident, the same whatever happened on the way."""
import json
import os
import random
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
    db, know, pack = (os.path.join(path, name) for name in ("recode.db", "know", "other.pack"))
    docs = [{"id": "a", "title": "Talks", "date": "2022-03-04", "text": "The French president met the German chancellor in Paris."},
            {"id": "b", "text": "Nothing of note happened on 4 March 2022."}]
    suite.run(folder, ["ingest", "--db", db, "--from", "jsonl", "-"], "\n".join(map(json.dumps, docs)).encode())
    status, _, err = suite.run(folder, ["recode", "--db", db])
    results.add("recode by the same version reads nothing", "" if status == 0 and b": 0 documents read again" in err else f"exit {status}: {err}")
    shutil.copytree("know", know)
    with open(os.path.join(know, "roles.tsv"), "a", encoding="utf-8") as f:
        f.write("lamplighter\tCVL\t40\tperson\t-\n")
    status, _, err = suite.run(folder, ["know", "build", know, pack])
    status, _, err = suite.run(folder, ["recode", "--db", db, "--know", pack])
    results.add("recode by another", "" if status == 0 and b": 2 documents read again" in err else f"exit {status}: {err}")
    con = sqlite3.connect(db)
    rows = con.execute("SELECT id, title, date, anchor, text, revision FROM documents ORDER BY id").fetchall()
    con.close()
    wanted = [("a", "Talks", "2022-03-04", "given", "Talks\n\n" + docs[0]["text"], 3), ("b", None, "2022-03-04", "inferred", docs[1]["text"], 4)]
    results.add("recode keeps what the document brought", "" if rows == wanted else str(rows))
    changes = [json.loads(line) for line in suite.run(folder, ["changes", "--db", db, "--since", "2"])[1].splitlines()]
    results.add("changes tell of what was read again", "" if {c["change"] for c in changes} >= {"revised", "removed", "added"} else str(changes))


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
    for arguments, code, message in [(["show", "0000000000000000"], 2, b"no claim"), (["split", "x"], 2, b""), (["dance"], 2, b"usage"), (["list", "more"], 2, b"usage")]:
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
    source, db = os.path.join(path, "some.jsonl"), os.path.join(path, "full.db")
    write_documents(source, 900, 3)

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
        kills(results, folder, path, kill_count)
        accidents(results, folder, path)
        writers(results, folder, path)
    results.section(f"store, {folder}", started)
