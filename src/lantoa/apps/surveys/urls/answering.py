"""What somebody opens to answer a survey, under /tra-loi/."""

from django.urls import URLPattern

app_name = "answering"
urlpatterns: list[URLPattern] = []
