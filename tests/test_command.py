"""The command line: exit codes, and one clear line for each input that is bad."""
import gzip
import json
import os
import signal
import stat
import subprocess
import tempfile
import time

import suite

GOOD = "Police arrested 40 protesters in Minsk on Sunday.\n"
LINE = json.dumps({"id": "good", "text": GOOD, "date": "2020-08-31"}) + "\n"


class Folder:
    """A folder with the inputs of the tests."""

    def __init__(self, path):
        self.path = path

    def file(self, name, data):
        path = os.path.join(os.fsencode(self.path), name) if isinstance(name, bytes) else os.path.join(self.path, name)
        with open(path, "wb") as f:
            f.write(data if isinstance(data, bytes) else data.encode())
        return path


def expect(results, folder, name, arguments, status, message=None, lines=None, stdin=b"", out=None):
    """Runs and compares the exit status, how many messages there are, and a part of one."""
    try:
        got, stdout, stderr = suite.run(folder, arguments, stdin)
    except subprocess.TimeoutExpired:
        results.add(f"{name} ({folder})", "took too long")
        return ""
    told = stderr.decode("utf-8", "replace").splitlines()
    problem = ""
    if got != status:
        problem = f"exit {got}, expected {status}; {told[:3]}"
    elif lines is not None and len(told) != lines:
        problem = f"{len(told)} messages, expected {lines}: {told[:3]}"
    elif message and not any(message in line for line in told):
        problem = f"no message with {message!r}: {told[:3]}"
    elif out is not None and stdout.count(b"\n") != out:
        problem = f"{len(stdout.splitlines())} lines of output, expected {out}"
    results.add(f"{name} ({folder})", problem)
    return stdout.decode("utf-8", "replace")


def usage(results, folder):
    expect(results, folder, "no command", [], 2)
    expect(results, folder, "help", ["--help"], 0, lines=0)
    expect(results, folder, "version", ["--version"], 0, lines=0)
    expect(results, folder, "a slip is guessed", ["coed"], 2, "did you mean code?", 1)
    expect(results, folder, "no such option", ["code", "--bogus", "x"], 2, "--bogus")
    expect(results, folder, "an option without its argument", ["code", "--date"], 2, "needs an argument")
    expect(results, folder, "a format that is not there", ["code", "--to", "xlsx", "x"], 2, "cannot write xlsx; --to takes text, jsonl, csv", 1)
    expect(results, folder, "an input format that is not there", ["code", "--from", "docx", "x"], 2, "docx", 1)
    expect(results, folder, "an input format that is not there", ["code", "--from", "docx", "x"], 2, "docx", 1)
    expect(results, folder, "a date that is none", ["code", "--date", "soon", "x"], 2, "no date: soon", 1)
    expect(results, folder, "threads out of range", ["code", "--threads", "0", "x"], 2, lines=1)
    expect(results, folder, "no such layer", ["annotate", "--layers", "tokens,moods", "x"], 2, "moods", 1)
    expect(results, folder, "layers with CoNLL-U", ["annotate", "--conllu", "--layers", "tokens", "x"], 2, lines=1)
    expect(results, folder, "explain takes one file", ["explain"], 2)
    expect(results, folder, "an id that is empty", ["code", "--id", "", "x"], 2, "an id is UTF-8, and not empty", 1)
    expect(results, folder, "an id that is no UTF-8", ["code", "--id", b"x\xff", "x"], 2, "an id is UTF-8, and not empty", 1)
    expect(results, folder, "explain takes an id", ["explain", "--event", "7", "x"], 2, "no event id", 1)
    expect(results, folder, "know takes a verb", ["know", "eat"], 2)
    expect(results, folder, "no such kernel", ["version", "--kernel", "abacus"], 2, "abacus", 1)
    for command in ("code", "annotate", "relate", "explain", "feed", "know", "version"):
        expect(results, folder, f"{command} --help", [command, "--help"], 0, lines=0)


