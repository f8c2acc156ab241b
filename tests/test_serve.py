"""The server: its description against what it answers, what it refuses, what it withstands."""
import gzip
import http.client
import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import tempfile
import threading
import time
from urllib.parse import quote

import serving
import suite
from serving import Server, problem

API = "/api/v1"
TOKEN, READER = "a-word-for-writing-0123", "a-word-for-reading-0123"
BEARER = {"Authorization": f"Bearer {TOKEN}"}


def raw(port, data, timeout=30):
    """Sends bytes as they are; what comes until the other side closes, or nothing more for a while."""
    with socket.create_connection(("127.0.0.1", port), timeout=timeout) as s:
        got = b""
        try:
            s.sendall(data)
            s.shutdown(socket.SHUT_WR)
            while chunk := s.recv(65536):
                got += chunk
        except (ConnectionError, TimeoutError):
            pass
        return got


def first_line(data):
    return data.split(b"\r\n", 1)[0].decode("latin-1")


def resolved(api, parameters):
    return [api["components"]["parameters"][p["$ref"].rsplit("/", 1)[1]] for p in parameters]


def good_value(p):
    schema = p["schema"]
    if p["name"] == "text":
        return "the"
    if p["name"] == "publisher":
        return "Northern Wire"
    if schema["type"] == "array":
        items = schema["items"].get("enum", ["MLI", "NER"])
        return ",".join(items[:max(schema["minItems"], 1)])
    if schema["type"] == "integer":
        return str(max(schema["minimum"], 1))
    return {"date": "2023-05-18"}.get(schema.get("format")) or schema["enum"][0]


def bad_values(p):
    schema = p["schema"]
    if schema["type"] == "array":
        item = schema["items"].get("enum", ["MLI"])[0]
        return ["", "mli", "MLI,", ",", "X" * 3000, ",".join([item] * (schema["maxItems"] + 1))]
    if schema["type"] == "integer":
        return ["", "x", "-1", "1x", "1.5", "+1", str(schema["maximum"] + 1), "99999999999999999999999"]
    if schema.get("format") == "date":
        return ["", "today", "2023-02-29", "2023-13-01", "2023-1-1", "20230101", "2023-01-01T00:00:00Z", "2023-00-10"]
    if "enum" in schema:
        return ["", "?", schema["enum"][0] + "x", schema["enum"][0] + "%2C" + schema["enum"][0]]
    return ["", "x" * (schema["maxLength"] + 1), "%00", "%ff", "%c3%28", "%ed%a0%80", "%", "%4", "%zz"]


def operations(api):
    for path, methods in api["paths"].items():
        for method, operation in methods.items():
            yield path, method.upper(), operation


def ids(server):
    """A path with a thing that is there, by the template of its path."""
    document = json.loads(server.get(f"{API}/documents/wire-1")[2])
    event = document["events"][0]
    return {f"{API}/documents/{{id}}": "wire-1", f"{API}/documents/{{id}}/explain": "wire-1",
            f"{API}/events/{{id}}": event["id"], f"{API}/claims/{{id}}": event["claim"]}


