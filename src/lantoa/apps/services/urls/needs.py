"""Addresses of the builder of “Tôi cần…” and of the step-by-step pages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
