"""What a station's own machine opens with its secret address, under /may-phat/."""

from django.urls import URLPattern, path

from lantoa.apps.broadcasts.views import device_files, player, schedule_device

app_name = "device"
urlpatterns: list[URLPattern] = [
    path("<str:token>/rss.xml", device_files.feed, name="feed"),
    path("<str:token>/goi/<int:pk>.zip", device_files.package, name="package"),
    path("<str:token>/tep/<int:pk>/<str:name>", device_files.sound, name="sound"),
    path("<str:token>/lich.ics", schedule_device.calendar, name="calendar"),
    path("<str:token>/", player.player, name="player"),
    path("<str:token>/hom-nay.json", player.programme, name="programme"),
    path("<str:token>/am-thanh/<int:bulletin>.mp3", player.sound, name="player_sound"),
    path("<str:token>/bao-phat/", player.report, name="report"),
]
