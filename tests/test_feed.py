"""Polling feeds, against a server of our own that answers as badly as servers do."""
import collections
import contextlib
import gzip
import os
import re
import signal
import socketserver
import sqlite3
import subprocess
import tempfile
import threading
import time

import suite

GZIP_BOMB = gzip.compress(b"\0" * (64 << 20))


def answer(body=b"", status="200 OK", head=()):
    body = body if isinstance(body, bytes) else body.encode()
    return "\r\n".join([f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *head, "", ""]).encode() + body


class Server(socketserver.ThreadingTCPServer):
    """Answers by a table of paths: bytes, a number of seconds to be silent, or a function of (server, socket, head)."""
    allow_reuse_address = daemon_threads = True
    request_queue_size = 64

    def __init__(self, pages):
        super().__init__(("127.0.0.1", 0), Handler)
        self.pages = pages
        self.seen = []
        self.closing = threading.Event()
        self.root = f"http://127.0.0.1:{self.server_address[1]}"

    def __enter__(self):
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self.closing.set()
        self.shutdown()
        self.server_close()

    def count(self, path):
        return sum(p == path for p, _ in self.seen)

    def handle_error(self, *_):
        pass


class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        head = b""
        while b"\r\n\r\n" not in head:
            more = self.request.recv(65536)
            if not more:
                return
            head += more
        lines = head.decode("latin-1").split("\r\n")
        path = lines[0].split(" ")[1]
        fields = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in lines[1:])}
        self.server.seen.append((path, fields))
        page = self.server.pages.get(path, answer(status="404 Not Found"))
        if callable(page):
            page = page(self.server, self.request, fields)
        if isinstance(page, bytes):
            self.request.sendall(page)


def hangs(server, _socket, _fields):
    server.closing.wait(20)


def endless(server, socket, _fields):
    socket.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
    while not server.closing.is_set():
        socket.sendall(b"<item>" * 4096)


def endless_head(server, socket, _fields):
    socket.sendall(b"HTTP/1.1 200 OK\r\n")
    while not server.closing.is_set():
        socket.sendall(b"X-More: " + b"a" * 4000 + b"\r\n")


def dripping(server, socket, _fields):
    socket.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
    while not server.closing.wait(0.1):
        socket.sendall(b"<")


def validated(_server, _socket, fields):
    if fields.get("if-none-match") == '"v1"' and fields.get("if-modified-since") == "Sun, 06 Nov 1994 08:49:37 GMT":
        return answer(status="304 Not Modified")
    return answer("news", head=['ETag: "v1"', "Last-Modified: Sun, 06 Nov 1994 08:49:37 GMT", "Content-Type: application/rss+xml"])


def in_turn(*answers):
    left = list(answers)
    return lambda *_: left.pop(0) if len(left) > 1 else left[0]


def poll(folder, here, settings, feeds, *pauses):
    """Runs poll_try over feeds {url: settings}; returns its lines."""
    lines = ["allow_private: true", "timeout: 1s", *settings, "feeds:"]
    for url, more in feeds.items():
        lines += [f"  - url: {url}", *(f"    {m}" for m in more)]
    path = os.path.join(here, "feeds.yaml")
    with open(path, "w", encoding="utf-8") as f:
        f.write("\n".join(lines) + "\n")
    r = subprocess.run([os.path.join(folder, "poll_try"), path, *map(str, pauses)], capture_output=True, text=True, timeout=60, env=suite.ENVIRONMENT)
    return (r.stdout + r.stderr).splitlines()


class Check:
    """One poll and what is expected of it."""

    def __init__(self, results, folder, here):
        self.results, self.folder, self.here = results, folder, here

    def lines(self, name, pages, paths, expected, settings=(), feed=(), pauses=(), seen=None):
        """expected: patterns that the lines must match, in their order; seen: how often each path was asked for"""
        with Server(pages) as server:
            got = poll(self.folder, self.here, settings, {server.root + p: feed for p in paths}, *pauses)
            got = [line.replace(server.root, "") for line in got]
            asked = collections.Counter(p for p, _ in server.seen)
        at, problem = 0, ""
        for pattern in expected:
            while at < len(got) and not re.fullmatch(pattern, got[at]):
                at += 1
            if at == len(got):
                problem = f"no {pattern!r} (in its place) in {got[:20]}"
                break
            at += 1
        for path, count in (seen or {}).items():
            if asked[path] != count:
                problem = f"{path} was asked for {asked[path]} times, not {count}: {got[:20]}"
        self.results.add(f"feed: {name} ({self.folder})", problem)


