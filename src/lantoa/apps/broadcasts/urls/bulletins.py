"""Addresses of bulletins: the board, making, deciding."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
