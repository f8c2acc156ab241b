"""What README and man pages show is run: `$ command` in a console block, then its output.

A line of `...` stands for any lines. Commands of make are only looked up. A server that is started with `&` runs until the
page ends, on any free port, which stands for the port shown.
"""
import glob
import os
import re
import subprocess
import tempfile
import time

import suite

from serving import Server


def blocks(path):
    """(command, expected lines) of the console blocks of a page"""
    found = []
    for block in re.findall(r"```console\n(.*?)```", open(path, encoding="utf-8").read(), re.S):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            elif found:
                found[-1][1].append(line)
    for _, lines in found:
        while lines and not lines[-1]:
            lines.pop()
    return found


def man_commands(path):
    for block in re.findall(r"```\n(.*?)```", open(path, encoding="utf-8").read(), re.S):
        yield from (line for line in block.splitlines() if line.startswith("lapwing "))


def matches(expected, got):
    """Are the lines the same, with ... for any?"""
    if "..." not in expected:
        return expected == got
    at = 0
    parts, part = [], []
    for line in [*expected, "..."] if expected[-1] != "..." else expected:
        if line == "...":
            parts.append(part)
            part = []
        else:
            part.append(line)
    if expected[-1] != "..." and parts and got[-len(parts[-1]):] != parts[-1] and parts[-1]:
        return False
    for n, part in enumerate(parts):
        while at <= len(got) and got[at:at + len(part)] != part:
            if n == 0 or at == len(got):
                return False
            at += 1
        at += len(part)
    return True


def sandbox(path, folder):
    for name in ("examples", "know"):
        os.symlink(os.path.abspath(name), os.path.join(path, name))
    os.mkdir(os.path.join(path, "build"))
    os.symlink(os.path.abspath(os.path.join(folder, "lapwing")), os.path.join(path, "build", "lapwing"))
    return {**suite.ENVIRONMENT, "PATH": os.path.join(path, "build") + ":" + os.environ["PATH"]}


def served(command, path, environment):
    """A server runs until it is told to stop: on any free port, ours may be taken."""
    server = Server.of(re.sub(r":\d+\b", ":0", command), path, environment)
    stopped = stop(server)
    return server.problem() or stopped


def stop(server):
    status = server.stop()
    return f"exit {status}: {''.join(server.log)[:300]}" if status else ""


class Background:
    """The server of a page, which is shown at one address and runs at another."""

    def __init__(self, command, path, environment):
        self.shown = re.search(r"--listen (\S+)", command + " --listen 127.0.0.1:8080")[1]
        command = re.sub(r" --listen \S+", "", command.rstrip("& ")) + " --listen 127.0.0.1:0"
        self.server = Server.of(command, path, environment)
        self.address = f"127.0.0.1:{self.server.port}" if self.server.is_ready else self.shown


def run_page(results, page, path, environment):
    server = None
    for command, expected in blocks(page):
        name = f"{page}: {command}"
        if command.startswith("lapwing serve") and command.endswith(" &"):
            server = Background(command, path, environment)
            results.add(name, server.server.problem())
        else:
            run_shown(results, name, command.replace(server.shown, server.address) if server else command, expected, path, environment)
    if server:
        results.add(f"{page}: the server stops", stop(server.server))


def run_shown(results, name, command, expected, path, environment):
    if command.startswith("make"):
        r = subprocess.run([*command.split()[:1], "-n", *command.split()[1:]], capture_output=True, text=True)
        results.add(name, r.stderr[:300] if r.returncode else "")
        return
    if command.startswith("lapwing serve"):
        results.add(name, served(command, path, environment))
        return
    r = subprocess.run(["sh", "-c", command], cwd=path, env=environment, capture_output=True, text=True, timeout=120)
    if r.returncode:
        results.add(name, f"exit {r.returncode}: {r.stderr[:300]}")
    elif expected and not matches(expected, r.stdout.rstrip("\n").split("\n")):
        results.add(name, suite.difference("\n".join(expected), r.stdout.rstrip("\n")))
    else:
        results.add(name)


def example(results, folder, path):
    """The example program compiles against the public headers alone, and runs."""
    flags = subprocess.run(["pkg-config", "--libs", "json-c", "zlib", "libxml-2.0", "expat", "icu-i18n", "libzstd", "sqlite3", "libpq"], capture_output=True, text=True).stdout.split()
    program = os.path.join(path, "code_article")
    r = subprocess.run(["cc", "-std=c11", "-Wall", "-Wextra", "-Werror", "-Iinclude", "examples/code_article.c", "-o", program,
                        os.path.join(folder, "liblapwing.a"), *flags, "-lm", "-lpthread"], capture_output=True, text=True)
    results.add("the example compiles", r.stderr[:500] if r.returncode else "")
    if r.returncode == 0:
        r = subprocess.run([program], capture_output=True, text=True)
        results.add("the example runs", "" if r.returncode == 0 else r.stderr[:300])
        results.add("the example finds the arrest", "" if r.stdout == "COERCE actual by Police (BLR COP) on 2020-08-30\n" else r.stdout)


def run(results, folder):
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as path:
        environment = sandbox(path, folder)
        for page in ("README.md", "examples/demo/README.md", *sorted(glob.glob("docs/*.md"))):
            run_page(results, page, path, environment)
        for page in sorted(glob.glob("man/*.scd")):
            for command in man_commands(page):
                run_shown(results, f"{page}: {command}", command, None, path, environment)
        example(results, folder, path)
    results.section("documents", started)
