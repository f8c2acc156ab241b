"""Golden tests: tests/golden/*.txt hold groups of command, input and expected output.

  == what the group shows
  -- code --to jsonl --date 2021-11-14
  -- fields: event mode actor.code        (of JSON Lines: only these, one line a record)
  -- columns: Event Date, CAMEO Code      (of CSV and tab-separated tables with a header: only these)
  input
  --
  expected
"""
import csv
import glob
import io
import json
import shlex
import time

import suite


def groups(path):
    """[name, arguments, fields, input, expected] of a file, in order"""
    found = []
    for part in open(path, encoding="utf-8").read().split("\n== "):
        part = part.removeprefix("== ")
        if not part.strip() or part.startswith("#"):
            continue
        name, command, rest = part.split("\n", 2)
        fields = ""
        if rest.startswith(("-- fields:", "-- columns:")):
            fields, rest = rest.split("\n", 1)
        text, _, expected = rest.partition("\n--\n")
        found.append([name, shlex.split(command[3:]), fields, text + "\n", expected.strip("\n")])
    return found


def values(record, path):
    """All values under a.b.c of a record, lists walked through"""
    items = [record]
    for key in path.split("."):
        items = [x[key] for x in items if isinstance(x, dict) and key in x]
        items = [y for x in items for y in (x if isinstance(x, list) else [x])]
    return items


def cells(output, names):
    """The columns of a table, a line a row"""
    delimiter = "\t" if "\t" in output.split("\n", 1)[0] else ","
    rows = csv.DictReader(io.StringIO(output, newline=""), delimiter=delimiter, quoting=csv.QUOTE_NONE if delimiter == "\t" else csv.QUOTE_MINIMAL)
    return "\n".join(" | ".join(row[n] or "-" for n in names) for row in rows)


def shown(output, fields):
    if not fields:
        return output.strip("\n")
    kind, _, names = fields[3:].partition(":")
    if kind == "columns":
        return cells(output, names.strip().split(", "))
    fields, lines = names.split(), []
    for line in output.splitlines():
        record = json.loads(line)
        lines.append(" | ".join(",".join(str(v) for v in values(record, f)) or "-" for f in fields))
    return "\n".join(lines)


def actual(folder, group):
    status, out, err = suite.run(folder, [*group[1], "-"], group[3].encode())
    if status:
        return f"exit {status}: {err.decode('utf-8', 'replace')[:500]}"
    return shown(out.decode(), group[2])


def run(results, folder):
    started = time.monotonic()
    for path in sorted(glob.glob("tests/golden/*.txt")):
        for group in groups(path):
            results.add(f"{path}: {group[0]} ({folder})", suite.difference(group[4], actual(folder, group)))
    results.section(f"golden tests, {folder}", started)


def write(folder):
    for path in sorted(glob.glob("tests/golden/*.txt")):
        out = []
        for group in groups(path):
            fields = group[2] + "\n" if group[2] else ""
            out.append(f"== {group[0]}\n-- {shlex.join(group[1])}\n{fields}{group[3]}--\n{actual(folder, group)}\n")
        open(path, "w", encoding="utf-8").write("\n".join(out))
        print(path)
