"""The bank of questions in the back office."""

from django.urls import path

from lantoa.apps.contests.views import bank, question_drafts, question_imports, questions

_BANK, _QUESTION, _FILE = "ngan-hang/<int:pk>/", "ngan-hang/cau-hoi/<int:pk>/", "ngan-hang/tep/<int:pk>/"
urlpatterns = [
    path("ngan-hang/", bank.banks, name="banks"),
    path("ngan-hang/cau-hoi/", bank.questions, name="questions"),
    path("ngan-hang/cau-hoi/nhieu/", bank.bulk, name="many-questions"),
    path("ngan-hang/cau-hoi/moi/", questions.new_question, name="new-question"),
    path(_QUESTION, questions.question, name="question"),
    path(f"{_QUESTION}sua/", questions.edit_question, name="edit-question"),
    path(f"{_QUESTION}duyet/", questions.decide_question, name="decide-question"),
    path("ngan-hang/gan-giong/", question_imports.alike, name="alike-questions"),
    path("ngan-hang/rut/", question_drafts.choose_text, name="draw-questions"),
    path("ngan-hang/rut/<slug:kind>/<int:pk>/", question_drafts.draw_questions, name="draw-questions-of"),
    path("ngan-hang/mau-cau-hoi.xlsx", bank.template, name="question-template"),
    path(_BANK, bank.bank, name="bank"),
    path(f"{_BANK}nhap/", question_imports.upload, name="import-questions"),
    path(f"{_BANK}cau-hoi.xlsx", bank.export_workbook, name="bank-workbook"),
    path(f"{_BANK}cau-hoi.gift.txt", bank.export_gift, name="bank-gift"),
    path(_FILE, question_imports.preview, name="question-import"),
    path(f"{_FILE}nhap/", question_imports.apply, name="apply-questions"),
    path(f"{_FILE}can-sua.xlsx", question_imports.left_over, name="left-questions"),
]
