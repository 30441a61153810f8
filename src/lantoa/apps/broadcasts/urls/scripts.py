"""Addresses of scripts: the editor, words, decisions, styles."""

from django.urls import URLPattern, path

from lantoa.apps.broadcasts.views import scripts, tempo, words

_SCRIPT, _ENTRY, _DECISION = "loi-doc/<int:pk>/", "tu-dien/<int:pk>/", "tu-dien/quyet-dinh/<int:pk>/"
urlpatterns: list[URLPattern] = [
    path(_SCRIPT, scripts.script, name="script"),
    path(f"{_SCRIPT}ban-doc/", scripts.script_sheet, name="script_sheet"),
    path(f"{_SCRIPT}loi-doc.<slug:ending>", scripts.script_file, name="script_file"),
    path("loi-doc/toc-do/<int:pk>/", tempo.tempo, name="tempo"),
    path("tu-dien/", words.lexicon, name="lexicon"),
    path("tu-dien/moi/", words.new_entry, name="new_entry"),
    path(_ENTRY, words.change_entry, name="change_entry"),
    path(f"{_ENTRY}xoa/", words.delete_entry, name="delete_entry"),
    path("tu-dien/quyet-dinh/", words.decisions, name="decisions"),
    path("tu-dien/quyet-dinh/moi/", words.new_decision, name="new_decision"),
    path(f"{_DECISION}bo/", words.revoke_decision, name="revoke_decision"),
    path("tu-dien/nep-doc/", words.styles, name="styles"),
    path("tu-dien/nep-doc/tinh/", words.province_style, name="province_style"),
    path("tu-dien/nep-doc/<int:pk>/", words.style, name="style"),
]
