"""Addresses of internal digests in the back office, part of the newsroom's."""

from django.urls import path

from lantoa.apps.newsroom.views import digest_files, digests

urlpatterns = [
    path("", digests.digests, name="digests"),
    path("lap/", digests.start, name="start_digest"),
    path("lap/bat-dau/", digests.begin, name="begin_digest"),
    path("<int:pk>/", digests.digest, name="digest"),
    path("<int:pk>/xem-truoc/", digests.preview, name="preview_digest"),
    path("<int:pk>/gui/", digests.send, name="send_digest"),
    path("<int:pk>/dong/", digests.close, name="close_digest"),
    path("<int:pk>/mo-lai/", digests.reopen, name="reopen_digest"),
    path("<int:pk>/bo/", digests.drop, name="drop_digest"),
    path("<int:pk>/nop/<int:assignment_pk>/", digests.prove, name="prove_by_digest"),
    path("<int:pk>/ma-qr.svg", digest_files.qr_code, name="digest_qr"),
    path("<int:pk>/nguoi-doc.csv", digest_files.readers_csv, name="digest_csv"),
    path("<int:pk>/nguoi-doc.xlsx", digest_files.readers_xlsx, name="digest_xlsx"),
]
