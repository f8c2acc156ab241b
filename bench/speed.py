#!/usr/bin/env python3
"""Speed of splitting, tagging, parsing, lemmas and names, and of the whole of `code`, beside what the machine can do.

  speed.py BUILD [ROUNDS]

On a 200 kB news text made of bench/articles.txt. Instructions are counted by valgrind, which shows the AVX2 kernel; times
are the least of ROUNDS rounds (5), in each of which everything is measured once, so that all have the same neighbours;
"busy" is processor time, the gain of threads the median of the rounds.
"""
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time

import news

build = os.path.abspath(sys.argv[1])
rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
program, peak = os.path.join(build, "lapwing"), os.path.join(build, "bench", "peak")
SYNTAX = ["lapi_text_run", "lapi_syntax_run"]
REPEATS = 4  # of the text for times, so that opening weighs little


def tell(name, value, bar=""):
    print(f"{name}\t{value}\t{bar}", flush=True)


def run(command, source=None):
    return subprocess.run(command, stdin=open(source, "rb") if source else None, capture_output=True, check=True).stdout.decode()


def command(verb, threads, kernel=None):
    options = ["annotate", "--layers", "names"] if verb == "syntax" else [verb, "--to", "jsonl"]
    return [program, *options, "--threads", str(threads), *(["--kernel", kernel] if kernel else []), "--from", "jsonl", "-"]


def instructions(verb, functions, source, path):
    valgrind = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={path}/callgrind", *(f"--toggle-collect={f}" for f in functions)]
    with open(source, "rb") as stdin:
        note = subprocess.run([*valgrind, *command(verb, 1, "avx2")], stdin=stdin, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=True)
    return int(re.search(rb"Collected : (\d+)", note.stderr)[1])


def usage_of(arguments, source):
    with open(source, "rb") as stdin:
        child = subprocess.Popen(arguments, stdin=stdin, stdout=subprocess.DEVNULL)
        return os.wait4(child.pid, 0)[2]


def seconds(arguments, source):
    """By the clock, and of the processor: the second hardly depends on who else is at work."""
    started = time.monotonic()
    usage = usage_of(arguments, source)
    return time.monotonic() - started, usage.ru_utime + usage.ru_stime


def memory(source):
    """Peak of one thread in MB."""
    return usage_of(command("code", 1), source).ru_maxrss * 1024 / 1e6


def multiply_adds(threads, kernel="best"):
    return [float(x) for x in run([peak, kernel, "300", str(threads)]).split("\t")[1:]]


def times(source, short):
    """The least times of the verbs, and the gain of two threads as a part of the kernel's own gain at the same time."""
    least, gains, peaks = {}, {"syntax": [], "code": []}, []
    for _ in range(rounds):
        one, two = multiply_adds(1), multiply_adds(2)
        peaks.append(one[1])
        for verb in gains:
            wall, busy = seconds(command(verb, 1), short)
            one_wall, one_busy = (x - y for x, y in zip(seconds(command(verb, 1), source), (wall, busy)))
            two_wall = seconds(command(verb, 2), source)[0] - wall
            for name, spent in (("1_thread", one_wall), ("1_thread_busy", one_busy), ("2_threads", two_wall)):
                least[verb, name] = min(spent, least.get((verb, name), spent))
            gains[verb].append(one_wall / two_wall / (two[0] / one[0]))
    return least, gains, max(peaks)


def main():
    with tempfile.TemporaryDirectory() as path:
        names = [os.path.join(path, n) for n in ("news", "many", "one", "short")]
        text = news.jsonl(200_000)
        whole = "\n\n".join(news.news(200_000))
        for name, content in zip(names, (text, text * REPEATS, news.json.dumps({"id": "one", "text": whole}) + "\n", '{"text": "So."}\n')):
            with open(name, "w", encoding="utf-8") as f:
                f.write(content)
        conllu = run([program, "annotate", "--conllu", "--threads", "1", "--from", "jsonl", "-"], names[0])
        tokens, sentences = len(re.findall(r"^\d+\t", conllu, re.M)), len(re.findall(r"^1\t", conllu, re.M))
        tell("tokens", tokens)
        tell("memory_MB_articles", f"{memory(names[0]):.0f}", "<= 100")
        tell("memory_MB_one_document", f"{memory(names[2]):.0f}", "<= 100")
        first, least, median = run([peak, "--open", "40"]).split()
        tell("open_ms", least, "<= 20")
        tell("open_ms_median", median)
        try:
            tell("instructions_a_token_syntax", f"{instructions('syntax', SYNTAX, names[0], path) / tokens:.0f}", "<= 60000")
            tell("instructions_a_token_code", f"{instructions('code', ['lapi_pipeline_run'], names[0], path) / tokens:.0f}", "<= 80000")
        except OSError:
            tell("instructions_a_token", "needs valgrind")
        rest, new = (float(x) for x in run([peak, "--network", f"{tokens / sentences:.0f}"]).split())
        tell("multiply_adds_a_token", f"{rest:.0f}")
        tell("multiply_adds_a_new_token", f"{rest + new:.0f}")
        least, gains, top = times(names[1], names[3])
        for kernel in ("scalar", "avx2", "avx512", "neon", "neondot"):
            r = subprocess.run([peak, kernel, "300", "1"], capture_output=True, text=True)
            if r.returncode == 0:
                tell(f"peak_Gmadd_s_{kernel}", r.stdout.split()[2])
        for (verb, name), spent in sorted(least.items()):
            tell(f"tokens_s_{verb}_{name}", f"{tokens * REPEATS / spent:.0f}")
        tell("roofline_tokens_s", f"{top * 1e9 / (rest + new):.0f}")
        tell("part_of_roofline", f"{tokens * REPEATS / least['syntax', '1_thread_busy'] * (rest + new) / (top * 1e9):.2f}")
        for verb in gains:
            tell(f"gain_of_2_threads_{verb}", f"{statistics.median(gains[verb]):.2f}", ">= 0.95")


if __name__ == "__main__":
    main()
