"""Reads code, type, message and the like from a body of any shape."""

import json
import re
from dataclasses import dataclass

from .words import is_number, is_something, member, pattern, text_of, trim, trim_end, trim_start

LIMIT = 262_144
DEPTH = 3
MESSAGES = "description msg err error_msg status_msg failReason fail_reason failure failure_reason detail errors title".split()
SALVAGE = r'"{}"\s*:\s*(?:"(?!error")((?:[^"\\]|\\.)*)|(\d+))'
SALVAGED_ERROR = pattern(r'[\[{\s]*(?:"type"\s*:\s*"error"\s*,\s*)?"error"\s*:\s*["{]')
XML_ERROR = pattern(r"(?:<\?xml[^>]{0,80}>\s{0,8})?<Error>")
STREAM = re.compile(r"(?:data|event|id|retry)?:")
LAST_EVENT = pattern(
    r'^\[DONE\]|"(?:finish_?|block)reason"\s*:\s*"[^"]|"type"\s*:\s*"(?:message_stop|response\.incomplete|\w+\.completed'
    r'|(?:transcript\.text|speech\.audio)\.done)"',
    re.IGNORECASE,
)
TOLD = pattern(r"[^\[{]*")
LEAD = pattern(
    r"""\s*(?=[\[{])|[^{]{0,160}?(?:(?:(?:\b|_)(?:status|code|failed|error|http|returned)|失败)\W{1,3}(?P<status>\d{3})\b|upstream|exception -)[^{]{0,40}(?=\{\s*["'](?:type\W+)?error\b)""",
    re.IGNORECASE,
)

RPC = {
    3: "INVALID_ARGUMENT",
    4: "DEADLINE_EXCEEDED",
    5: "NOT_FOUND",
    7: "PERMISSION_DENIED",
    8: "RESOURCE_EXHAUSTED",
    9: "FAILED_PRECONDITION",
    13: "INTERNAL",
    14: "UNAVAILABLE",
    16: "UNAUTHENTICATED",
}


@dataclass
class Said:
    """What a body says. Absent texts are empty."""

    kind: str | None = None
    code: str = ""
    type: str = ""
    param: str = ""
    message: str = ""
    request_id: str = ""
    status: int | None = None
    upstream: int | None = None
    wait: str = ""
    tail: str | None = None
    is_error: bool = False
    is_cut: bool = False


