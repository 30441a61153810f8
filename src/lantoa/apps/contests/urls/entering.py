"""Entering a contest and one's own data, under /du-thi/."""

from django.urls import path

from lantoa.apps.contests.views import entering, entering_own

urlpatterns = [
    path("<slug:slug>/", entering.home, name="home"),
    path("<slug:slug>/gui-ma/", entering.send_code, name="send_code"),
    path("<slug:slug>/ma/", entering.code, name="code"),
    path("<slug:slug>/dang-ky/", entering.enter, name="enter"),
    path("<slug:slug>/thoat/", entering.leave, name="leave"),
    path("<slug:slug>/dong-y/<slug:version>/", entering.consent, name="consent"),
    path("<slug:slug>/du-lieu/", entering_own.own_data, name="own_data"),
    path("<slug:slug>/du-lieu/tai-ve/", entering_own.own_data_file, name="own_data_file"),
    path("<slug:slug>/du-lieu/sua/", entering_own.correct, name="correct"),
    path("<slug:slug>/du-lieu/xoa/", entering_own.erase, name="erase"),
]