def bad_text(results, folder, here):
    good = here.file("good.txt", GOOD)
    for name, data, message in (
            ("latin1.txt", b"Ni\xf1o", "latin1.txt:2: not UTF-8"),
            ("cut.txt", b"Kyiv \xe2\x80", "cut.txt:5: not UTF-8"),
            ("nul.txt", b"Kyiv\0Kyiv", "nul.txt:4: a NUL byte"),
            ("empty.txt", b"", "empty.txt:0: nothing in it")):
        path = here.file(name, data)
        expect(results, folder, name, ["annotate", "--layers", "sentences", path, good], 1, message, 1, out=1)
    missing = os.path.join(here.path, "missing.txt")
    expect(results, folder, "a missing file", ["annotate", "--layers", "sentences", missing, good], 1, "missing.txt:0: no such file", 1, out=1)
    expect(results, folder, "a folder", ["annotate", "--layers", "sentences", here.path, good], 1, ":0: a folder", 1, out=1)
    expect(results, folder, "empty standard input", ["code", "-"], 1, "-:0: nothing in it", 1)
    expect(results, folder, "text of blanks", ["code", "--to", "jsonl", here.file("blank.txt", " \n\n\t\n")], 0, lines=0, out=0)
    expect(results, folder, "a byte order mark", ["annotate", "--layers", "sentences", here.file("bom.txt", b"\xef\xbb\xbfKyiv waits.\n")], 0, lines=0, out=1)


def odd_names(results, folder, here):
    """Names of files are bytes: they give valid ids, and messages of one harmless line."""
    path = here.file(b"n\xffm\n\x1b[31m.txt", GOOD)
    out = expect(results, folder, "an odd name", ["annotate", "--layers", "sentences", path], 0, lines=0, out=1)
    results.add(f"the id of an odd name ({folder})", "" if json.loads(out)["id"] == "n?m\n\x1b[31m" else out[:200])
    os.remove(path)
    expect(results, folder, "an odd name that is missing", ["code", path], 1, "m  [31m.txt:0: no such file", 1)
    expect(results, folder, "an odd name of a model", ["code", "--model", path, path], 1, "m  [31m.txt:0: no such file", 1)


def odd_lines(results, folder, here):
    """Lines that parsers differ about: what is read, and what is said (None: nothing)."""
    lines = [
        ('{"text": "a", "text": "b"}', "b", None), ('{"id": "x", "id": "y", "text": "c"}', "c", None),
        ('{"id": 1e400, "text": "d"}', None, '"id" is not a string'),
        ('{"id": 123456789012345678901234567890, "text": "d"}', None, '"id" is too large a number; a string may hold it'),
        ('{"n": 1e99999999, "m": ' + "9" * 100000 + ', "text": "e"}', "e", None),
        ('{"text": "f\\ud800g"}', "f\ufffdg", None), ('{"text": "f\\udc00g"}', "f\ufffdg", None), ('{"text": "\\ud83d\\ude00"}', "\U0001f600", None),
        ('{"date": "2021-02-30", "text": "h"}', "h", '"date" is no date, read without: 2021-02-30'),
        ('{"date": "20211301", "text": "h"}', "h", '"date" is no date, read without: 20211301'),
        ('{"date": "2021-02-28T25:00:00Z", "text": "h"}', "h", '"date" is no date, read without: 2021-02-28T25:00:00Z'),
        ('{"date": "0000-00-00", "text": "h"}', "h", '"date" is no date, read without: 0000-00-00'),
        ('{"title": 5, "text": "i"}', None, '"title" is not a string'), ("null", None, "not a JSON object"), ("[]", None, "not a JSON object"),
        ('{"text": NaN}', None, "not JSON: unexpected byte 0x4e at 9"), ('{"id": "a\\u0000b", "text": "j"}', None, 'a NUL in "id"'),
        ('{"id": "' + "i" * 1000000 + '", "text": "k"}', "k", None)]
    path = here.file("odd.jsonl", "\n".join(line for line, _, _ in lines))
    status, out, err = suite.run(folder, ["annotate", "--layers", "sentences", "--threads", "2", path])
    texts = [json.loads(x)["text"] for x in out.splitlines()]
    good = texts == [text for _, text, _ in lines if text is not None]
    results.add(f"odd lines are read ({folder})", "" if status == 1 and good else f"exit {status}: {texts}")
    said = [f"{path}:{n}: {what}" for n, (_, _, what) in enumerate(lines, 1) if what]
    results.add(f"odd lines are told ({folder})", suite.difference("\n".join(said), err.decode().rstrip("\n")))


