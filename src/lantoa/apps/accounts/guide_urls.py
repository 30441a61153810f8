"""Addresses of the guides, under /quan-tri/huong-dan/ (base.help.PREFIX)."""

from django.urls import path

from lantoa.apps.accounts import views_guides

app_name = "guides"
urlpatterns = [
    path("", views_guides.front, name="front"),
    path("anh/<str:name>", views_guides.guide_picture, name="picture"),
    path("<slug:name>/", views_guides.one, name="guide"),
]
