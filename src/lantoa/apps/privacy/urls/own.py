"""Where a person asks about the data on himself, under /du-lieu-cua-toi/."""

from django.urls import path

from lantoa.apps.privacy.views import own

app_name = "own_data"
urlpatterns = [
    path("", own.ask, name="ask"),
    path("ma/", own.prove, name="prove"),
    path("cua-toi/", own.mine, name="mine"),
    path("tai-ve/", own.take_copy, name="take_copy"),
    path("sua/", own.correct, name="correct"),
    path("xoa/", own.erase, name="erase"),
    path("rut-lai/", own.withdraw, name="withdraw"),
    path("thoat/", own.leave, name="leave"),
]
