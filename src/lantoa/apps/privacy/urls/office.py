"""Everything under /quan-tri/du-lieu-ca-nhan/."""

from django.urls import URLPattern

from lantoa.apps.privacy.urls import office_pages

app_name = "privacy"
urlpatterns: list[URLPattern] = [
    *office_pages.urlpatterns,
]
