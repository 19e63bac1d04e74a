"""What a hotel's programs may read of its rooms and reservations."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from pms.api import HotelView
from reservations import availability, booking


class RoomOut(serializers.Serializer[Any]):
    id = serializers.CharField(source="unit")
    room_type = serializers.CharField()
    name = serializers.DictField(source="names", child=serializers.CharField())
    description = serializers.DictField(source="descriptions", child=serializers.CharField())
    max_adults = serializers.IntegerField()
    max_guests = serializers.IntegerField()
    floor = serializers.IntegerField()


class ReservationOut(serializers.Serializer[Any]):
    id = serializers.CharField(source="reference")
    status = serializers.CharField()
    pms_number = serializers.CharField()
    room_id = serializers.CharField(source="unit")
    room_type = serializers.CharField(source="offer.room_type")
    arrival = serializers.DateField(source="offer.arrival")
    departure = serializers.DateField(source="offer.departure")
    adults = serializers.IntegerField(source="offer.adults")
    children = serializers.ListField(source="offer.children", child=serializers.IntegerField())
    guest_name = serializers.CharField()
    guest_email = serializers.CharField()
    guest_phone = serializers.CharField()
    total = serializers.DecimalField(max_digits=12, decimal_places=2)
    currency = serializers.CharField(source="offer.currency")
    created_at = serializers.DateTimeField()


class Room(HotelView):
    @extend_schema(responses=RoomOut, operation_id="room")
    def get(self, request: Request, room_id: str) -> Response:
        room = availability.room(self.hotel, room_id)
        if room is None:
            raise Http404
        return Response(RoomOut(room).data)


class Reservation(HotelView):
    @extend_schema(responses=ReservationOut, operation_id="reservation")
    def get(self, request: Request, reservation_id: str) -> Response:
        """By our reference or by the PMS's own number."""
        reservation = booking.by_reference(self.hotel, reservation_id)
        if reservation is None:
            raise Http404
        return Response(ReservationOut(reservation).data)
