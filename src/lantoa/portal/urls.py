"""The addresses of the public portal."""

from django.urls import path

from lantoa.portal import views

app_name = "portal"

urlpatterns = [
    path("", views.home, name="home"),
    path("van-ban/<int:pk>/", views.directive, name="directive"),
    path("noi-dung/<slug:code>/", views.theme, name="theme"),
    path("do-bao-phu/", views.coverage, name="coverage"),
    path("do-bao-phu/so-lieu.csv", views.coverage_csv, name="coverage_csv"),
    path("do-bao-phu/<slug:slug>/<slug:code>/", views.cell, name="cell"),
    path("co-quan/<slug:slug>/", views.agency, name="agency"),
    path("bai/<int:pk>/", views.article, name="article"),
    path("minh-chung/<int:pk>/", views.evidence, name="evidence"),
    path("minh-chung/<int:pk>/ban-ghi.warc.gz", views.evidence_record, name="evidence_record"),
    path("gioi-thieu/", views.about, name="about"),
    path("thanh-phan/", views.components, name="components"),
    path("goi/<slug:name>.<slug:digest>.css", views.style_bundle, name="bundle"),
    path("robots.txt", views.robots, name="robots"),
]
