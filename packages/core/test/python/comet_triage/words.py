"""Terms of the specification that mean something else in Python."""

import re

# White space according to ECMAScript, which differs from that of str.strip() and \s.
BLANK = "\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
BLANKS = re.compile(f"[{BLANK}]+")
LEADING = re.compile(f"^[{BLANK}]+")
TRAILING = re.compile(f"[{BLANK}]+$(?![\\s\\S])")


def trim_start(text):
    return LEADING.sub("", text)


def trim_end(text):
    return TRAILING.sub("", text)


def trim(text):
    return trim_end(trim_start(text))


def folded(text):
    return text.lower()


def folded_phrase(text):
    return BLANKS.sub(" ", folded(text))


def text_of(value):
    """A text or a number as text; empty for anything else."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return ""
    return str(int(value)) if value == int(value) else repr(value)


def is_something(value):
    return value is not None and value is not False and value != "" and not (is_number(value) and value == 0)


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def member(value, name):
    return value.get(name) if isinstance(value, dict) else None


def pattern(source, flags=0):
    """A pattern as the specification writes it: digits and word characters are ASCII, blanks are ECMAScript's."""
    inside = re.sub(r"\[[^\]]*\]", lambda found: found[0].replace(r"\s", BLANK), source)
    return re.compile(inside.replace(r"\s", f"[{BLANK}]"), flags | re.ASCII)
