"""The PMS goes away for a while, as stories need it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from pms.adapters.local import LocalPms
from pms.errors import PmsUnavailable

EVERYTHING = ("offers", "free_units", "room", "book", "find", "cancel", "changes")


@contextmanager
def pms_away(*operations: str, error: type[Exception] = PmsUnavailable) -> Iterator[None]:
    """Every call fails, or only these."""

    def fail(*_: object) -> None:
        raise error

    with pytest.MonkeyPatch.context() as patched:
        for operation in operations or EVERYTHING:
            patched.setattr(LocalPms, operation, fail)
        yield
