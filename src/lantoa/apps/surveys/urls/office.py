"""Everything under /quan-tri/khao-sat/."""

from django.urls import URLPattern

from lantoa.apps.surveys.urls import building, channels, results

app_name = "surveys"
urlpatterns: list[URLPattern] = [
    *building.urlpatterns,
    *channels.urlpatterns,
    *results.urlpatterns,
]
