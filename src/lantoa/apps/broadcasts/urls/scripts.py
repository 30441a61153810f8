"""Addresses of scripts: the editor, words, decisions, styles."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
