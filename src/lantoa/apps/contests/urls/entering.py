"""Entering a contest and one's own data, under /du-thi/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