def read_body(body):
    if body is None:
        return Said()
    if isinstance(body, bytes):
        return read_text(body.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace"), 0)
    return read_text(body, 0) if isinstance(body, str) else read_value(body, 0)


def read_text(whole, depth):
    text = whole if len(whole) <= LIMIT else f"{whole[: LIMIT // 2]}\n\n{whole[-LIMIT // 2 :]}"
    text = trim_start(text)
    if text == "":
        return Said("empty")
    if text[0] in '{["':
        try:
            value = json.loads(text, parse_constant=refuse)
        except (ValueError, RecursionError):
            return salvage(text)
        return read_value(value, depth)
    if text[0] == "<":
        return read_markup(text)
    if depth <= DEPTH and STREAM.match(text):
        return read_stream(text, depth)
    return with_inner(Said("text", message=trim_end(text[:2048])), "", depth)


def refuse(constant):
    raise ValueError(constant)


def read_markup(text):
    if not XML_ERROR.match(text):
        return read_page(text)

    def between(tag):
        found = pattern(f"<{tag}>([^<]{{0,512}})").search(text)
        return trim(found[1]) if found else ""

    return Said("text", code=between("Code"), message=between("Message"), request_id=between("RequestId"))


def read_page(text):
    _, title, rest = text.partition("<title>")
    return Said("html", message=trim(rest.split("<")[0][:512]) if title else "")


def salvage(text):
    said = Said("json", is_error=bool(SALVAGED_ERROR.match(text)))
    for name in ("message", "code", "type"):
        found = pattern(SALVAGE.format(name)).search(text)
        setattr(said, name, (found[1] or found[2] or "") if found else "")
    return said


def read_stream(text, depth):
    cut = True
    for event in re.split(r"\r\n\r\n|\n\n|\r\r", text):
        lines = re.split(r"\r\n|\r|\n", event)
        data = "".join(trim(line[5:]) if line.startswith("data:") else line for line in lines if is_data(line))
        if "error" in event or "base_resp" in event:
            said = read_text(data, depth + 1)
            if said.is_error or "event: error" in lines or "event:error" in lines:
                said.kind, said.is_error = "stream", True
                return said
        if LAST_EVENT.search(data):
            cut = False
    return Said("stream", is_cut=cut)


def is_data(line):
    return line.startswith(("data:", "{", "}", '"', " ", "\t"))


def read_value(value, depth):
    if depth > DEPTH:
        return Said("json")
    if isinstance(value, str):
        return read_text(value, depth + 1)
    if isinstance(value, list):
        first = value[0] if value else None
        return read_value(next((item for item in value if is_something(member(item, "error"))), first), depth + 1)
    return read_object(value, depth) if isinstance(value, dict) else Said("json")


def read_object(body, depth):
    cloud = next((body[name] for name in ("Response", "ResponseMetadata") if body.get(name) is not None), None)
    inner = (member(body.get("response"), "error"), member(cloud, "Error"), minimax_error(body.get("base_resp")))
    error = next((value for value in (body.get("error"), *inner) if value is not None), None)
    own = not isinstance(error, (dict, list))
    fields = body if own else error if isinstance(error, dict) else {}

    said = read_fields(fields, body)
    if own:
        reasons = (text_of(member(body.get("data"), name)) for name in ("fail_reason", "task_status_msg", "errorMessage"))
        said.message = next(filter(None, reasons), said.message) or text_of(member(body.get("output"), "message"))
        codes = (("output", "code"), ("promptFeedback", "blockReason"))
        said.code = said.code or next(filter(None, (text_of(member(body.get(at), name)) for at, name in codes)), "")
    said.message = said.message or text_of(error) or text_of(member(body.get("header"), "message"))
    if said.message == "" and " " in text_of(body.get("status")):
        said.message = text_of(body.get("status"))
    alone = isinstance(error, (dict, list)) and len(body) == 1
    said.is_error = alone or any(map(is_full, error.values() if isinstance(error, dict) else [error])) or body.get("success") is False or "error" in (body.get("type"), body.get("object"))
    if own and body.get("type") == "error":
        said.type = ""
    said.status = said.status or named_status(body.get("status"))
    own_id = text_of(body.get("requestId")) or text_of(member(body if cloud is None else cloud, "RequestId"))
    said.request_id = text_of(body.get("request_id")) or said.request_id or own_id
    said.wait = said.wait or text_of(body.get("retry_after"))
    if (said.code or said.type) == "bad_response_status_code":
        told = f"{said.message} HTTP {said.param}" if pattern(r"\s*(?:\(|$)").match(said.message) else said.message
        named = pattern(r"(?:status[ _]code|HTTP)[ :=]+(\d+)").search(told)
        said.upstream = named_status(named[1]) if named else None
    return with_inner(said, text_of(member(fields.get("metadata"), "raw")), depth)


def is_full(value):
    return bool(value) if isinstance(value, (dict, list)) else is_something(value)


def minimax_error(base_resp):
    code = member(base_resp, "status_code")
    if is_number(code) and code != 0:
        return {"code": f"base_resp.{text_of(code)}", "message": base_resp.get("status_msg")}
    return None


def read_fields(fields, body):
    code, status, details = (fields.get(name) for name in ("code", "status", "details"))
    said = Said("json", message=text_of(fields.get("message")) or text_of(fields.get("Message")))
    others = map(fields.get, ("Code", "error_name", "failureCode", "err_code"))
    named = (code, member(details, "error_code"), *others)
    said.code = next(filter(None, map(text_of, named)), "")
    is_google = is_number(code) and isinstance(status, str)
    said.type = status if is_google else text_of(fields.get("type")) or text_of(fields.get("__type"))
    if said.type == "" and is_number(code):
        said.type = text_of(fields.get("reason")) or (RPC.get(code, "") if is_something(body.get("done")) else "")
    if said.message == "":
        read_other(said, fields)
    said.request_id = text_of(fields.get("request_id")) or said.request_id
    said.param = text_of(fields.get("param"))
    said.status = named_status(code) or named_status(status)
    if isinstance(details, list):
        delays = (member(detail, "retryDelay") for detail in details)
        said.wait = text_of(next((delay for delay in delays if is_something(delay)), None))
    return said


def read_other(said, fields):
    for value in map(fields.get, MESSAGES):
        first = (value or [None])[0] if isinstance(value, list) else value
        said.message = text_of(first) or text_of(member(first, "msg")) or text_of(member(first, "message"))
        if said.message:
            said.code = said.code or text_of(member(first, "code")) or text_of(member(first, "status"))
            said.type = said.type or text_of(member(first, "type"))
            said.request_id = text_of(member(first, "request_id"))
            return


def named_status(value):
    text = text_of(value)
    is_status = re.fullmatch(r"4(?:0\d|1[0-8]|2[1-9]|31|51|9\d)|5\d\d", text, re.ASCII)
    return int(text) if is_status else None


def with_inner(outer, raw, depth):
    text = raw or outer.message
    found = (LEAD if outer.upstream is None else TOLD).match(text)
    if "{" not in text or found is None:
        return outer
    outer.upstream = outer.upstream or named_status(found["status"] if found.re is LEAD else None)
    body = text[found.end() :]
    end = body.rfind("}" if body[0] == "{" else "]") + 1
    inner = read_text(body[:end], depth + 1)
    if inner.message == "" and inner.code == "":
        return outer
    inner.tail = outer.message if raw else body[end:]
    inner.upstream = inner.upstream or outer.upstream
    inner.is_error = inner.is_error or outer.is_error
    inner.status = inner.status or outer.status
    inner.request_id = inner.request_id or outer.request_id
    inner.wait = inner.wait or outer.wait
    if inner.type == "":
        inner.code = inner.code or outer.code
    return inner
