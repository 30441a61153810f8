"""Closing, results, exclusions and certificates in the back office."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
