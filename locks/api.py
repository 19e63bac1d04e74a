"""The trail of a room's holds."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from locks.models import HoldEvent
from pms.api import HotelView


class EventOut(serializers.ModelSerializer[HoldEvent]):
    resource = serializers.CharField(source="unit")
    operation = serializers.CharField(source="kind")
    arrival = serializers.DateField(source="period.lower")
    departure = serializers.DateField(source="period.upper")

    class Meta:
        model = HoldEvent
        fields = ("id", "resource", "operation", "hold_id", "arrival", "departure", "actor", "reason", "at")


class Query(serializers.Serializer[Any]):
    resource = serializers.CharField(max_length=40, required=False)
    limit = serializers.IntegerField(min_value=1, max_value=500, default=100)


class Audit(HotelView):
    @extend_schema(
        parameters=[
            OpenApiParameter("resource", str, description="A unit, e.g. the room's number"),
            OpenApiParameter("limit", int, description="1 to 500, 100 by default"),
        ],
        responses=EventOut(many=True),
        operation_id="lock_audit",
    )
    def get(self, request: Request) -> Response:
        """Newest first: who acquired, extended, released, converted, met a conflict or let it expire."""
        query = Query(data=request.query_params)
        query.is_valid(raise_exception=True)
        asked = query.validated_data
        events = HoldEvent.objects.filter(hotel=self.hotel)
        if "resource" in asked:
            events = events.filter(unit=asked["resource"])
        return Response(EventOut(events[: asked["limit"]], many=True).data)
