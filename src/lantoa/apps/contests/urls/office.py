"""Everything under /quan-tri/cuoc-thi/."""

from lantoa.apps.contests.urls import bank, entrants_office, results, setup, watch

app_name = "contests"
urlpatterns = [
    *setup.urlpatterns,
    *bank.urlpatterns,
    *results.urlpatterns,
    *watch.urlpatterns,
    *entrants_office.urlpatterns,
]
