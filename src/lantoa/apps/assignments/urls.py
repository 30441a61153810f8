from django.urls import path

from lantoa.apps.assignments import views

app_name = "assignments"
urlpatterns = [
    path("", views.assignments, name="assignments"),
    path("giao/<int:programme_pk>/", views.give, name="give"),
    path("<int:pk>/nhan/", views.receive, name="receive"),
]
