"""Set-up of contests in the back office: rules, rounds, prizes, head-counts, announcement."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
