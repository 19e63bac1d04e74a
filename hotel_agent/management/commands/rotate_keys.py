"""`manage.py rotate_keys`: write every secret anew with the first of ENCRYPTION_KEYS, so that an old key can go."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cryptography.fernet import InvalidToken
from django.apps import apps
from django.core.management import BaseCommand, CommandError
from django.db import connection, models, transaction
from django_scopes import scopes_disabled

from pms.encryption import EncryptedTextField, fernet


class Command(BaseCommand):
    help = "Encrypt every stored credential with the first key. All or nothing; run it before an old key is taken out."

    def handle(self, *args: Any, **options: Any) -> None:
        with scopes_disabled(), transaction.atomic():
            for model, column in encrypted():
                self.stdout.write(f"{model._meta.label}.{column}: {rotate(model, column)}")


def encrypted() -> Iterator[tuple[type[models.Model], str]]:
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, EncryptedTextField):
                yield model, str(field.column)


def rotate(model: type[models.Model], column: str) -> int:
    """How many rows. Token by token in SQL: the plain text is nowhere but inside MultiFernet."""
    table = connection.ops.quote_name(model._meta.db_table)
    name = connection.ops.quote_name(column)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, {name} FROM {table} WHERE {name} <> '' FOR UPDATE")
        rows = cursor.fetchall()
        for pk, token in rows:
            try:
                anew = fernet().rotate(token.encode()).decode()
            except InvalidToken as error:
                raise CommandError(f"{model._meta.label} {pk}: none of ENCRYPTION_KEYS reads its {column}") from error
            cursor.execute(f"UPDATE {table} SET {name} = %s WHERE id = %s", [anew, pk])
    return len(rows)
