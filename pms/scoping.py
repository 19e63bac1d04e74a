"""Queries see one hotel (or the hotels of who is logged in) and fail closed outside a scope."""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar

from django.db import models
from django_scopes import get_scope
from django_scopes.manager import DisabledQuerySet

M = TypeVar("M", bound=models.Model, covariant=True)


class HotelManager(models.Manager[M]):
    """django-scopes' manager for our one dimension, with types."""

    def get_queryset(self) -> models.QuerySet[M]:
        queryset = super().get_queryset()
        active: dict[str, Any] = get_scope()
        if not active.get("_enabled", True):
            return queryset
        if "hotel" not in active:
            closed: models.QuerySet[M] = DisabledQuerySet(self.model, using=self._db, missing_scopes={"hotel"})
            return closed
        hotels = active["hotel"]
        wanted = {"hotel__in": hotels} if isinstance(hotels, list) else {"hotel": hotels}
        return queryset.filter(**wanted)


class HotelHistory(models.Model):
    """The base of every history table: what staff changed at one hotel is nobody else's business either."""

    objects: ClassVar[HotelManager[Any]] = HotelManager()

    class Meta:
        abstract = True
