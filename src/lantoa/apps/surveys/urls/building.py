"""Addresses of questionnaires and rounds: building, opening, closing."""

from django.urls import path

from lantoa.apps.surveys.views import questionnaires, rounds, strata

urlpatterns = [
    path("", rounds.rounds, name="rounds"),
    path("dot/moi/", rounds.new_round, name="new_round"),
    path("dot/<int:pk>/", rounds.survey_round, name="round"),
    path("dot/<int:pk>/sua/", rounds.change_round, name="change_round"),
    path("dot/<int:pk>/mo/", rounds.start_round, name="start_round"),
    path("dot/<int:pk>/khoa/", rounds.end_round, name="end_round"),
    path("dot/<int:pk>/cong-bo/", rounds.show_round, name="show_round"),
    path("dot/<int:pk>/xoa/", rounds.delete_round, name="delete_round"),
    path("dot/<int:pk>/nhom-mau/", strata.new_stratum, name="new_stratum"),
    path("dot/<int:pk>/nhom-mau/nhap/", strata.paste_strata, name="paste_strata"),
    path("dot/<int:pk>/nhom-mau/xem-truoc/", strata.preview_strata, name="preview_strata"),
    path("nhom-mau/<int:pk>/", strata.change_stratum, name="change_stratum"),
    path("nhom-mau/<int:pk>/xoa/", strata.delete_stratum, name="delete_stratum"),
    path("bang-hoi/", questionnaires.questionnaires, name="questionnaires"),
    path("bang-hoi/moi/", questionnaires.new_questionnaire, name="new_questionnaire"),
    path("bang-hoi/mau/", questionnaires.take_questionnaire, name="take_questionnaire"),
    path("bang-hoi/<int:pk>/", questionnaires.questionnaire, name="questionnaire"),
    path("bang-hoi/<int:pk>/sua/", questionnaires.change_questionnaire, name="change_questionnaire"),
    path("bang-hoi/<int:pk>/xem-truoc/", questionnaires.preview, name="preview_questionnaire"),
    path("bang-hoi/<int:pk>/chep/", questionnaires.copy, name="copy_questionnaire"),
    path("bang-hoi/<int:pk>/xoa/", questionnaires.delete_questionnaire, name="delete_questionnaire"),
    path("bang-hoi/<int:pk>/cau-moi/", questionnaires.new_question, name="new_question"),
    path("cau/<int:pk>/", questionnaires.change_question, name="change_question"),
    path("cau/<int:pk>/chuyen/", questionnaires.shift_question, name="shift_question"),
    path("cau/<int:pk>/xoa/", questionnaires.delete_question, name="delete_question"),
]
