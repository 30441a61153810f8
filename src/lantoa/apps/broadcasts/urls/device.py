"""What a station's own machine opens with its secret address, under /may-phat/."""

from django.urls import URLPattern

app_name = "device"
urlpatterns: list[URLPattern] = []
