"""What a hotel needs before guests may write to it: each check with its reason and the page that settles it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from zoneinfo import available_timezones

from babel.numbers import list_currencies
from django.conf import settings
from django.utils.translation import gettext as _

from hotel_agent.setup_assistant.check import Check, changelist, check, form, new
from hotel_agent.setup_assistant.papers import DAYS_OF_RATES, Papers
from pms.models import StaffMember
from pms.terms import LANGUAGES

MUST_KNOW = (
    *("check_in_time", "check_out_time", "breakfast", "wifi", "parking", "pets", "location"),
    *("payment", "cancellation_policy", "children", "contact"),
)
SAVED = 3  # replies that make the composer worth its menu
Role = StaffMember.Role


def of(papers: Papers) -> list[tuple[str, list[Check]]]:
    """Groups of checks, in the order a hotel would go through them."""
    groups: list[tuple[str, Callable[[Papers], Iterator[Check]]]] = [
        (_("The hotel"), _hotel),
        (_("What it sells"), _sales),
        (_("What the agent may say"), _knowledge),
        (_("Where guests write"), _channels),
        (_("Who works here"), _people),
        (_("Programs and a first try"), _programs),
    ]
    return [(title, list(look(papers))) for title, look in groups]


def _hotel(papers: Papers) -> Iterator[Check]:
    hotel = papers.hotel
    page = form(hotel)
    contact = {_("name"): hotel.name, _("address"): hotel.address, _("city"): hotel.city, _("phone"): hotel.phone}
    lacking = [word for word, value in contact.items() if not value]
    why = _("Guests ask for it, and it stands in every confirmation.")
    yield check("contact", _("Name, address and phone"), why, lacking, page)
    lacking = [] if hotel.latitude is not None and hotel.longitude is not None else [_("latitude and longitude")]
    why = _("“Where are you?” is answered with a pin on the guest’s map.")
    yield check("place", _("Place on the map"), why, lacking, page)
    lacking = [] if hotel.timezone in available_timezones() else [_("time zone")]
    lacking += [] if hotel.currency in list_currencies() else [_("currency")]
    why = _("They decide what “tomorrow” means and in what every price is told.")
    yield check("clock", _("Time zone and currency"), why, lacking, page, done=f"{hotel.timezone} · {hotel.currency}")


def _sales(papers: Papers) -> Iterator[Check]:
    account = papers.account
    page = form(account) if account else new("pms_pmsaccount", papers)
    lacking = [] if account and papers.answers else [_("no answer") if account else _("no account")]
    why = _("Every room and price comes from the PMS; without it the agent can only promise an answer.")
    yield check("pms", _("The PMS answers"), why, lacking, page, done=account.kind if account else "")
    if papers.local:
        yield from _own_sales(papers)


def _own_sales(papers: Papers) -> Iterator[Check]:
    """What only a hotel without a PMS of its own keeps with us."""
    types = papers.room_types
    silent = [str(row) for row in types if not _in_all_languages(row.names) or not _in_all_languages(row.descriptions)]
    lacking = silent if types else [_("no room type")]
    why = _("A guest chooses a room by what is said of it, in Spanish, Portuguese or English.")
    page = changelist("pms_roomtype") if types else new("pms_roomtype", papers)
    yield check("room_types", _("Room types described in three languages"), why, lacking, page, done=str(len(types)))
    lacking = [str(row) for row in types if not papers.rooms[row.pk]] if types else [_("no room")]
    why = _("What has no rooms cannot be held, nor sold.")
    page = new("pms_room", papers)
    yield check("rooms", _("Rooms of every type"), why, lacking, page, done=str(papers.rooms.total()))
    lacking = [] if papers.plans else [_("no rate plan")]
    why = _("It says what breakfast and cancelling cost.")
    yield check("plans", _("Rate plans"), why, lacking, new("pms_rateplan", papers), done=str(len(papers.plans)))
    unpriced = [(row, DAYS_OF_RATES - papers.priced[row.pk]) for row in types]
    lacking = [_("%(type)s: %(nights)s nights") % {"type": row, "nights": left} for row, left in unpriced if left > 0]
    why = _("A night without a price is sold out to every guest who asks.")
    page = changelist("pms_nightlyrate")
    yield check("rates", _("Prices of the next 180 nights"), why, lacking if types else [_("no prices")], page)
    lacking = [] if papers.taxes else [_("no tax")]
    why = _("Guests must be told the whole price, and what of it is tax.")
    yield check("taxes", _("Taxes"), why, lacking, new("pms_tax", papers), done=str(papers.taxes))


def _knowledge(papers: Papers) -> Iterator[Check]:
    open_topics = [topic for topic in MUST_KNOW if not any((topic, code) in papers.facts for code in LANGUAGES)]
    why = _("These are what guests ask most; what the agent does not know it hands over to you.")
    page = changelist("messaging_fact")
    lacking = [topic.replace("_", " ") for topic in open_topics]
    yield check("facts", _("What guests ask most"), why, lacking, page, done=str(len(MUST_KNOW)))
    known = {topic for topic, _code in papers.facts}
    partly = sorted(
        f"{topic.replace('_', ' ')} ({code})"
        for topic in known
        for code in LANGUAGES
        if (topic, code) not in papers.facts
    )
    why = _("A guest who writes in another language gets no answer instead of a foreign one.")
    yield check("fact_languages", _("Every fact in three languages"), why, partly, page, optional=True)
    codes = {code for code, _language in papers.saved}
    lacking = [_("%(count)s so far") % {"count": len(codes)}] if len(codes) < SAVED else []
    why = _("Staff answer the usual questions with / and two letters.")
    page = new("messaging_cannedreply", papers)
    yield check("saved", _("Saved replies"), why, lacking, page, optional=True, done=str(len(codes)))


def _channels(papers: Papers) -> Iterator[Check]:
    whatsapp = papers.channel("whatsapp")
    page = form(whatsapp) if whatsapp else new("messaging_channelaccount", papers)
    secrets = {
        _("access token"): "access_token",
        _("app secret"): "app_secret",
        _("verify token"): "verify_token",
    }
    lacking = [word for word, name in secrets.items() if whatsapp and not getattr(whatsapp, name)]
    why = _("Guests write where they are: without the three secrets Meta brings us nothing and takes nothing.")
    lacking = lacking if whatsapp else [_("no account")]
    yield check("whatsapp", _("WhatsApp"), why, lacking, page, done=whatsapp.external_id if whatsapp else "")
    lacking = [code for code in LANGUAGES if code not in papers.templates]
    why = _("Once a guest has been silent for a day, WhatsApp lets nothing through but an approved template.")
    page = new("messaging_messagetemplate", papers)
    yield check("templates", _("A template in every language"), why, lacking, page, done=", ".join(LANGUAGES))
    web = papers.channel("web")
    lacking = [] if web else [_("no account")]
    why = _("The chat on your own site costs nothing for each message.")
    page = form(web) if web else new("messaging_channelaccount", papers)
    yield check("web", _("Web chat"), why, lacking, page, optional=bool(whatsapp), done=f"/chat/{papers.hotel.slug}/")


def _people(papers: Papers) -> Iterator[Check]:
    names: dict[Any, Any] = dict(Role.choices)
    roles = {member.role for member in papers.staff}
    lacking = [str(names[role]) for role in (Role.FRONT_DESK, Role.MANAGER, Role.OWNER) if role not in roles]
    nobody = not papers.staff
    why = _("Somebody must take over when a guest asks for a person, and somebody must keep the facts true.")
    page = changelist("pms_staffmember")
    done = str(len(papers.staff))
    yield check("staff", _("Staff for each role"), why, lacking, page, optional=not nobody, done=done)
    asked = set(getattr(settings, "SECOND_FACTOR_ROLES", ()))
    without = sorted(str(row.user) for row in papers.staff if row.role in asked and row.user_id not in papers.devices)
    why = _("A stolen password alone must not open your guests’ data.")
    done = _("not asked for") if not asked else ""
    page = changelist("auth_user")
    yield check("second_factor", _("Second factor where it is asked for"), why, without, page, done=done)


def _programs(papers: Papers) -> Iterator[Check]:
    hotel = papers.hotel
    lacking = [] if hotel.api_key_hash else [_("no key")]
    why = _("Your own programs reach the agent with it; without a key they are refused.")
    yield check("api_key", _("API key"), why, lacking, form(hotel), optional=True)
    lacking = [] if papers.tried else [_("nobody has written yet")]
    why = _("Write as a guest once before your guests do.")
    page = f"/chat/{hotel.slug}/", ""
    yield check("tried", _("A first conversation"), why, lacking, page, optional=True)


def _in_all_languages(words: Any) -> bool:
    return isinstance(words, dict) and all(str(words.get(code) or "").strip() for code in LANGUAGES)
