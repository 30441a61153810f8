from django.urls import path

from lantoa.apps.assignments.views import board

app_name = "assignments"
# Addresses of the back office, under /quan-tri/viec/; those of receipt links stand in link_urls.py, outside it.
urlpatterns = [
    path("", board.assignments, name="assignments"),
    path("giao/<int:programme_pk>/", board.give, name="give"),
    path("<int:pk>/nhan/", board.receive, name="receive"),
]
