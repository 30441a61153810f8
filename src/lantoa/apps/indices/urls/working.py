"""What belongs to a component: themes of the programme; the province's own index."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
