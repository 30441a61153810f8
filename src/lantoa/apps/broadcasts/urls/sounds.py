"""Addresses of sounds and jingles."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
