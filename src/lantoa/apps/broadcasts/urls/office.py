"""Everything under /quan-tri/phat-thanh/."""

from django.urls import URLPattern

from lantoa.apps.broadcasts.urls import bulletins, deliveries, playing, schedules, scripts, sounds, stations

app_name = "broadcasts"
urlpatterns: list[URLPattern] = [
    *bulletins.urlpatterns,
    *scripts.urlpatterns,
    *sounds.urlpatterns,
    *schedules.urlpatterns,
    *stations.urlpatterns,
    *playing.urlpatterns,
    *deliveries.urlpatterns,
]
