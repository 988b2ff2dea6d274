#!/usr/bin/env python3
"""Reduces the API's OpenAPI documents to facts.json: python3 make-facts.py <folder of the documents> > facts.json

An operation is "METHOD path": [operation id, success status, type of the body]; a type is a name of an object (property to type),
of an enum (list of its values), or one of string, uuid, datetime, integer, number, boolean, any, "[T]" (array), "{T}" (map).
A property with "!" is required, a type with "?" may be null, and "A | B" is one of several.
"""
import json
import pathlib
import re
import sys
import urllib.parse

# The first document that has an operation is the one that counts.
DOCUMENTS = [
    "Platform", "Lending", "Sync-Payables-v1", "Sync-Commerce-v1", "Sync-Expenses", "Bank-Feeds", "Banking", "Commerce",
]
DATA = (
    "accounts|customers|suppliers|invoices|creditNotes|bills|billCreditNotes|payments|billPayments|items|taxRates"
    "|trackingCategories|bankAccounts|journals|journalEntries|transfers|banking-[A-Za-z]+|commerce-[A-Za-z]+"
)
WRITTEN = "accounts|customers|suppliers|invoices|bills|payments|items"
WANTED = [
    r"/companies",
    r"/companies/\{companyId\}(/(connections|syncSettings|dataStatus|data/(all|history|info)|push))?",
    r"/companies/\{companyId\}/connections/\{connectionId\}(/authorization)?",
    r"/companies/\{companyId\}/data/(queue/\{dataType\}|history/\{datasetId\})",
    r"/companies/\{companyId\}/sync/\{datasetId\}/validation",
    r"/companies/\{companyId\}/push/\{pushOperationKey\}",
    rf"/companies/\{{companyId\}}(/connections/\{{connectionId\}})?/data/({DATA})(/\{{[A-Za-z]+\}})?(/bankTransactions)?",
    r"/companies/\{companyId\}/connections/\{connectionId\}/data/commerce-info",
    r"/companies/\{companyId\}/connections/\{connectionId\}/options/\{dataType\}",
    rf"/companies/\{{companyId\}}/connections/\{{connectionId\}}/push/({WRITTEN})(/\{{[A-Za-z]+\}})?",
    r"/integrations(/\{platformKey\}(/branding)?)?",
    r"/apiKeys(/\{apiKeyId\})?",
    r"/profile(/syncSettings)?",
]
# What they call so has no format.
DATES = {"DateTime", "Date"}


