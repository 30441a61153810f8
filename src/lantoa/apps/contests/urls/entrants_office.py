"""Entrants in the back office."""

from django.urls import URLPattern, path

from lantoa.apps.contests.views import entrants_office

urlpatterns: list[URLPattern] = [
    path("<int:pk>/nguoi-thi/", entrants_office.entrants, name="entrants"),
    path("<int:pk>/nguoi-thi/<slug:code>/them-thoi-gian/", entrants_office.extra_time, name="extra_time"),
]
