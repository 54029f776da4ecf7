"""From a failure to the verdict."""

import re
from itertools import islice

from .body import read_body
from .request_id import find_request_id, find_suffix
from .table import Seen, includes
from .wait import find_wait
from .words import folded, is_something, member, text_of

KINDS = {"html": "html", "json": "json", "event-stream": "stream"}


def classify(table, failure, now=None, network=None):
    """
    The verdict on a failure: a dict of what the specification names, absent fields left out.

    network: the kind of what the transport threw.
    """
    header = header_reader(failure.get("headers"))
    status = known_status(failure.get("status"))
    body = failure.get("body")
    said = read_body(body)
    kind = said.kind or kind_from(header)
    network = None if (status or 0) >= 300 else "cut" if said.is_cut else network
    said.message = said.message or words_of(failure.get("error"))
    message = "" if kind == "html" else said.message
    seen = Seen(
        said.upstream or judged_status(status or implied_status(said), said.status, network),
        said.code or ("bad_response_status_code" if said.upstream else ""),
        said.type,
        message,
        kind,
        network,
        path_of(member_url(failure)),
        header,
    )
    row = table.find(seen)

    suffix = find_suffix(message)
    page = body if kind == "html" and isinstance(body, str) else ""
    found = {
        "status": status,
        "code": said.code or None,
        "type": said.type or None,
        "param": said.param or None,
        "message": said.message or None,
        "requestId": find_request_id(said, message, header, page),
        "retryAfterMs": find_wait(
            said, message[: suffix[1]] if suffix else message, header, row["category"] == "rate_limit", now
        ),
    }
    return decided(table, row, status, header("x-should-retry")) | {
        name: value for name, value in found.items() if value is not None
    }


def decided(table, row, status, should_retry):
    advice = table.data["advice"][row["category"]]
    retry = row["retry"]
    if should_retry == "false":
        retry = "no"
    elif should_retry == "true" and retry == "usually-no":
        retry = "yes"
    retryable = retry == "yes"
    honest = [
        candidate
        for candidate in (row.get("normalizedStatus"), status, advice["normalizedStatus"])
        if candidate and candidate >= 400 and includes(table.data["retriedByStatus"], candidate) == retryable
    ]
    told = {name: row.get(name, advice[name]) for name in ("scope", "outcome", "reason", "action", "steps")}
    return told | {
        "ruleId": row["id"],
        "category": row["category"],
        "retry": retry,
        "retryable": retryable,
        "normalizedStatus": honest[0] if honest else 503 if retryable else advice["normalizedStatus"],
        "source": row["source"],
    }


def header_reader(headers):
    fields = {}
    for name, value in (headers or {}).items():
        if value is not None:
            fields.setdefault(folded(name), str(value))
    return fields.get


def known_status(status):
    return status if isinstance(status, int) and 100 <= status <= 599 else None


def judged_status(status, named, network):
    if (status or 0) >= 300:
        return status
    return named or (status if network is None else None)


def implied_status(said):
    says = said.kind in ("json", "stream") and (said.message or said.code or said.type)
    return 200 if says else None


def kind_from(header):
    if header("content-length") == "0":
        return "empty"
    found = re.search("html|json|event-stream", folded(header("content-type") or ""))
    return KINDS[found[0]] if found else None


def words_of(thrown):
    said = [words for words in islice(links_of(thrown), 10) if words] or [""]
    own, root = said[0], said[-1]
    words = own if root in own[:2048] else f"{own.removesuffix('.')}: {root}"
    return words.rstrip()


def links_of(thrown):
    """The message of each error in a chain of causes."""
    while is_something(thrown):
        message = member(thrown, "message")
        yield message if isinstance(message, str) else text_of(thrown)
        errors = member(thrown, "errors")
        first = errors[0] if isinstance(errors, list) and errors else None
        thrown = first if is_something(first) else member(thrown, "cause")


def member_url(failure):
    return (failure.get("request") or {}).get("url") or ""


def path_of(url):
    return re.match(r"(?:[\w+.-]+://[^/?#]*)?([^?#]{0,2048})", url, re.ASCII)[1]
