"""Addresses of what the public reads: wording, photos, joining duplicates."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
