"""What happened to a conversation, as a sentence with names instead of ids."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.utils.translation import gettext as _

from messaging.desk import reasons, show
from messaging.models import ConversationEvent
from pms.models import Hotel

Kind = ConversationEvent.Kind
Say = Callable[[ConversationEvent, dict[str, str], Hotel], str]


def words(event: ConversationEvent, names: dict[str, str], hotel: Hotel) -> str:
    """`names` by actor, as people.names gives them."""
    return SENTENCES.get(event.kind, _because)(event, names, hotel)


def icon(event: ConversationEvent) -> str:
    return ICONS.get(event.kind, "info")


def _who(actor: str, names: dict[str, str]) -> str:
    return names.get(actor) or (_("Somebody") if actor.startswith("staff:") else _("The clock"))


def _snoozed(event: ConversationEvent, names: dict[str, str], hotel: Hotel) -> str:
    who = _who(event.actor, names)
    if not event.reason:
        return _("%(who)s snoozed it until the guest writes") % {"who": who}
    until = show.when(datetime.fromisoformat(event.reason), hotel)
    return _("%(who)s snoozed it until %(until)s") % {"who": who, "until": until}


def _assigned(event: ConversationEvent, names: dict[str, str], hotel: Hotel) -> str:
    values = {"who": _who(event.actor, names), "whom": _who(event.reason, names)}
    return _("%(who)s gave it to %(whom)s") % values


def _labelled(event: ConversationEvent, names: dict[str, str], hotel: Hotel) -> str:
    values = {"who": _who(event.actor, names), "label": event.reason[1:]}
    if event.reason.startswith("-"):
        return _("%(who)s took the label “%(label)s” away") % values
    return _("%(who)s put the label “%(label)s” on it") % values


def _handed_over(event: ConversationEvent, names: dict[str, str], hotel: Hotel) -> str:
    why = reasons.read(event.reason).words
    return _("Handed over to staff: %(why)s") % {"why": why} if why else _("Handed over to staff")


def _because(event: ConversationEvent, names: dict[str, str], hotel: Hotel) -> str:
    reason = reasons.read(event.reason).words
    return f"{event.get_kind_display()}: {reason}" if reason else str(event.get_kind_display())


def _alarmed(event: ConversationEvent, names: dict[str, str], hotel: Hotel) -> str:
    told = ", ".join(_who(actor, names) for actor in event.reason.split(",") if actor)
    return _("Alarm: told %(whom)s") % {"whom": told} if told else _("Alarm: nobody to tell")


SENTENCES: dict[str, Say] = {
    Kind.HANDED_OVER: _handed_over,
    Kind.TAKEN_OVER: lambda event, names, _h: _("%(who)s took over") % {"who": _who(event.actor, names)},
    Kind.GIVEN_BACK: lambda event, names, _h: (
        _("%(who)s gave it back to the agent") % {"who": _who(event.actor, names)}
    ),
    Kind.ASSIGNED: _assigned,
    Kind.SNOOZED: _snoozed,
    Kind.WOKEN: lambda event, names, _h: _("%(who)s ended the snooze") % {"who": _who(event.actor, names)},
    Kind.LABELLED: _labelled,
    Kind.CLOSED: lambda event, names, _h: _("%(who)s closed it") % {"who": _who(event.actor, names)},
    Kind.OPENED: lambda *_args: _("The guest wrote again: open for the agent"),
    Kind.WARNED: lambda *_args: _("Nobody has written for a while: the take-over is about to end"),
    Kind.EXPIRED: lambda *_args: _("The take-over ended by itself after 30 idle minutes"),
    Kind.NOT_DELIVERED: lambda event, _n, _h: reasons.read(event.reason).words or str(event.get_kind_display()),
    Kind.PROMISED: _because,
    Kind.KEPT: _because,
    Kind.MISSED: _because,
    Kind.ALARMED: _alarmed,
    Kind.ANSWERED: lambda event, names, _h: _("%(who)s answered the alarm") % {"who": _who(event.actor, names)},
}
ICONS: dict[str, str] = {
    Kind.HANDED_OVER: "support_agent",
    Kind.TAKEN_OVER: "front_hand",
    Kind.GIVEN_BACK: "smart_toy",
    Kind.ASSIGNED: "person_add",
    Kind.SNOOZED: "snooze",
    Kind.WOKEN: "alarm_on",
    Kind.LABELLED: "sell",
    Kind.CLOSED: "task_alt",
    Kind.OPENED: "drafts",
    Kind.WARNED: "hourglass_bottom",
    Kind.EXPIRED: "timer_off",
    Kind.NOT_DELIVERED: "error",
    Kind.PROMISED: "handshake",
    Kind.KEPT: "handshake",
    Kind.MISSED: "warning",
    Kind.ALARMED: "emergency_home",
    Kind.ANSWERED: "front_hand",
}