def bad_lines(results, folder, here):
    bad = [b"not json\n", b'{"text": "a"\n', b'{"text": 5}\n', b'{"id": "x"}\n', b'{"text": "\xff"}\n',
           b'{"text": "a\\u0000b"}\n', b'{"text": "a\0b"}\n', b"[" * 1000000 + b"\n",
           b'{"text": "a", "x": ' + b"[" * 1000000 + b"]" * 1000000 + b"}\n", b'{"text": "a"} {"text": "b"}\n']
    data = LINE.encode() + b"".join(bad) + b"\n  \n" + LINE.encode()
    path = here.file("bad.jsonl", data)
    out = expect(results, folder, "bad lines of JSON", ["annotate", "--layers", "sentences", path], 1, "bad.jsonl:2: not JSON", len(bad), out=2)
    results.add(f"ids of good lines ({folder})", "" if [json.loads(x)["id"] for x in out.splitlines()] == ["good", "good"] else out[:200])
    odd_lines(results, folder, here)
    path = here.file("date.jsonl", '{"text": "Kyiv waits.", "date": "14.11.2021"}\n')
    expect(results, folder, "a bad date in a line", ["annotate", "--layers", "sentences", path], 1, 'date.jsonl:1: "date" is no date', 1, out=1)
    pair = {"id": "1", "text": "Kyiv waits.", "source": {"start": 0, "end": 99}, "target": {"start": 0, "end": 0}}
    path = here.file("pairs.jsonl", json.dumps(pair) + "\n" + json.dumps({"id": "2", "text": "a"}) + "\n")
    expect(results, folder, "bad spans to relate", ["relate", path], 1, 'pairs.jsonl:1: "source" ends after the text', 2, out=0)


def long_input(results, folder, here):
    """Streams: what is over a limit is passed over without being held."""
    program = os.path.abspath(os.path.join(folder, "lapwing"))
    for name, source, message in (
            ("a line of 1 GB", "head -c 1000000000 /dev/zero | tr '\\0' 'a'", "-:1: a line of more than 64 MiB"),
            ("a line one byte too long", "head -c 67108865 /dev/zero | tr '\\0' 'a'", "-:1: a line of more than 64 MiB")):
        if folder != "build" and "1 GB" in name:
            continue
        script = f"({source}; echo; cat) | {program} annotate --from jsonl --layers sentences -"
        r = subprocess.run(["sh", "-c", script], input=LINE.encode(), capture_output=True, env=suite.ENVIRONMENT)
        told = r.stderr.decode().splitlines()
        good = r.returncode == 1 and told == [message] and r.stdout.count(b"\n") == 1
        results.add(f"{name} ({folder})", "" if good else f"exit {r.returncode}: {told[:3]}")
    script = f"head -c 16777217 /dev/zero | tr '\\0' 'a' | {program} code --from text -"
    r = subprocess.run(["sh", "-c", script], capture_output=True, env=suite.ENVIRONMENT)
    good = r.returncode == 1 and r.stderr == b"-:16777216: a document of more than 16 MiB\n"
    results.add(f"a document one byte too long ({folder})", "" if good else r.stderr.decode()[:300])
    if folder == "build":
        whole = b'{"id": "long", "text": "Kyiv waits.", "x": "' + b"a" * (67108864 - 46) + b'"}'
        out = expect(results, folder, "a line at the limit", ["annotate", "--layers", "sentences", "--from", "jsonl", "-"], 0, lines=0,
                     stdin=whole + b"\n" + LINE.encode(), out=2)
        results.add("a line at the limit is read", "" if len(whole) == 67108864 and out.startswith('{"id": "long"') else f"{len(whole)} bytes")
        text = here.file("long.txt", b" " * (16777216 - 11) + b"Kyiv waits.")
        expect(results, folder, "a document at the limit", ["annotate", "--layers", "sentences", text], 0, lines=0, out=1)
        brackets = here.file("brackets.txt", "[" * 1000000)
        expect(results, folder, "a text of brackets", ["code", "--to", "jsonl", brackets], 0, lines=0)


