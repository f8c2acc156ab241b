"""A running `lapwing serve` for tests, requests to it, and its description held against what it answers."""
import http.client
import json
import os
import re
import signal
import subprocess
import threading

import suite


class Server:
    """`lapwing serve` on a free port, once it is ready or has ended; as a context it is stopped at the end."""

    def __init__(self, folder, db, *options):
        self.start([os.path.abspath(os.path.join(folder, "lapwing")), "serve", "--db", db, "--listen", "127.0.0.1:0", *options],
                   env=suite.ENVIRONMENT)

    @classmethod
    def of(cls, line, folder, environment):
        """The server that a line of a shell starts in a folder."""
        server = cls.__new__(cls)
        server.start(["sh", "-c", "exec " + line], cwd=folder, env=environment)
        return server

    def start(self, command, **more):
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, **more)
        self.log, self.port, self.is_ready = [], None, False
        waited = threading.Event()

        def read():
            for line in self.process.stderr:
                self.log.append(line.decode("utf-8", "replace"))
                found = re.search(r"msg=listening url=http://\S+:(\d+)/", self.log[-1])
                self.port = int(found[1]) if found else self.port
                if "msg=ready" in self.log[-1]:
                    self.is_ready = True
                    waited.set()
            waited.set()
        self.reader = threading.Thread(target=read, daemon=True)
        self.reader.start()
        waited.wait(60)

    def problem(self):
        """Why it is not ready."""
        return "" if self.is_ready else f"lapwing serve did not get ready: {''.join(self.log)[-2000:]}"

    def stop(self, number=signal.SIGTERM):
        """Its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        status = self.process.wait(60)
        self.reader.join(10)
        self.process.stderr.close()
        return status

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def ask(self, method, path, body=None, **headers):
        """Status, headers, body. In names of headers _ stands for -."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
            r = connection.getresponse()
            return r.status, {k.lower(): v for k, v in r.getheaders()}, r.read()
        finally:
            connection.close()

    def get(self, path, **headers):
        return self.ask("GET", path, **headers)


def faults(api, schema, value, where="it"):
    """What of a value is not as its schema says; only the words that our description uses."""
    if "$ref" in schema:
        return faults(api, api["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]], value, where)
    kinds = {"object": dict, "array": list, "string": str, "integer": int, "number": (int, float), "boolean": bool, "null": type(None)}
    wanted = schema.get("type", [])
    wanted = wanted if isinstance(wanted, list) else [wanted]
    is_one = any(isinstance(value, kinds[kind]) and (kind == "boolean" or not isinstance(value, bool)) for kind in wanted)
    if wanted and not is_one:
        return f"{where} is {value!r:.60}, no {'|'.join(wanted)}"
    if "enum" in schema and value not in schema["enum"]:
        return f"{where} is {value!r:.60}, none of {schema['enum']}"
    if "pattern" in schema and not re.search(schema["pattern"], value):
        return f"{where} is {value!r:.60}, not {schema['pattern']}"
    if schema.get("format") == "date" and not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return f"{where} is {value!r:.60}, no day"
    if isinstance(value, list):
        return next(filter(None, (faults(api, schema.get("items", {}), v, f"{where}[{n}]") for n, v in enumerate(value))), "")
    if isinstance(value, dict) and "properties" in schema:
        missing = [key for key in schema.get("required", []) if key not in value]
        unknown = [key for key in value if key not in schema["properties"]]
        if missing or unknown:
            return f"{where} lacks {missing} and has {unknown}"
        return next(filter(None, (faults(api, schema["properties"][k], v, f"{where}.{k}") for k, v in value.items())), "")
    return ""


def problem(answer, status, word=b"", parameter=None):
    """What is wrong with an answer that should be this problem of RFC 9457."""
    got, headers, body = answer
    if got != status or headers.get("content-type") != "application/problem+json":
        return f"{got} {headers.get('content-type')}: {body[:200]}"
    told = json.loads(body)
    if told["status"] != status or not told["title"] or word not in body or told.get("parameter") != parameter:
        return body.decode()
    return ""
