"""Addresses of the newsroom's screens, under /quan-tri/toa-soan/; one line a path."""

from django.urls import URLPattern, URLResolver

app_name = "newsroom"
urlpatterns: list[URLPattern | URLResolver] = []
