"""The own certificate of a winner, under /du-thi/."""

from django.urls import URLPattern, path

from lantoa.apps.contests.views import certificates

urlpatterns: list[URLPattern] = [
    path("<slug:slug>/giay-chung-nhan/<slug:code>.pdf", certificates.own_certificate, name="certificate"),
]
