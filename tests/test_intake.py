"""Feeds, WARC and packed input: what is read, where it stood, and one line for each thing that is bad."""
import gzip
import io
import json
import os
import subprocess
import tempfile
import time

import suite
from test_command import Folder

STORY = "Police arrested 40 protesters in Minsk on Sunday, and the interior ministry said that more would follow."
MORE = "The march had been called by the opposition, which wants the vote to be held again before the winter."


def texts(out):
    return [json.loads(line)["text"] for line in out.splitlines()]


def read(folder, *arguments, stdin=b""):
    return suite.run(folder, ["annotate", "--layers", "sentences", *arguments], stdin)


def page(n, body=STORY):
    return f"<html><head><title>Story {n}</title></head><body><h1>Story {n}</h1><p>{body}</p><p>{MORE}</p></body></html>".encode()


def record(kind, content, url="http://site.example/a", content_type="application/http; msgtype=response", length=None, version="1.0"):
    head = f"WARC/{version}\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2021-11-14T10:00:00Z\r\nContent-Type: {content_type}\r\n"
    return head.encode() + f"Content-Length: {len(content) if length is None else length}\r\n\r\n".encode() + content + b"\r\n\r\n"


def response(body, fields="Content-Type: text/html; charset=utf-8", status="200 OK"):
    return f"HTTP/1.1 {status}\r\n{fields}\r\n\r\n".encode() + body


def crawl(count):
    """Records of a crawl: (bytes, is it a page)"""
    yield record("warcinfo", b"software: test\r\n", content_type="application/warc-fields"), False
    for n in range(count):
        url = f"http://site.example/story-{n}"
        yield record("request", b"GET / HTTP/1.1\r\n\r\n", url, "application/http; msgtype=request"), False
        yield record("response", response(page(n)), url, version="1.0" if n % 2 else "1.1"), True
    yield record("response", response(b"\x89PNG", "Content-Type: image/png")), False
    yield record("response", response(page(99), status="404 Not Found")), False
    yield record("metadata", b"x: y\r\n", content_type="application/warc-fields"), False


def zstd(data):
    return subprocess.run(["zstd", "-q", "-c"], input=data, capture_output=True, check=True).stdout


def packings():
    """The crawl in each packing: (name, bytes, packed one by one)"""
    records = [data for data, _ in crawl(5)]
    yield "plain.warc", b"".join(records), True
    yield "members.warc.gz", b"".join(gzip.compress(r, mtime=0) for r in records), True
    yield "whole.warc.gz", gzip.compress(b"".join(records), mtime=0), False
    yield "frames.warc.zst", b"".join(zstd(r) for r in records), True
    yield "whole.warc.zst", zstd(b"".join(records)), False


def warc_packed(results, folder, here):
    expected = [f"Story {n}\n\n{STORY}\n\n{MORE}" for n in range(5)]
    for name, data, is_single in packings():
        path = here.file(name, data)
        status, out, err = read(folder, path, "--threads", "2")
        results.add(f"{name} ({folder})", "" if status == 0 and not err and texts(out) == expected else f"exit {status}, {err[:200]}, {len(texts(out))} pages")
        documents = [json.loads(line) for line in out.splitlines()]
        results.add(f"ids of {name} ({folder})", "" if [d["id"] for d in documents] == [f"http://site.example/story-{n}" for n in range(5)] else str(documents)[:200])
        if not is_single:
            continue
        for d in documents[1:4]:
            at, n = d["origin"]["offset"], d["origin"].get("bytes", 0)
            piece = data[at:at + n]
            again, out, _ = read(folder, "--from", "warc", "-", stdin=piece)
            results.add(f"the origin in {name} is the record ({folder})", "" if texts(out) == [d["text"]] else f"{at} + {n}: {piece[:60]}")


