#!/usr/bin/env python3
"""routes.py OPENAPI OUTPUT.h: the server's table of routes and parameters, made of its API's description.

An operation is handled by serve_OPERATION_ID; what a parameter may be is its schema.
"""
import json
import re
import sys


def snake(name):
    return re.sub("([A-Z])", lambda m: "_" + m[1].lower(), name)


def quote(text):
    return "NULL" if text is None else json.dumps(text)


def parameter(p):
    """kind, least, most, choices: of a number its bounds, of a list how many items, of a text its bytes"""
    schema = p["schema"]
    items = schema.get("items", {})
    if schema["type"] == "integer":
        return "NUMBER", schema["minimum"], schema["maximum"], None
    if schema["type"] == "array" and "enum" in items:
        return "CHOICES", schema["minItems"], schema["maxItems"], items["enum"]
    if schema["type"] == "array":
        assert items["pattern"] == "^[A-Z]{3}$", p
        return "CODES", schema["minItems"], schema["maxItems"], None
    if "enum" in schema:
        return "CHOICES", 1, 1, schema["enum"]
    if schema.get("format") == "date":
        return "DAY", 10, 10, None
    return "WORDS", schema["minLength"], schema["maxLength"], None


def write(api, out):
    names, handlers, tables, routes = [], [], [], []
    for path, operations in api["paths"].items():
        for method, operation in operations.items():
            rows = []
            for p in operation.get("parameters", []):
                p = api["components"]["parameters"][p["$ref"].rsplit("/", 1)[1]]
                if p["in"] == "path":
                    continue
                names += [p["name"]] if p["name"] not in names else []
                kind, least, most, choices = parameter(p)
                rows.append(f'    {{{quote(p["name"])}, SERVE_{p["name"].upper()}, SERVE_KIND_{kind}, {int(p.get("required", False))}, '
                            f'{least}, {most}, {p["schema"].get("default", 0) if kind == "NUMBER" else 0}, {quote(choices and "," + ",".join(choices) + ",")}}},\n')
            handler = "serve_" + snake(operation["operationId"])
            more = operation.get("x-lapwing", {})
            body = next(iter(operation.get("requestBody", {}).get("content", [None])))
            flags = [f"SERVE_IS_{flag.upper()}" for flag in ("write", "slow", "view") if more.get(flag)]
            flags += ["SERVE_IS_OPEN"] if operation.get("security") == [{}] else []
            flags += ["SERVE_IS_TAGGED"] if method == "get" and "ETag" in operation["responses"]["200"].get("headers", {}) else []
            handlers.append(handler)
            if rows:
                tables.append(f"static const serve_parameter of_{handler}[] = {{\n{''.join(rows)}}};\n")
            routes.append(f'    {{"{method.upper()}", "{path}", {handler}, {"of_" + handler if rows else "NULL"}, {len(rows)}, '
                          f'{" | ".join(flags) or "0"}, {quote(body)}, {more.get("bodyBytes", 0)}}},\n')
    out.write("/* Made of the API's description by tools/routes.py: do not edit. */\n")
    out.write("enum serve_value { " + ", ".join(f"SERVE_{name.upper()}" for name in names) + ", SERVE_VALUES };\n")
    out.write(f"enum {{ SERVE_ROUTES = {len(routes)} }};\n")
    out.write("".join(f"void {handler}(serve_call *call);\n" for handler in handlers))
    out.write("#ifdef SERVE_TABLES\n" + "".join(tables))
    out.write("const serve_route serve_routes[SERVE_ROUTES] = {\n" + "".join(routes) + "};\n#endif\n")


with open(sys.argv[1], encoding="utf-8") as f:
    api = json.load(f)
with open(sys.argv[2], "w", encoding="utf-8") as f:
    write(api, f)
