"""Addresses of routing rules, clocks, hand-overs, the league."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
