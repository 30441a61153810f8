"""Addresses of results: tables, comparison, export."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