def good(check):
    check.lines("a feed is fetched, and not again before it is due", {"/rss": validated}, ["/rss"],
                [r"feed /rss 4 application/rss\+xml", r'put /rss 3[6-9]\d\d 0 \["v1"\] \[Sun, 06 Nov 1994 08:49:37 GMT\]',
                 "end 0 feeds 1 .*", "end 0 feeds 0 pages 0 unchanged 0 waiting 1 failures 0",
                 r'put /rss 3[6-9]\d\d 0 \["v1"\] .*', "end 0 feeds 0 pages 0 unchanged 1 .*"], pauses=[60, 4000], seen={"/rss": 2, "/robots.txt": 2})
    check.lines("gzip is unpacked", {"/rss": answer(gzip.compress(b"n" * 5000), head=["Content-Encoding: gzip"])}, ["/rss"], ["feed /rss 5000 "])
    check.lines("chunks are joined", {"/rss": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n4\r\nnews\r\n0\r\n\r\n"}, ["/rss"], ["feed /rss 4 "])
    check.lines("a validator that cannot be sent again is dropped", {"/rss": answer("a", head=['ETag: "caf\xe9"'.encode("utf-8").decode("latin-1")])}, ["/rss"],
                [r"put /rss \d+ 0 \[\] \[\]"])
    check.lines("who is disabled is not asked", {"/rss": answer("a")}, ["/rss"], ["end 0 feeds 0 .*"], feed=["enabled: false"], seen={"/rss": 0})


def links(check):
    pages = {"/rss": answer("link: /a\nlink: b\nlink: /a\nlink: /gone\nlink: ftp://x.example/\n", head=['ETag: "1"']), "/a": answer("page a"), "/b": answer("page b")}
    check.lines("linked pages are fetched once", pages, ["/rss"],
                ["feed /rss 61 ", "ftp://x.example/:0: only addresses of http.*", "wait 2000", "page /a 6 ", "put /a never 0", "page /b 6 ", "/gone:0: HTTP status 404", "put /gone never 1",
                 r'put /rss \d+ 0 \["1"\] \[\]', "end 0 feeds 1 pages 2 unchanged 0 waiting 0 failures 2", "end 0 feeds 1 pages 0 .*"],
                feed=["follow: true"], pauses=[4000], seen={"/rss": 2, "/a": 1, "/b": 1, "/gone": 1})
    pages = {"/rss": answer("link: /a\n", head=['ETag: "1"']), "/a": in_turn(*[answer(status="500 No")] * 4, answer("page a"))}
    check.lines("a page that fails is fetched at a later poll", pages, ["/rss"],
                ["/a:0: HTTP status 500", r"put /a \d+ 1 .*", r"put /rss \d+ 0 \[\] \[\]", "end 0 feeds 1 pages 0 .*", "page /a 6 ", "put /a never 0", r'put /rss \d+ 0 \["1"\] \[\]'],
                feed=["follow: true"], pauses=[7200], seen={"/a": 5})
    deny = {"/robots.txt": answer("User-agent: *\nDisallow: /p\n")}
    many = "".join(f"link: /p{i}\n" for i in range(501))
    check.lines("too many pages are for the next poll", {"/rss": answer(many, head=['ETag: "1"']), **deny}, ["/rss"],
                ["/rss:0: too many pages wait; the rest at its next poll", r"put /rss \d+ 0 \[\] \[\]", "end 0 feeds 1 pages 0 .* failures 501", "end 0 feeds 1 pages 0 .* failures 1"],
                feed=["follow: true"], pauses=[4000])
    check.lines("500 pages are not too many", {"/rss": answer(many[:-len("link: /p500\n")]), **deny}, ["/rss"], ["end 0 feeds 1 pages 0 .* failures 500"], feed=["follow: true"])
    pages = {"/rss": answer("".join(f"link: /{i}\n" for i in range(20))), "/20": answer("a"), **{f"/{i}": answer(status="500 No") for i in range(20)}}
    check.lines("a host that fails and fails is left alone", pages, ["/rss"], ["/4:0: HTTP status 500", "/5:0: its host does not answer", "end 0 feeds 1 pages 0 .* failures 20"], ["retries: 0"], ["follow: true"],
                seen={"/0": 1, "/4": 1, "/5": 0, "/19": 0})


def politeness(check):
    two = {"/a": answer("a"), "/b": answer("b"), "/c": answer("c")}
    check.lines("a host has its pause", two, ["/a", "/b", "/c"], ["feed /a 1 ", "wait 5000", "feed /b 1 ", "wait 5000", "feed /c 1 "], ["delay: 5s"], seen={"/robots.txt": 1})
    check.lines("Crawl-delay", {**two, "/robots.txt": answer("User-agent: lapwing\nCrawl-delay: 7.5\n")}, ["/a", "/b"], ["feed /a 1 ", "wait 7500", "feed /b 1 "])
    check.lines("robots.txt denies", {**two, "/robots.txt": answer("User-agent: *\nDisallow: /a\n")}, ["/a", "/b"], ["/a:0: robots.txt says no", r"put /a \d+ 1 .*", "feed /b 1 "], seen={"/a": 0})
    check.lines("robots.txt for another name", {**two, "/robots.txt": answer("User-agent: *\nDisallow: /\nUser-agent: my-bot\nAllow: /\n")}, ["/a"], ["feed /a 1 "], ["user_agent: my-bot/2 (+http://x.example)"])
    check.lines("no answer for robots.txt denies", {**two, "/robots.txt": answer(status="500 No")}, ["/a"], ["wait .*", "/a:0: robots.txt: HTTP status 500"], ["retries: 1"], seen={"/a": 0, "/robots.txt": 2})
    check.lines("a hanging robots.txt denies", {**two, "/robots.txt": hangs}, ["/a"], ["/a:0: robots.txt: Timeout was reached"], ["retries: 0"], seen={"/a": 0})
    check.lines("robots.txt is redirected", {**two, "/robots.txt": answer(status="301 Moved", head=["Location: /r"]), "/r": answer("User-agent: *\nDisallow: /a")}, ["/a"], ["/a:0: robots.txt says no"], seen={"/a": 0})
    check.lines("an endless robots.txt is cut", {**two, "/robots.txt": endless}, ["/a"], ["feed /a 1 "])
    check.lines("robots.txt is read again after a day", two, ["/a", "/b"], ["feed /a .*", "feed /b .*", "end 0 feeds 8 .*"], feed=["every: 12h"], pauses=["for", 40 * 3600 + 30], seen={"/robots.txt": 2, "/a": 4, "/b": 4})
    check.lines("Retry-After is kept to", {"/a": in_turn(answer(status="429 Slow down", head=["Retry-After: 90"]), answer("a")), "/b": answer("b")}, ["/a", "/b"],
                ["wait 90000", "feed /a 1 ", "wait 2000", "feed /b 1 "], seen={"/a": 2, "/b": 1})
    check.lines("a long Retry-After is for another poll", {"/a": answer(status="503 No", head=["Retry-After: 7200"])}, ["/a"], ["/a:0: HTTP status 503", r"put /a 7200 1 .*"], seen={"/a": 1})


def redirects(check):
    def to(where, status="302 Found"):
        return answer(status=status, head=[f"Location: {where}"])
    check.lines("a redirect is followed", {"/a": to("b", "308 Moved"), "/b": answer("b")}, ["/a"], ["wait 2000", "feed /b 1 ", r"put /a \d+ 0 .*"])
    check.lines("five redirects", {"/0": to("/1"), "/1": to("/2"), "/2": to("/3"), "/3": to("/4"), "/4": to("/5"), "/5": answer("5")}, ["/0"], ["feed /5 1 "])
    check.lines("a loop of redirects", {"/a": to("/b"), "/b": to("/a")}, ["/a"], ["/a:0: more than 5 redirects"], seen={"/a": 3, "/b": 3})
    check.lines("a redirect to what robots.txt denies", {"/a": to("/x/../b"), "/b": answer("b"), "/robots.txt": answer("User-agent: *\nDisallow: /b\n")}, ["/a"], ["/a:0: robots.txt says no"], seen={"/b": 0})
    for where in ("file:///etc/passwd", "ftp://a.example/", "gopher://a.example/", "dict://a.example/"):
        check.lines(f"a redirect to {where}", {"/a": to(where)}, ["/a"], ["/a:0: redirected: .*"])
    check.lines("a redirect with a password", {"/a": to("http://me:you@127.0.0.1/")}, ["/a"], ["/a:0: redirected: a user or password in an address"])
    check.lines("a redirect to nowhere", {"/a": answer(status="302 Found")}, ["/a"], ["/a:0: redirected: no address"])
    check.lines("a redirect of 10000 bytes", {"/a": to("/" + "a" * 10000)}, ["/a"], ["/a:0: redirected: an address of more than 2048 bytes"])


def faults(check):
    retried = ["wait .*", "wait .*"]
    quick = ["retries: 0"]
    check.lines("a server that is not there", {}, ["/a"], ["/a:0: HTTP status 404"], seen={"/a": 1})
    check.lines("a fault that passes", {"/a": in_turn(answer(status="500 No"), b"", answer("a"))}, ["/a"], [*retried, "feed /a 1 "], seen={"/a": 3})
    check.lines("a fault that stays", {"/a": answer(status="502 No")}, ["/a"], ["wait .*", "wait .*", "wait .*", "/a:0: HTTP status 502", r"put /a \d+ 1 .*", r"put /a \d+ 2 .*"], pauses=[7300], seen={"/a": 8})
    check.lines("a hanging server", {"/a": hangs}, ["/a"], ["/a:0: Timeout was reached"], quick)
    check.lines("a server that drips", {"/a": dripping}, ["/a"], ["/a:0: Timeout was reached"], quick)
    check.lines("an endless feed", {"/a": endless}, ["/a"], ["/a:0: over the limit of size"], ["size_limit: 1MiB"], seen={"/a": 1})
    check.lines("at the limit of size", {"/a": answer(b"a" * 2048), "/b": answer(b"a" * 2049)}, ["/a", "/b"], ["feed /a 2048 ", "/b:0: over the limit of size"], ["size_limit: 2KiB"])
    check.lines("an endless head", {"/a": endless_head}, ["/a"], ["/a:0: a head of more than 64 KiB"])
    check.lines("a gzip bomb", {"/a": answer(GZIP_BOMB, head=["Content-Encoding: gzip"])}, ["/a"], ["/a:0: over the limit of size"], ["size_limit: 1MiB"], seen={"/a": 1})
    check.lines("a bomb in a bomb", {"/a": answer(gzip.compress(GZIP_BOMB), head=["Content-Encoding: gzip, gzip"])}, ["/a"], ["/a:0: over the limit of size"], ["size_limit: 1MiB"])
    check.lines("damaged gzip", {"/a": answer(GZIP_BOMB[:99] + b"?" * 99 + GZIP_BOMB[198:999], head=["Content-Encoding: gzip"])}, ["/a"], ["/a:0: .+"], quick)
    check.lines("a body that is cut", {"/a": b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nnews"}, ["/a"], ["/a:0: Transferred a partial file"], quick)
    check.lines("chunks that are cut", {"/a": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n100\r\nnews"}, ["/a"], ["/a:0: .+"], quick)
    check.lines("a length that is too small", {"/a": b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nnews"}, ["/a"], ["feed /a 2 "])
    check.lines("two lengths", {"/a": b"HTTP/1.1 200 OK\r\nContent-Length: -7\r\nConnection: close\r\n\r\nnews"}, ["/a"], ["/a:0: .+"], quick)
    check.lines("no HTTP", {"/a": b"news, news, news\r\n"}, ["/a"], ["/a:0: .+"], quick)
    check.lines("304 that nobody asked for", {"/a": answer(status="304 Not Modified")}, ["/a"], ["/a:0: HTTP status 304"])
    check.lines("others go on", {"/a": hangs, "/b": answer("b"), "/c": answer(status="410 Gone"), "/d": answer("d")}, ["/a", "/b", "/c", "/d"], ["feed /b 1 ", "/c:0: HTTP status 410", "feed /d 1 ", "end 0 feeds 2 .* failures 2"], quick)


def private(check):
    """Without allow_private, nothing here is reached: not by number, not by name, not by a redirect."""
    with Server({"/a": answer("a")}) as server:
        feeds = {server.root + "/a": (), server.root.replace("127.0.0.1", "localhost") + "/a": (), server.root.replace("127.0.0.1", "2130706433") + "/a": (),
                 server.root.replace("127.0.0.1", "[::1]") + "/a": (), server.root.replace("127.0.0.1", "0.0.0.0") + "/a": ()}
        path = os.path.join(check.here, "private.yaml")
        with open(path, "w", encoding="utf-8") as f:
            f.write("feeds:\n" + "".join(f'  - url: "{u}"\n' for u in feeds))
        r = subprocess.run([os.path.join(check.folder, "poll_try"), path], capture_output=True, text=True, timeout=60,
                           env={**suite.ENVIRONMENT, "http_proxy": server.root, "all_proxy": server.root})
        refused = r.stdout.count(":0: robots.txt: a private network, which allow_private would allow")
        check.results.add(f"feed: private networks are refused ({check.folder})", "" if refused == len(feeds) and not server.seen else r.stdout + r.stderr)


RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Times</title>
<item><title>Arrests</title><link>{0}/a</link><pubDate>Mon, 31 Aug 2020 10:00:00 GMT</pubDate><description>Police arrested 40 protesters in Minsk on Sunday.</description></item>
<item><title>Talks</title><link>{0}/b</link><pubDate>Tue, 01 Sep 2020 10:00:00 GMT</pubDate><description>Ukraine accused Russia of shelling Kharkiv.</description></item>
</channel></rss>"""
PAGE = "<html><head><title>{0}</title></head><body><article><h1>{0}</h1>" + 4 * "<p>{1} The ministry said so in a long statement on its own site, and gave no more details.</p>" + "</article></body></html>"


def site(root=""):
    html = ["Content-Type: text/html; charset=utf-8"]
    return {"/rss": answer(RSS.format(root), head=["Content-Type: application/rss+xml", 'ETag: "1"']),
            "/a": answer(PAGE.format("Arrests", "Police arrested 40 protesters in Minsk on 30 August 2020."), head=html),
            "/b": answer(PAGE.format("Talks", "Ukraine accused Russia of shelling Kharkiv on 1 September 2020."), head=html)}


class Program:
    """The command, with a store and a list of its own."""

    def __init__(self, check, here, server, *feed, delay="0s"):
        self.folder, self.server = check.folder, server
        self.store, self.list = os.path.join(here, "news.db"), os.path.join(here, "feeds.yaml")
        with open(self.list, "w", encoding="utf-8") as f:
            f.write("\n".join([f"delay: {delay}", "allow_private: true", "feeds:", f"  - url: {server.root}/rss", *(f"    {line}" for line in feed)]) + "\n")
        self.arguments = ["feed", "--db", self.store, "--config", self.list]

    def once(self):
        return suite.run(self.folder, [*self.arguments, "--once"])

    def start(self):
        return subprocess.Popen([os.path.abspath(os.path.join(self.folder, "lapwing")), *self.arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=suite.ENVIRONMENT)

    def ask(self, sql):
        with contextlib.closing(sqlite3.connect(self.store)) as db:
            rows = db.execute(sql).fetchall()
            db.commit()
            return rows

    def wait_for(self, path):
        """Until the server has been asked for it."""
        for _ in range(200):
            if self.server.count(path):
                return
            time.sleep(0.05)


def command(check):
    def add(name, problem):
        check.results.add(f"feed: {name} ({check.folder})", problem)

    def told(name, arguments, status, message):
        got, _, err = suite.run(check.folder, ["feed", *arguments])
        add(name, "" if got == status and err.decode().splitlines() == [message] else f"exit {got}: {err.decode()}")

    store, path = os.path.join(check.here, "no.db"), os.path.join(check.here, "wrong.yaml")
    with open(path, "w", encoding="utf-8") as f:
        f.write("feeds:\n  - url: https://a.example/rss\n    evry: 5m\n")
    told("no list", ["--db", store], 2, "lapwing feed: --config says which feeds")
    told("no store", ["--config", "examples/feeds.yaml"], 2, "lapwing feed: --db says where the store is")
    told("a wrong list", ["--db", store, "--config", path], 1, f'{path}:3: no setting "evry" of a feed')
    told("a list that is not there", ["--db", store, "--config", "nowhere"], 1, "nowhere:0: no such file")
    add("a wrong list makes no store", "" if not os.path.exists(store) else "it is there")
    for follow in ("false", "true"):
        with Server({}) as server, tempfile.TemporaryDirectory() as here:
            server.pages = site(server.root)
            program = Program(check, here, server, f"follow: {follow}", "publisher: Minsk Times")
            status, _, err = program.once()
            rows = program.ask("SELECT id, publisher, date FROM documents ORDER BY id")
            good = [r[0] for r in rows] == [server.root + "/a", server.root + "/b"] and {r[1] for r in rows} == {"Minsk Times"}
            add(f"a feed is in the store, follow: {follow}", "" if status == 0 and good else f"exit {status}: {rows} {err.decode()}")
            events = program.ask("SELECT event FROM events ORDER BY event")
            add(f"its events, too, follow: {follow}", "" if ("COERCE",) in events and ("ACCUSE",) in events else str(events))
            program.ask("UPDATE fetched SET due = 0 WHERE etag IS NOT NULL")
            status, _, err = program.once()
            good = status == 0 and program.ask("SELECT count(*) FROM document") == [(2,)] and server.count("/rss") == 2 and server.count("/a") < 2
            add(f"again changes nothing, follow: {follow}", "" if good else f"exit {status}: {err.decode()}")


def odd_feeds(check):
    """Links from the root and from the feed's folder, pages that are none, a feed that breaks off: one line each, the rest is read."""
    item = "<item><title>Arrests</title><link>{}</link><description>Police arrested 40 protesters in Minsk on Sunday.</description></item>"
    with Server({}) as server, tempfile.TemporaryDirectory() as here:
        server.pages = {**site(server.root), "/rss": answer("<rss><channel>" + item.format("/a") + item.format("d/b?c=1") + item.format("http://x.example/c") + item.format("//y.example/d") + "<item><title>Cut")}
        program = Program(check, here, server)
        status, _, err = program.once()
        ids = [i for i, in program.ask("SELECT id FROM documents ORDER BY id")]
        good = status == 1 and sorted(ids) == sorted([server.root + "/a", server.root + "/d/b?c=1", "http://x.example/c", "http://y.example/d"]) and server.root + "/rss:" in err.decode()
        check.results.add(f"feed: odd links, and a feed that is cut ({check.folder})", "" if good else f"exit {status}: {ids} {err.decode()}")
    with Server({}) as server, tempfile.TemporaryDirectory() as here:
        server.pages = {**site(server.root), "/b": answer(b"%PDF-1.4", head=["Content-Type: application/pdf"])}
        program = Program(check, here, server, "follow: true")
        status, _, err = program.once()
        ids = program.ask("SELECT id FROM documents")
        good = status == 1 and ids == [(server.root + "/a",)] and f"{server.root}/b:0: no page of HTML" in err.decode().splitlines()
        check.results.add(f"feed: a page that is none ({check.folder})", "" if good else f"exit {status}: {ids} {err.decode()}")
    with Server({"/rss": endless}) as server, tempfile.TemporaryDirectory() as here:
        program = Program(check, here, server)
        status, _, err = program.once()
        good = status == 1 and err.decode().splitlines()[0] == f"{server.root}/rss:0: over the limit of size"
        check.results.add(f"feed: an endless one ({check.folder})", "" if good else f"exit {status}: {err.decode()}")


def interrupted(check):
    """SIGINT while it waits and while a server hangs: it ends soon, and well. A kill: the next run brings what is missing."""
    for name, path, pages, number in (("waits", "/rss", {}, signal.SIGINT), ("is kept waiting", "/rss", {"/rss": hangs}, signal.SIGTERM),
                                      ("has pages to fetch", "/a", {}, signal.SIGINT)):
        with Server({}) as server, tempfile.TemporaryDirectory() as here:
            server.pages = {**site(server.root), **pages}
            program = Program(check, here, server, f"follow: {'true' if path == '/a' else 'false'}", delay="30s" if path == "/a" else "0s")
            process = program.start()
            program.wait_for("/rss")
            time.sleep(0.5)
            process.send_signal(number)
            started = time.monotonic()
            _, err = process.communicate(timeout=30)
            slow = time.monotonic() - started > 10
            check.results.add(f"feed: stopped while it {name} ({check.folder})", "" if process.returncode == 0 and not slow and b"feeds: " in err else f"exit {process.returncode}: {err.decode()[-500:]}")
    with Server({}) as server, tempfile.TemporaryDirectory() as here:
        server.pages = {**site(server.root), "/b": hangs}
        program = Program(check, here, server, "follow: true")
        process = program.start()
        program.wait_for("/b")
        process.kill()
        process.communicate()
        server.pages = site(server.root)
        status, _, err = program.once()
        ids = program.ask("SELECT id FROM documents ORDER BY id")
        good = status == 0 and ids == [(server.root + "/a",), (server.root + "/b",)] and server.count("/a") == 1
        check.results.add(f"feed: killed, and then run again ({check.folder})", "" if good else f"exit {status}: {ids} {err.decode()}")


def run(results, folder):
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as here:
        check = Check(results, os.path.abspath(folder), here)
        check.folder = folder
        for part in (good, links, politeness, redirects, faults, private, command, odd_feeds, interrupted):
            part(check)
    results.section(f"feeds, {folder}", started)


if __name__ == "__main__":
    import sys
    r = suite.Results()
    run(r, sys.argv[1])
    print(r.passed, "passed", r.failed, "failed")
