"""Addresses of the data map, requests and the access log."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
