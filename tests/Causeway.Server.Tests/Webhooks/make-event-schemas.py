#!/usr/bin/env python3
"""Writes event-schemas.json: what the API's OpenAPI documents say of the body of each webhook, with references resolved and prose left out.

usage: make-event-schemas.py DIRECTORY-OF-THE-DOCUMENTS > event-schemas.json
"""
import json
import sys
from pathlib import Path

KEPT = {
    'type', 'format', 'enum', 'nullable', 'required', 'properties', 'items', 'additionalProperties', 'allOf', 'oneOf',
    'maxLength', 'pattern', 'maxProperties', 'propertyNames',
}
OURS = ['Codat-Platform.json', 'Codat-Bank-Feeds.json']


def find(document, reference):
    node = document
    for step in reference.removeprefix('#/').split('/'):
        step = step.replace('~1', '/').replace('~0', '~').replace('%7B', '{').replace('%7D', '}')
        node = node[int(step)] if isinstance(node, list) else node[step]
    return node


def resolve(document, schema):
    if isinstance(schema, bool):
        return schema
    result = {}
    if '$ref' in schema:
        result.update(resolve(document, find(document, schema['$ref'])))
    for name, value in schema.items():
        if name not in KEPT:
            continue
        if name == 'properties':
            result[name] = {key: resolve(document, inner) for key, inner in value.items()}
        elif name in ('items', 'additionalProperties', 'propertyNames'):
            result[name] = resolve(document, value)
        elif name in ('allOf', 'oneOf'):
            result[name] = [resolve(document, inner) for inner in value]
        else:
            result[name] = value
    return result


schemas = {}
for name in OURS:
    document = json.loads((Path(sys.argv[1]) / name).read_text())
    for event, methods in document['webhooks'].items():
        body = methods['post']['requestBody']['content']['application/json']['schema']
        schemas.setdefault(event, resolve(document, body))
json.dump(schemas, sys.stdout, indent=1)
print()
