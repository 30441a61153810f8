"""Addresses of procedures: the list, changing, checking, import."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
