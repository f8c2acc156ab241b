"""examples/nginx.conf as it stands, with other ports and paths: TLS, log-in, streams, what it keeps back."""
import base64
import http.client
import os
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import time

import suite

from serving import Server

TOKEN = "a-word-for-reading-0123"
LOGIN = {"Authorization": "Basic " + base64.b64encode(b"reader:open sesame").decode()}


def free_ports(n):
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(n)]
    ports = [s.getsockname()[1] for s in sockets]
    for s in sockets:
        s.close()
    return ports


def serve(folder, path, db):
    """lapwing with a token for reading"""
    with open(os.path.join(path, "read"), "w", encoding="ascii") as f:
        f.write(TOKEN + "\n")
    return Server(folder, db, "--read-token", f.name)


def configure(path, lapwing, secure, plain):
    """The example with what is this test's own; whatever it no longer says is told."""
    text = open("examples/nginx.conf", encoding="utf-8").read()
    for was, to in (("127.0.0.1:8080;", f"127.0.0.1:{lapwing};"), ("listen 443 ", f"listen 127.0.0.1:{secure} "),
                    ("listen 80;", f"listen 127.0.0.1:{plain};"), ("/etc/nginx/", path + "/"), ("put-the-word-here", TOKEN)):
        if was not in text:
            raise RuntimeError(f"examples/nginx.conf has no {was}")
        text = text.replace(was, to)
    temporary = "".join(f"{kind}_temp_path {path}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    with open(os.path.join(path, "nginx.conf"), "w", encoding="utf-8") as f:
        f.write(f"pid {path}/nginx.pid;\nevents {{}}\nhttp {{\naccess_log off;\n{temporary}{text}}}\n")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=lapwing.example.org",
                    "-addext", "subjectAltName=DNS:lapwing.example.org", "-keyout", path + "/lapwing.key", "-out", path + "/lapwing.pem"],
                   capture_output=True, check=True)
    word = subprocess.run(["openssl", "passwd", "-apr1", "open sesame"], capture_output=True, text=True, check=True).stdout
    with open(os.path.join(path, "lapwing.users"), "w", encoding="ascii") as f:
        f.write("reader:" + word)
    os.chmod(path, 0o755)


class Secure(http.client.HTTPSConnection):
    """Connects to this machine, and checks the name all the same."""

    def __init__(self, path, port):
        super().__init__("lapwing.example.org", port, timeout=30, context=ssl.create_default_context(cafile=path + "/lapwing.pem"))

    def connect(self):
        plain = socket.create_connection(("127.0.0.1", self.port), self.timeout)
        self.sock = self._context.wrap_socket(plain, server_hostname=self.host)


def ask(path, port, target, headers, method="GET", body=None):
    connection = Secure(path, port)
    connection.request(method, target, body, headers)
    reply = connection.getresponse()
    got = reply.status, reply.headers, reply.read()
    connection.close()
    return got


def wait_for(port):
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("nginx does not listen")


def answers(results, path, secure):
    for target, headers, wanted in (("/", {}, 401), ("/api/v1/summary", {}, 401), ("/", LOGIN, 200), ("/api/v1/summary", LOGIN, 200),
                                    ("/api/v1/claims?limit=0", LOGIN, 400), ("/metrics", LOGIN, 404),
                                    ("/api/v1/summary", {"Authorization": f"Bearer {TOKEN}"}, 401)):
        status, _, body = ask(path, secure, target, headers)
        results.add(f"nginx: {target} with {len(headers)} headers", "" if status == wanted else f"{status}, not {wanted}: {body[:200]}")
    status, _, _ = ask(path, secure, "/api/v1/documents", {**LOGIN, "Content-Type": "application/x-ndjson"}, "POST", b"{}\n")
    results.add("nginx: nobody writes", "" if status == 403 else str(status))
    _, headers, _ = ask(path, secure, "/api/v1/summary", LOGIN)
    results.add("nginx: the headers come through", "" if headers["Content-Security-Policy"] and headers["Strict-Transport-Security"] else str(headers))
    # nginx weakens no tag of what it does not compress.
    status, _, _ = ask(path, secure, "/api/v1/summary", {**LOGIN, "If-None-Match": headers["ETag"]})
    results.add("nginx: a tag holds", "" if status == 304 else str(status))


def stream(results, folder, path, secure, db):
    """What is ingested while a stream is open is told on it, soon."""
    connection = Secure(path, secure)
    connection.request("GET", "/api/v1/stream", headers=LOGIN)
    reply = connection.getresponse()
    status, _, said = suite.run(folder, ["ingest", "--db", db, "examples/ledger.jsonl"])
    started = time.monotonic()
    line = reply.readline()
    while line and not line.startswith(b"data: "):
        line = reply.readline()
    took = time.monotonic() - started
    connection.close()
    results.add("nginx: a stream tells what is new", "" if status == 0 and line and took < 10 else f"{said} {line} after {took:.1f} s")


def plain(results, port):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", "/?view=pair", headers={"Host": "lapwing.example.org"})
    reply = connection.getresponse()
    where = reply.headers["Location"]
    results.add("nginx: plain HTTP is sent to TLS", "" if (reply.status, where) == (301, "https://lapwing.example.org/?view=pair") else f"{reply.status} {where}")
    connection.close()


def try_all(results, folder, path):
    db = os.path.join(path, "news.db")
    suite.run(folder, ["ingest", "--db", db, "examples/news.jsonl"])
    with serve(folder, path, db) as server:
        if server.problem():
            raise RuntimeError(server.problem())
        secure, other = free_ports(2)
        configure(path, server.port, secure, other)
        nginx = subprocess.Popen(["nginx", "-p", path, "-e", path + "/error.log", "-c", path + "/nginx.conf", "-g", "daemon off;"])
        try:
            wait_for(secure)
            answers(results, path, secure)
            stream(results, folder, path, secure, db)
            plain(results, other)
        finally:
            nginx.send_signal(signal.SIGTERM)
            nginx.wait(30)


def run(results, folder):
    started = time.monotonic()
    if not (found := shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin")) or not shutil.which("openssl"):
        print("nginx or openssl is not there: the example for it is not tried", flush=True)
        return
    os.environ["PATH"] += ":" + os.path.dirname(found)
    with tempfile.TemporaryDirectory() as path:
        try_all(results, folder, path)
    results.section("nginx", started)
