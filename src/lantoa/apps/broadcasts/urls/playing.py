"""Addresses of the play log."""

from django.urls import URLPattern, path

from lantoa.apps.broadcasts.views import play_log, play_log_uploads, playing_acts

urlpatterns: list[URLPattern] = [
    path("nhat-ky/", play_log.play_log, name="play_log"),
    path("nhat-ky/theo-dai/", play_log.play_totals, name="play_totals"),
    path("nhat-ky/chua-xac-nhan/", play_log.unconfirmed, name="unconfirmed"),
    path("nhat-ky/nhat-ky-phat.csv", play_log.play_log_csv, name="play_log_csv"),
    path("nhat-ky/nhat-ky-phat.xlsx", play_log.play_log_xlsx, name="play_log_xlsx"),
    path("nhat-ky/tep/", play_log_uploads.play_log_uploads, name="play_log_uploads"),
    path("nhat-ky/tep/<int:pk>/", play_log_uploads.play_log_upload, name="play_log_upload"),
    path("nhat-ky/tep/tai-len/", play_log_uploads.take_log, name="take_play_log"),
    path("nhat-ky/tep/<int:pk>/cot/", play_log_uploads.name_columns, name="name_columns"),
    path("nhat-ky/tep/<int:pk>/bo/", play_log_uploads.drop_upload, name="drop_upload"),
    path("nhat-ky/tep/<int:pk>/con-lai/", play_log_uploads.foreign_rest, name="foreign_rest"),
    path("nhat-ky/dong/<int:pk>/khop/", play_log_uploads.match_line, name="match_line"),
    path("nhat-ky/dong/<int:pk>/ngoai/", play_log_uploads.foreign_line, name="foreign_line"),
    path("nhat-ky/luot/<int:pk>/", play_log.airing, name="airing"),
    path("nhat-ky/luot/<int:pk>/da-phat/", playing_acts.confirm, name="confirm_airing"),
    path("nhat-ky/luot/<int:pk>/khong-phat/", playing_acts.miss, name="miss_airing"),
    path("nhat-ky/luot/<int:pk>/mo-lai/", playing_acts.reopen, name="reopen_airing"),
    path("nhat-ky/bao/<int:pk>/rut/", playing_acts.take_back, name="take_back_report"),
]
