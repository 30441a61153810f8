"""Everything under /quan-tri/dich-vu-cong/."""

from django.urls import URLPattern

from lantoa.apps.services.urls import law, needs, procedures

app_name = "services"
urlpatterns: list[URLPattern] = [
    *procedures.urlpatterns,
    *needs.urlpatterns,
    *law.urlpatterns,
]
