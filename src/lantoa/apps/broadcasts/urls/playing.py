"""Addresses of the play log."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
