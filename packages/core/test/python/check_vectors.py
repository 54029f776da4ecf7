"""Checks the reader against every vector: python3 check_vectors.py. Prints JSON: how many held, and which did not."""

import json
import sys
from pathlib import Path

from comet_triage import Table, classify

CORE = Path(__file__).resolve().parents[2]


def forms(body):
    """The body unchanged, as text and as bytes."""
    yield "as it stands", body
    if body is not None:
        text = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)
        yield "as text", text
        yield "as bytes", text.encode("utf-8", "surrogatepass")


def faults(table, vector):
    failure = vector["failure"]
    for form, body in forms(failure.get("body")):
        verdict = classify(table, failure | {"body": body}, vector.get("now"), vector.get("network"))
        for field, expected in vector["expect"].items():
            if field == "requestId" and form == "as bytes":
                continue
            if verdict.get(field) != expected:
                yield f"{form}, {field}: expected {expected!r}, is {verdict.get(field)!r}"


def main():
    whole = Table.load(CORE / "rules.json")
    tables = {"rules": whole, "guideRules": whole.layer("guide")}
    held, failed = 0, []
    for file in sorted((CORE / "vectors").glob("*.json")):
        for section in json.loads(file.read_text(encoding="utf-8")):
            for name in section.get("tables", ["rules"]):
                for vector in section["vectors"]:
                    table = whole.with_rules(vector["rules"]) if "rules" in vector else tables[name]
                    wrong = list(faults(table, vector))
                    held += not wrong
                    failed += [f"{file.name}, {section['section']}, {vector['title']}: {fault}" for fault in wrong]
    json.dump({"held": held, "failed": failed}, sys.stdout, indent=2)


main()
