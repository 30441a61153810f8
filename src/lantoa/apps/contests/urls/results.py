"""Closing, results, exclusions and certificates in the back office."""

from django.urls import URLPattern, path

from lantoa.apps.contests.views import certificates, result_acts, results

urlpatterns: list[URLPattern] = [
    path("<int:pk>/ket-qua/", results.results, name="results"),
    path("vong/<int:pk>/ket-qua/", results.round_result, name="round_result"),
    path("vong/<int:pk>/don-vi/", results.result_units, name="result_units"),
    path("vong/<int:pk>/nguoi-doat-giai.xlsx", results.winners, name="winners"),
    path("vong/<int:pk>/khoa-so/", result_acts.close, name="close_round"),
    path("vong/<int:pk>/cong-bo/", result_acts.publish, name="publish_result"),
    path("vong/<int:pk>/tinh-lai/", result_acts.rescore, name="rescore"),
    path("ket-qua/<int:pk>/danh-sach.json", results.result_list, name="result_list"),
    path("chung-nhan/<int:pk>.pdf", certificates.certificate, name="certificate"),
    path("bai-nop/<int:pk>/loai/", result_acts.exclude, name="exclude"),
    path("bai-nop/<int:pk>/tinh-lai/", result_acts.readmit, name="readmit"),
]
