"""Addresses of results: tables, comparison, export, single responses."""

from django.urls import URLPattern, path

from lantoa.apps.surveys.views import result_files, results, single_responses

urlpatterns: list[URLPattern] = [
    path("dot/<int:pk>/ket-qua/", results.results, name="results"),
    path("dot/<int:pk>/ket-qua/cau/<slug:code>/", results.question_result, name="question_result"),
    path("dot/<int:pk>/so-sanh/", results.rounds_compared, name="rounds_compared"),
    path("dot/<int:pk>/tra-loi-tu-do/", single_responses.answers, name="open_answers"),
    path("tra-loi-tu-do/<int:pk>/che/", single_responses.cover, name="cover_words"),
    path("dot/<int:pk>/phieu-tra-loi/", single_responses.responses, name="responses"),
    path("phieu-tra-loi/<int:pk>/loai/", single_responses.exclude, name="exclude_response"),
    path("phieu-tra-loi/<int:pk>/tinh-lai/", single_responses.readmit, name="readmit_response"),
    path("dot/<int:pk>/ket-qua.<slug:form>", result_files.results_file, name="results_file"),
    path("dot/<int:pk>/phieu-tra-loi.<slug:form>", result_files.responses_file, name="responses_file"),
]
