"""The wait that a response asks for, in milliseconds."""

import math
import re
from datetime import datetime, timedelta, timezone

from .words import pattern, trim

AMOUNT = r"(\d{1,9}(?:\.\d{1,12})?) ?(ms|(?:millisecond|s|sec|second|m|min|minute|h|hr|hour|d|day)s?|秒钟?|分钟?|小时)(?![a-z])"
AMOUNTS = pattern(AMOUNT, re.IGNORECASE)
SUM = rf"((?:{AMOUNT},? ?(?:and )?){{1,4}})"
PROSE = pattern(
    rf"\b(?:again|wait|(?:retry|available|resets?)(?= [a-z]))(?: [a-z]+){{0,2}} ~?{SUM}(?!\w)",
    re.IGNORECASE,
)
PROSE_IN_CHINESE = pattern(
    rf"{SUM}[之以]?后[ 即可才能自动]{{0,3}}(?:[再重尝继]|恢复|解除)", re.IGNORECASE
)
SECONDS = {"ms": 0.001, "mi": 0.001, "s": 1, "秒": 1, "m": 60, "分": 60, "h": 3600, "小": 3600, "d": 86_400}
REMAINING = ("ratelimit-remaining", "x-ratelimit-remaining", "x-rate-limit-remaining")
RESET = ("ratelimit-reset", "x-ratelimit-reset", "x-rate-limit-reset")
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
CLOCK = r"(\d\d):([0-5]\d):([0-5]\d|60)"
DATES = [
    pattern(rf"[a-z]{{3}}, (?P<day>\d\d) (?P<month>[a-z]{{3}}) (?P<year>\d{{4}}) {CLOCK} GMT", re.IGNORECASE),
    pattern(rf"[a-z]+day, (?P<day>\d\d)-(?P<month>[a-z]{{3}})-(?P<year>\d\d) {CLOCK} GMT", re.IGNORECASE),
    pattern(rf"[a-z]{{3}} (?P<month>[a-z]{{3}}) (?P<day>[ \d]\d) {CLOCK} (?P<year>\d{{4}})", re.IGNORECASE),
]


def find_wait(said, own_message, header, is_limit, now):
    milliseconds = decimal(header("retry-after-ms"))
    if milliseconds is not None:
        return math.ceil(milliseconds)
    clock = http_date(header("date") or "", now)
    clock = now if clock is None else clock
    retry_after = header("retry-after")
    if retry_after is not None:
        return from_retry_after(trim(retry_after), clock)
    for wait in (body_wait(said.wait), reset_wait(header, clock) if is_limit else None):
        if wait is not None:
            return wait
    found = PROSE.search(own_message[:2048]) or PROSE_IN_CHINESE.search(own_message[:2048])
    return duration(found[1]) if found else None


def from_retry_after(text, clock):
    date = http_date(text, clock)
    if date is None:
        return milliseconds_of(decimal(trim(text.rsplit(",", 1)[-1])))
    return date - clock if clock is not None and date > clock else None


def decimal(text):
    return float(text) if text is not None and re.fullmatch(r"[0-9]{1,15}(\.[0-9]{1,9})?", text) else None


def milliseconds_of(seconds):
    return None if seconds is None else math.ceil(math.floor(seconds * 1e6 + 0.5) / 1e3)


def body_wait(text):
    seconds = decimal(text)
    return duration(text) if seconds is None else milliseconds_of(seconds)


def duration(text):
    amounts = [float(count) * SECONDS[unit_of(unit.lower())] for count, unit, *_ in AMOUNTS.findall(text)]
    return milliseconds_of(sum(amounts)) if amounts else None


def unit_of(unit):
    return unit[:2] if unit == "ms" or unit.startswith("milli") else unit[0]


def reset_wait(header, clock):
    if any((decimal(header(name)) or 0) > 0 for name in REMAINING):
        return None
    limits = header("ratelimit") or ""
    if pattern(r"\bremaining\s*=\s*[1-9]").search(limits):
        return None
    windows = [item for item in limits.split(",") if not pattern(r";\s*r\s*=\s*[1-9]").search(item)]
    times = [int(found[1]) for found in map(pattern(r"(?:;\s*t|\breset)\s*=\s*(\d{1,9})").search, windows) if found]
    named = (value for value in (decimal(header(name)) for name in RESET) if value is not None)
    reset = max(times) if times else next(named, None)
    if reset is None or reset < 1e9:
        return milliseconds_of(reset)
    if clock is None:
        return None
    left = (reset * 1000 if reset < 1e12 else reset) - clock
    return math.ceil(left) if left > 0 else None


def http_date(text, now):
    """Milliseconds since the epoch, or None."""
    found = next((match for match in (date.fullmatch(text) for date in DATES) if match), None)
    if found is None or found["month"].lower() not in MONTHS:
        return None
    year = int(found["year"])
    if len(found["year"]) == 2:
        if now is None:
            return None
        year = full_year(year, now)
    hour, minute, second = (int(part) for part in re.search(CLOCK, found[0]).groups())
    try:
        start = datetime(year, MONTHS.index(found["month"].lower()) + 1, int(found["day"]), tzinfo=timezone.utc)
        time = start + timedelta(hours=hour, minutes=minute, seconds=second)
    except (ValueError, OverflowError):
        return None
    return None if hour > 23 else int(time.timestamp() * 1000)


def full_year(two_digits, now):
    this_year = datetime.fromtimestamp(now / 1000, timezone.utc).year
    ahead = (two_digits - this_year) % 100
    return this_year + (ahead - 100 if ahead > 50 else ahead)
