"""Addresses of stations, and the page of one on a phone."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