def warc_damaged(results, folder, here):
    records = [record("response", response(page(n)), f"http://site.example/{n}") for n in range(6)]
    titles = lambda out: [t.split("\n")[0][6:] for t in texts(out)]

    def case(name, data, expected, messages):
        path = here.file(name, data)
        status, out, err = read(folder, path)
        told = err.decode().splitlines()
        good = titles(out) == expected and len(told) == len(messages) and all(m in t for m, t in zip(messages, told))
        results.add(f"{name} ({folder})", "" if good and status == (1 if messages else 0) else f"exit {status}, pages {titles(out)}, {told}")

    members = [gzip.compress(r, mtime=0) for r in records]
    offset = len(members[0]) + len(members[1])
    bad = bytearray(members[2])
    bad[len(bad) // 2] ^= 0xFF
    case("member.warc.gz", b"".join([*members[:2], bytes(bad), *members[3:]]), list("01345"), [f"member.warc.gz:{offset}: damaged gzip data"])
    case("lost-end.warc.gz", b"".join(members)[:-30], list("01234"), ["packed data that end too early"])
    case("hole.warc.gz", b"".join([*members[:2], members[2][:60], *members[3:]]), list("01345"), [f":{offset}: damaged gzip data"])
    case("noise.warc.gz", b"".join([*members[:2], b"noise between members", *members[2:]]), list("012345"), ["bytes that are not packed"])
    frames = [zstd(r) for r in records]
    bad = bytearray(frames[1])
    bad[len(bad) // 2] ^= 0xFF
    bad[len(bad) // 2 + 9] ^= 0xFF
    case("frame.warc.zst", frames[0] + bytes(bad[:len(bad) // 2]) + b"".join(frames[2:]), list("02345"), ["damaged zstd data"])
    offset = len(records[0])
    for name, length, expected in (("long", len(records[1]) * 2, "02345"), ("short", 40, "02345"), ("past", 10 ** 7, "02345"), ("words", "many", "02345")):
        damaged = record("response", response(page(1)), "http://site.example/1", length=length)
        case(f"{name}.warc", b"".join([records[0], damaged, *records[2:]]), list(expected), [f"{name}.warc:{offset}: "])
    case("gap.warc", b"".join([*records[:2], b"\0" * 100000, *records[2:]]), list("012345"), ["no WARC record here"])
    case("cut.warc", b"".join(records)[:-300], list("01234"), ["a record that ends too early"])
    case("cut-member.warc.gz", b"".join([members[0], gzip.compress(records[1][:400]), *members[2:]]), list("02345"), ["a record that ends too early"])


def http(results, folder, here):
    chunked = b"".join(b"%x;x=y\r\n%s\r\n" % (len(c), c) for c in (page(1)[:100], page(1)[100:130], page(1)[130:])) + b"0\r\n\r\n"
    html = "Content-Type: text/html"
    for name, body, fields, message in (
            ("chunks", chunked, html + "\r\nTransfer-Encoding: chunked", None), ("gzip", gzip.compress(page(1)), html + "\r\nContent-Encoding: gzip", None),
            ("zstd", zstd(page(1)), html + "\r\ncontent-encoding:zstd", None), ("said to be packed", page(1), html + "\r\nContent-Encoding: gzip", None),
            ("said to be chunked", page(1), html + "\r\nTransfer-Encoding: chunked", None), ("a lost chunk", chunked[:200], html + "\r\nTransfer-Encoding: chunked", "a chunk that ends too early"),
            ("a charset by HTTP alone", page(1, STORY + " \u0416").decode().encode("koi8-r"), html + "; charset=koi8-r", None),
            ("Brotli", b"\x1b", html + "\r\nContent-Encoding: br", "a body packed as br, which is not read"),
            ("a bomb", gzip.compress(b" " * (40 << 20)), html + "\r\nContent-Encoding: gzip", "a page of more than 16 MiB"),
            ("damage", gzip.compress(page(1))[:-20], html + "\r\nContent-Encoding: gzip", "packed data that end too early")):
        path = here.file("http.warc", record("response", response(body, fields)) + record("response", response(page(2))))
        status, out, err = read(folder, path)
        told = err.decode().splitlines()
        expected = ["2"] if message else ["1", "2"]
        good = [t.split("\n")[0][6:] for t in texts(out)] == expected and (message in told[0] if message else not told)
        results.add(f"HTTP: {name} ({folder})", "" if good else f"exit {status}, {texts(out)}, {told}")
        if "charset" in name:
            results.add(f"HTTP's charset is believed ({folder})", "" if "\u0416" in texts(out)[0] else texts(out)[0])


def peak(child):
    """The most memory that a running child has had, in kB."""
    return int(next(line for line in open(f"/proc/{child.pid}/status") if line.startswith("VmHWM")).split()[1])


def huge(results, folder):
    """A record of 2 GB is passed over in bounded memory, and what follows is read."""
    size = 2 << 30
    head = record("response", b"", "http://site.example/big", length=size)[:-4]
    tail = b"\r\n\r\n" + record("response", response(page(1)))
    program = os.path.abspath(os.path.join(folder, "lapwing"))
    child = subprocess.Popen([program, "annotate", "--layers", "sentences", "--from", "warc", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    block = b"x" * (1 << 20)
    child.stdin.write(head)
    for _ in range(size >> 20):
        child.stdin.write(block)
    memory = peak(child)
    out, err = child.communicate(tail)
    good = len(texts(out)) == 1 and err == b"-:0: a record of more than 32 MiB\n" and memory < 100_000
    results.add("a record of 2 GB", "" if good else f"{len(texts(out))} pages, {err[:200]}, {memory} kB")


def bombs(results, folder, here):
    data = io.BytesIO()
    with gzip.GzipFile(fileobj=data, mode="wb", mtime=0) as f:
        for _ in range(100):
            f.write(b" " * (1 << 20))
    good = here.file("good.txt", "Kyiv waits.\n")
    for name, kind, message in (("bomb.jsonl.gz", "jsonl", "unpack to more than 200 times their size"), ("bomb.txt.gz", "text", "a document of more than 16 MiB"),
                                ("bomb.html.gz", "html", "a page of more than 16 MiB"), ("bomb.warc.gz", "warc", "no WARC record here")):
        path = here.file(name, data.getvalue())
        started = time.monotonic()
        status, out, err = read(folder, "--from", kind, path)
        told = err.decode().splitlines()
        results.add(f"{name} ({folder})", "" if status == 1 and len(told) >= 1 and any(message in t for t in told) and time.monotonic() - started < 20 else f"exit {status}: {told[:3]}")
    tags = here.file("tags.html", "<div>" * 1000000 + STORY)
    status, out, err = read(folder, tags, good)
    results.add(f"10^6 open tags ({folder})", "" if status == 1 and err.decode().count("\n") == 1 and b"1024 elements open at once" in err and len(texts(out)) == 1 else f"exit {status}: {err[:200]}")
    stray = here.file("stray.html", "<div>" * 500 + "</p></b></x>" * 300000 + f"<p>{STORY}</p><p>{MORE}</p>")
    started = time.monotonic()
    status, out, err = read(folder, stray)
    results.add(f"10^6 stray end tags ({folder})", "" if status == 0 and time.monotonic() - started < (10 if folder == "build" else 60) else f"exit {status}, {time.monotonic() - started:.0f} s, {err[:200]}")
    laughs = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9)) + \
        f"]><rss><channel><item><title>One</title><description>{STORY}</description></item><item><title>&a9;</title></item></channel></rss>"
    status, out, err = read(folder, here.file("laughs.xml", laughs), good)
    results.add(f"nested entities ({folder})", "" if status == 1 and err.decode().count("\n") == 1 and b"amplification" in err and len(texts(out)) == 2 else f"exit {status}: {err[:200]}")
    fetched = here.file("secret.txt", "secret words")
    outside = f'<!DOCTYPE r [<!ENTITY x SYSTEM "file://{fetched}">]><rss><channel><item><title>One</title><description>{STORY} &x;</description></item></channel></rss>'
    status, out, err = read(folder, here.file("outside.xml", outside))
    results.add(f"external entities ({folder})", "" if b"secret words" not in out else "they are fetched")
    deep = "<rss><channel>" + "<x>" * 200 + "</x>" * 200 + "</channel></rss>"
    status, out, err = read(folder, here.file("deep.xml", deep))
    results.add(f"a deep feed ({folder})", "" if status == 1 and b"128 elements open at once" in err else f"exit {status}: {err[:200]}")


RSS = f"""<?xml version="1.0" encoding="ENCODING"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>World</title><language>en-gb</language><image><title>Logo</title></image>
<item><title>March in Minsk &amp;amp; Brest</title><link>https://www.site.example/a</link><pubDate>Mon, 31 Aug 2020 23:30:00 -0500</pubDate><description>Short.</description>
<media:title>Not this</media:title><media:description>Nor this</media:description>
<content:encoded><![CDATA[<p>{STORY}</p><figure><img><figcaption>Police in Minsk</figcaption></figure><p>{MORE}&nbsp;Café.</p><div class="share">Share this</div>]]></content:encoded></item>
<item><title>Caf&eacute; &nbsp;closed</title><guid isPermaLink="false">tag-7</guid><dc:date>2020-08-30T10:00:00Z</dc:date><description>{STORY}</description></item>
<item><title>Nothing known</title><pubDate>yesterday</pubDate><description>{STORY}</description></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><link rel="self" href="https://x.example/self"/>
<entry><title>Rebels &lt;seize&gt; town</title><link rel="enclosure" href="https://x.example/p.mp3"/><link href="https://y.example/b"/><id>tag:1</id><published>2021-05-03T10:00:00Z</published>
<updated>2022-01-01T00:00:00Z</updated><summary>Short</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{STORY}</p><p>{MORE}</p></div></content></entry>
<entry><title type="html">A &lt;b&gt;bold&lt;/b&gt; move</title><id>tag:2</id><updated>2021-05-04T00:00:00+02:00</updated><content type="html">&lt;p&gt;{STORY}&lt;/p&gt;</content></entry></feed>"""
RDF = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>News</title></channel>
<item rdf:about="https://z.example/c"><title>Old news</title><link>https://z.example/c</link><description>{STORY}</description><dc:date>2010-02-03</dc:date></item></rdf:RDF>"""


def feeds(results, folder, here):
    def documents(name, data, expected_status=0):
        status, out, err = read(folder, here.file(name, data))
        results.add(f"{name} ({folder})", "" if status == expected_status else f"exit {status}: {err[:200]}")
        return [json.loads(line) for line in out.splitlines()], err

    full = f"March in Minsk & Brest\n\n{STORY}\n\nPolice in Minsk\n\n{MORE} Café."
    for encoding in ("utf-8", "windows-1252", "iso-8859-1", "utf-16", "iso-8859-15"):
        found, err = documents(f"{encoding}.rss", RSS.replace("ENCODING", encoding).encode(encoding), 1)
        got = [(d["id"], d.get("date"), d["text"]) for d in found]
        expected = [("https://www.site.example/a", "2020-08-31", full), ("tag-7", "2020-08-30", f"Café closed\n\n{STORY}"), (f"{encoding}:8", None, f"Nothing known\n\n{STORY}")]
        results.add(f"items of {encoding} ({folder})", "" if got == expected else f"{got}, expected {expected}")
        results.add(f"what is said of {encoding} ({folder})", "" if err.decode().endswith(f"{encoding}.rss:8: an item's date is none, read without: yesterday\n") else err.decode()[:300])
        captions = [d["text"][c["start"]:c["end"]] for d in found for c in d.get("captions", [])]
        results.add(f"captions of {encoding} ({folder})", "" if captions == ["Police in Minsk"] else str(captions))
    found, _ = documents("wrong.rss", RSS.replace("ENCODING", "utf-8").encode("cp1252"), 1)
    results.add(f"Windows-1252 that is said to be UTF-8 ({folder})", "" if found and found[0]["text"] == full else str(found)[:300])
    found, _ = documents("atom.xml", ATOM)
    got = [(d["id"], d["date"], d["text"]) for d in found]
    expected = [("https://y.example/b", "2021-05-03", f"Rebels <seize> town\n\n{STORY}\n\n{MORE}"), ("tag:2", "2021-05-04", f"A bold move\n\n{STORY}")]
    results.add(f"entries of Atom ({folder})", "" if got == expected else str(got))
    found, _ = documents("old.rdf", RDF)
    results.add(f"items of RDF ({folder})", "" if [(d["id"], d["date"]) for d in found] == [("https://z.example/c", "2010-02-03")] else str(found))
    found, err = documents("broken.xml", RSS.replace("ENCODING", "utf-8").replace("Nothing known", "Nothing & known"), 1)
    results.add(f"a feed that breaks off ({folder})", "" if len(found) == 2 and b"broken.xml:8: not XML" in err and err.count(b"\n") == 1 else f"{len(found)}, {err}")


def endless(results, folder):
    """A feed that never ends: items come while it goes on, and memory stays."""
    program = os.path.abspath(os.path.join(folder, "lapwing"))
    item = f"<item><title>One</title><description>{STORY}</description></item>\n".encode() * 100
    child = subprocess.Popen([program, "annotate", "--layers", "sentences", "--from", "feed", "-"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    child.stdin.write(b"<rss><channel>")
    for n in range(100):
        child.stdin.write(item)
    early = peak(child)
    for n in range(100):
        child.stdin.write(item)
    later = peak(child)
    child.stdin.close()
    err = child.stderr.read()
    status = child.wait()
    results.add("an endless feed", "" if status == 1 and later < early + 20000 and b"not XML" in err else f"exit {status}, {early} then {later} kB, {err[:200]}")


def packed_lines(results, folder, here):
    lines = "".join(json.dumps({"id": str(n), "text": STORY}) + "\n" for n in range(50)).encode()
    half = len(lines) // 2
    for name, data in (("a.jsonl.gz", gzip.compress(lines)), ("b.jsonl.gz", gzip.compress(lines[:half]) + gzip.compress(lines[half:])), ("c.ndjson.zst", zstd(lines)),
                       ("d.zst", zstd(lines[:half]) + zstd(lines[half:])), ("e", gzip.compress(lines) + b"\0" * 512)):
        status, out, err = read(folder, here.file(name, data))
        results.add(f"{name} ({folder})", "" if status == 0 and len(texts(out)) == 50 else f"exit {status}, {len(texts(out))} lines, {err[:200]}")
    status, out, err = read(folder, here.file("cut.jsonl.gz", gzip.compress(lines)[:-20]))
    results.add(f"cut.jsonl.gz ({folder})", "" if status == 1 and err.count(b"\n") == 1 and b"packed data that end too early" in err else f"exit {status}: {err[:200]}")
    status, out, err = read(folder, here.file("t.txt.zst", zstd(STORY.encode())))
    results.add(f"t.txt.zst ({folder})", "" if status == 0 and texts(out) == [STORY] else f"exit {status}: {err[:200]}")


def languages(results, folder, here):
    """Texts in other languages are passed over with a word; English, and what is too short to tell, is read."""
    rows = [line.rstrip("\n").split("\t") for line in open("tests/languages.tsv", encoding="utf-8") if not line.startswith("#")]
    path = here.file("languages.jsonl", "".join(json.dumps({"id": str(n), "text": text}) + "\n" for n, (_, text) in enumerate(rows)))
    status, out, err = read(folder, path)
    told = err.decode().splitlines()
    expected = [f"{path}:{n}: not English ({language})" for n, (language, _) in enumerate(rows, 1) if language != "en"]
    results.add(f"languages are told ({folder})", suite.difference("\n".join(expected), "\n".join(told)))
    results.add(f"English is read ({folder})", "" if status == 0 and texts(out) == [text for language, text in rows if language == "en"] else f"exit {status}, {len(texts(out))} read")
    name, text = rows[0]
    status, out, err = read(folder, here.file("page.html", page(1, text).replace(MORE.encode(), text.encode())))
    results.add(f"a page in German ({folder})", "" if status == 0 and not out and b"page.html:0: not English (de)" in err else f"exit {status}: {err[:200]}")


def run(results, folder):
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as path:
        here = Folder(path)
        warc_packed(results, folder, here)
        warc_damaged(results, folder, here)
        http(results, folder, here)
        feeds(results, folder, here)
        languages(results, folder, here)
        packed_lines(results, folder, here)
        bombs(results, folder, here)
        if folder == "build":
            huge(results, folder)
            endless(results, folder)
    results.section(f"intake, {folder}", started)


if __name__ == "__main__":
    import sys
    found = suite.Results()
    run(found, sys.argv[1])
