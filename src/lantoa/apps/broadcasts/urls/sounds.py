"""Addresses of sounds and jingles."""

from django.urls import URLPattern, path

from lantoa.apps.broadcasts.views import jingles, sounds

urlpatterns: list[URLPattern] = [
    path("am-thanh/<int:pk>/", sounds.sounds, name="sounds"),
    path("am-thanh/<int:pk>/dat/", sounds.order, name="order_sound"),
    path("am-thanh/<int:pk>/ghi-am/", sounds.record, name="record_sound"),
    path("am-thanh/<int:pk>/ghi-am/gui/", sounds.keep_recording, name="keep_recorded_sound"),
    path("am-thanh/ban/<int:pk>/chon/", sounds.choose, name="choose_sound"),
    path("am-thanh/ban/<int:pk>/dung-loi/", sounds.confirm, name="confirm_sound"),
    path("am-thanh/ban/<int:pk>/lam-lai/", sounds.again, name="make_sound_again"),
    path("am-thanh/ban/<int:pk>/tep.mp3", sounds.file, {"kind": "mp3"}, name="sound_mp3"),
    path("am-thanh/ban/<int:pk>/tep.opus", sounds.file, {"kind": "opus"}, name="sound_opus"),
    path("nhac-hieu/", jingles.jingles, name="jingles"),
    path("nhac-hieu/them/", jingles.new_jingle, name="new_jingle"),
    path("nhac-hieu/gui/", jingles.keep_jingle, name="keep_jingle"),
    path("nhac-hieu/lam-san/", jingles.made_jingles, name="made_jingles"),
    path("nhac-hieu/<int:pk>/", jingles.change, name="change_jingle"),
    path("nhac-hieu/<int:pk>/tep.flac", jingles.file, name="jingle_file"),
]
