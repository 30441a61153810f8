"""Taking a paper and its slip, under /du-thi/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
