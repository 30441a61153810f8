"""Everything under /quan-tri/chi-so/."""

from django.urls import URLPattern

from lantoa.apps.indices.urls import imports, registers, working

app_name = "indices"
urlpatterns: list[URLPattern] = [*registers.urlpatterns, *imports.urlpatterns, *working.urlpatterns]
