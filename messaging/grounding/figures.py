"""Amounts, dates, times and counts, as a guest reads them in Spanish, Portuguese or English."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from messaging.grounding.numerals import COUNTED, PERCENT, SIGNS, UNIT

Token = tuple[str, Any]
Reader = tuple[re.Pattern[str], Callable[[re.Match[str]], Iterator[Token]]]

MONTHS = {
    name: number
    for names in (
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "january february march april may june july august september october november december",
        "ene feb mar abr may jun jul ago sep oct nov dic",
        "jan fev mar abr mai jun jul ago set out nov dez",
        "jan feb mar apr may jun jul aug sept oct nov dec",
    )
    for number, name in enumerate(names.split(), start=1)
}
WEEKDAYS = {
    name: number
    for names in (
        "lunes martes miércoles jueves viernes sábado domingo",
        "segunda terça quarta quinta sexta sábado domingo",
        "monday tuesday wednesday thursday friday saturday sunday",
        "lun ma mié jue vie sáb dom",  # mar is March, too
        "seg ter qua qui sex sáb dom",
        "mon tue wed thu fri sat sun",
    )
    for number, name in enumerate(names.split())
}
NUMBER = r"\d{1,3}(?:[ .,']\d{3})+(?:[.,]\d{1,2})?(?![\d]|[.,]\d)|\d+(?:[.,]\d{1,2})?(?!\d|[.,]\d)"
_BEFORE = "|".join(re.escape(sign) for sign in SIGNS if sign in ("€", "£", "$") or "$" in sign or len(sign) == 3)
_AFTER = "|".join(re.escape(sign) for sign in sorted(SIGNS, key=len, reverse=True))
_PER = r"(?:la|por|per|a|cada|each|/) ?(?:noche|noite|night|persona|pessoa|person|día|dia|day|habitación|quarto|room)"
AMOUNT = re.compile(
    rf"(?<![\w$])(?P<before>{_BEFORE}) ?(?P<one>{NUMBER})(?P<thousands> mil\b)?"
    rf"|(?<![\w.,:/+-])(?P<two>{NUMBER})(?P<mil> mil(?: de)?| ?k)? ?(?P<after>{_AFTER})(?![\w$]|(?<=[€$£])\d)"
    rf"|(?<![\w.,:/+-])(?P<three>{NUMBER})(?= {_PER}\b)"
    rf"|\b(?:cuestan?|custam?|costs?|precio|preço|price|total|tarifa|valor|vale|sale|sai|paga)(?: de| is| por|:)*"
    rf" (?P<four>{NUMBER})(?! ?(?:{_AFTER}|{PERCENT}|{UNIT})(?!\w))",
    re.I,
)
SHARE = re.compile(rf"(?<![\w.,])(\d+(?:[.,]\d+)?) ?(?:{PERCENT})", re.I)

_MONTH = "|".join(sorted((name for name in MONTHS if name not in ("mar", "set", "out", "may")), key=len, reverse=True))
_ENGLISH = "january|february|march|april|may|june|july|august|september|october|november|december"
_SHORT = "jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
_TO = r"(?:al?|ao|até|ate|hasta|y|e|and|to|-|–)"
_TH = r"(?:st|nd|rd|th|[oº]\b)?"
NAMED_DATE = re.compile(
    rf"(?<![\w.,/:])(?:(?P<first>\d{{1,2}}){_TH} ?{_TO} ?(?:el |dia |the )?)?(?P<day>\d{{1,2}}){_TH}"
    rf"(?:(?: de | of |[ /-])(?P<month>{_MONTH}|may)|(?: de |[/-])(?P<tight>mar|set|out))\b\.?"
    r"(?:(?:,| de| del)? ?(?P<year>20\d\d)\b)?"
    rf"|\b(?P<english>{_ENGLISH}|{_SHORT})\.? (?:the )?(?P<of>\d{{1,2}}){_TH}(?! ?(?:[ap]\.? ?m|[:h]\d))(?![\d:])"
    rf"(?: ?{_TO} ?(?:the )?(?P<last>\d{{1,2}}){_TH}(?! (?:{_MONTH}|of)))?(?:,? (?P<its>20\d\d)\b)?",
    re.I,
)
NUMERIC_DATE = re.compile(
    r"\b(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)\b"
    r"|(?<![\w./-])(?P<day>\d{1,2})(?P<mark>[/.-])(?P<month>\d{1,2})(?P=mark)(?P<year>\d{4}|\d\d)(?![\w/]|[.-]\d)"
    r"|(?<![\w./-])(?!24/7)(?P<slashed>\d{1,2})/(?P<by>\d{1,2})(?![\w/]|\.\d)"
    r"|\b(?:el|al|del|día|dia|on) (?P<dotted>\d{1,2})\.(?P<dot>\d{1,2})(?!\w|[.,]\d| ?[€$£%h])",
    re.I,
)
WEEKDAY = re.compile(
    rf"\b(?P<name>{'|'.join(sorted(WEEKDAYS, key=len, reverse=True))})(?:-feira)?s?,? "
    rf"(?=(?:(?:el|día|dia|the|o) )*(?:(?:{_ENGLISH}|{_SHORT}) )?(?P<day>\d{{1,2}})"
    rf"(?!\d|[:h%€$]|[.,]\d| ?(?:[ap]\.? ?m\b|(?:{UNIT})\b)))",
    re.I,
)
DAY = re.compile(
    rf"\b(?:el|día|dia|on the|from the|to the|until the) (?P<on>\d{{1,2}}){_TH}"
    rf"(?!\w|[.,:/]\d| ?(?:%|{_AFTER}|{UNIT})(?!\w)| (?:floor|planta|piso|andar))"
    r"|(?<=#)(?P<after>\d{1,2})(?!\w|[.,:/]\d)"
    r"|\bdel (?P<from>\d{1,2}) al (?P<to>\d{1,2})(?!\w|[.,:/]\d)",
    re.I,
)

_HOUR = r"(?:[01]?\d|2[0-4])"
_AT = r"(?:las|às|as|at|until|till|from|by|a partir das|das|desde las|hasta las)"
_LASTING = r"(?<!\ben )(?<!\bem )(?<!\bin )(?<!\bhace )(?<!\bcada )(?<!\bde )(?<!\bhá )(?<!\bwithin )(?<!\bunas )"
CLOCK = re.compile(
    rf"(?<![\w.,/])(?P<hour>{_HOUR})(?:[:h.](?P<minute>[0-5]\d))? ?(?P<half>[ap])\.? ?m\b\.?"
    rf"|(?<![\w.,/])(?P<of>{_HOUR})[:h](?P<past>[0-5]\d)\b"
    rf"|\b{_AT} (?P<dotted>{_HOUR})\.(?P<dot>[0-5]\d)(?!\d|[.,]\d| ?[€$£%])"
    rf"|\b{_AT} (?P<day>1[0-2]|0?[1-9])(?P<more> y media| e meia)? (?:de la|da) (?P<part>mañana|manhã|tarde|noche"
    rf"|noite)"
    rf"|\b(?:half past )(?P<english>{_HOUR})\b"
    rf"|(?<![\w.,/]){_LASTING}(?!24)(?P<bare>{_HOUR}) ?h(?:rs?|s)?\b(?!\w| (?:antes|before|antelación|después|depois))"
    rf"|\b{_AT} (?!24)(?P<struck>{_HOUR})(?P<with> y media| e meia)?(?: ?(?:h|hs|hrs|horas?|hours|o'clock|en punto"
    rf"|em ponto)\b)?"
    r"(?=\s*(?:[.,;!?)#](?!\d)|$| (?:a|y|e|to|and|until|de|hasta|se|le)\b))"
    r"|\b(?:at|until|till|by|from|hasta|desde|até|a|à|al|ao)(?: la| el| o| a)?"
    r" (?:(?P<noon>mediod[ií]a|meio-dia|noon|midday)|(?P<midnight>medianoche|meia-noite|midnight))\b",
    re.I,
)
COUNT = re.compile(rf"(?<![\w.,/-])(?P<n>\d{{1,5}})(?= ?(?:{UNIT})\b)", re.I)
_COUNTS = tuple((kind, re.compile(rf" ?(?:{pattern})\b", re.I)) for kind, pattern in COUNTED.items())
PLAIN = re.compile(r"(?<![\w.,/-])\d+(?![\w]|[.,]\d)")


def value_of(text: str) -> Decimal:
    """1.234,50 and 1,234.50 alike: the last mark before one or two digits is the decimal one."""
    parts = re.fullmatch(r"(?P<whole>.*?)(?:[.,](?P<cents>\d{1,2}))?", text.strip())
    assert parts
    return Decimal(re.sub(r"\D", "", parts["whole"]) + (f".{parts['cents']}" if parts["cents"] else ""))


def _amount(match: re.Match[str]) -> Iterator[Token]:
    sign = SIGNS.get((match["before"] or match["after"] or "").lower(), "")
    value = value_of(match["one"] or match["two"] or match["three"] or match["four"])
    yield "amount", (value * 1000 if match["thousands"] or match["mil"] else value, sign)


def _share(match: re.Match[str]) -> Iterator[Token]:
    yield "percent", Decimal(match[1].replace(",", "."))


def _named_date(match: re.Match[str]) -> Iterator[Token]:
    name = match["month"] or match["tight"] or match["english"]
    month, year = MONTHS[name.lower()], match["year"] or match["its"]
    for day in filter(None, (match["first"], match["day"], match["of"], match["last"])):
        yield "date", (month, int(day))
    if year:
        yield "dated", (int(year), month, int(match["day"] or match["last"] or match["of"]))


def _numeric_date(match: re.Match[str]) -> Iterator[Token]:
    month = int(match["m"] or match["month"] or match["by"] or match["dot"])
    day = int(match["d"] or match["day"] or match["slashed"] or match["dotted"])
    yield "date", (month, day)
    if year := match["y"] or match["year"]:
        yield "dated", (int(year) + (2000 if len(year) == 2 else 0), month, day)


def _weekday(match: re.Match[str]) -> Iterator[Token]:
    yield "weekday", (WEEKDAYS[match["name"].lower()], int(match["day"]))


def _day(match: re.Match[str]) -> Iterator[Token]:
    for day in filter(None, (match["on"], match["after"], match["from"], match["to"])):
        yield "day", int(day)


def _clock(match: re.Match[str]) -> Iterator[Token]:
    if match["noon"] or match["midnight"]:
        yield "time", (12 if match["noon"] else 0, 0)
        return
    names = ("hour", "of", "dotted", "day", "english", "bare", "struck")
    hour = next(int(match[name]) for name in names if match[name])
    minute = int(match["minute"] or match["past"] or match["dot"] or 0)
    if match["more"] or match["with"] or match["english"]:
        minute = 30
    if match["half"]:
        hour = hour % 12 + (12 if match["half"].lower() == "p" else 0)
    elif match["part"] and match["part"].lower() not in ("mañana", "manhã"):
        hour = hour % 12 + 12
    yield "time", (hour % 24, minute)


def _count(match: re.Match[str]) -> Iterator[Token]:
    yield next(kind for kind, unit in _COUNTS if unit.match(match.string, match.end())), int(match["n"])


def _plain(match: re.Match[str]) -> Iterator[Token]:
    yield "number", match[0].lstrip("0") or "0"


# In this order: what one has read, none of the next reads again.
AMOUNTS: tuple[Reader, ...] = ((AMOUNT, _amount), (SHARE, _share))
DATES: tuple[Reader, ...] = ((WEEKDAY, _weekday), (NAMED_DATE, _named_date), (NUMERIC_DATE, _numeric_date))
TIMES: tuple[Reader, ...] = ((CLOCK, _clock),)
COUNTS: tuple[Reader, ...] = ((COUNT, _count), (DAY, _day))
REST: tuple[Reader, ...] = ((PLAIN, _plain),)
