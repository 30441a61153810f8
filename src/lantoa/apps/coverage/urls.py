from django.urls import path

from lantoa.apps.coverage import views

app_name = "coverage"
urlpatterns = [
    path("bai-cho-xac-nhan/", views.proposals, name="proposals"),
    path("bai-cho-xac-nhan/<int:pk>/", views.decide, name="decide"),
    path("chi-so/ky/<int:pk>/viec-can-lam/", views.edition_work_page, name="edition_work"),
    path("do-bao-phu/", views.matrix, name="matrix"),
    path("do-bao-phu/luot-phat/", views.airings, name="airings"),
    path("do-bao-phu/<slug:agency_slug>/t<int:position>/", views.cell, name="cell"),
]
