"""Everything under /quan-tri/cuoc-thi/."""

from lantoa.apps.contests.urls import bank, results, setup, watch

app_name = "contests"
urlpatterns = [*setup.urlpatterns, *bank.urlpatterns, *results.urlpatterns, *watch.urlpatterns]
