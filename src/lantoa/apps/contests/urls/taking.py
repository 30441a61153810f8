"""Taking a paper and its slip, under /du-thi/. What is saved and submitted below a paper goes to the door."""

from django.urls import URLPattern, path

from lantoa.apps.contests.views import slips, taking

urlpatterns: list[URLPattern] = [
    path("<slug:slug>/vong/<int:number>/bat-dau/", taking.start, name="start"),
    path("<slug:slug>/bai/<str:token>/", taking.paper, name="paper"),
    path("<slug:slug>/phieu/<slug:code>/", slips.slip, name="slip"),
    path("<slug:slug>/phieu/<slug:code>/tai-ve/", slips.slip_file, name="slip_file"),
    path("<slug:slug>/kiem-tra-phieu/", slips.check_slip, name="check_slip"),
]
