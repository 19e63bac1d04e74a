"""Who writes to a hotel: recognised by the names a channel knows them by, and two rows found to be one person.

The only writer of Guest, GuestIdentity and GuestMerge. A name is (kind, value): ("phone", "34600111222").
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection, transaction

from pms.errors import NotMergeable
from pms.models import Guest, GuestIdentity, GuestMerge, Hotel
from pms.numbers import candidates
from pms.terms import Contact

Name = tuple[str, str]

# Up and down from any row of the person. UNION meets no row twice, so it always ends.
FAMILY = """
WITH RECURSIVE person AS (
    SELECT id, merged_into_id FROM pms_guest WHERE id = %s
    UNION SELECT guest.id, guest.merged_into_id FROM pms_guest AS guest
        JOIN person ON guest.merged_into_id = person.id OR guest.id = person.merged_into_id
)
SELECT id FROM person ORDER BY id
"""


def recognise(names: Sequence[Name]) -> Guest | None:
    """Who is known by one of these names, the first that is; else by another spelling of a phone number."""
    if exact := next(iter(_named(names).values()), None):
        return exact
    spellings = [("phone", other) for kind, value in names if kind == "phone" for other in candidates(value)]
    guests = {guest.merged_into_id or guest.pk: guest for guest in _named(spellings).values()}
    # Two guests of almost the same number: whose it is, staff will know.
    return next(iter(guests.values())) if len(guests) == 1 else None


@transaction.atomic
def introduce(hotel_id: int, names: Sequence[Name], *, name: str = "", phone: str = "", language: str = "") -> Guest:
    """Somebody new. Two who race to introduce the same person end with one guest."""
    guest = Guest.objects.create(hotel_id=hotel_id, name=name[:120], phone=phone[:40], language=language)
    learn(guest, names)
    winner = next((other for other in _named(names).values() if other.pk != guest.pk), guest)
    if winner.pk != guest.pk:
        guest.delete()
        learn(winner, names)
    return winner


def learn(guest: Guest, names: Sequence[Name]) -> None:
    """Other names of a guest, as they came; one that is another's already stays theirs."""
    # In one order: two who write the same names the other way round would wait for each other.
    rows = [
        GuestIdentity(hotel_id=guest.hotel_id, guest=guest, kind=kind, value=value) for kind, value in sorted(names)
    ]
    GuestIdentity.objects.bulk_create(rows, ignore_conflicts=True)


def remember(guest: Guest, contact: Contact) -> None:
    """Keep what a guest told about themselves; what is known already is not overwritten by nothing."""
    guest.name = contact.name[:120] or guest.name
    guest.email = contact.email[:254] or guest.email
    guest.phone = contact.phone[:40] or guest.phone
    guest.save(update_fields=["name", "email", "phone"])


def family(guest: Guest) -> list[int]:
    """Ids of every row that is this person, whichever of them is given."""
    with connection.cursor() as cursor:
        cursor.execute(FAMILY, [guest.pk])
        return [row[0] for row in cursor.fetchall()]


def merge(guest: Guest, into: Guest, *, actor: str, reason: str = "") -> None:
    """From now on they are one person. Nothing is moved, so that `separate` gives back what there was.

    Raises NotMergeable for a guest of another hotel, itself, or one that is merged already.
    """
    with transaction.atomic():
        _one_at_a_time(guest.hotel_id)
        pair = Guest.objects.filter(pk__in=[guest.pk, into.pk], hotel_id=guest.hotel_id)
        roots = dict(pair.values_list("pk", "merged_into"))
        if len(roots) < 2 or roots[guest.pk] or into.pk in family(guest):
            raise NotMergeable(f"{guest.pk} into {into.pk}")
        Guest.objects.filter(pk=guest.pk).update(merged_into=into)
        _audit(guest, into, GuestMerge.Kind.MERGE, actor, reason)
    guest.merged_into = into


def separate(guest: Guest, *, actor: str, reason: str = "") -> None:
    """Undo a merge. Raises NotMergeable when there is none."""
    with transaction.atomic():
        _one_at_a_time(guest.hotel_id)
        into = Guest.objects.get(pk=guest.pk).merged_into
        if into is None:
            raise NotMergeable(f"{guest.pk} is merged into nobody")
        Guest.objects.filter(pk=guest.pk).update(merged_into=None)
        _audit(guest, into, GuestMerge.Kind.UNDO, actor, reason)
    guest.merged_into = None


def _one_at_a_time(hotel_id: int) -> None:
    """Until the transaction ends. The two rows alone are not enough: four people may be merged in a ring."""
    list(Hotel.objects.select_for_update(no_key=True).filter(pk=hotel_id).values("pk"))


def _named(names: Sequence[Name]) -> dict[Name, Guest]:
    """Those of the names that somebody has, in their order."""
    if not names:
        return {}
    rows = GuestIdentity.objects.select_related("guest").filter(
        kind__in={kind for kind, _ in names}, value__in={value for _, value in names}
    )
    owners = {(row.kind, row.value): row.guest for row in rows}
    return {name: owners[name] for name in names if name in owners}


def _audit(guest: Guest, into: Guest, kind: GuestMerge.Kind, actor: str, reason: str) -> None:
    GuestMerge.objects.create(
        hotel_id=guest.hotel_id, guest=guest, into=into, kind=kind, actor=actor[:60], reason=reason[:200]
    )
