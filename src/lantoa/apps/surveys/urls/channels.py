"""Addresses of tickets, slips, paper entry and the telephone screen."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
