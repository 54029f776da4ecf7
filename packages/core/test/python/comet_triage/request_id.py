"""The request id that support asks for."""

import re

from .words import pattern

LABEL = "(request id: "
LIMIT = 128
GROUP = pattern(
    r"[(（][^()（）]{0,160}?(?:request.?id\s?[:：]\s?([\w.-]{1,128})|[:：]\s?(\d{14}[0-9a-z]{9,114}))\s?[)）]",
    re.IGNORECASE,
)
PROSE = pattern(r"(?<![A-Za-z0-9])req_\w{6,}|[Rr]equest ?(?:ID|id):? (?P<id>(?=[\w-]*\d)[\w-]{20,64})")


def find_suffix(message):
    """(id, position of its opening bracket), or None."""
    start = message.find(LABEL)
    if start != -1 and message.find(")", start) == len(message) - 1:
        id_ = message[start + len(LABEL) : -1]
        if " " not in id_ and len(id_) <= LIMIT:
            return id_, start
    offset = max(0, len(message) - 512)
    last = None
    for last in GROUP.finditer(message[offset:]):
        pass
    return last and (last[1] or last[2] or "", offset + last.start())


def find_request_id(said, message, header, page):
    suffix = find_suffix(message)
    outer = suffix if said.tail is None else find_suffix(said.tail)
    prose = PROSE.search(message[:8192])
    return next(
        filter(
            lambda id_: id_ and len(id_) <= LIMIT,
            [
                outer and outer[0],
                header("x-oneapi-request-id"),
                header("x-request-id"),
                header("request-id"),
                said.request_id,
                prose and (prose["id"] or prose[0]),
                suffix and suffix[0],
                header("cf-ray") if header("cf-ray") != "-" else None,
                ray_id(page),
            ],
        ),
        None,
    )


def ray_id(page):
    at = page[:16_384].find("Ray ID")
    found = re.search("[0-9a-f]{16}", page[at + 6 : at + 102]) if at != -1 else None
    return found and found[0]
