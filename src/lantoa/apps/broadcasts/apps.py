from django.apps import AppConfig


class BroadcastsConfig(AppConfig):
    name = "lantoa.apps.broadcasts"
    label = "broadcasts"
    verbose_name = "Phát thanh"