class Reducer:
    def __init__(self):
        self.types = {}
        self.origin = {}

    def reduce(self, document, schema, hint):
        if schema is None or schema == {}:
            return "any"
        if "$ref" in schema:
            return self.named(document, schema["$ref"], hint)
        if "allOf" in schema:
            parts = [part for part in schema["allOf"] if set(part) - {"description", "title", "examples"}]
            own = {k: v for k, v in schema.items() if k in ("properties", "required", "type")}
            if own.get("properties") or own.get("required"):
                parts = parts + [own]
            if len(parts) == 1:
                return self.reduce(document, parts[0], hint) + ("?" if schema.get("nullable") else "")
            return self.define(document, hint, merge(document, parts))
        for several in ("oneOf", "anyOf"):
            if several in schema:
                found = [self.reduce(document, part, f"{hint}{i}") for i, part in enumerate(schema[several])]
                kinds = [kind for kind in dict.fromkeys(found) if kind != "null"]
                return " | ".join(kinds) + ("?" if "null" in found else "")
        kinds = schema.get("type", "object" if "properties" in schema else "any")
        kinds = [kinds] if isinstance(kinds, str) else list(kinds)
        null = "?" if "null" in kinds or schema.get("nullable") or None in schema.get("enum", []) else ""
        kinds = [kind for kind in kinds if kind != "null"]
        if not kinds:
            return "null"
        return " | ".join(self.plain(document, schema, kind, hint) for kind in kinds) + null

    def plain(self, document, schema, kind, hint):
        if "enum" in schema and kind == "string":
            return self.define(document, hint, [value for value in schema["enum"] if value is not None])
        if kind == "string":
            return {"uuid": "uuid", "date-time": "datetime"}.get(schema.get("format"), "string")
        if kind == "array":
            return f"[{self.reduce(document, schema.get('items'), hint + 'Item')}]"
        if kind == "object":
            if schema.get("properties"):
                return self.define(document, hint, schema)
            more = schema.get("additionalProperties")
            return f"{{{self.reduce(document, more, hint + 'Value') if isinstance(more, dict) else 'any'}}}"
        return kind

    def named(self, document, ref, hint):
        name = ref.split("/")[-1] if ref.startswith("#/components/") else hint
        if name in DATES:
            return "datetime"
        schema = resolve(document, ref)
        return self.reduce(document, schema, name)

    def define(self, document, hint, schema):
        name = re.sub(r"[^A-Za-z0-9]", "", hint[0].upper() + hint[1:])
        key = json.dumps(schema, sort_keys=True)
        candidate, count = name, 1
        while candidate in self.origin and self.origin[candidate] != (id(document), key):
            count += 1
            candidate = f"{name}{count}"
        if candidate not in self.origin:
            self.origin[candidate] = (id(document), key)
            self.types[candidate] = {}
            self.types[candidate] = self.body(document, candidate, schema)
        return candidate

    def body(self, document, name, schema):
        if isinstance(schema, list):
            return schema
        required = set(schema.get("required", []))
        return {
            prop + ("!" if prop in required else ""): self.reduce(document, value, name + prop[:1].upper() + prop[1:])
            for prop, value in schema["properties"].items()
        }

    def fold(self):
        """Types that came out the same in several documents are one."""
        while True:
            seen, same = {}, {}
            for name, body in self.types.items():
                key = re.sub(rf"\b{name}\b", "itself", json.dumps(body))
                if key in seen:
                    same[name] = seen[key]
                else:
                    seen[key] = name
            if not same:
                return
            replace = lambda text: re.sub(r"[A-Za-z0-9-]+", lambda m: same.get(m[0], m[0]), text)
            self.types = {
                name: {p: replace(t) for p, t in body.items()} if isinstance(body, dict) else body
                for name, body in self.types.items()
                if name not in same
            }
            for operation in self.operations.values():
                operation[2] = operation[2] and replace(operation[2])


def resolve(document, ref):
    node = document
    for step in urllib.parse.unquote(ref).lstrip("#/").split("/"):
        node = node[int(step)] if isinstance(node, list) else node[step.replace("~1", "/").replace("~0", "~")]
    return node


def merge(document, parts):
    merged = {"type": "object", "properties": {}, "required": []}
    for part in parts:
        while "$ref" in part:
            part = resolve(document, part["$ref"])
        if "allOf" in part:
            part = merge(document, part["allOf"])
        merged["properties"] |= part.get("properties", {})
        merged["required"] += part.get("required", [])
    return merged


def main(folder):
    reducer = Reducer()
    reducer.operations = {}
    for name in DOCUMENTS:
        document = json.loads((pathlib.Path(folder) / f"Codat-{name}.json").read_text())
        for path, item in document["paths"].items():
            if not any(re.fullmatch(wanted, path) for wanted in WANTED):
                continue
            for method in ("get", "post", "put", "patch", "delete"):
                operation = item.get(method)
                # How a parameter is called makes no other operation.
                key = f"{method.upper()} {re.sub(r'{[^}]+}', '{}', path)}"
                if operation is None or key in reducer.operations or key.startswith("DELETE") and "push" in key:
                    continue
                status = next(s for s in operation["responses"] if s.startswith("2"))
                response = operation["responses"][status]
                if "$ref" in response:
                    response = resolve(document, response["$ref"])
                schema = response.get("content", {}).get("application/json", {}).get("schema")
                kind = reducer.reduce(document, schema, operation["operationId"]) if schema else None
                reducer.operations[key] = [operation["operationId"], int(status), kind]
        if name == "Platform":
            reducer.error = reducer.named(document, "#/components/schemas/ErrorMessage", "ErrorMessage")
    reducer.fold()
    lines = [
        '{\n  "error": ' + json.dumps(reducer.error) + ',\n  "operations": {',
        ",\n".join(f"    {json.dumps(k)}: {json.dumps(v)}" for k, v in sorted(reducer.operations.items())),
        '  },\n  "types": {',
        ",\n".join(f"    {json.dumps(k)}: {json.dumps(v)}" for k, v in sorted(reducer.types.items())),
        "  }\n}",
    ]
    print("\n".join(lines))


if __name__ == "__main__":
    main(sys.argv[1])
