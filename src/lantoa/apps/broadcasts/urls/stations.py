"""Addresses of stations, and the page of one on a phone."""

from django.urls import URLPattern, path

from lantoa.apps.broadcasts.views import station_imports, station_parts, station_today, stations

urlpatterns: list[URLPattern] = [
    path("dai/", stations.stations, name="stations"),
    path("dai/them/", stations.new_station, name="new_station"),
    path("dai/nhap/", station_imports.paste_stations, name="paste_stations"),
    path("dai/nhap/xem-truoc/", station_imports.preview_stations, name="preview_stations"),
    path("dai/hom-nay/", station_today.my_stations, name="my_stations"),
    path("dai/<int:pk>/", stations.station, name="station"),
    path("dai/<int:pk>/hom-nay/", station_today.today, name="station_today"),
    path("dai/<int:pk>/hom-nay/moi/", station_today.station_news, name="station_news"),
    path("dai/<int:pk>/hom-nay/ca-khung/", station_today.confirm_slot, name="confirm_slot"),
    path("dai/<int:pk>/am-thanh/<int:bulletin>.mp3", station_today.station_sound, name="station_sound"),
    path("dai/<int:pk>/sua/", stations.change_station, name="change_station"),
    path("dai/<int:pk>/su-dung/", stations.use_station, name="use_station"),
    path("dai/<int:pk>/xoa/", stations.delete_station, name="delete_station"),
    path("dai/<int:pk>/may-phat/", stations.station_player, name="station_player"),
    path("dai/<int:pk>/may-phat/ma-qr.svg", stations.station_qr, name="station_qr"),
    path("dai/<int:pk>/may-phat/cap-lai/", stations.renew_address, name="renew_address"),
    path("dai/<int:pk>/cum-loa/", station_parts.new_cluster, name="new_cluster"),
    path("dai/cum-loa/<int:pk>/", station_parts.change_cluster, name="change_cluster"),
    path("dai/cum-loa/<int:pk>/xoa/", station_parts.delete_cluster, name="delete_cluster"),
    path("dai/<int:pk>/khung-gio/", station_parts.new_slot, name="new_slot"),
    path("dai/khung-gio/<int:pk>/", station_parts.change_slot, name="change_slot"),
    path("dai/khung-gio/<int:pk>/xoa/", station_parts.delete_slot, name="delete_slot"),
]
