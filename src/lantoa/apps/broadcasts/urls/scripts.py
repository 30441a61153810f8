"""Addresses of scripts: the editor, words, decisions, styles."""

from django.urls import URLPattern, path

from lantoa.apps.broadcasts.views import scripts

_SCRIPT = "loi-doc/<int:pk>/"
urlpatterns: list[URLPattern] = [
    path(_SCRIPT, scripts.script, name="script"),
    path(f"{_SCRIPT}ban-doc/", scripts.script_sheet, name="script_sheet"),
    path(f"{_SCRIPT}loi-doc.<slug:ending>", scripts.script_file, name="script_file"),
]
