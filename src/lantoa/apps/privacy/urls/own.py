"""Where a person asks about the data on himself, under /du-lieu-cua-toi/."""

from django.urls import URLPattern

app_name = "own_data"
urlpatterns: list[URLPattern] = []
