"""Addresses of what the public reads: wording, photos, joining duplicates."""

from django.urls import URLPattern, path

from lantoa.apps.feedback.views import moderation as views

urlpatterns: list[URLPattern] = [
    path("duyet-dang/", views.moderation, name="moderation"),
    path("duyet-dang/<int:pk>/", views.moderate, name="moderate"),
    path("duyet-dang/<int:pk>/khong-dang/", views.unlist, name="unlist"),
    path("duyet-dang/<int:pk>/nhap/", views.join, name="join"),
    path("duyet-dang/<int:pk>/tach/", views.part, name="part"),
]
