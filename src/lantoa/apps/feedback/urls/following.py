"""What a citizen opens with the secret address of a piece of feedback, under /theo-doi/."""

from django.urls import URLPattern

app_name = "following"
urlpatterns: list[URLPattern] = []
