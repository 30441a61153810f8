"""Addresses of the builder of “Tôi cần…”."""

from django.urls import URLPattern, path

from lantoa.apps.services.views import need_building, needs

_NEED, _QUESTION = "nhu-cau/<int:pk>/", "nhu-cau/cau-hoi/<int:pk>/"
urlpatterns: list[URLPattern] = [
    path("nhu-cau/", needs.needs, name="needs"),
    path("nhu-cau/moi/", need_building.new_need, name="new_need"),
    path(_NEED, needs.need, name="need"),
    path(f"{_NEED}sua/", need_building.change, name="change_need"),
    path(f"{_NEED}thu/", needs.try_need, name="try_need"),
    path(f"{_NEED}chep/", needs.copy, name="copy_need"),
    path(f"{_NEED}cong-khai/", needs.publish, name="publish_need"),
    path(f"{_NEED}thoi-cong-khai/", needs.withdraw, name="withdraw_need"),
    path(f"{_NEED}con-dung/", needs.checked, name="check_need"),
    path(f"{_NEED}xoa/", needs.remove, name="remove_need"),
    path(f"{_NEED}cau-hoi/moi/", need_building.new_question, name="new_question"),
    path(_QUESTION, need_building.change_question, name="change_question"),
    path(f"{_QUESTION}chuyen/", need_building.move, name="move_question"),
    path(f"{_QUESTION}bo/", need_building.remove, name="remove_question"),
]
