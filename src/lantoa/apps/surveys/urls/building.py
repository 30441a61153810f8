"""Addresses of questionnaires and rounds: building, opening, closing."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
