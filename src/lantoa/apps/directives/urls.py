from django.urls import path

from lantoa.apps.directives import views

app_name = "directives"
urlpatterns = [
    path("", views.programmes, name="programmes"),
    path("tiep-nhan/", views.receive, name="receive"),
    path("<int:pk>/", views.programme, name="programme"),
    path("<int:pk>/xac-nhan/", views.confirm, name="confirm"),
    path("<int:pk>/noi-nhan/", views.recipients, name="recipients"),
    path("<int:pk>/noi-nhan/quyet-dinh/", views.decide_recipient, name="decide_recipient"),
]
