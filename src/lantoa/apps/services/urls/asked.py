"""Addresses of what citizens ask: searched in vain, reported most, and what to write about it."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
