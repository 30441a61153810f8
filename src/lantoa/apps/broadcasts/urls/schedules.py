"""Addresses of what is played when."""

from django.urls import URLPattern, path

from lantoa.apps.broadcasts.views import schedule_acts, schedules

urlpatterns: list[URLPattern] = [
    path("lich/ngay/", schedules.schedule_day, name="schedule_day"),
    path("lich/<int:pk>/", schedules.schedule, name="schedule"),
    path("lich/<int:pk>/in/", schedules.schedule_sheet, name="schedule_sheet"),
    path("lich/<int:pk>/lich.ics", schedules.schedule_calendar, name="schedule_calendar"),
    path("lich/<int:pk>/xep/", schedule_acts.place, name="place_in_slot"),
    path("lich/<int:pk>/tu-xep/", schedule_acts.take, name="take_bulletin"),
    path("lich/<int:pk>/khong-phat/<int:bulletin>/", schedule_acts.decline, name="decline_bulletin"),
    path("lich/luot/<int:pk>/chuyen/", schedule_acts.move, name="move_airing"),
    path("lich/luot/<int:pk>/bo/", schedule_acts.cancel, name="cancel_airing"),
    path("lich/khung/<int:pk>/<str:day>/", schedule_acts.order, name="slot_order"),
    path("lich/ban-tin/<int:pk>/", schedules.bulletin_schedule, name="bulletin_schedule"),
]
