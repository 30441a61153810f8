"""Set-up of contests in the back office: rules, rounds, prizes, head-counts, announcement."""

from django.urls import URLPattern, path

from lantoa.apps.contests.views import announcing, contests, headcounts, setup

urlpatterns: list[URLPattern] = [
    path("", contests.contests, name="contests"),
    path("moi/", setup.new_contest, name="new_contest"),
    path("don-vi/", headcounts.own_unit, name="own_unit"),
    path("don-vi/<int:pk>/si-so/", headcounts.own_headcount, name="own_headcount"),
    path("<int:pk>/", contests.contest, name="contest"),
    path("<int:pk>/soan/", setup.setup, name="setup"),
    path("<int:pk>/xoa/", setup.delete_contest, name="delete_contest"),
    path("<int:pk>/cong-bo/", announcing.announce, name="announce"),
    path("<int:pk>/thay-doi/", announcing.rules_change, name="change_rules"),
    path("<int:pk>/huy/", announcing.call_off, name="call_off"),
    path("<int:pk>/the-le.docx", announcing.rules_docx, name="rules_docx"),
    path("<int:pk>/nhung/", announcing.widget, name="widget"),
    path("<int:pk>/si-so/", headcounts.headcounts, name="headcounts"),
    path("<int:pk>/si-so/tai-len/", headcounts.upload_headcounts, name="upload_headcounts"),
    path("<int:pk>/si-so.xlsx", headcounts.headcounts_xlsx, name="headcounts_xlsx"),
]
