"""Addresses of the data map, requests and the access log."""

from django.urls import path

from lantoa.apps.privacy.views import office

urlpatterns = [
    path("", office.data_map_page, name="data_map"),
    path("yeu-cau/", office.requests, name="requests"),
    path("yeu-cau/<int:pk>/", office.data_request, name="data_request"),
    path("luot-xem/", office.access_log, name="access_log"),
    path("noi-hoi/", office.whom_to_ask_page, name="whom_to_ask"),
    path("cua-toi/", office.mine, name="mine"),
    path("cua-toi/tai-ve/", office.take_own_copy, name="take_own_copy"),
]
