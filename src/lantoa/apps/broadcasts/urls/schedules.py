"""Addresses of what is played when."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
