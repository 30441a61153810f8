"""The form by which a citizen sends feedback, under /gui-phan-anh/."""

from django.urls import URLPattern

app_name = "sending"
urlpatterns: list[URLPattern] = []
