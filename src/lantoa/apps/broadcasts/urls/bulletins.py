"""Addresses of bulletins: the board, making, items, deciding."""

from django.urls import URLPattern, path

from lantoa.apps.broadcasts.views import board, bulletins, deciding, items

urlpatterns: list[URLPattern] = [
    path("", board.bulletins, name="bulletins"),
    path("ban-tin/moi/", bulletins.new_bulletin, name="new_bulletin"),
    path("ban-tin/khan-cap/", deciding.emergency, name="emergency"),
    path("ban-tin/<int:pk>/", bulletins.bulletin, name="bulletin"),
    path("ban-tin/<int:pk>/sua/", bulletins.change, name="change_bulletin"),
    path("ban-tin/<int:pk>/nhan-ban/", bulletins.duplicate, name="duplicate_bulletin"),
    path("ban-tin/<int:pk>/chon-bai/", items.stories, name="stories"),
    path("ban-tin/<int:pk>/muc-moi/", items.new_item, name="new_item"),
    path("ban-tin/<int:pk>/trinh/", deciding.submit, name="submit_bulletin"),
    path("ban-tin/<int:pk>/lay-lai/", deciding.take_back, name="take_back_bulletin"),
    path("ban-tin/<int:pk>/tra-lai/", deciding.give_back, name="return_bulletin"),
    path("ban-tin/<int:pk>/duyet/", deciding.approve, name="approve_bulletin"),
    path("ban-tin/<int:pk>/rut/", deciding.withdraw, name="withdraw_bulletin"),
    path("ban-tin/<int:pk>/dang/", deciding.list_publicly, name="list_bulletin"),
    path("ban-tin/muc/<int:pk>/sua/", items.change, name="change_item"),
    path("ban-tin/muc/<int:pk>/chuyen/", items.move, name="move_item"),
    path("ban-tin/muc/<int:pk>/bo/", items.remove, name="remove_item"),
    path("ban-tin/muc/<int:pk>/lay-lai/", items.retake, name="retake_item"),
    path("ban-tin/muc/<int:pk>/van-dung/", items.keep, name="keep_item"),
]
