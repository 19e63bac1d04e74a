"""Stay dates in English, British and American. Today is Tuesday 9 June 2026."""

import pytest

from tests.messaging.nlu.said import stay, table

SAID = table("""
    hi, do you have a room from June 12 to June 15?             => 06-12 06-15
    from the 3rd to the 7th of July for two                     => 07-03 07-07
    I'd like to book from 18 August until 25 August             => 08-18 08-25
    a double from 28 July to 3 August please                    => 07-28 08-03
    28 to 3 August                                              => 07-28 08-03
    the 30th to the 2nd                                         => 06-30 07-02
    from the 15th till the 18th                                 => 06-15 06-18
    5th to 8th                                                  => 07-05 07-08
    SEPTEMBER 10 TO SEPTEMBER 14                                => 09-10 09-14
    Sept 10-14                                                  => 09-10 09-14
    September 10th - 14th                                       => 09-10 09-14
    September 10 through 14                                     => 09-10 09-14
    10-14 September                                             => 09-10 09-14
    10 to 14 Sep 2026                                           => 09-10 09-14
    10th-14th of September                                      => 09-10 09-14
    2026-09-10 to 2026-09-14                                    => 09-10 09-14
    20/9 to 24/9                                                => 09-20 09-24
    9/20 to 9/24                                                => 09-20 09-24
    9/20-24                                                     => 09-20 09-24
    between the 20th and the 23rd of October                    => 10-20 10-23
    between 20 and 23 October                                   => 10-20 10-23
    check in 5 July, check out 9 July                           => 07-05 07-09
    check-in: July 5, check-out: July 9                         => 07-05 07-09
    arriving 5 July and leaving on the 9th                      => 07-05 07-09
    leaving on the 12th, arriving on the 10th                   => 06-10 06-12
    arriving July 5th, departing July 9th                       => 07-05 07-09
    5 July check in, 9 July check out                           => 07-05 07-09
    we arrive Friday and leave Sunday                           => 06-12 06-14
    from Thursday to Sunday                                     => 06-11 06-14
    Fri-Mon                                                     => 06-12 06-15
    fri to sun                                                  => 06-12 06-14
    Friday the 19th                                             => 06-19 - ?departure
    Friday 12th to Sunday 14th                                  => 06-12 06-14
    Fri 19 June - Sun 21 June                                   => 06-19 06-21
    this Friday for 2 nights                                    => 06-12 06-14
    two nights from this Friday                                 => 06-12 06-14
    next Friday for 2 nights                                    => 06-19 06-21 ?next_weekday
    next Monday for 2 nights                                    => 06-15 06-17
    next week Tuesday to Thursday                               => 06-16 06-18
    from Monday to Wednesday next week                          => 06-15 06-17
    this weekend                                                => 06-12 06-14
    do you have anything for the weekend?                       => 06-12 06-14
    next weekend                                                => 06-19 06-21
    the weekend of the 20th                                     => 06-19 06-21
    this weekend, Saturday to Monday                            => 06-13 06-15
    today for 2 nights                                          => 06-09 06-11
    do you have a room for tonight?                             => 06-09 06-10
    tomorrow                                                    => 06-10 - ?departure
    from tomorrow until Friday                                  => 06-10 06-12
    the day after tomorrow for 3 nights                         => 06-11 06-14
    3 nights from Thursday                                      => 06-11 06-14
    4 nights starting July 20                                   => 07-20 07-24
    a week from 1 August                                        => 08-01 08-08
    one week starting on the 1st of August                      => 08-01 08-08
    arriving on July 2nd and staying 5 nights                   => 07-02 07-07
    five nights from the second of July                         => 07-02 07-07
    5 nights until the 11th of July                             => 07-06 07-11
    a couple of nights from Friday                              => 06-12 06-14
    July 20 for 3 days                                          => 07-20 07-23
    a 3-night stay from July 20                                 => 07-20 07-23
    the night of the 20th of July                               => 07-20 07-21
    from the twentieth to the twenty-third of July              => 07-20 07-23
    July twentieth to July twenty third                         => 07-20 07-23
    July 6, 7 and 8                                             => 07-06 07-08
    December 28 to January 2                                    => 12-28 2027-01-02
    Dec 28 - Jan 2                                              => 12-28 2027-01-02
    January 20-22, 2027                                         => 2027-01-20 2027-01-22
    20th of January 2027, 2 nights                              => 2027-01-20 2027-01-22
    May 5th to May 9th                                          => 2027-05-05 2027-05-09
    from 5 to 9 May                                             => 2027-05-05 2027-05-09
    Septmeber 10 to 14                                          => 09-10 09-14
    from Wensday to Firday                                      => 06-10 06-12
    Thrusday to Sunday                                          => 06-11 06-14
    sorry, I meant July 21 to 23                                => 07-21 07-23
    July 20 to 22, actually July 21 to 23                       => 07-21 07-23
    March 5                                                     => 2027-03-05 - ?departure
    on the 20th                                                 => 06-20 - ?departure
    until July 22                                               => - 07-22
    2 adults and 2 kids aged 4 and 6 from July 3 to July 7      => 07-03 07-07
    room for 4 from July 3 to 7                                 => 07-03 07-07
    in 10 days for one night                                    => 06-19 06-20
    Hello! My wife and I are coming on Thursday 16 July and leaving Sunday 19 July. Do you have anything? => 07-16 07-19
    we'll get there at 10pm on July 3 and leave July 7          => 07-03 07-07
    Friday 20 June                                              => 06-20 - ?weekday_mismatch ?departure
    July 20 to 22, 4 nights                                     => 07-20 07-22 ?nights_mismatch
    May 20 to 22, 2024                                          => - - ?past
    February 30                                                 => - - ?impossible
    from July 22 to July 20                                     => - - ?impossible
    04/05 to 06/05                                              => - - ?order_ambiguous
    8/7                                                         => - - ?order_ambiguous
    arriving Wednesday, staying until Sunday next week          => 06-10 06-21
    from Jan the 12th for 2 nights                              => 2027-01-12 2027-01-14
    the 20th of next month                                      => 07-20 - ?departure
    July 20 - 2 nights - 2 adults                               => 07-20 07-22
    we need a room 20/07/2026 – 22/07/2026                      => 07-20 07-22
    Friday and Saturday night                                   => 06-12 06-14
    Mon-Thu next week                                           => 06-15 06-18
    May 20 to 22, 2027                                          => 2027-05-20 2027-05-22
    last Friday                                                 => - -
    the weekend after next                                      => - - ?vague
    a week today                                                => - - ?vague
    over Thanksgiving                                           => - - ?holiday
    in August                                                   => - - ?month_only
    next month                                                  => - - ?month_only
    in May                                                      => - - ?month_only
    at the end of the month                                     => - - ?vague
    sometime in July                                            => - - ?vague
    mid July                                                    => - - ?vague
    early August                                                => - - ?vague
    the first half of January                                   => - - ?vague
    next week                                                   => - - ?vague
    a weekend in July                                           => - - ?vague
    the first week of August                                    => - - ?vague
    for Christmas                                               => - - ?holiday
    New Year's Eve                                              => - - ?holiday
    over Easter, 3 nights                                       => - - ?holiday
    the bank holiday weekend                                    => - - ?holiday
    Friday or Saturday                                          => - - ?vague
""")

NO_DATES = """
    2 adults
    room for 4
    room 101
    I'll take the second one
    option 3 please
    is it 120 euros?
    my number is +1 415 555 2671
    two kids aged 3 and 5
    is breakfast from 7 to 10?
    the wifi is not working today
    may I have late check-out?
    is reception open 24/7?
    good morning
    do you have sun loungers?
    it's a 10 minute walk?
    can I march in with my dog?
    a room with two beds
    just a second please
    thanks, bye
    what time can I check out tomorrow?
    can you set up a cot?
"""


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_stay(text: str, expected: str) -> None:
    assert stay(text, "en") == expected


@pytest.mark.parametrize("text", [line.strip() for line in NO_DATES.strip().splitlines()])
def test_no_date_is_taken_from(text: str) -> None:
    assert stay(text, "en") == "- -"


@pytest.mark.parametrize(("country", "expected"), [("US", "04-05"), ("GB", "05-04"), ("ES", "05-04"), ("AR", "05-04")])
def test_order_of_day_and_month_is_the_country_s(country: str, expected: str) -> None:
    assert stay("04/05", "en", country=country).startswith(f"2027-{expected}")
