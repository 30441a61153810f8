from django.urls import path, re_path

from lantoa.apps.reports import views

app_name = "reports"
urlpatterns = [
    path("", views.reports, name="reports"),
    path("lap/", views.make, name="make"),
    re_path(r"^(?P<pk>[0-9]+)/(?P<kind>docx|pdf|xlsx)/$", views.download, name="download"),
]
