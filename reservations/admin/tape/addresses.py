"""The addresses under /admin/tape/."""

from django.urls import path

from reservations.admin.tape import change, chart, rooms, stay

app_name = "tape"
urlpatterns = [
    path("", chart.page, name="chart"),
    path("rooms/<int:pk>/", rooms.page, name="room"),
    path("rooms/<int:pk>/<slug:verb>/", rooms.act, name="room-verb"),
    path("<str:key>/", stay.page, name="stay"),
    path("<str:key>/<slug:verb>/", change.page, name="change"),
]
