from django.urls import path

from lantoa.apps.coverage import asked_views, views

app_name = "coverage"
urlpatterns = [
    path("bai-cho-xac-nhan/", views.proposals, name="proposals"),
    path("bai-cho-xac-nhan/<int:pk>/", views.decide, name="decide"),
    path("chi-so/ky/<int:pk>/viec-can-lam/", views.edition_work_page, name="edition_work"),
    path("nguoi-dan-hoi/", asked_views.asked, name="asked"),
    path("nguoi-dan-hoi/bai/", asked_views.asked_story, name="asked_story"),
    path("nguoi-dan-hoi/cau-hoi/<int:pk>/", asked_views.asked_question, name="asked_question"),
    path("nguoi-dan-hoi/cach-goi/<int:pk>/", asked_views.asked_add_words, name="asked_add_words"),
    path("nguoi-dan-hoi/cach-goi/", asked_views.asked_add_named, name="asked_add_named"),
    path("nguoi-dan-hoi/bo-qua/", asked_views.asked_ignore, name="asked_ignore"),
    path("do-bao-phu/", views.matrix, name="matrix"),
    path("do-bao-phu/luot-phat/", views.airings, name="airings"),
    path("do-bao-phu/<slug:agency_slug>/t<int:position>/", views.cell, name="cell"),
]
