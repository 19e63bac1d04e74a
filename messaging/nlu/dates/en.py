"""English words of dates, both sides of the Atlantic."""

from __future__ import annotations

from messaging.nlu.dates.feasts import Feast
from messaging.nlu.dates.grammar import Grammar, compounds

_UNITS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
}  # fmt: skip
_TEENS = {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30,
}  # fmt: skip
_ORDINAL_UNITS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9,
}  # fmt: skip
_ORDINAL_TEENS = {
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15,
    "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
}  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30}

GRAMMAR = Grammar(
    months="january february march april . june july august september october november december",
    short_months="jan|ene feb|fev mar apr|abr may jun jul aug sep|sept oct nov dec|dic|dez",
    weekdays="monday tuesday wednesday|wensday|wendsday thursday friday saturday sunday",
    short_weekdays="mon tue|tues wed|weds thu|thur|thurs fri sat sun",
    cardinals=_UNITS | _TEENS | compounds(_TENS, list(_UNITS.items()), (" ", "-")),
    ordinals=_ORDINAL_UNITS | _ORDINAL_TEENS | compounds(_TENS, list(_ORDINAL_UNITS.items()), (" ", "-")),
    amounts={
        "a": 1,
        "a single": 1,
        "just one": 1,
        "a couple of": 2,
        "a couple": 2,
        "couple of": 2,
    },
    today={
        "today": 0,
        "from now": 0,
        "tomorrow": 1,
        "tomorow": 1,
        "tommorow": 1,
        "tommorrow": 1,
        "tmrw": 1,
        "the day after tomorrow": 2,
        "day after tomorrow": 2,
        "yesterday": -1,
    },
    feasts={
        Feast.ANY: "long weekend, holiday weekend, public holiday, bank holidays, three day weekend, "
        "three - day weekend, 3 day weekend, 3 - day weekend",
        Feast.UNKNOWN: "day weekend, holidays, halloween, "
        "mother's day, mothers day, father's day, fathers day, festive season, "
        "christmas holidays, christmas break, easter holidays, easter break, christmas week, "
        "the holidays, mardi gras",
        Feast.BANK_HOLIDAY: "bank holiday, bank holiday weekend, bank hol, bank hol weekend, bank holiday monday",
        Feast.HOLY_WEEK: "holy week",
        Feast.EASTER: "easter, easter weekend, easter long weekend",
        Feast.MAUNDY_THURSDAY: "maundy thursday, holy thursday",
        Feast.GOOD_FRIDAY: "good friday",
        Feast.EASTER_SUNDAY: "easter sunday, easter day",
        Feast.EASTER_MONDAY: "easter monday",
        Feast.PALM_SUNDAY: "palm sunday",
        Feast.CARNIVAL: "carnival, carnaval",
        Feast.ASH_WEDNESDAY: "ash wednesday",
        Feast.CORPUS: "corpus christi",
        Feast.CHRISTMAS: "christmas, xmas, x - mas, chrismas, cristmas",
        Feast.CHRISTMAS_DAY: "christmas day, xmas day, boxing day",
        Feast.CHRISTMAS_EVE: "christmas eve, xmas eve",
        Feast.NEW_YEAR: "new years eve, new year's eve, nye, new year eve, new year's weekend, hogmanay, reveillon",
        Feast.NEW_YEARS_DAY: "new year's day, new years day, new year, new years, new year's",
        Feast.EPIPHANY: "epiphany, three kings, three kings day",
        Feast.VALENTINE: "valentine's, valentines, valentine's day, valentines day, valentine's weekend, valentine",
        Feast.DEAD: "day of the dead",
        Feast.INDEPENDENCE: "independence day, independence day weekend, fourth of july weekend, "
        "4th of july weekend, july 4th weekend, july fourth weekend, the fourth of july weekend",
        Feast.MAY_DAY: "may day",
        Feast.ALL_SAINTS: "all saints, all saints day, all saints' day",
        Feast.COLUMBUS: "columbus day, columbus day weekend",
        Feast.THANKSGIVING: "thanksgiving, thanksgiving weekend, thanksgiving day",
        Feast.MEMORIAL: "memorial day, memorial day weekend",
        Feast.LUTHER_KING: "mlk, mlk day, mlk weekend, mlk day weekend, martin luther king day",
        Feast.PRESIDENTS: "presidents day, presidents' day, presidents day weekend, president's day weekend",
        Feast.LABOR: "labor day, labor day weekend, labour day, labour day weekend",
    },
    next_is_nearest=False,
    counts_today=False,
    words={
        "tonight": "tonight, this evening, tonite",
        "weekend": "wekend, weeknd, weekand, weeken, weekened, weekend, week end, week-end",
        "week": "week, weeks",
        "article": "the, on, on the",
        "day": "day, days, date",
        "nights": "night, nights, nigths, nigth, nite, nites, night's, nighter",
        "of": "of",
        "in": "in",
        "for": "for, during",
        "from": "from, starting, starting from, starting on, beginning, as of, since",
        "between": "between",
        "to": "to, thru",
        "until": "until, till, til, until the, through, up to, untill",
        "and": "and",
        "or": "or",
        "arrival": "arrive, arrives, arriving, arrival, check in, check-in, checkin, checking in, checking-in, "
        "coming, get there, getting there, landing, come",
        "departure": "leave, leaves, leaving, depart, departing, departure, check out, check-out, checkout, "
        "checking out, checking-out, going home, returning, fly out, flying out",
        "next": "next, following, the following, the next",
        "coming": "coming",
        "this": "this, this coming, the coming",
        "correction": "actually, instead, rather, sorry, i mean, i meant, make it, better, make that",
        "no": "no, not",
        "more": "more, extra, additional",
        "another": "another",
        "past": "last, previous, past",
        "vague": "the week after, the week after that, in a month, in a couple of months, later in the year, "
        "later this year, later on, "
        "black friday, cyber monday, other dates, another date, different dates, change dates, "
        "change the dates, change my dates, "
        "the dates, "
        "weekend after next, week after next, "
        "end of the month, the end of the month, the beginning of the month, "
        "the middle of the month, "
        "end of month, beginning of the month, start of the month, "
        "middle of the month, summer, winter, autumn, spring break, spring, sometime, some time, "
        "some day, someday, any day, any weekend, a weekend, some weekend, a few days, a few nights, "
        "some nights, several nights, several days, midweek, mid-week, mid week, "
        "weekdays, first weekend, last weekend, second weekend, third weekend",
        "part_of_month": "early, mid, late, mid-, beginning of, the beginning of, start of, end of, the end of, "
        "middle of, first week of, last week of, second week of, third week of, first half of, "
        "second half of, early in, late in, the first half of",
        "fortnight": "fortnight, fortnights",
        "next_month": "next month, the following month, following month",
        "some_month": "this month, the month, coming months, coming weeks, next few weeks",
        "mute": "tomorrow's, the first time, first time, first floor, second floor, third floor, second option, "
        "first option, third option, the second one, the first one, the third one, the fourth one, "
        "per night, a night's, each night, every night, per day, a day, every day, all day, good day, nice day, "
        "have a good weekend, have a nice weekend, good night, last night, the other day, on time, a week ago",
    },
    typos_of_no_one=frozenset({"sundae", "marsh"}),
)
