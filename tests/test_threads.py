"""Many documents: the same bytes from any number of threads, memory that does not grow."""
import json
import os
import random
import subprocess
import tempfile
import time

import suite

PLACES = ["Minsk", "Kyiv", "Nairobi", "Lima", "Manila", "Tunis", "Quito", "Baku"]
ACTS = ["Police arrested {n} protesters in {p} on Friday.", "Rebels attacked a village near {p}, officials said.",
        "The foreign minister met his counterpart in {p} on Monday.", "About {n} people marched through {p} to demand reforms.",
        "The army denied that it had shelled {p}.", "The president said {n} soldiers would be sent to {p} next week.",
        "Nothing else happened that day.", "“We want peace,” the mayor of {p} said in a statement."]


def documents(count, seed):
    chance = random.Random(seed)
    for n in range(count):
        text = [chance.choice(ACTS).format(n=chance.randint(2, 900), p=chance.choice(PLACES)) for _ in range(chance.randint(1, 12))]
        day = f"20{chance.randint(10, 23)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        yield json.dumps({"id": f"doc-{n}", "date": day, "text": " ".join(text)}) + "\n"


def peak(command, source, target):
    """Runs a command; returns its exit status and peak memory in MiB."""
    with open(source, "rb") as i, open(target, "wb") as o:
        child = subprocess.Popen(command, stdin=i, stdout=o, env=suite.ENVIRONMENT)
        _, status, usage = os.wait4(child.pid, 0)
    return os.waitstatus_to_exitcode(status), usage.ru_maxrss / 1024


def compare(results, program, path, count, runs):
    source = os.path.join(path, "in.jsonl")
    with open(source, "w", encoding="utf-8") as f:
        f.writelines(documents(count, 7))
    outputs, memory = [], []
    for n, threads in enumerate(runs):
        target = os.path.join(path, f"out{n}")
        status, mib = peak([program, "annotate", "--layers", "sentences,events", "--threads", threads, "--from", "jsonl", "-"], source, target)
        results.add(f"{count} documents by {threads} threads", f"exit {status}" if status else "")
        outputs.append(open(target, "rb").read())
        memory.append(mib)
    results.add("a document gives a line", "" if outputs[0].count(b"\n") == count else f"{outputs[0].count(b'' + bytes([10]))} lines")
    for n in range(1, len(runs)):
        results.add(f"run {n} gives the same bytes", "" if outputs[n] == outputs[0] else "they differ")
    results.add("peak memory is under 300 MiB", "" if max(memory) < 300 else f"{max(memory):.0f} MiB")
    return memory[-1]


def kernels(results, folder):
    """Every kernel that this machine can run gives the same bytes."""
    text = "".join(documents(60, 3)).encode()
    _, expected, _ = suite.run(folder, ["annotate", "--from", "jsonl", "--kernel", "scalar", "-"], text)
    for kernel in ("avx2", "avx512", None):
        status, out, err = suite.run(folder, ["annotate", "--from", "jsonl", *(["--kernel", kernel] if kernel else []), "-"], text)
        if status == 2 and b"kernel" in err:
            continue
        results.add(f"kernel {kernel or 'chosen'} gives the bytes of scalar", "" if status == 0 and out == expected else f"exit {status}: {err[:200]}")


def run(results, folder):
    started = time.monotonic()
    program = os.path.abspath(os.path.join(folder, "lapwing"))
    with tempfile.TemporaryDirectory() as path:
        kernels(results, folder)
        few = compare(results, program, path, 300, ("1", "5", "2"))
        many = compare(results, program, path, 2000, ("1", "2", "2"))
    results.add("memory does not grow with the documents", "" if many < few + 24 else f"{few:.0f} MiB, then {many:.0f} MiB")
    results.section("threads", started)
