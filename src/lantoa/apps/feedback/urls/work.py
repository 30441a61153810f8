"""Addresses of the officers' work: the list, one piece of feedback, every step."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
