"""Addresses of packages and routes."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
