"""Addresses of the back office, under /quan-tri/buoc-hai/; those of signing in stand in urls.py, outside it."""

from django.urls import path

from lantoa.apps.accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.second_factors, name="second_factors"),
    path("<int:pk>/go/", views.reset, name="reset_second_factor"),
]
