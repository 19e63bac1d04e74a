"""A rehearsal's trouble is a trouble of everything a PMS is asked."""

import inspect

import pytest

from pms import staging
from pms.adapters.base import PmsAdapter

pytestmark = pytest.mark.unit

OPERATORS = {"examine", "inventory"}  # no guest's message asks for these


def test_a_pms_that_ails_does_so_in_every_call():
    asked = {name for name, _ in inspect.getmembers(PmsAdapter, inspect.isfunction) if not name.startswith("_")}
    assert {*staging.READS, *staging.CHANGES} == asked - OPERATORS
