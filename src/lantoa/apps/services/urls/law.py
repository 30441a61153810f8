"""Addresses of documents of law, sectors, rights and duties."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
