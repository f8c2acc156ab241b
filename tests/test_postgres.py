"""The store on a PostgreSQL server says what the store in a file says."""
import glob
import json
import os
import shutil
import subprocess
import tempfile
import time

import suite
import test_feed
import test_store


class Server:
    """A server of our own in a folder, on a socket in it; root lends it to another user."""

    def __init__(self, path):
        found = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"))
        self.bin = os.path.dirname(found[-1]) if found else os.path.dirname(shutil.which("initdb") or "")
        self.path = os.path.join(path, "server")
        self.prefix = []
        os.mkdir(self.path)
        if os.getuid() == 0:
            shutil.chown(self.path, "postgres")
            os.chmod(path, 0o755)
            self.prefix = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]

    def run(self, *command):
        r = subprocess.run([*self.prefix, os.path.join(self.bin, command[0]), *command[1:]], capture_output=True, text=True, cwd="/")
        return r.stdout + r.stderr if r.returncode else ""

    def start(self):
        data = os.path.join(self.path, "data")
        problem = self.run("initdb", "-D", data, "-U", "lapwing", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8")
        return problem or self.run("pg_ctl", "-D", data, "-w", "-l", os.path.join(self.path, "log"),
                                   "-o", f"-k {self.path} -c listen_addresses= -c fsync=off", "start")

    def stop(self):
        self.run("pg_ctl", "-D", os.path.join(self.path, "data"), "-m", "immediate", "stop")

    def database(self, name):
        self.run("createdb", "-h", self.path, "-U", "lapwing", name)
        return f"postgresql://lapwing@/{name}?host={self.path}"


def same(results, folder, name, file, server, *arguments):
    """A command gives the same bytes and status from both."""
    a, b = (suite.run(folder, [arguments[0], "--db", db, *arguments[1:]]) for db in (file, server))
    problem = suite.difference(a[1].decode(), b[1].decode()) or ("" if a[0] == b[0] else f"exit {a[0]} and {b[0]}: {b[2]}")
    results.add(f"{name} from both", problem)
    return a[1]


def compare(results, folder, path, server):
    file, db = os.path.join(path, "file.db"), server.database("one")
    source = os.path.join(path, "some.jsonl")
    lines = test_store.write_documents(source, 120, 9)
    for target in (file, db):
        status, _, err = suite.run(folder, ["ingest", "--db", target, source])
        results.add("ingest", "" if status == 0 and b"120 new" in err else f"exit {status}: {err}")
    status, _, err = suite.run(folder, ["ingest", "--db", db, source])
    results.add("ingest of the same again", "" if status == 0 and b"120 there before" in err else f"exit {status}: {err}")
    fixed = json.dumps(json.loads(lines[7]) | {"text": "Rebels in Mali attacked a convoy near Gao on Friday."}).encode()
    for target in (file, db):
        status, _, err = suite.run(folder, ["ingest", "--db", target, "--from", "jsonl", "-"], fixed)
        results.add("a corrected document", "" if status == 0 and b"1 revised" in err else f"exit {status}: {err}")
    same(results, folder, "export", file, db, "export", "--to", "jsonl")
    claims = same(results, folder, "claims", file, db, "claims", "list", "--to", "jsonl")
    for line in claims.splitlines()[:5]:
        same(results, folder, "a claim", file, db, "claims", "show", json.loads(line)["id"], "--to", "text")
    same(results, folder, "changes", file, db, "changes", "--since", "100")
    for by in ("pair", "country,type", "place", "cell", "type"):
        same(results, folder, f"series by {by}", file, db, "series", "--by", by, "--per", "week", "--csv")
    for name, arguments in {"text": ["--text", "village minsk"], "no text": ["--text", "rain \"in spain"], "country": ["--country", "KEN"],
                            "pair": ["--pair", "KEN,KEN"], "days": ["--since", "2015-01-01", "--until", "2018-06-30"], "as of": ["--as-of", "2016-01-01"],
                            "status": ["--status", "negated"], "type": ["--type", "COERCE", "--limit", "3"], "many": ["--country", ",".join(["KEN", "MLI"] * 32)], "lists": ["--type", "COERCE,PROTEST", "--country", "KEN,MLI,UKR"],
                            "between": ["--between", "RUS,UKR"], "sources": ["--min-sources", "2"], "publisher": ["--publisher", "none", "--status", "any"]}.items():
        same(results, folder, f"query by {name}", file, db, "query", "--to", "jsonl", *arguments)
    crawl, pack = os.path.join(path, "crawl.warc"), test_store.another_know(folder, path)
    test_store.warc(crawl, test_store.PAGE)
    for target in (file, db):
        suite.run(folder, ["ingest", "--db", target, crawl])
        status, _, err = suite.run(folder, ["recode", "--db", target, "--know", pack])
        results.add("recode", "" if status == 0 and b": 121 documents" in err else f"exit {status}: {err}")
    same(results, folder, "what was read again", file, db, "export", "--to", "jsonl")
    for arguments in (["forget", "doc-3"], ["query", "--text", "village"], ["query", "--type", "DANCE"], ["claims", "show", "0"]):
        same(results, folder, " ".join(arguments), file, db, *arguments)


def single(results, folder, server):
    """One document, record, claim, and the board: the unit tests of a file's store, over a server's."""
    for name in ("store_api_test", "board_test"):
        r = subprocess.run([os.path.join(os.path.abspath(folder), name), server.database(name)], capture_output=True, text=True)
        results.add(f"{name} over a server", "" if r.returncode == 0 else r.stdout[-500:] + r.stderr[-500:])


def migration(results, folder, path, server):
    """A store of version 1 is brought up, and who may read its view still may."""
    db, source = server.database("old"), os.path.join(path, "old.jsonl")
    test_store.write_documents(source, 20, 4)
    suite.run(folder, ["ingest", "--db", db, source])
    before = suite.run(folder, ["export", "--db", db, "--to", "jsonl"])[1]
    with open(os.path.join(os.path.dirname(__file__), "store_version_1.sql"), encoding="utf-8") as f:
        view = next(line for line in f if line.startswith("CREATE VIEW documents"))
    view = view.replace("date(day * 86400, 'unixepoch')", "lapwing_date(day)")
    problem = server.run("psql", "-q", "-v", "ON_ERROR_STOP=1", "-h", server.path, "-U", "lapwing", "old", "-c",
                         "DROP INDEX document_publisher; DROP VIEW documents; ALTER TABLE document DROP captions, DROP file, DROP file_offset, DROP file_bytes;"
                         f"{view} CREATE ROLE reader; GRANT SELECT ON documents TO reader; UPDATE meta SET value = 1 WHERE key = 'schema'")
    results.add("a store of version 1 in a server", problem)
    status, _, err = suite.run(folder, ["export", "--db", db])
    results.add("is not read", "" if status == 1 and b"a store of version 1:" in err else f"exit {status}: {err}")
    status, _, err = suite.run(folder, ["ingest", "--db", db, source])
    results.add("is brought up", "" if status == 0 and b"20 there before" in err else f"exit {status}: {err}")
    results.add("with what was in it", suite.difference(before.decode(), suite.run(folder, ["export", "--db", db, "--to", "jsonl"])[1].decode()))
    problem = server.run("psql", "-q", "-v", "ON_ERROR_STOP=1", "-h", server.path, "-U", "lapwing", "old", "-c",
                         "SET ROLE reader; SELECT captions, file, file_offset, file_bytes FROM documents")
    results.add("and who could read it can", problem)


def accidents(results, folder, path, server):
    status, _, err = suite.run(folder, ["query", "--db", server.database("empty")])
    results.add("a database without a store", "" if status == 1 and b"not a store of lapwing" in err else f"exit {status}: {err}")
    status, _, err = suite.run(folder, ["query", "--db", f"postgresql://lapwing@/nothing?host={server.path}"])
    results.add("no such database", "" if status == 1 and b"does not exist" in err and err.count(b"\n") == 1 else f"exit {status}: {err}")
    db, source = server.database("cut"), os.path.join(path, "cut.jsonl")
    test_store.write_documents(source, 250, 3)
    child = subprocess.Popen([os.path.abspath(os.path.join(folder, "lapwing")), "ingest", "--db", db, source], stderr=subprocess.DEVNULL)
    time.sleep(1)
    child.kill()
    child.wait()
    children = [subprocess.Popen([os.path.abspath(os.path.join(folder, "lapwing")), "ingest", "--db", db, source], stderr=subprocess.PIPE) for _ in range(2)]
    messages = [child.communicate()[1] for child in children]
    results.add("two writers after a kill", "" if all(c.returncode == 0 for c in children) else str(messages))
    calm = os.path.join(path, "calm.db")
    suite.run(folder, ["ingest", "--db", calm, source])
    same(results, folder, "what a kill and two writers left", calm, db, "export", "--to", "jsonl")
    same(results, folder, "their claims", calm, db, "claims", "list", "--to", "jsonl")


def feeds(results, folder, path, server):
    """What a feed brings, and what is known of it, stands in both."""
    file, db = os.path.join(path, "feeds.db"), server.database("feeds")
    with test_feed.Server({}) as web:
        web.pages = test_feed.site(web.root)
        listed = os.path.join(path, "feeds.yaml")
        with open(listed, "w", encoding="utf-8") as f:
            f.write(f"allow_private: true\ndelay: 0s\nfeeds:\n  - url: {web.root}/rss\n    follow: true\n")
        for target in (file, db, db):
            status, _, err = suite.run(folder, ["feed", "--db", target, "--config", listed, "--once"])
            results.add(f"feed: {target.split(':')[0]}", "" if status == 0 else f"exit {status}: {err}")
        results.add("a feed that is not due in a server", "" if web.count("/a") == 2 and b"1 not due yet" in err else err.decode())
    same(results, folder, "what a feed brought", file, db, "export", "--to", "jsonl")


def run(results, folder):
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as path:
        server = Server(path)
        problem = server.start()
        results.add("a PostgreSQL server starts", problem)
        if not problem:
            try:
                compare(results, folder, path, server)
                single(results, folder, server)
                migration(results, folder, path, server)
                accidents(results, folder, path, server)
                feeds(results, folder, path, server)
            finally:
                server.stop()
    results.section(f"postgres, {folder}", started)
