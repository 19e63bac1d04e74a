"""Why a conversation came to staff and why a message failed: stored in English once, read in any language."""

from __future__ import annotations

import re
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_


class Reason(NamedTuple):
    kind: str
    """What a courteous answer depends on: person, booking, cancellation …; other."""
    words: str


# (as it is stored, its kind, as staff read it)
REASONS = tuple(
    (re.compile(stored), kind, words)
    for stored, kind, words in (
        (r"the guest asked for a person", "person", N_("The guest asked for a person")),
        (r"EMERGENCY", "emergency", N_("EMERGENCY")),
        (r"urgent", "person", N_("Urgent: a person is wanted")),
        (r"urgent, while the desk is closed", "person", N_("Urgent, while the desk is closed")),
        (r"a group of (?P<what>\d+)", "group", N_("A group of %(what)s")),
        (r"something does not work", "trouble", N_("Something does not work")),
        (r"a complaint", "complaint", N_("A complaint")),
        (r"a group", "group", N_("A group")),
        (r"asks about their own data", "person", N_("Asks about the data the hotel keeps of them")),
        (r"insults", "other", N_("Insults")),
        (r"the agent is switched off", "other", N_("The agent is switched off")),
        (r"not understood three times in a row", "lost", N_("Not understood three times in a row")),
        (
            r"the PMS booked something else than was offered(?:: (?P<what>.+))?",
            "booking",
            N_("The PMS booked something else than was offered"),
        ),
        (
            r"wants to cancel (?P<what>\S+), which is (?P<more>.+)",
            "cancellation",
            N_("Wants to cancel %(what)s, which is %(more)s"),
        ),
        (
            r"a reservation could not be cancelled: (?P<what>.+)",
            "cancellation",
            N_("A reservation could not be cancelled: %(what)s"),
        ),
        (
            r"the PMS did not answer the cancellation of (?P<what>.+)",
            "cancellation",
            N_("The PMS did not answer the cancellation of %(what)s"),
        ),
        (r"wants to change (?P<what>\S+)", "booking", N_("Wants to change %(what)s")),
        (
            r"the PMS did not answer a change of (?P<what>.+)",
            "booking",
            N_("The PMS did not answer a change of %(what)s"),
        ),
        (r"the PMS has not answered for (?P<what>.+)", "booking", N_("The PMS has not answered for %(what)s")),
        (
            r"the room held for the guest was sold at the desk: (?P<what>.+)",
            "booking",
            N_("Room %(what)s was sold at the desk while the guest was deciding on it"),
        ),
        (r"a promised answer is overdue: (?P<what>.+)", "overdue", N_("A promised answer is overdue: %(what)s")),
        (r"a reply was kept back: (?P<what>.+)", "other", N_("The agent kept back a reply it could not prove")),
        (r"the agent failed", "other", N_("The agent failed")),
        (
            r"a message could not be delivered: (?P<what>.+)",
            "undelivered",
            N_("A message could not be delivered: %(what)s"),
        ),
        (r"take-over ended after 30 idle minutes", "idle", N_("The take-over ended after 30 idle minutes")),
        (r"availability(?: by (?P<what>.+))?", "promise", N_("Rooms and prices")),
        (r"reservation(?: by (?P<what>.+))?", "promise", N_("What became of a reservation")),
        # Why a message failed.
        (r"staff took over first", "other", N_("Staff took over before it went out")),
        (
            r"the channel's window is closed and there is no template",
            "window",
            N_("The window was closed and the account has no template"),
        ),
        (r"the guest wants no messages that we start", "other", N_("The guest wants no messages that we start")),
        (r"nobody knows whether it arrived", "other", N_("Nobody knows whether it arrived")),
    )
)


def read(stored: str) -> Reason:
    """One that is not known is shown as it was written."""
    for pattern, kind, words in REASONS:
        if match := pattern.fullmatch(stored):
            details = {name: words_of(value) if value else "" for name, value in match.groupdict().items()}
            return Reason(kind, _(words) % details)
    return Reason("other" if stored else "", stored[:1].upper() + stored[1:])


def words_of(stored: str) -> str:
    """A reason within a reason, else as it is."""
    known = next((words for pattern, _kind, words in REASONS if pattern.fullmatch(stored)), "")
    return _(known) if known and "%(" not in known else stored