def repeated(results, folder, here):
    """Texts that would show a stage whose work grows faster than its input: they must end at all."""
    times = 100000 if folder == "build" else 10000
    pieces = {"quotes": 'He said "no" and ', "open quotes": "\u201cHe said ", "numbers": "12 soldiers, ", "dates": "31 February 99999, ",
              "sayings": "Kyiv said that ", "big numbers": "99999999999999999999 troops. ", "lines": 'He said "no".\n'}
    texts = {name: piece * times for name, piece in pieces.items()}
    texts["parentheses"] = "(" * times + "x" + ")" * times
    for name, text in texts.items():
        path = here.file("repeated.txt", text)
        layers = "times,quantities,sources,facts,events"
        expect(results, folder, f"{times} {name}", ["annotate", "--layers", layers, "--date", "2021-11-15", path], 0, lines=0, out=1)


def bad_parts(results, folder, here):
    """Knowledge packs and models that are damaged."""
    good = here.file("good.txt", GOOD)
    pack = open(os.path.join(folder, "src", "know", "know.pack"), "rb").read()
    cases = [("empty.pack", b""), ("short.pack", pack[:1000]), ("cut.pack", pack[:-1]), ("text.pack", b"x" * 5000)]
    for at in (0, 8, 20, 100, len(pack) // 2, len(pack) - 1):
        cases.append((f"damaged-{at}.pack", pack[:at] + bytes([pack[at] ^ 0x55]) + pack[at + 1:]))
    for name, data in cases:
        path = here.file(name, data)
        expect(results, folder, name, ["code", "--know", path, good], 1, name + ":", 1, out=0)
        os.remove(path)
    expect(results, folder, "a missing pack", ["code", "--know", "nowhere.pack", good], 1, "nowhere.pack:0: no such file", 1)
    model = open("models/en.lapm", "rb").read()
    cases = [("empty.model", b""), ("short.model", model[:40]), ("cut.model", model[:-1]), ("half.model", model[:len(model) // 2]),
             ("text.model", b"x" * 5000)]
    for at in (0, 8, 12, 16, 24, 64, 200, len(model) // 2, len(model) - 1):
        cases.append((f"damaged-{at}.model", model[:at] + bytes([model[at] ^ 0x55]) + model[at + 1:]))
    for name, data in cases:
        path = here.file(name, data)
        expect(results, folder, name, ["code", "--model", path, good], 1, name + ":", 1, out=0)
        os.remove(path)
    expect(results, folder, "a missing model", ["code", "--model", "nowhere.model", good], 1, "nowhere.model:0: no such file", 1)
    pipe = os.path.join(here.path, "pipe.model")
    os.mkfifo(pipe)
    expect(results, folder, "a pipe as model", ["code", "--model", pipe, good], 1, "pipe.model:0: not a plain file", 1)
    expect(results, folder, "a folder as pack", ["code", "--know", here.path, good], 1, ":0: not a plain file", 1)
    expect(results, folder, "the model as a file", ["annotate", "--layers", "tokens", "--model", "models/en.lapm", good], 0, lines=0, out=1)
    path = here.file("same.pack", pack)
    expect(results, folder, "the pack as a file", ["annotate", "--layers", "sentences", "--know", path, good], 0, lines=0, out=1)


def dump_row(id, name, others="", lat="48.2", lon="37.9", people="10"):
    cells = [id, name, name, others, lat, lon, "P", "PPL", "UA", "", "05", "", "", "", people, "", "100", "Europe/Kyiv", "2024-01-01"]
    return "\t".join(cells) + "\n"


def gazetteers(results, folder, here):
    """A GeoNames dump: places are found, bad rows are told, what is no dump is refused."""
    text = here.file("hamlet.txt", "Two soldiers were killed by a mine in Verkhne Tarvelo, Ukraine, on Monday.\n")
    rows = dump_row("90000001", "Verkhne Tarvelo", "Upper Tarvelo")
    dump = here.file("UA.txt", rows)
    packed = here.file("UA.txt.gz", gzip.compress(rows.encode()))
    arguments = ["annotate", "--layers", "places"]
    known = [expect(results, folder, f"a dump, {os.path.basename(path)}", arguments + ["--gazetteer", path, text], 0, lines=0, out=1)
             for path in (dump, packed)]
    place = json.loads(known[0] or "{}").get("places", [{}])[0]
    wanted = {"name": "Verkhne Tarvelo", "geonameid": 90000001, "lat": 48.2, "admin1": "Donetsk", "fclass": "P"}
    results.add(f"the place of a dump ({folder})", "" if wanted.items() <= place.items() and known[0] == known[1] else f"{known}")
    for command in ("code", "explain"):
        expect(results, folder, f"a dump for {command}", [command, "--gazetteer", dump, text], 0, lines=0)
    pairs = here.file("pairs.jsonl", json.dumps({"id": "a", "text": GOOD, "source": {"start": 0, "end": 6}, "target": {"start": 19, "end": 29}}))
    expect(results, folder, "a dump for relate", ["relate", "--gazetteer", dump, pairs], 0, lines=0, out=1)
    bad = here.file("bad.txt", "one\n" + rows + dump_row("1", "Far", lat="91"))
    out = expect(results, folder, "bad rows", arguments + ["--gazetteer", bad, text], 1, "bad.txt:3: no position in degrees", 2, out=1)
    results.add(f"the other rows are known ({folder})", "" if "Verkhne" in out and "90000001" in out else out)
    with open(packed, "rb") as f:
        cut = here.file("cut.gz", f.read()[:-9])
    cases = [(cut, "cut.gz:", None), (here.file("none.txt", ""), "none.txt:0: no places", 1), (here.path, ":0: a folder, not a file", 1),
             ("nowhere.txt", "nowhere.txt:0: no such file", 1), (here.file("lines.txt", "x\n" * 2000), "lines.txt:1001: more than 1000 bad rows", 1002)]
    for path, message, lines in cases:
        expect(results, folder, f"no dump: {message}", ["code", "--gazetteer", path, text], 1, message, lines, out=0)


def built_packs(results, folder, here):
    """A pack that cannot be written: what was there stays."""
    pack = here.file("old.pack", b"old")
    os.mkdir(pack + ".new")
    expect(results, folder, "a pack that cannot be written", ["know", "build", "know", pack], 3, "old.pack.new:0: cannot be written", 1)
    results.add(f"the old pack stays ({folder})", "" if open(pack, "rb").read() == b"old" else "it is gone")
    os.rmdir(pack + ".new")
    expect(results, folder, "a pack is replaced", ["know", "build", "know", pack], 0, lines=0)
    same = open(pack, "rb").read() == open(os.path.join(folder, "src", "know", "know.pack"), "rb").read()
    results.add(f"the pack is that of the build ({folder})", "" if same else "it is not")
    expect(results, folder, "tables that are not there", ["know", "check", "nowhere"], 1, "nowhere:0: no tables here", 1)
    if os.path.exists("/dev/full"):
        expect(results, folder, "a pack on a full disk", ["know", "build", "know", "/dev/full"], 3, "/dev/full:0: cannot be written", 1)
        results.add(f"a device stays one ({folder})", "" if stat.S_ISCHR(os.stat("/dev/full").st_mode) else "/dev/full is gone")


def merged(results, folder):
    """One record an event: tellings that same_as joins are one."""
    arguments = ["code", "--date", "2022-05-09", "--to", "jsonl", "examples/river-border.txt"]
    told = [json.loads(line) for line in expect(results, folder, "tellings", arguments, 0, lines=0).splitlines()]
    once = [json.loads(line) for line in expect(results, folder, "events", arguments + ["--merged"], 0, lines=0).splitlines()]
    again = [r for r in told if "same_as" in r]
    results.add(f"merged records are one an event ({folder})", "" if again and len(once) == len(told) - len(again) and not any("same_as" in r for r in once) else f"{len(told)}, {len(again)} again, {len(once)} merged")
    places = lambda records: {p["name"] for r in records for p in r.get("place", [])}
    results.add(f"merged records lose no place ({folder})", "" if places(once) == places(told) else f"{places(told) ^ places(once)}")


def imported(results, folder, here):
    """Dictionaries of the PETRARCH coders."""
    files = [f"examples/petrarch-{kind}.txt" for kind in ("verbs", "actors", "agents")]
    out = here.file("imported", b"")
    os.remove(out)
    expect(results, folder, "an import into no folder", ["know", "import-petrarch", *files, out], 3, "cannot be written", 1)
    os.mkdir(out)
    expect(results, folder, "an import", ["know", "import-petrarch", *files, out], 0, lines=0, out=0)
    tables = sorted(os.listdir(out))
    results.add(f"the tables of an import ({folder})", "" if tables == [f"{t}.tsv" for t in ("bodies", "classes", "lexicon", "people", "roles")] else f"{tables}")
    expect(results, folder, "a dictionary that is not there", ["know", "import-petrarch", "nowhere.txt", out], 1, "nowhere.txt:0: no such file", 1)
    odd = here.file("odd.txt", b"HILL_FIGHTERS [NORREB]\nNOBODY [QQQGOV 19-05]\n")
    expect(results, folder, "a dictionary with faults", ["know", "import-petrarch", odd, out], 1, lines=0, out=3)
    results.add(f"the rest of it is imported ({folder})", "" if "Hill Fighters" in open(os.path.join(out, "bodies.tsv")).read() else "it is not")
    expect(results, folder, "an import without a folder", ["know", "import-petrarch", odd], 2)


def output(results, folder, here):
    if os.path.exists("/dev/full"):
        with open("/dev/full", "wb") as full:
            r = subprocess.run([os.path.abspath(os.path.join(folder, "lapwing")), "annotate", here.file("good.txt", GOOD)],
                               stdout=full, stderr=subprocess.PIPE, env=suite.ENVIRONMENT)
        good = r.returncode == 3 and len(r.stderr.splitlines()) == 1
        results.add(f"a full disk ({folder})", "" if good else f"exit {r.returncode}: {r.stderr[:300]}")
    reader, writer = os.pipe()
    os.close(reader)
    for sigpipe, status in ((signal.SIG_DFL, -signal.SIGPIPE), (signal.SIG_IGN, 3)):
        r = subprocess.run([os.path.abspath(os.path.join(folder, "lapwing")), "annotate", here.file("good.txt", GOOD)], stdout=writer,
                           stderr=subprocess.PIPE, env=suite.ENVIRONMENT, restore_signals=False,
                           preexec_fn=lambda: signal.signal(signal.SIGPIPE, sigpipe))
        results.add(f"a closed pipe ({folder})", "" if r.returncode == status else f"exit {r.returncode}: {r.stderr[:300]}")
    os.close(writer)
    _, out, _ = suite.run(folder, ["annotate", "--from", "jsonl", "-"],
                          '{"title": "Né", "text": "Kyiv\\u20ac \\"x\\"\\n\\ty", "date": "20211114"}\n'.encode())
    doc = json.loads(out)
    good = doc["text"] == 'Né\n\nKyiv€ "x"\n\ty' and doc["id"] == "1" and doc["date"] == "2021-11-14" and doc["anchor"] == "given"
    results.add(f"a title goes before the text ({folder})", "" if good else str(doc)[:300])
    spans_ok = all(0 <= s["start"] < s["end"] <= len(doc["text"]) for s in doc["sentences"])
    results.add(f"offsets are code points ({folder})", "" if spans_ok else str(doc["sentences"]))


def run(results, folder):
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as path:
        here = Folder(path)
        usage(results, folder)
        bad_text(results, folder, here)
        odd_names(results, folder, here)
        bad_lines(results, folder, here)
        built_packs(results, folder, here)
        imported(results, folder, here)
        merged(results, folder)
        long_input(results, folder, here)
        repeated(results, folder, here)
        bad_parts(results, folder, here)
        gazetteers(results, folder, here)
        output(results, folder, here)
    results.section(f"command line, {folder}", started)
