"""The rows, and which of them a failure matches."""

import json
import re
from dataclasses import dataclass
from functools import cache

from .words import folded, folded_phrase

UNKNOWN = {"id": "unknown", "when": {}, "category": "unknown", "retry": "no", "source": "none"}


class Table:
    """rules.json, or some of its rows."""

    def __init__(self, data, rules=None):
        self.data = data
        self.rules = data["rules"] if rules is None else rules
        self.listed = {folded(code) for row in self.rules for code in row["when"].get("code", [])}

    @classmethod
    def load(cls, path):
        with open(path, encoding="utf-8") as file:
            return cls(json.load(file))

    def layer(self, name):
        [ids] = [layer["rules"] for layer in self.data["layers"] if layer["name"] == name]
        return Table(self.data, [row for row in self.rules if row["id"] in ids])

    def with_rules(self, rules):
        return Table(self.data, rules)

    def family(self, code):
        """A code that no row lists counts as its longest part before a dot that a row lists."""
        parts = code.split(".") if len(code) <= 128 else [code]
        families = (".".join(parts[:count]) for count in range(len(parts), 0, -1))
        return next((family for family in families if family in self.listed), code)

    def is_generic(self, code):
        is_bare = code == "" or re.fullmatch("[0-9]+", code)
        return bool(is_bare) or code in self.data["genericCodes"] or code not in self.listed

    def find(self, seen):
        """The first row that matches."""
        return next((row for row in self.rules if self.matches(row["when"], seen)), UNKNOWN)

    def matches(self, when, seen):
        type_ = folded(seen.type)
        code, type_code = self.family(folded(seen.code)), self.family(type_)
        bare = self.is_generic(code)
        generic = bare and self.is_generic(type_code)
        if "status" in when and not includes(when["status"], seen.status):
            return False
        if "code" in when:
            standing = {name for name in (code, type_code if bare else "") if name} | ({""} if generic else set())
            if not standing & {folded(item) for item in when["code"]}:
                return False
        elif "message" in when and not generic:
            return False
        tests = {
            "type": lambda types: type_ in map(folded, types),
            "body": lambda kinds: seen.body in kinds,
            "network": lambda kinds: seen.network in kinds,
            "header": lambda headers: all(
                seen.header(folded(name)) is not None and holds(folded_phrase(seen.header(folded(name))), [phrase])
                for name, phrase in headers.items()
            ),
            "path": lambda phrases: holds(folded(seen.path), phrases),
            "message": lambda phrases: seen.message != "" and holds(folded_phrase(seen.message[:2048]), phrases),
        }
        return all(test(when[name]) for name, test in tests.items() if name in when)


@dataclass
class Seen:
    """The properties of a failure that rows are compared with."""

    status: int | None
    code: str
    type: str
    message: str
    body: str | None
    network: str | None
    path: str
    header: object


def includes(statuses, status):
    return status is not None and any(
        item[0] <= status <= item[1] if isinstance(item, list) else item == status for item in statuses
    )


def holds(text, phrases):
    """Whether one of the phrases is in a text that has already been folded."""
    return any(compiled(phrase).search(text) for phrase in phrases)


@cache
def compiled(phrase):
    return re.compile(r"[\s\S]{0,80}".join(re.escape(part) for part in folded_phrase(phrase).split("*")))
