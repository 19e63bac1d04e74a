"""Two to four rooms in one booking: all of them are held before the one yes that books them all."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from locks.errors import HoldExpired
from locks.models import RoomHold
from messaging.intents.booked import reserve, told, told_all
from messaging.intents.offers import listed, no_rooms, search
from messaging.session import Frame
from messaging.turn import Reply, Turn
from pms.terms import Contact, Money, Party
from reservations import availability, booking
from reservations.errors import NoRooms
from reservations.models import Offer, Reservation


def begins(turn: Turn) -> bool:
    """Whether several rooms are wanted, as far as was said up to now."""
    frame, said = turn.frame, turn.slots.rooms
    if said and said != frame.rooms:
        frame.rooms, frame.split, frame.taken = said, [], []
    return frame.rooms > 1


def look(turn: Turn, *, changed: bool) -> Reply:
    """What there is for the first of them; asks once who sleeps where, when it cannot be told."""
    frame = turn.frame
    if frame.taken and not changed:
        return read_back(turn)
    if changed:
        frame.split = []
    if not frame.split:
        frame.split = _spread(frame, turn.slots.split)
    if not frame.split:
        frame.asked = frame.awaiting = "split"
        return Reply("ask_split", rooms=frame.rooms, party=frame.party)
    frame.taken, frame.offer = [], None
    booking.release(turn.hotel, turn.holder, reason="other rooms or another stay were chosen")
    return _next(turn)


def take(turn: Turn, offer: Offer, *, unit: str = "") -> Reply:
    """Hold a room of this offer, and the same again for whoever else is as many. Raises NoRooms for the first."""
    frame = turn.frame
    frame.split = frame.split or _spread(frame, ()) or _uneven(frame)
    if len(frame.taken) >= frame.rooms:
        frame.taken = []
    _hold(turn, offer, unit=unit)
    while len(frame.taken) < frame.rooms:
        same = _same_again(turn, offer) if frame.room_party == offer.party else None
        if same is None:
            return _next(turn)
        try:
            _hold(turn, same)
        except NoRooms:
            return _next(turn)
    return read_back(turn)


def read_back(turn: Turn, *, words: str = "held") -> Reply:
    """All that one yes would book."""
    frame = turn.frame
    offers, held = _offers(turn), _held(turn)
    if len(held) < len(frame.taken):
        return renew(turn)
    if len(offers) < frame.rooms:
        return _next(turn)
    frame.phone = frame.phone or turn.guest.phone
    frame.awaiting = "confirm" if frame.contact else "details"
    frame.offer = frame.read_back = offers[-1].pk
    total = Money(sum((offer.total for offer in offers), Decimal(0)), offers[0].currency)
    return Reply(
        "read_back_rooms",
        opening=words,
        offers=offers,
        offer=offers[-1],
        stay=offers[0].stay,
        total=total,
        hold=min(held, key=lambda row: row.expires_at),
        contact=Contact(frame.name, frame.email, frame.phone),
        complete=frame.contact is not None,
        data={"lock_acquired": True, "offer_ids": [offer.pk for offer in offers]},
    )


def confirm(turn: Turn) -> Reply:
    """Book every room; what was booked of them before, by a turn that was lost, is not booked again."""
    frame, offers = turn.frame, _offers(turn)
    made = [booking.made(turn.hotel, offer.pk, holder=turn.holder) for offer in offers]
    held = _held(turn)
    if not any(made) and (
        frame.contact is None or (turn.slots.choice or turn.read_back) != frame.offer or len(held) < frame.rooms
    ):
        return read_back(turn)
    booked, lost = _book(turn, offers, made)
    if not booked:
        frame.taken, frame.offer = [], None
        return no_rooms(turn, NoRooms("sold_out"))
    return told(turn, booked[0]) if len(booked) == 1 and not lost else told_all(turn, booked, lost)


def renew(turn: Turn) -> Reply:
    """The holds ran out: the same rooms again if they are there, else what there is."""
    frame, offers = turn.frame, _offers(turn)
    turn.note("hold", "ran out")
    made = [booking.made(turn.hotel, offer.pk, holder=turn.holder) for offer in offers]
    if any(made):
        return told_all(turn, [row for row in made if row], [])
    frame.taken, frame.offer = [], None
    booking.release(turn.hotel, turn.holder, reason="the holds ran out")
    if not offers:
        return _next(turn)
    try:
        same = _same_again(turn, offers[0])
        return take(turn, same) if same else _next(turn)
    except NoRooms as no:
        return no_rooms(turn, no)


def _book(
    turn: Turn, offers: Sequence[Offer], made: Sequence[Reservation | None]
) -> tuple[list[Reservation], list[Offer]]:
    booked, lost, contact = [], [], turn.frame.contact
    for offer, (_, number), done in zip(offers, turn.frame.taken, made, strict=True):
        row = done or (contact and _one(turn, offer, RoomHold.objects.select_related("hotel").get(pk=number), contact))
        booked += [row] if row else []
        lost += [] if row else [offer]
    return booked, lost


def _one(turn: Turn, offer: Offer, held: RoomHold, contact: Contact) -> Reservation | None:
    try:
        return reserve(turn, offer, held, contact)
    except (HoldExpired, NoRooms):
        return None


def _hold(turn: Turn, offer: Offer, *, unit: str = "") -> None:
    frame = turn.frame
    offer = availability.refreshed(offer)
    beside = [number for _, number in frame.taken]
    held = booking.hold(offer, turn.guest, holder=turn.holder, unit=unit, beside=beside)
    turn.note("hold", {"id": held.pk, "unit": held.unit, "offer": offer.pk})
    frame.taken = [*frame.taken, [offer.pk, held.pk]]
    frame.offer, frame.room_type, frame.rate_plan = offer.pk, offer.room_type, offer.rate_plan


def _same_again(turn: Turn, offer: Offer) -> Offer | None:
    try:
        offers = search(turn)
    except NoRooms:
        return None
    return next((o for o in offers if (o.room_type, o.rate_plan) == (offer.room_type, offer.rate_plan)), None)


def _next(turn: Turn) -> Reply:
    """The list for the room that is chosen next. None left: what is held of the others stays, and the guest is told."""
    frame = turn.frame
    try:
        offers = search(turn)
    except NoRooms as no:
        got, frame.rooms = len(frame.taken), max(len(frame.taken), 1)
        if not got:
            frame.split = []
            return no_rooms(turn, no)
        frame.split = frame.split[:got]
        return Reply("fewer_rooms", got=got).then(read_back(turn))
    enough = [offer for offer in offers if offer.units_left >= frame.rooms - len(frame.taken)]
    alike = all(people == frame.split[0] for people in frame.split)
    wanted = [offer for offer in offers if offer.room_type == turn.slots.room]
    return listed(turn, [o for o in enough if o in wanted] or (enough if alike and enough else wanted or offers))


def _offers(turn: Turn) -> list[Offer]:
    return availability.recall(turn.hotel, [offer for offer, _ in turn.frame.taken])


def _held(turn: Turn) -> list[RoomHold]:
    return booking.all_held(turn.hotel, turn.holder, [number for _, number in turn.frame.taken])


def _spread(frame: Frame, sizes: Sequence[int]) -> list[list[int]]:
    """Adults and children evenly, or as the guest has said; nothing when that must be asked."""
    rooms, party = frame.rooms, frame.party
    if frame.adults is None:
        return [[2] for _ in range(rooms)]
    if len(sizes) == rooms and sum(sizes) == party.size and party.adults >= rooms:
        return _seat(party, sizes)
    if party.adults % rooms == 0 and len(party.children) % rooms == 0:
        return _seat(party, [party.size // rooms] * rooms)
    return _uneven(frame) if frame.asked == "split" else []


def _uneven(frame: Frame) -> list[list[int]]:
    """As evenly as may be, the larger rooms first."""
    party, rooms = frame.party, frame.rooms
    size, over = divmod(max(party.size, rooms), rooms)
    return _seat(party, [size + (room < over) for room in range(rooms)])


def _seat(party: Party, sizes: Sequence[int]) -> list[list[int]]:
    """An adult in every room first, then children beside them, then the other adults."""
    adults, children = max(party.adults - len(sizes), 0), list(party.children)
    seated = [[1] for _ in sizes]
    if len(children) % len(sizes) == 0:
        share = len(children) // len(sizes)
        for at, room in enumerate(seated):
            room += children[at * share : (at + 1) * share]
        children = []
    for room, size in zip(seated, sizes, strict=True):
        more = min(adults, size - (len(room) - 1) - room[0])
        room[0], adults = room[0] + max(more, 0), adults - max(more, 0)
        while children and room[0] + len(room) - 1 < size:
            room.append(children.pop(0))
    return seated