def description(results, folder, server, api, db):
    """Every route and parameter of the description is there and does as it says; no other parameter is taken."""
    there = ids(server)
    for path, method, operation in operations(api):
        if method != "GET" or path.endswith("/stream"):
            continue
        parameters = [p for p in resolved(api, operation.get("parameters", [])) if p["in"] == "query"]
        at = path.replace("{id}", there.get(path, ""))
        needed = "&".join(f"{p['name']}={good_value(p)}" for p in parameters if p.get("required"))
        status, headers, body = server.get(f"{at}?{needed}")
        content = operation["responses"]["200"]["content"]
        kind = headers["content-type"].split(";")[0]
        wrong = "" if status == 200 and kind in content else f"{status} {kind} {body[:200]}"
        if not wrong and kind == "application/json":
            wrong = serving.faults(api, content[kind]["schema"], json.loads(body))
        results.add(f"GET {path}", wrong)
        tagged = "ETag" in operation["responses"]["200"].get("headers", {})
        results.add(f"GET {path} has a tag as told", "" if ("etag" in headers and "lapwing-revision" in headers) == tagged else str(headers))
        cursor = json.loads(server.get(f"{at}?limit=1")[2])["next"] if "cursor" in [p["name"] for p in parameters] else ""
        for p in parameters:
            more = [q for q in needed.split("&") if q and not q.startswith(p["name"] + "=")]
            link = at + "?" + "&".join([*more, p["name"] + "="])
            status, _, body = server.get(link + quote(cursor if p["name"] == "cursor" else good_value(p), ","))
            results.add(f"GET {path} {p['name']}", "" if status == 200 else f"{status} {body}")
            wrong = [v for v in bad_values(p) if problem(server.get(link + v), 400, parameter=p["name"])]
            results.add(f"GET {path} {p['name']}: what is none is refused by name", str(wrong) if wrong else "")
            twice = server.get(link + quote(cursor if p["name"] == "cursor" else good_value(p), ",") + "&" + link.rsplit("?", 1)[1].rsplit("&", 1)[-1] + quote(cursor if p["name"] == "cursor" else good_value(p), ","))
            results.add(f"GET {path} {p['name']} twice", problem(twice, 400, b"more than once", p["name"]))
        results.add(f"GET {path}: an unknown parameter", problem(server.get(f"{at}?{needed}&colour=red"), 400, b"no parameter", "colour"))
        other = "&".join(pair for pair in needed.split("&") if not pair.startswith("format="))
        for p in parameters:
            for value in p["schema"].get("enum", []) if p["name"] == "format" else []:
                status, headers, body = server.get(f"{at}?{other}&format={value}{'' if path.endswith('/export') else '&download=1'}")
                kind = headers["content-type"].split(";")[0]
                if path.endswith("/export"):
                    _, out, _ = suite.run(folder, ["export", "--db", db, "--to", value, "--header"])
                    wrong = "" if (status, body) == (200, out) and out and kind in content and "attachment" in headers["content-disposition"] else f"{status} {kind} {body[:100]} {out[:100]}"
                    results.add(f"export as {value}", wrong)
                    continue
                fits = {"json": "application/json", "jsonl": "application/jsonl", "csv": "text/csv", "geojson": "application/geo+json"}[value] == kind
                saved = f'attachment; filename="lapwing-' in headers.get("content-disposition", "") and headers["content-disposition"].endswith(f'.{value}"')
                results.add(f"GET {path} as {value}", "" if status == 200 and fits and kind in content and saved else f"{status} {headers} {body[:200]}")
                if kind in ("application/json", "application/geo+json"):
                    json.loads(body)
    for path, methods in api["paths"].items():
        told = sorted(m.upper() for m in methods)
        allowed = ", ".join("GET, HEAD" if m == "GET" else m for m in told)
        for method in ("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "FROB"):
            if method in told:
                continue
            answer = server.ask(method, path.replace("{id}", "x"))
            results.add(f"{method} {path} is not allowed", problem(answer, 405) or ("" if sorted(answer[1]["allow"].split(", ")) == sorted(allowed.split(", ")) else str(answer[1])))
    known = {json.loads(server.get(f"{API}/codes")[2])[k] and k for k in ("types", "statuses")}
    codes = json.loads(server.get(f"{API}/codes")[2])
    types = [t["event"] for t in codes["types"]]
    results.add("the description knows the types that there are", "" if known and sorted(types) == sorted(api["components"]["parameters"]["type"]["schema"]["items"]["enum"]) else str(types))


def tags(results, server):
    status, headers, body = server.get(f"{API}/claims")
    tag = headers["etag"]
    results.add("a tag is revision and version", "" if re.fullmatch(r'"\d+-\d+\.\d+\.\d+"', tag) and tag.split("-")[0][1:] == headers["lapwing-revision"] else tag)
    for sent, wanted in [(tag, 304), (f'"x", {tag}', 304), (f"W/{tag}", 304), ("*", 304), ('"x"', 200), (tag[:-2] + '"', 200), (tag + "x", 200)]:
        status, headers, body = server.get(f"{API}/claims", If_None_Match=sent)
        results.add(f"If-None-Match: {sent}", "" if status == wanted and headers["etag"] == tag and (wanted == 200) == bool(body) else f"{status} {body[:100]}")


def pages_of(results, server):
    """Cursors lead through everything once."""
    for path in ("claims", "claims?order=old", "claims?order=reports", "claims?order=denials", "events", "documents"):
        sign = "&" if "?" in path else "?"
        whole = json.loads(server.get(f"{API}/{path}{sign}limit=500")[2])
        got, cursor = [], None
        while cursor or not got:
            page = json.loads(server.get(f"{API}/{path}{sign}limit=2" + (f"&cursor={cursor}" if cursor else ""))[2])
            got += page["items"]
            cursor = page["next"]
        results.add(f"pages of {path}", "" if got == whole["items"] and whole["total"] == len(got) > 2 and whole["next"] is None else f"{len(got)} of {whole['total']}")
    results.add("a cursor that is none", problem(server.get(f"{API}/claims?cursor=x"), 400, b"no cursor", "cursor"))
    lines = server.get(f"{API}/changes?since=0")[2].splitlines()
    got, since = [], 0
    while more := server.get(f"{API}/changes?since={since}&limit=3")[2].splitlines():
        got += more
        since = json.loads(more[-1])["revision"]
    results.add("changes come whole in parts", "" if got == lines and len(got) > 10 else f"{len(got)} {len(lines)}")


def kept(results, server):
    """Answers that are kept are those that are made."""
    links = [f"{API}/claims?limit={n}" for n in range(1, 81)] + [f"{API}/summary?status=any"]
    first = [server.get(link)[2] for link in links]
    again = [server.get(link)[2] for link in reversed(links)]
    results.add("answers that are kept are those that are made", "" if first == again[::-1] and len(set(first)) > 5 else "they differ")


def same_as_commands(results, folder, server, db):
    """The server and the commands tell the same."""
    claim = json.loads(server.get(f"{API}/claims?limit=1")[2])["items"][0]["id"]
    for path, arguments in [(f"claims/{claim}", ["claims", "show", claim, "--to", "jsonl"]), ("changes?since=3", ["changes", "--since", "3"]),
                            ("series?by=country,type&per=week&format=csv", ["series", "--by", "country,type", "--per", "week", "--csv"]),
                            ("series?by=pair&per=month&format=jsonl&since=2023-05-01", ["series", "--by", "pair", "--since", "2023-05-01"])]:
        _, out, err = suite.run(folder, [arguments[0], "--db", db, *arguments[1:]])
        got = server.get(f"{API}/{path}")[2]
        results.add(f"{path} is what lapwing {arguments[0]} writes", suite.difference(out.decode(), got.decode()) or ("" if out else str(err)))
    _, out, _ = suite.run(folder, ["code", "--to", "jsonl", "--from", "jsonl", "-"], b'{"id": "text", "title": "Minsk", "text": "Police arrested 40 people on Sunday. \\"Go,\\" they said.", "date": "2020-08-31"}')
    status, _, body = server.ask("POST", f"{API}/code", json.dumps({"title": "Minsk", "text": 'Police arrested 40 people on Sunday. "Go," they said.', "date": "2020-08-31"}), Content_Type="application/json")
    coded = json.loads(body)
    results.add("code tells what lapwing code does", "" if status == 200 and coded["events"] == [json.loads(line) for line in out.splitlines()] != [] else body.decode())
    results.add("and the text, its sentences and why", "" if coded["text"].startswith("Minsk\n\nPolice") and coded["sentences"][0] == [0, 5] and "trigger" in coded["explain"] and coded["date"] == "2020-08-31" else body.decode())


def paths(results, server):
    for path in ("/../etc/passwd", "/assets/../../../etc/passwd", "/assets/%2e%2e/index.html", "/%2e%2e/%2e%2e/etc/passwd", "/assets/..%2f..%2fetc/passwd",
                 "//etc/passwd", "/./", "/api/v1/../v1/codes", "/api/v1/%63odes", "/api/v1//codes", "/api/v1/codes/", "/API/v1/codes", "/api/v1/claims/",
                 "/api/v1/codes%00", "/assets/index.html%00.js", "/assets/", "/assets", "/index.html", "/api", "/api/v2/codes", "/favicon.ico",
                 "/%252e%252e/", "/api/v1/documents/x/y", "/healthz/..", "/\\..\\..\\", "/api/v1/documents//explain"):
        status, headers, body = server.get(path)
        results.add(f"nothing at {path}", "" if status in (400, 404) and headers["content-type"] == "application/problem+json" and b"root:" not in body else f"{status} {body[:100]}")
    for path, word in [("a%00b", b"malformed"), ("%", b"malformed"), ("%4", b"malformed"), ("%zz", b"malformed"), ("%ff", b"malformed"), ("%c0%af", b"malformed")]:
        results.add(f"no id: {path}", problem(server.get(f"{API}/documents/{path}"), 400, word))
    for path in ("%252f", "..", "%2e%2e%2f", "nothing", "a+b", "%F0%9F%90%A6", "%0a%0d", "%3Cscript%3E"):
        results.add(f"no document: {path}", problem(server.get(f"{API}/documents/{path}"), 404, b"no document"))
    results.add("an address that is too long", problem(server.get("/" + "x" * 8192), 414))
    results.add("a long one that is not", problem(server.get("/" + "x" * 8191), 404))
    odd = "https://news.test/a b?c=d&e=é%/ü"
    status, _, body = server.get(f"{API}/documents/{quote(odd, '')}")
    results.add("an id may hold anything", "" if status == 200 and json.loads(body)["id"] == odd else f"{status} {body}")


def methods(results, server):
    for path in (f"{API}/claims", "/", "/healthz", f"{API}/openapi.json", f"{API}/documents/nothing"):
        status, headers, body = server.get(path)
        again = server.ask("HEAD", path)
        keys = {"content-length", "content-type", "etag"}
        results.add(f"HEAD {path}", "" if again[0] == status and not again[2] and all(again[1].get(k) == headers.get(k) for k in keys) else str(again))
    status, headers, body = server.get(f"{API}/openapi.json", Range="bytes=0-9")
    results.add("ranges are not served", "" if status == 200 and len(body) > 1000 and "content-range" not in headers else str(status))
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    kept = []
    for path in ("/healthz", f"{API}/claims", f"{API}/nothing", f"{API}/claims?x=y", "/", f"{API}/codes") * 3:
        connection.request("GET", path)
        r = connection.getresponse()
        r.read()
        kept.append((connection.sock and connection.sock.getsockname(), r.will_close))
    connection.close()
    results.add("a connection serves many requests", "" if len(set(kept)) == 1 and not kept[0][1] else str(set(kept)))


def headers_of(results, server, token_server):
    for s, path in [(server, "/"), (server, f"{API}/claims"), (server, f"{API}/nothing"), (token_server, f"{API}/claims"), (server, "/healthz")]:
        _, headers, _ = s.get(path)
        csp = headers.get("content-security-policy", "")
        good = all(word in csp for word in ("default-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'", "form-action 'self'")) and "unsafe" not in csp and "http" not in csp
        good = good and headers.get("x-content-type-options") == "nosniff" and headers.get("referrer-policy") == "no-referrer"
        results.add(f"headers of {path}", "" if good and not any(k.startswith("access-control") for k in headers) else str(headers))
    status, headers, _ = server.get(f"{API}/claims", Origin="https://elsewhere.test")
    results.add("other pages may not read", "" if "access-control-allow-origin" not in headers else str(headers))


def page(results, server):
    """Every file of the built page, as it is and packed."""
    for root, _, names in os.walk("web/dist"):
        for name in names:
            path = os.path.join(root, name)
            with open(path, "rb") as f:
                content = f.read()
            link = "/" + os.path.relpath(path, "web/dist")
            link = "/" if link == "/index.html" else link
            status, headers, body = server.get(link)
            packed = server.get(link, Accept_Encoding="gzip, deflate, br")
            again = server.get(link, If_None_Match=headers["etag"])
            good = status == 200 and body == content and packed[1].get("content-encoding") == "gzip" and gzip.decompress(packed[2]) == content and again[0] == 304 and not again[2]
            results.add(f"the page has {link}", "" if good else f"{status} {headers}")
            lasting = "immutable" in headers["cache-control"]
            results.add(f"{link} is kept as long as its name says", "" if lasting == bool(re.search(r"-[\w-]{8}\.\w+$", name)) else headers["cache-control"])
    status, headers, body = server.get("/?view=claim&id=x%2Fy&since=tomorrow")
    results.add("the page is there for any state", "" if status == 200 and b"<!doctype html>" in body.lower() else f"{status} {body[:100]}")
    results.add("the page asks nobody else", "" if not re.search(rb"""(src|href)=["']?(https?:)?//""", body) else body.decode())
    results.add("no gzip for who refuses it", "" if "content-encoding" not in server.get("/", Accept_Encoding="gzip;q=0, br")[1] else "it is packed")


def bodies(results, server):
    """What may be sent, of which type and length."""
    code = f"{API}/code"
    json_type = {"Content_Type": "application/json"}
    for kind in (None, "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/jsonx", "application/problem+json"):
        results.add(f"code of {kind}", problem(server.ask("POST", code, '{"text": "x"}', **({"Content_Type": kind} if kind else {})), 415))
    status, _, _ = server.ask("POST", code, '{"text": "x"}', Content_Type="Application/JSON; charset=utf-8")
    results.add("a type may have parameters", "" if status == 200 else str(status))
    for body, word, name in [("", b"no object", None), ("[]", b"no object", None), ("{", b"no object", None), ('{"text": "a"} x', b"no object", None), ('{"text": 1}', b"no string", "text"), ("{}", b"needed", "text"),
                             ('{"text": "a", "colour": 1}', b"no key", "colour"), ('{"text": "a", "date": "soon"}', b"", None), ('{"text": "a\\u0000b"}', b"NUL", "text"), ('{"text": "a", "title": []}', b"no string", "title"),
                             (b'{"text": "\xff"}', b"no object", None), ("[" * 1000, b"no object", None), ('{"text": {"a": ' * 20, b"no object", None), ("{'text': 'a'}", b"no object", None), ('{"text": NaN}', b"", "text")]:
        results.add(f"code of {body!r:.40}", problem(server.ask("POST", code, body, **json_type), 400, word, name))
    fits = json.dumps({"text": "a " * 131000}).ljust(262144)
    status, _, body = server.ask("POST", code, fits, **json_type)
    results.add("a body at the limit", "" if status == 200 and len(fits) == 262144 else f"{status} {body[:100]}")
    status = first_line(raw(server.port, f"POST {code} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 262145\r\n\r\n".encode()))
    results.add("a byte more is refused before it is read", "" if " 413 " in status else status)
    for length in ("-1", "x", "99999999999999999999999999"):
        status = first_line(raw(server.port, f"POST {code} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n".encode()))
        results.add(f"a length of {length}", "" if re.search(" 4(00|11|13) ", status) or not status else status)
    chunked = b"POST /api/v1/code HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n{\"te\r\n0\r\n\r\n"
    results.add("chunks without an end are not taken", "" if " 411 " in first_line(raw(server.port, chunked)) else first_line(raw(server.port, chunked)))
    answer = server.ask("GET", f"{API}/claims", "x" * 100)
    results.add("no body where none is read", problem(answer, 413))


def hostile(results, server):
    """Malformed heads, floods and drips: refused, and the server goes on."""
    for name, data in [("no request", b"\r\n\r\n\r\n"), ("noise", bytes(range(256)) * 20), ("no version", b"GET /\r\n\r\n"), ("a version that is none", b"GET / HTTP/9.9\r\nHost: x\r\n\r\n"), ("no host", b"GET / HTTP/1.1\r\n\r\n"),
                       ("TLS", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(500)), ("a header without a colon", b"GET / HTTP/1.1\r\nHost: x\r\nbad header\r\n\r\n"), ("two lengths", b"POST /api/v1/code HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n{}   "),
                       ("length and chunks", b"POST /api/v1/code HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                       ("a NUL in the head", b"GET /\0/etc HTTP/1.1\r\nHost: x\0y\r\n\r\n"), ("half a head", b"GET / HTT"), ("a folded header", b"GET / HTTP/1.1\r\nHost: x\r\n folded\r\n\r\n")]:
        got = raw(server.port, data)
        results.add(f"withstands {name}", "" if not re.match(rb"HTTP/1.1 50[0-4]", got) and server.get("/healthz")[0] == 200 else first_line(got))
    got = raw(server.port, b"GET /healthz HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 10_000_000 + b"\r\n\r\n")
    results.add("10 MB of a header are refused", "" if re.search(r" 4(13|31) ", first_line(got)) or not got else first_line(got))
    got = raw(server.port, b"GET /healthz HTTP/1.1\r\nHost: x\r\n" + b"X: a\r\n" * 1_700_000 + b"\r\n")
    results.add("10 MB of headers are refused", "" if re.search(r" 4(13|31) ", first_line(got)) or not got else first_line(got))
    got = raw(server.port, b"GET /" + b"a" * 10_000_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n")
    results.add("10 MB of an address are refused", "" if re.search(r" 4(13|14|31) ", first_line(got)) or not got else first_line(got))
    got = raw(server.port, b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n" * 50)
    results.add("pipelined requests are answered", "" if got.count(b"HTTP/1.1 200 OK") == 50 else str(got.count(b"HTTP/1.1 200 OK")))
    results.add("and the server goes on", "" if server.get("/readyz")[0] == 200 and server.get(f"{API}/summary")[0] == 200 else "it does not")


def drip(port, head, seconds):
    """How long a connection lives that sends a byte a second; None: longer than `seconds`."""
    started = time.monotonic()
    with socket.create_connection(("127.0.0.1", port)) as s:
        s.sendall(head)
        s.settimeout(1)
        while time.monotonic() - started < seconds:
            try:
                s.sendall(b"x")
                if s.recv(4096) == b"":
                    return time.monotonic() - started
            except TimeoutError:
                continue
            except OSError:
                return time.monotonic() - started
    return None


def slow(results, server):
    """Heads that never end are cut off, while others are answered; idle connections, too."""
    lives = []
    heads = [b"", b"GET / HTTP/1.1\r\nHost: x\r\nX-A: "] * 20
    threads = [threading.Thread(target=lambda head=head: lives.append(drip(server.port, head, 25))) for head in heads]
    idle = socket.create_connection(("127.0.0.1", server.port))
    for thread in threads:
        thread.start()
    waits = []
    for _ in range(40):
        started = time.monotonic()
        server.get(f"{API}/summary")
        waits.append(time.monotonic() - started)
        time.sleep(0.05)
    for thread in threads:
        thread.join()
    results.add("drips are cut off", "" if len(lives) == 40 and all(life and life < 20 for life in lives) else str(lives))
    results.add("and hold up nobody", "" if max(waits) < 2 else f"{max(waits):.1f} s")
    idle.settimeout(1)
    results.add("an idle connection is closed", "" if idle.recv(1) == b"" else "it is open")
    idle.close()


def calm(server):
    """Until the server has seen that the others have gone."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            if b"\nlapwing_connections 1\n" in server.get("/metrics")[2]:
                return
        except OSError:
            pass
        time.sleep(0.1)


def crowd(results, server):
    """More connections of one address than there may be, more streams than there may be."""
    crowd_ = []
    for _ in range(140):
        s = socket.create_connection(("127.0.0.1", server.port))
        s.settimeout(3)
        crowd_.append(s)
    answers = []
    for s in crowd_:
        try:
            s.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
            answers.append(s.recv(100)[:15])
        except OSError:
            answers.append(b"")
    for s in crowd_:
        s.close()
    count = answers.count(b"HTTP/1.1 200 OK")
    results.add("connections of one address are limited", "" if 100 <= count <= 128 else str(count))
    calm(server)
    streams = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(66)]
    lines = []
    for s in streams:
        s.settimeout(5)
        s.sendall(b"GET /api/v1/stream HTTP/1.1\r\nHost: x\r\n\r\n")
        lines.append(first_line(s.recv(65536)))
    busy = server.get("/metrics")[2].decode()
    results.add("streams are limited", "" if sum(" 200 " in line for line in lines) == 64 and sum(" 503 " in line for line in lines) == 2 else str(lines))
    results.add("and counted", "" if "\nlapwing_streams 64\n" in busy else busy)
    results.add("and leave room for others", "" if server.get(f"{API}/claims")[0] == 200 else "none")
    for s in streams:
        s.close()


def events(stream, count, seconds=20):
    """So many server-sent events of a response: (name, data)."""
    found, name = [], None
    until = time.monotonic() + seconds
    while len(found) < count and time.monotonic() < until:
        line = stream.readline().decode().rstrip("\n")
        if line.startswith("event: "):
            name = line[7:]
        elif line.startswith("data: "):
            found.append((name, json.loads(line[6:])))
    return found


def writing(results, folder, path):
    """Documents, rulings and forgetting, and who may."""
    db, token = os.path.join(path, "write.db"), os.path.join(path, "write.token")
    with open(token, "w", encoding="utf-8") as f:
        f.write(TOKEN + "\n")
    ndjson = {"Content_Type": "application/x-ndjson"}
    docs = [{"id": "a", "source": "Wire", "date": "2022-03-04", "text": "Russian forces shelled Kharkiv on Thursday, killing 12 civilians, the Ukrainian interior ministry said."},
            {"id": "b", "source": "Paper", "date": "2022-03-04", "text": "Russian artillery shelled the city of Kharkiv on Thursday and killed 15 people, the Red Cross said."}]
    with Server(folder, db, "--write-token", token) as server:
        status, _, body = server.get(f"{API}/summary")
        results.add("an empty store is served", "" if status == 200 and json.loads(body)["claims"] == 0 else f"{status} {body}")
        stream = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        stream.request("GET", f"{API}/stream")
        news = stream.getresponse()
        lines = "\n".join(map(json.dumps, docs)) + '\n\n{"text": "No id."}\n{bad\n{"id": "c"}\n'
        for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": f"Bearer {TOKEN}x"}, {"Authorization": f"Bearer {TOKEN[:-1]}"}, {"Authorization": "Bearer "}, {"Authorization": f"Basic {TOKEN}"}):
            answer = server.ask("POST", f"{API}/documents", lines, **ndjson, **headers)
            results.add(f"documents with {headers}", problem(answer, 401) or ("" if "bearer" in answer[1]["www-authenticate"].lower() else str(answer[1])))
        status, headers, body = server.ask("POST", f"{API}/documents", lines, **ndjson, **BEARER)
        told = json.loads(body)
        good = status == 200 and told["added"] == 2 and told["events"] >= 2 and told["failures"] == 3 and len(told["messages"]) == 3 and told["messages"][0].startswith("documents:")
        results.add("documents are taken", "" if good else f"{status} {body}")
        revision = int(headers["lapwing-revision"])
        status, headers, body = server.get(f"{API}/claims?type=ASSAULT")
        claim = json.loads(body)["items"][0]
        results.add("who wrote sees it", "" if int(headers["lapwing-revision"]) == revision and claim["documents"] == 2 else body.decode())
        told = events(news, 2)
        results.add("the stream tells it", "" if told[0] == ("revision", {"revision": 0, "claims": []}) and told[1][1]["revision"] == revision and claim["id"] in told[1][1]["claims"] else str(told))
        again = json.loads(server.ask("POST", f"{API}/documents", lines, **ndjson, **BEARER)[2])
        results.add("the same again changes nothing", "" if again["added"] == again["revised"] == 0 else str(again))
        shown = json.loads(server.get(f"{API}/claims/{claim['id']}")[2])
        a, b = (next(t["record"] for t in shown["tellings"] if t["doc"] == doc) for doc in "ab")
        json_type = {"Content_Type": "application/json", **BEARER}
        split = {"kind": "split", "record": b, "by": "me", "reason": "another \"place\""}
        status, headers, body = server.ask("POST", f"{API}/rulings", json.dumps(split), **json_type)
        parted = json.loads(server.get(f"{API}/claims?type=ASSAULT")[2])
        results.add("a split parts them", "" if status == 200 and json.loads(body)["revision"] > revision and parted["total"] == 2 else f"{status} {body} {parted}")
        status, _, body = server.ask("POST", f"{API}/rulings", json.dumps({"kind": "join", "records": [a, b]}), **json_type)
        joined = json.loads(server.get(f"{API}/claims?type=ASSAULT")[2])
        results.add("a join makes them one", "" if status == 200 and joined["total"] == 1 else f"{status} {body}")
        shown = json.loads(server.get(f"{API}/claims/{b}")[2])
        results.add("rulings stand with the claim", "" if [(r["kind"], r.get("reason")) for r in shown["rulings"]] == [("split", 'another "place"'), ("join", None)] else str(shown["rulings"]))
        status = server.ask("DELETE", f"{API}/rulings/{shown['rulings'][1]['id']}", **BEARER)[0]
        results.add("a ruling is revoked", "" if status == 204 and json.loads(server.get(f"{API}/claims?type=ASSAULT")[2])["total"] == 2 else str(status))
        for body, name in [({"kind": "split"}, "record"), ({"kind": "join", "records": [a]}, "records"), ({"kind": "join", "records": "ab"}, "records"), ({"kind": "merge"}, "kind"), ({"record": a}, "kind"), ({"kind": "split", "record": "x" * 16}, None), ({"kind": "split", "record": a, "why": "x"}, "why")]:
            results.add(f"no ruling: {body}", problem(server.ask("POST", f"{API}/rulings", json.dumps(body), **json_type), 400, parameter=name))
        for number in ("0", "99", "x", "-1", "1x"):
            results.add(f"no ruling {number}", problem(server.ask("DELETE", f"{API}/rulings/{number}", **BEARER), 404))
        results.add("explained while the text is kept", "" if server.get(f"{API}/documents/a/explain")[0] == 200 else "not")
        status = server.ask("DELETE", f"{API}/documents/a/text", **BEARER)[0]
        document = json.loads(server.get(f"{API}/documents/a")[2])
        results.add("a text is forgotten", "" if status == 204 and document["text"] is None and document["events"] else f"{status} {document}")
        results.add("and not explained", problem(server.get(f"{API}/documents/a/explain"), 409))
        results.add("nothing to forget", problem(server.ask("DELETE", f"{API}/documents/nothing/text", **BEARER), 404))
        _, out, _ = suite.run(folder, ["ingest", "--db", db, "-", "--from", "jsonl"], json.dumps({"id": "elsewhere", "text": "Police arrested 40 people in Minsk."}).encode())
        until = time.monotonic() + 5
        while json.loads(server.get(f"{API}/summary?status=any")[2])["documents"] < 3 and time.monotonic() < until:
            time.sleep(0.1)
        results.add("what others write is seen", "" if server.get(f"{API}/documents/elsewhere")[0] == 200 and json.loads(server.get(f"{API}/claims?type=COERCE")[2])["total"] == 1 else "it is not")
        stream.close()
        log = server.log
    results.add("no token is logged", "" if not any(TOKEN in line for line in log) else "it is")


def tokens(results, folder, path, db):
    token = os.path.join(path, "read.token")
    with open(token, "w", encoding="utf-8") as f:
        f.write(READER)
    with Server(folder, db, "--read-token", token) as server:
        for link in (f"{API}/claims", f"{API}/openapi.json", "/metrics", f"{API}/stream", f"{API}/codes", f"{API}/documents/wire-1"):
            results.add(f"{link} without the token", problem(server.get(link), 401))
            results.add(f"{link} with another", problem(server.get(link, Authorization="Bearer " + READER[::-1]), 401))
        for link in ("/", "/healthz", "/readyz"):
            results.add(f"{link} needs none", "" if server.get(link)[0] == 200 else "refused")
        for word in (f"Bearer {READER}", f"bearer {READER}"):
            results.add(f"with {word.split()[0]} it is read", "" if server.get(f"{API}/claims", Authorization=word)[0] == 200 else "refused")
        results.add("it may not be written", problem(server.ask("POST", f"{API}/documents", "{}", Content_Type="application/x-ndjson", Authorization=f"Bearer {READER}"), 403, b"--write-token"))
        headers_of(results, server, server)
    for content, word in [("short", b"16 to 256"), ("", b"16 to 256"), ("x" * 300, b"16 to 256"), ("two words and more", b"one word"), ("é" * 20, b"ASCII")]:
        with open(token, "w", encoding="utf-8") as f:
            f.write(content)
        status, _, err = suite.run(folder, ["serve", "--db", db, "--read-token", token, "--listen", "127.0.0.1:0"], timeout=20)
        results.add(f"no token: {content[:20]}", "" if status == 2 and word in err else f"exit {status}: {err}")


def starts(results, folder, path, db):
    """What is wrong is told at the start."""
    taken = socket.create_server(("127.0.0.1", 0))
    port = taken.getsockname()[1]
    for arguments, code, word in [([], 2, b"--db"), (["--db", os.path.join(path, "none.db")], 1, b"unable to open"), (["--db", db, "--listen", f"127.0.0.1:{port}"], 3, b"cannot listen"),
                                  *((["--db", db, "--listen", a], 2, b"--listen takes") for a in ("8080", "localhost:80", "127.0.0.1", ":80", "1.2.3.4.5:80", "::1:80", "[::1]", "127.0.0.1:x", "127.0.0.1:99999")),
                                  (["--db", db, "--read-token", os.path.join(path, "none")], 1, b"cannot be read"), (["--db", db, "more"], 2, b"usage")]:
        status, _, err = suite.run(folder, ["serve", *arguments], timeout=20)
        results.add(f"serve {' '.join(arguments)[:60]}", "" if status == code and word in err and err.count(b"\n") == 1 + (word == b"usage") else f"exit {status}: {err}")
    taken.close()


def log_and_metrics(results, server):
    server.get("/healthz?x=secret-word")
    raw(server.port, b"GET /a\x1b[31m\x07\"quoted\\ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    time.sleep(0.3)
    lines = [line for line in server.log if "msg=request" in line]
    form = r'time=\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z level=info msg=request id=\d+ method=\S+ path=("[^"\x00-\x1f]*"|[^"\s]+) status=\d+ bytes=\d+ ms=\d+\.\d\n'
    odd = [line for line in lines if not re.fullmatch(form, line)]
    results.add("a line of the log for each request", "" if len(lines) > 100 and not odd else f"{len(lines)} {odd[:2]}")
    results.add("what was asked for is not in it", "" if not any("secret-word" in line or "?" in line for line in lines) else "it is")
    results.add("nor what steers a terminal", "" if not any("\x1b" in line for line in server.log) else "it is")
    numbers = [int(re.search(r" id=(\d+)", line)[1]) for line in lines]
    results.add("each has its number", "" if len(set(numbers)) == len(numbers) else "some have the same")
    status, headers, body = server.get("/metrics")
    text = body.decode()
    form = r'[a-z_]+(\{([a-z]+="[^"]*",?)+\})? [0-9.e+]+'
    odd = [line for line in text.splitlines() if not line.startswith("# ") and not re.fullmatch(form, line)]
    results.add("metrics are of Prometheus' form", "" if status == 200 and "version=0.0.4" in headers["content-type"] and not odd else str(odd))
    families = re.findall(r"^# TYPE (\w+) \w+$", text, re.M)
    told = {re.match(r"[a-z_]+", line)[0] for line in text.splitlines() if not line.startswith("#")}
    results.add("each with its type", "" if len(families) == len(set(families)) and all(any(name.startswith(f) for f in families) for name in told) else str(told))
    counted = sum(int(n) for n in re.findall(r"^lapwing_requests_total\{.*\} (\d+)$", text, re.M))
    results.add("all requests are counted", "" if counted == int(re.search(r"lapwing_request_seconds_count (\d+)", text)[1]) >= len(lines) else f"{counted} {len(lines)}")


def stops(results, folder, db):
    """What is under way gets its answer; a second request does not."""
    for number in (signal.SIGTERM, signal.SIGINT):
        server = Server(folder, db)
        answers = []
        text = json.dumps({"text": "Police arrested 40 protesters in Minsk on Sunday. " * 3000})
        asks = [threading.Thread(target=lambda: answers.append(server.ask("POST", f"{API}/code", text, Content_Type="application/json")[0])) for _ in range(3)]
        stream = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        stream.request("GET", f"{API}/stream")
        news = stream.getresponse()
        idle = socket.create_connection(("127.0.0.1", server.port))
        for ask in asks:
            ask.start()
        until = time.monotonic() + 10
        while len([line for line in server.log if "msg=request" in line]) == 0 and time.monotonic() < until and not any(ask.is_alive() for ask in asks):
            time.sleep(0.01)
        time.sleep(0.15)
        started = time.monotonic()
        status = server.stop(number)
        for ask in asks:
            ask.join()
        rest = news.read()
        stream.close()
        idle.close()
        results.add(f"{number.name}: what is under way is answered", "" if status == 0 and answers == [200, 200, 200] else f"exit {status}: {answers}")
        results.add(f"{number.name}: streams end whole", "" if rest.endswith(b"\n\n") else str(rest[-50:]))
        results.add(f"{number.name}: soon", "" if time.monotonic() - started < 15 else "it took long")
        results.add(f"{number.name}: it says so", "" if "msg=stopping" in server.log[-4] + server.log[-3] + server.log[-2] + "".join(server.log) and "msg=stopped" in server.log[-1] else str(server.log[-3:]))


def busy(results, server):
    """Slow work is limited, and quick work passes it by."""
    text = json.dumps({"text": "Police arrested 40 protesters in Minsk on Sunday. " * 4000})
    answers = []
    asks = [threading.Thread(target=lambda: answers.append(server.ask("POST", f"{API}/code", text, Content_Type="application/json"))) for _ in range(40)]
    for ask in asks:
        ask.start()
    time.sleep(0.2)
    started = time.monotonic()
    status = server.get(f"{API}/summary")[0]
    took = time.monotonic() - started
    for ask in asks:
        ask.join()
    kinds = [a[0] for a in answers]
    results.add("slow work is limited", "" if {200, 429} <= set(kinds) <= {200, 429, 503} and all("retry-after" in a[1] for a in answers if a[0] != 200) else str(kinds))
    results.add("quick work passes it by", "" if status == 200 and took < 2 else f"{status} {took:.1f} s")


def damage(results, folder, path, db):
    """A store that goes bad under the server: problems, no end."""
    bad = os.path.join(path, "bad.db")
    con = sqlite3.connect(db)
    copy = sqlite3.connect(bad)
    con.backup(copy)
    copy.close()
    con.close()
    with Server(folder, bad) as server:
        con = sqlite3.connect(bad)
        con.execute("DROP VIEW documents")
        con.commit()
        con.close()
        answer = server.get(f"{API}/documents/wire-1")
        alive = server.get("/healthz")[0] == 200
        results.add("a store that goes bad is told of", "" if alive and (answer[0] == 200 or not problem(answer, 500)) else str(answer))


def run(results, folder):
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as path:
        db = os.path.join(path, "serve.db")
        odd = {"id": "https://news.test/a b?c=d&e=é%/ü", "date": "2023-05-19", "title": "Odd <b>", "text": "Police arrested 40 people in Bamako."}
        suite.run(folder, ["ingest", "--db", db, "examples/ledger.jsonl", "examples/news.jsonl"])
        suite.run(folder, ["ingest", "--db", db, "--from", "jsonl", "-"], json.dumps(odd).encode())
        with open("server/openapi.json", encoding="utf-8") as f:
            api = json.load(f)
        with Server(folder, db, "--threads", "2") as server:
            cut_off = threading.Thread(target=slow, args=(results, server))
            cut_off.start()
            results.add("the description is served", "" if json.loads(server.get(f"{API}/openapi.json")[2]) == api else "another one")
            description(results, folder, server, api, db)
            tags(results, server)
            pages_of(results, server)
            kept(results, server)
            same_as_commands(results, folder, server, db)
            paths(results, server)
            methods(results, server)
            page(results, server)
            bodies(results, server)
            hostile(results, server)
            cut_off.join()
            crowd(results, server)
            busy(results, server)
            log_and_metrics(results, server)
            results.add("it only reads", problem(server.ask("POST", f"{API}/documents", "{}", Content_Type="application/x-ndjson", **BEARER), 403, b"--write-token"))
            results.add("it stops well after all that", "" if server.stop() == 0 else "".join(server.log[-5:]))
        writing(results, folder, path)
        tokens(results, folder, path, db)
        starts(results, folder, path, db)
        stops(results, folder, db)
        damage(results, folder, path, db)
    results.section(f"server, {folder}", started)
