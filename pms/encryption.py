"""A text field encrypted at rest; the first key of ENCRYPTION_KEYS writes, all of them read."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models


@lru_cache(maxsize=4)
def _fernet(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def fernet() -> MultiFernet:
    return _fernet(tuple(settings.ENCRYPTION_KEYS))


class EncryptedTextField(models.TextField):  # type: ignore[type-arg]
    """Text in Python, a Fernet token in the column. It cannot be searched, and is not meant to be."""

    def get_prep_value(self, value: str | None) -> str | None:
        return value if not value else fernet().encrypt(value.encode()).decode()

    def from_db_value(self, value: str | None, *_: Any) -> str | None:
        return value if not value else fernet().decrypt(value.encode()).decode()

    def value_to_string(self, obj: models.Model) -> str:
        """A dump has the token too."""
        return self.get_prep_value(self.value_from_object(obj)) or ""

    def to_python(self, value: Any) -> Any:
        """Of a dump, or of somebody who types."""
        try:
            return fernet().decrypt(value.encode()).decode() if value else value
        except InvalidToken:
            return value

    def deconstruct(self) -> Any:
        """To a migration it is a plain text column: migrations import no code of ours."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs
