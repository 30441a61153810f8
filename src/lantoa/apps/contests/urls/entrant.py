"""Everything under /du-thi/: what belongs to one person, kept by no cache."""

from lantoa.apps.contests.urls import certificates, entering, taking

app_name = "entrants"
urlpatterns = [*entering.urlpatterns, *taking.urlpatterns, *certificates.urlpatterns]
