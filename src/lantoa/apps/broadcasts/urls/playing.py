"""Addresses of the play log."""

from django.urls import URLPattern, path

from lantoa.apps.broadcasts.views import play_log, playing_acts

urlpatterns: list[URLPattern] = [
    path("nhat-ky/luot/<int:pk>/", play_log.airing, name="airing"),
    path("nhat-ky/luot/<int:pk>/da-phat/", playing_acts.confirm, name="confirm_airing"),
    path("nhat-ky/luot/<int:pk>/khong-phat/", playing_acts.miss, name="miss_airing"),
    path("nhat-ky/luot/<int:pk>/mo-lai/", playing_acts.reopen, name="reopen_airing"),
    path("nhat-ky/bao/<int:pk>/rut/", playing_acts.take_back, name="take_back_report"),
]
