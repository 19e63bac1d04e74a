"""What the database says of itself."""

import json

import pytest
from django.core.management import call_command
from django.db import connection

from hotel_agent import statistics
from pms.models import Hotel
from reservations.models import Offer

pytestmark = pytest.mark.integration


def test_our_statements_are_listed_with_their_times(hotel: Hotel):
    list(Offer.objects.filter(hotel=hotel, room_type="penthouse"))
    found = statistics.report(statements=1000)
    [offers] = [row for row in found["statements"] if "reservations_offer" in row["statement"]][:1]
    assert offers["calls"] >= 1
    assert offers["mean_ms"] >= 0


def test_an_index_nobody_reads_by_is_listed(hotel: Hotel):
    with connection.cursor() as cursor:
        cursor.execute("CREATE INDEX read_by_nobody ON pms_hotel (color)")
    unused = {row["index"] for row in statistics.report()["unused_indexes"]}
    assert "read_by_nobody" in unused
    assert not any(name.endswith("_pkey") for name in unused)


def test_the_command_speaks_json(hotel: Hotel, capsys):
    call_command("database_report", "--json")
    assert set(json.loads(capsys.readouterr().out)) == {
        "statements",
        "unused_indexes",
        "tables_read_from_end_to_end",
    }
